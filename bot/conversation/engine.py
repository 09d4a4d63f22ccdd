"""All forms of a bot: which one a chat is filling in, and what becomes of those put aside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from bot.conversation import drafts, taps, typed
from bot.conversation.amending import amend
from bot.conversation.closing import close, kept_note, waiting
from bot.conversation.drafts import UNFINISHED, Draft
from bot.conversation.filling import End, Filling
from bot.conversation.flow import following, settle
from bot.conversation.forms import Form
from bot.conversation.keyboards import Button
from bot.conversation.shelf import Shelf
from bot.conversation.view import CONTINUE, OWN, Tapped, read_data
from bot.language.text import Text, _

if TYPE_CHECKING:
    from bot.features import Who
    from bot.pipeline.turn import Turn
    from storage.people import Speaker


Refusal = Callable[["Speaker", "Who"], Text | None]


class Forms:
    """Every method is given the turn it works in; what it shows and keeps is written with it.

    `refusal` tells why somebody may not fill in a form, if they may not; without it anybody may.
    """

    def __init__(self, forms: Iterable[Form], refusal: Refusal | None = None) -> None:
        self._forms = {form.name: form for form in forms}
        self._refusal = refusal

    def owns(self, data: str) -> bool:
        """Whether a button's data is a form's, of this or of an older version."""
        return OWN.match(data) is not None

    def active(self, turn: Turn) -> str | None:
        """The name of the form being filled in."""
        draft = self._draft(turn)
        return draft.form.name if draft else None

    async def start(
        self,
        turn: Turn,
        form_name: str,
        answers: Mapping[str, Any] | None = None,
        record_id: int | None = None,
        at: str | None = None,
        *,
        lasting: bool = True,
    ) -> None:
        """Begin a form, with answers that are known already, to change a record, at a step.

        Unless `lasting`, those answers alone make no draft that would be asked about later.

        What was being filled in is put aside. A draft of the same is never lost either: whether to
        go on with it is asked first. Raises KeyError for a form that was not declared.
        """
        form = self._forms[form_name]
        if self._refused(turn, form):
            return
        known = drafts.adopted(form, answers or {})
        wanted = {"answers": known, "record": record_id, "at": at, "lasting": lasting}
        shelf = self._shelf(turn)
        key = drafts.key_of(form.name, record_id, shelf.cluster_id)
        active, note = shelf.active, None
        if active is not None and active.key != key and active.touched:
            note = kept_note(turn, active)
        same = shelf.find(form, record_id)
        if same is None or not same.touched:
            await self._begin(turn, form, wanted, note)
            return
        shelf.activate(same)
        same.wanted = wanted
        same.enter(UNFINISHED)
        await self._show(turn, same, note)

    async def resume(self, turn: Turn) -> bool:
        """Show the form being filled in, or the newest that was put aside; False without any."""
        shelf = self._shelf(turn)
        draft = next(shelf.all(), None)
        if draft is None:
            return False
        if self._refused(turn, draft.form):
            return True
        self._take_from(shelf, draft, turn)
        await self._show(turn, draft)
        return True

    async def show(self, turn: Turn) -> None:
        """The active form's screen once more, in the turn's language; nothing without one."""
        draft = self._draft(turn)
        if draft is not None:
            await self._show(turn, draft)

    async def tapped(self, turn: Turn, data: str) -> None:
        """A button of a form, whether of now, of before, or made up. Answers the tap."""
        tap = read_data(data)
        draft = self._draft(turn)
        if draft is not None and tap is not None and tap.instance == draft.instance:
            filling = Filling(turn, draft)
            await taps.tap(filling, tap.serial, tap.arg)
            await self._after(filling)
        elif tap is None or not (self._shut(turn, tap.instance) or await self._take_up(turn, tap)):
            await self._old_button(turn, draft)
        turn.toast()

    async def typed(self, turn: Turn) -> bool:
        """A message that is no command; False when no form is being filled in."""
        draft = self._draft(turn)
        message = turn.update.message if turn.update else None
        if draft is None or message is None:
            return self._shut(turn)
        filling = Filling(turn, draft)
        await typed.message(filling, message)
        await self._after(filling)
        return True

    async def edited(self, turn: Turn) -> bool:
        """A message that was changed; False when it had answered nothing."""
        message = turn.update.edited_message if turn.update else None
        if message is None or message.text is None:
            return False
        shelf = self._shelf(turn)
        for draft in shelf.all():
            step = draft.form.step(draft.sources.get(message.message_id, ""))
            if step is None:
                continue
            if not self._refused(turn, draft.form):
                self._take_from(shelf, draft, turn)
                filling = Filling(turn, draft)
                await filling.correct(step, message.text, message.message_id)
                await self._after(filling)
            return True
        if not await amend(turn, shelf, self._forms, self._refused, message):
            return False
        await self.show(turn)
        return True

    async def cancel(self, turn: Turn) -> bool:
        """Give the active form up; False without one."""
        draft = self._shelf(turn).active
        if draft is None:
            return False
        filling = Filling(turn, draft)
        filling.end = End.PUT_ASIDE if draft.place == UNFINISHED else End.CANCELLED
        await self._after(filling)
        return True

    async def back(self, turn: Turn) -> bool:
        """One question back; False without an active form."""
        draft = self._draft(turn)
        if draft is None:
            return False
        filling = Filling(turn, draft)
        await filling.back()
        await self._after(filling)
        return True

    def put_aside(self, turn: Turn) -> Text | None:
        """Let what is being filled in wait; says what of it is kept, if anything is."""
        shelf = self._shelf(turn)
        active = shelf.active
        shelf.activate(None)
        return kept_note(turn, active) if active is not None and active.touched else None

    def waiting(self, turn: Turn) -> list[list[Button]]:
        """Buttons to go on with what waits here."""
        return waiting(self._shelf(turn))

    def _why_not(self, turn: Turn, form: Form) -> Text | None:
        return self._refusal(turn.speaker, form.who) if self._refusal else None

    def _refused(self, turn: Turn, form: Form) -> bool:
        """Whether it is not for whoever speaks: the reason is said."""
        no = self._why_not(turn, form)
        if no is not None:
            turn.say(no)
        return no is not None

    def _shut(self, turn: Turn, instance: int | None = None) -> bool:
        """The same of what they had begun before, this draft or the active one."""
        held = self._shelf(turn).held(instance)
        return held is not None and self._refused(turn, held.form)

    def _shelf(self, turn: Turn) -> Shelf:
        return Shelf(turn, self._forms)

    def _draft(self, turn: Turn) -> Draft | None:
        """The active one, as long as it is for whoever speaks."""
        draft = self._shelf(turn).active
        return None if draft is None or self._why_not(turn, draft.form) else draft

    async def _begin(
        self, turn: Turn, form: Form, wanted: Mapping[str, Any], note: Text | None = None
    ) -> None:
        shelf = self._shelf(turn)
        shelf.activate(None)
        answers = drafts.readable(wanted["answers"], form)
        draft = shelf.new(form, answers, wanted["record"])
        worth = bool(answers) and wanted.get("lasting", True)
        draft.touched = worth and draft.record_id is None
        filling = Filling(turn, draft)
        settle(draft, turn)
        step = form.step(wanted["at"] or "")
        await (filling.open(step, note) if step else filling.go_on(note))
        await self._after(filling)

    async def _show(self, turn: Turn, draft: Draft, note: Text | None = None) -> None:
        filling = Filling(turn, draft)
        await filling.show(note)
        await self._after(filling)

    async def _after(self, filling: Filling) -> None:
        """Keep the draft; or, at its end, let what came of it stand in its place."""
        turn, draft = filling.turn, filling.draft
        shelf = self._shelf(turn)
        shelf.keep(draft if filling.end is None else None)
        if filling.end is End.STARTED_OVER and draft.wanted is not None:
            await self._begin(turn, draft.form, draft.wanted)
        elif filling.end is not None:
            close(filling, shelf)

    def _take_from(self, shelf: Shelf, draft: Draft, turn: Turn) -> None:
        """Go on with a draft; one that was put aside asks its first question still open."""
        if shelf.is_waiting(draft):
            shelf.activate(draft)
            draft.wanted = None
            settle(draft, turn)
            draft.enter(following(draft, turn))

    async def _take_up(self, turn: Turn, tap: Tapped) -> bool:
        """By the button that is offered for a draft that waits."""
        shelf = self._shelf(turn)
        for draft in shelf.waiting() if tap.arg == CONTINUE else ():
            if draft.instance == tap.instance:
                self._take_from(shelf, draft, turn)
                await self._show(turn, draft)
                return True
        return False

    async def _old_button(self, turn: Turn, draft: Draft | None) -> None:
        if draft is None:
            turn.toast(_("That form is finished already."))
            return
        turn.toast(_("That button is from before. Here is where we are."))
        await self._show(turn, draft)
