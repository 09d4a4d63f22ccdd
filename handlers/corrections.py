"""Saving a record and correcting it: Undo right after, editing by form or message, restoring."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic

from bot.conversation.forms import Doubt, Filled, Saved
from bot.conversation.keyboards import Button, Keyboard
from bot.language.text import Text, _, lines
from bot.pipeline.turn import Turn
from handlers.menu import GO
from handlers.records import Kind, own, read_id
from storage.errors import NotFoundError
from storage.records import ChangeKind
from storage.records.kinds import N, R

# The tap that lists what is void, after the kind's prefix.
VOIDS = "voids"


@dataclass(frozen=True, slots=True)
class Edited(Generic[R]):
    """`fields` is how many of its facts were changed: the last so many rows of its history."""

    record: R
    fields: int


class Corrections(Generic[N, R]):
    """Of one kind of record."""

    def __init__(self, kind: Kind[N, R]) -> None:
        self.kind = kind
        self.book = kind.book
        self.words = kind.words
        self.edit_tap = kind.tap("edit", self.edit)
        self.undo_tap = kind.tap("undo", self.undo)
        self.restore_tap = kind.tap("restore", self.restore)
        self.revert_tap = kind.tap("revert", self.revert)
        self.taps = (self.edit_tap, self.undo_tap, self.restore_tap, self.revert_tap)

    # What the form does at its end

    async def told_already(self, turn: Turn, filled: Filled) -> Doubt | None:
        new, besides = self.kind.new(filled.answers), filled.record_id
        record = await self.book.same_told(turn.tx, turn.scope, new, besides=besides)
        if record is None:
            return None
        speech = await self.kind.speech(turn)
        said = self.words.told_already(record.reporter)
        return Doubt(lines(said, speech.card(record), self.words.another_one))

    async def record(self, turn: Turn, filled: Filled) -> Saved | None:
        new = self.kind.new(filled.answers)
        if filled.record_id is not None:
            return await self.save(turn, filled.record_id, new)
        record = await self.book.record(turn.tx, turn.scope, new, filled.told, turn.now)
        speech = await self.kind.speech(turn)
        text = lines(self.words.saved, speech.card(record))
        return Saved(record.id, text, self.after_recording(record.id))

    async def amend(self, turn: Turn, record_id: int, field: str, value: Any) -> Text | None:
        """A message that told the record was changed: so is the record."""
        edited = await self.change(turn, record_id, {field: self.kind.fact(field, value)})
        if edited is None:
            return self.words.gone
        turn.say(*await self.changed(turn, edited))
        return None

    def to_edit(self, record_id: int) -> Button:
        return Button(_("Edit"), self.edit_tap.data(record_id))

    async def recall(self, turn: Turn, record_id: int) -> dict[str, Any] | None:
        record = await self.book.find(turn.tx, turn.scope, record_id)
        if record is None or record.voided_at is not None:
            return None
        return (await self.kind.speech(turn)).answers(record)

    # Finding

    async def seen(self, turn: Turn, argument: str) -> R | None:
        """The record whose id a button carries, if this member may see it."""
        record_id = read_id(argument)
        if record_id is None:
            return None
        return await self.book.find(turn.tx, turn.scope, record_id)

    def say_gone(self, turn: Turn) -> None:
        turn.edit(self.words.gone, self.to_either())

    def to_either(self) -> Keyboard:
        """To those that count and to those that do not: what is not found may be among either."""
        return [self.to_mine(), [Button(self.words.voids, f"{self.kind.prefix}{VOIDS}:")]]

    def to_mine(self) -> list[Button]:
        return [Button(self.words.mine, GO.data(self.kind.many))]

    def after_recording(self, record_id: int) -> Keyboard:
        undo = Button(_("Undo"), self.undo_tap.data(record_id))
        edit = self.to_edit(record_id)
        another = Button(self.words.another, GO.data(self.kind.one))
        return [[undo, edit], [another, *self.to_mine()]]

    # Editing

    async def edit(self, turn: Turn, argument: str) -> None:
        """The form's review card with all that the record holds."""
        record = await self.seen(turn, argument)
        if record is None or not own(turn, record) or record.voided_at is not None:
            self.say_gone(turn)
            return
        answers = (await self.kind.speech(turn)).answers(record)
        await turn.bot.forms.start(turn, self.kind.form, answers=answers, record_id=record.id)

    async def save(self, turn: Turn, record_id: int, new: N) -> Saved | None:
        """What the form now says of a thing that was recorded before."""
        facts = {name: getattr(new, name) for name in self.book.facts}
        edited = await self.change(turn, record_id, facts)
        if edited is None:
            turn.show(self.words.gone, self.to_either())
            turn.leave_panel()
            return None
        return Saved(record_id, *await self.changed(turn, edited))

    async def change(
        self, turn: Turn, record_id: int, facts: Mapping[str, Any]
    ) -> Edited[R] | None:
        """Some facts of a record, by their names; None if it is not there to be changed."""
        before = await self.book.find(turn.tx, turn.scope, record_id)
        try:
            after = await self.book.edit(turn.tx, turn.scope, record_id, facts, turn.now)
        except NotFoundError:
            return None
        changed = sum(getattr(after, name) != getattr(before, name) for name in self.book.facts)
        return Edited(after, changed)

    async def changed(self, turn: Turn, edited: Edited[R]) -> tuple[Text, Keyboard]:
        record = edited.record
        shown = (await self.kind.speech(turn)).card(record)
        if not edited.fields:
            return lines(_("Nothing was changed."), shown), [self.to_mine()]
        rows = len(await self.book.history(turn.tx, turn.scope, record.id))
        undo = self.revert_tap.data(f"{record.id}.{rows - edited.fields}.{rows}")
        edit = self.to_edit(record.id)
        buttons = [[Button(_("Undo"), undo), edit], self.to_mine()]
        return lines(self.words.changed, shown), buttons

    # Undoing

    async def undo(self, turn: Turn, argument: str) -> None:
        """What was just recorded was not meant: it is void, and can be restored."""
        try:
            record = await self.book.void(turn.tx, turn.scope, read_id(argument) or 0, turn.now)
        except NotFoundError:
            self.say_gone(turn)
            return
        speech = await self.kind.speech(turn)
        restore = Button(_("Restore"), self.restore_tap.data(record.id))
        turn.edit(lines(self.words.voided, speech.card(record)), [[restore], self.to_mine()])

    async def restore(self, turn: Turn, argument: str) -> None:
        try:
            record = await self.book.restore(turn.tx, turn.scope, read_id(argument) or 0, turn.now)
        except NotFoundError:
            self.say_gone(turn)
            return
        speech = await self.kind.speech(turn)
        turn.edit(lines(self.words.restored, speech.card(record)), self.after_recording(record.id))

    async def revert(self, turn: Turn, argument: str) -> None:
        """Undo of an edit, as long as nothing has happened to the record since.

        `argument` has the record's id, and which rows of its history the edit wrote.
        """
        record_id, first, until = ([*map(read_id, argument.split(".")), None, None, None])[:3]
        record = await self.book.find(turn.tx, turn.scope, record_id or 0)
        if record is None or not own(turn, record):
            self.say_gone(turn)
            return
        changes = await self.book.history(turn.tx, turn.scope, record.id)
        undone = changes[first or 0 :]
        newer = until != len(changes) or not undone
        if newer or any(change.kind is not ChangeKind.EDITED for change in undone):
            turn.toast(_("It has been changed again since. Look at its history."), alert=True)
            return
        facts = {change.field: change.before for change in undone if change.field}
        edited = await self.change(turn, record.id, facts)
        shown = (await self.kind.speech(turn)).card(edited.record if edited else record)
        edit = self.to_edit(record.id)
        turn.edit(lines(self.words.undone, shown), [[edit], self.to_mine()])
