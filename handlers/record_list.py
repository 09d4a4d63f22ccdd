"""The list of a firm's records, one of them with what can be done to it, and what became of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Generic

from bot.conversation.keyboards import Button, Keyboard
from bot.conversation.words import clip
from bot.features import Tap
from bot.language.text import Text, _, layout, lines, raw
from bot.pipeline.turn import Turn
from handlers.corrections import VOIDS, Corrections
from handlers.menu import GO
from handlers.records import SHORT, Speech, own, read_id
from storage.records import Change, ChangeKind
from storage.records.kinds import N, R

PAGE = 6
# Of a history, those that fit into one message however long the names are.
CHANGES = 12
# Before the id that a page begins with: of the list of void records.
VOID = "v"


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands on the list besides the records."""

    text: Text | None = None
    buttons: Sequence[Button] = ()


class RecordList(Generic[N, R]):
    """Of one kind of record. `listed` and `one` are the names of the taps that show them."""

    def __init__(
        self,
        corrections: Corrections[N, R],
        *,
        listed: str,
        one: str,
        beside: Callable[[Turn], Awaitable[Beside]] | None = None,
    ) -> None:
        kind = corrections.kind
        self.corrections = corrections
        self.kind, self.book, self.words = kind, kind.book, kind.words
        self._beside = beside
        self.list_tap = kind.tap(listed, self.show_page)
        self.card_tap = kind.tap(one, self.show_card)
        self.voids_tap = kind.tap(VOIDS, self.show_voids)
        self.void_tap = kind.tap("void", self.ask_void)
        self.void_now_tap = kind.tap("voidnow", corrections.undo)
        self.history_tap = kind.tap("history", self.show_history)
        self.taps = (
            *(self.list_tap, self.card_tap, self.voids_tap),
            *(self.void_tap, self.void_now_tap, self.history_tap),
        )

    async def show(self, turn: Turn, _words: str) -> None:
        await self.show_page(turn, "")

    async def show_page(self, turn: Turn, before: str) -> None:
        """The firm's records, newest first, from the one after `before` (a record's id)."""
        before = str(read_id(before) or "")
        page = await self._page(turn, before)
        beside = await self._beside(turn) if self._beside else Beside()
        voids = await self._to_voids(turn)
        if not page and not before:
            first = Button(self.words.first, GO.data(self.kind.one))
            text = lines(self.words.empty, beside.text, gap="\n\n")
            turn.edit(text, [[first], beside.buttons, voids])
            return
        title = self.words.title(turn.speaker.firm or "")
        text = lines(title, beside.text, self.words.tap_one)
        turning = self._turning(self.list_tap, page, before)
        turn.edit(text, [*await self._rows(turn, page, before), turning, beside.buttons, voids])

    async def show_voids(self, turn: Turn, before: str) -> None:
        """What counts no longer, to be looked at and restored."""
        before = str(read_id(before) or "")
        page = await self._page(turn, before, void=True)
        back = Button(self.words.to_list, self.list_tap.data())
        if not page:
            turn.edit(self.words.no_voids, [[back]])
            return
        title = layout("<b>{title}</b>", title=self.words.voids)
        rows = await self._rows(turn, page, f"{VOID}{before}")
        turning = self._turning(self.voids_tap, page, before)
        turn.edit(lines(title, _("Tap one to restore it.")), [*rows, turning, [back]])

    async def _page(self, turn: Turn, before: str, *, void: bool = False) -> list[R]:
        """One more than is shown, where there are more."""
        start = read_id(before)
        return await self.book.latest(turn.tx, turn.scope, limit=PAGE + 1, before=start, void=void)

    async def _rows(self, turn: Turn, page: Sequence[R], before: str) -> list[list[Button]]:
        speech = await self.kind.speech(turn)
        return [
            [Button(speech.dated(record), self.card_tap.data(f"{record.id}.{before}"))]
            for record in page[:PAGE]
        ]

    async def _to_voids(self, turn: Turn) -> list[Button]:
        any_void = await self.book.latest(turn.tx, turn.scope, limit=1, void=True)
        return [Button(self.words.voids, self.voids_tap.data())] if any_void else []

    def _turning(self, tap: Tap, page: Sequence[R], before: str) -> list[Button]:
        newest = [Button(_("‹ Newest"), tap.data())] if before else []
        if len(page) <= PAGE:
            return newest
        return [*newest, Button(_("Older ›"), tap.data(page[PAGE - 1].id))]

    # One of them

    async def show_card(self, turn: Turn, argument: str) -> None:
        """`argument` is the record's id, and after a dot what its page of the list began with."""
        record_id, _dot, before = argument.partition(".")
        record = await self.corrections.seen(turn, record_id)
        if record is None:
            self.corrections.say_gone(turn)
            return
        speech = await self.kind.speech(turn)
        void = self.words.is_void if record.voided_at else None
        who = self.words.recorded_by(clip(record.reporter, SHORT), record.recorded_at)
        text = lines(void, speech.card(record), layout("<i>{who}</i>", who=who))
        turn.edit(text, self._buttons(turn, record, speech, before))

    def _buttons(self, turn: Turn, record: R, speech: Speech[R], before: str) -> Keyboard:
        history = Button(_("History"), self.history_tap.data(record.id))
        more = speech.buttons(record)
        back = self._back(before)
        if not own(turn, record):
            return [[history, *more], [back]]
        if record.voided_at is not None:
            restore = Button(_("Restore"), self.corrections.restore_tap.data(record.id))
            return [[restore, history], [*more, back]]
        edit = Button(_("Edit"), self.corrections.edit_tap.data(record.id))
        void = Button(_("Void"), self.void_tap.data(record.id))
        return [[edit, void], [history, *more], [back]]

    def _back(self, before: str) -> Button:
        """To the page that the record was opened from."""
        start = before.removeprefix(VOID)
        page = start if read_id(start) else ""
        if start != before:
            label = layout("‹ {voids}", voids=self.words.voids)
            return Button(label, self.voids_tap.data(page))
        return Button(self.words.to_list, self.list_tap.data(page))

    async def ask_void(self, turn: Turn, argument: str) -> None:
        record = await self.corrections.seen(turn, argument)
        if record is None or not own(turn, record):
            self.corrections.say_gone(turn)
            return
        speech = await self.kind.speech(turn)
        turn.edit(
            lines(self.words.ask_void, speech.card(record)),
            [
                [Button(_("Yes, void it"), self.void_now_tap.data(record.id))],
                [Button(_("No, keep it"), self.card_tap.data(f"{record.id}."))],
            ],
        )

    # What became of it

    async def show_history(self, turn: Turn, argument: str) -> None:
        """`argument` is the record's id, and after a dot the page, the newest being the first."""
        record_id, _dot, at = argument.partition(".")
        record = await self.corrections.seen(turn, record_id)
        if record is None:
            self.corrections.say_gone(turn)
            return
        pages = _pages(await self.book.history(turn.tx, turn.scope, record.id))
        page = min(read_id(at) or 0, len(pages) - 1)
        speech = await self.kind.speech(turn)
        shown = [self._told(speech, together) for together in pages[page]]
        if page < len(pages) - 1:
            shown = [self._told(speech, pages[-1][0]), raw("…"), *shown]
        text = lines(self.words.history, *shown, gap="\n\n")
        back = [Button(self.words.to_one, self.card_tap.data(f"{record.id}."))]
        turn.edit(text, [self._turning_history(record.id, page, len(pages)), back])

    def _turning_history(self, record_id: int, page: int, pages: int) -> list[Button]:
        newest = Button(_("‹ Newest"), self.history_tap.data(record_id))
        older = Button(_("Older ›"), self.history_tap.data(f"{record_id}.{page + 1}"))
        return [*([newest] if page else []), *([older] if page < pages - 1 else [])]

    def _told(self, speech: Speech[R], together: Sequence[Change]) -> Text:
        first = together[0]
        return lines(
            layout("<b>{at}</b> · {who}", at=first.at, who=clip(first.by, SHORT)),
            *(self._what(speech, change) for change in together),
        )

    def _what(self, speech: Speech[R], change: Change) -> Text:
        if change.kind is not ChangeKind.EDITED or change.field is None:
            return self.words.changes[change.kind]
        return layout(
            "{field}: {before} → {after}",
            field=self.words.fields[change.field],
            before=speech.fact(change.field, change.before),
            after=speech.fact(change.field, change.after),
        )


def _pages(changes: Sequence[Change]) -> list[list[list[Change]]]:
    """What was changed together stays together; the newest page is the first, and full."""
    groups = [list(same) for _key, same in groupby(changes, key=lambda c: (c.at, c.by))]
    pages: list[list[list[Change]]] = [[]]
    for group in reversed(groups):
        if pages[-1] and sum(map(len, pages[-1])) + len(group) > CHANGES:
            pages.append([])
        pages[-1].insert(0, group)
    return pages
