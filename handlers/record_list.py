"""The list of a firm's records, one of them with what can be done to it, and what became of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Generic

from bot.conversation.keyboards import Button, Keyboard
from bot.conversation.words import clip
from bot.language.text import Text, _, layout, lines, raw
from bot.pipeline.turn import Turn
from handlers.corrections import Corrections
from handlers.menu import GO
from handlers.records import SHORT, Speech, own, read_id
from storage.records import Change, ChangeKind
from storage.records.kinds import N, R

PAGE = 6
# Of a history, the latest that fit into one message however long the names are.
CHANGES = 12


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
        self.void_tap = kind.tap("void", self.ask_void)
        self.void_now_tap = kind.tap("voidnow", corrections.undo)
        self.history_tap = kind.tap("history", self.show_history)
        self.taps = (
            *(self.list_tap, self.card_tap),
            *(self.void_tap, self.void_now_tap, self.history_tap),
        )

    async def show(self, turn: Turn, _words: str) -> None:
        await self.show_page(turn, "")

    async def show_page(self, turn: Turn, before: str) -> None:
        """The firm's records, newest first, from the one after `before` (a record's id)."""
        page = await self.book.latest(turn.tx, turn.scope, limit=PAGE + 1, before=read_id(before))
        beside = await self._beside(turn) if self._beside else Beside()
        if not page and not before:
            first = Button(self.words.first, GO.data(self.kind.one))
            turn.edit(lines(self.words.empty, beside.text, gap="\n\n"), [[first], beside.buttons])
            return
        speech = await self.kind.speech(turn)
        rows = [
            [Button(speech.dated(record), self.card_tap.data(f"{record.id}.{before}"))]
            for record in page[:PAGE]
        ]
        title = self.words.title(turn.speaker.firm or "")
        tap = _("Tap one to see it, correct it or void it.")
        turn.edit(
            lines(title, beside.text, tap), [*rows, self._turning(page, before), beside.buttons]
        )

    def _turning(self, page: Sequence[R], before: str) -> list[Button]:
        newest = [Button(_("‹ Newest"), self.list_tap.data())] if before else []
        if len(page) <= PAGE:
            return newest
        return [*newest, Button(_("Older ›"), self.list_tap.data(page[PAGE - 1].id))]

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
        back = Button(self.words.to_list, self.list_tap.data(before if read_id(before) else ""))
        if not own(turn, record):
            return [[history, *more], [back]]
        if record.voided_at is not None:
            restore = Button(_("Restore"), self.corrections.restore_tap.data(record.id))
            return [[restore, history], [*more, back]]
        edit = Button(_("Edit"), self.corrections.edit_tap.data(record.id))
        void = Button(_("Void"), self.void_tap.data(record.id))
        return [[edit, void], [history, *more], [back]]

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
        record = await self.corrections.seen(turn, argument)
        if record is None:
            self.corrections.say_gone(turn)
            return
        changes = await self.book.history(turn.tx, turn.scope, record.id)
        speech = await self.kind.speech(turn)
        earlier = raw("…") if len(changes) > CHANGES else None
        told = [
            lines(
                layout("<b>{at}</b> · {who}", at=at, who=clip(who, SHORT)),
                *(self._what(speech, change) for change in together),
            )
            for (at, who), together in groupby(changes[-CHANGES:], key=lambda c: (c.at, c.by))
        ]
        text = lines(self.words.history, earlier, *told, gap="\n\n")
        turn.edit(text, [[Button(self.words.to_one, self.card_tap.data(f"{record.id}."))]])

    def _what(self, speech: Speech[R], change: Change) -> Text:
        if change.kind is not ChangeKind.EDITED or change.field is None:
            return self.words.changes[change.kind]
        return layout(
            "{field}: {before} → {after}",
            field=self.words.fields[change.field],
            before=speech.fact(change.field, change.before),
            after=speech.fact(change.field, change.after),
        )
