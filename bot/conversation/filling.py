"""One turn of filling a form in: what a member may do to it, and the screen that follows."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any

from bot.conversation import saving
from bot.conversation.display import asking, draw
from bot.conversation.drafts import DOUBT, REVIEW, UNFINISHED, Draft
from bot.conversation.flow import following, preceding, settle
from bot.conversation.forms import Refusal, Saved
from bot.conversation.kept import pack
from bot.conversation.steps.base import Answer, Asking, Outcome, Redraw, Rest, Step, Unclear
from bot.features import Who
from bot.language.text import Text, _, lines
from bot.pipeline.speaking import whereabouts

if TYPE_CHECKING:
    from bot.pipeline.turn import Turn


class End(Enum):
    """How the filling of a form ends, for whoever looks after all drafts of a chat."""

    CANCELLED = "cancelled"
    SAVED = "saved"
    PUT_ASIDE = "put aside"
    STARTED_OVER = "started over"


class Filling:
    """`end` is set once the draft is done with; `saved` is what then stands in its place."""

    def __init__(self, turn: Turn, draft: Draft) -> None:
        self.turn = turn
        self.draft = draft
        self.end: End | None = None
        self.saved: Saved | None = None

    async def show(self, note: Text | None = None) -> None:
        """The screen of where the form is now."""
        doubt = None
        if self.draft.place == DOUBT:
            found = await saving.doubted(self.turn, self.draft)
            doubt = found[1] if found else None
            if doubt is None:
                self.draft.enter(REVIEW)
        view = await draw(self.turn, self.draft, note, doubt)
        where = whereabouts(self.turn.speaker)
        # What anybody may fill in leads to a cluster that they are not in yet.
        named = None if self.draft.form.who is Who.ANYONE else where
        self.turn.show(lines(named, view.text), view.rows)

    async def open(self, step: Step | None, note: Text | None = None) -> None:
        """A step from the card, to which it returns; without one, the card itself."""
        self.draft.enter(step.name if step else REVIEW, aside=step is not None)
        await self.show(note)

    async def go_on(self, note: Text | None = None) -> None:
        """To the first question still open; from the last to the card, or straight to the end."""
        settle(self.draft, self.turn)
        self.draft.enter(following(self.draft, self.turn))
        if self.draft.place == REVIEW and not self.draft.form.confirm:
            await self.save()
        else:
            await self.show(note)

    async def take(self, step: Step, outcome: Outcome, message_id: int | None = None) -> None:
        """What came of an answer to this step; `message_id` is the message that gave it."""
        match outcome:
            case Answer(value, rest):
                self.draft.answer(step.name, value, message_id)
                await self._answer_rest(rest)
                await self.go_on()
            case Unclear(reason, readings, named):
                if readings:
                    self._offer_readings(readings, named, message_id)
                await self.show(reason)
            case Redraw(note):
                self.decline()
                await self.show(note)
            case None:
                await self.stale()

    async def _answer_rest(self, rest: Rest | None) -> None:
        """What the same words answer besides, if they do so without a question."""
        step = self.draft.form.step(rest.step) if rest else None
        if rest is None or step is None or not step.applies(self.draft.given):
            return
        outcome = await step.typed(Asking(self.turn, self.draft.given, {}), rest.words)
        if isinstance(outcome, Answer):
            self.draft.answer(step.name, outcome.value)

    def _offer_readings(
        self, readings: tuple[Any, ...], named: Text | None, message_id: int | None
    ) -> None:
        self.draft.scratch["readings"] = [pack(value) for value in readings]
        self.draft.scratch["reading"] = pack(named)
        self.draft.scratch["source"] = message_id
        self.draft.serial += 1

    def decline(self) -> None:
        """What was offered instead of a refused answer is not what they want."""
        if "refused" in self.draft.scratch:
            self.draft.scratch.pop("shortcuts", None)

    async def back(self) -> None:
        place = preceding(self.draft, self.turn)
        if place is None or self.draft.place == UNFINISHED:
            await self.show(_("This is the first question."))
            return
        self.draft.enter(place)
        await self.show()

    async def skip(self, step: Step) -> None:
        self.draft.answer(step.name, None)
        await self.go_on()

    async def keep(self, step: Step) -> None:
        """Go on with the answer that is there, or with the usual one."""
        if step.name not in self.draft.answers:
            current = asking(self.turn, self.draft, step).current
            self.draft.answer(step.name, current)
        await self.go_on()

    async def save(self) -> None:
        """Raises what the form's own checks and its submit raise."""
        settle(self.draft, self.turn)
        place = following(self.draft, self.turn)
        if place == REVIEW and await saving.doubted(self.turn, self.draft):
            place = DOUBT
        elif place == REVIEW:
            await self._submit()
            return
        self.draft.enter(place)
        await self.show()

    async def _submit(self) -> None:
        ended = await saving.submit(self.turn, self.draft)
        if not isinstance(ended, Refusal):
            self.end, self.saved = End.SAVED, ended
            return
        step = self.draft.form.step(ended.field or "")
        if step is None or self.draft.form.confirm:
            await self.open(step, ended.text)
        else:
            await self._ask_again(step, ended)

    async def _ask_again(self, step: Step, refusal: Refusal) -> None:
        """Without a card the form has no other end than an answer that can be had.

        The one that was refused is none any more, and a wish is no draft to be asked about later.
        """
        refused = self.draft.answers.get(step.name)
        self.draft.forget(step.name)
        self.draft.touched = False
        self.draft.enter(step.name)
        self.draft.scratch["refused"] = pack(refused)
        self.draft.offer(refusal.instead)
        await self.show(refusal.text)

    async def confirm_doubt(self) -> None:
        found = await saving.doubted(self.turn, self.draft)
        if found is not None:
            self.draft.sure.append(found[0])
        await self.save()

    async def correct_doubt(self) -> None:
        found = await saving.doubted(self.turn, self.draft)
        if found is not None and found[1].no is not None:
            self.end = End.CANCELLED
            return
        await self.open(self.draft.form.step(found[1].field or "") if found else None)

    async def resume(self) -> None:
        """From having been found unfinished to the first question still open."""
        self.draft.wanted = None
        await self.go_on()

    async def correct(self, step: Step, words: str, message_id: int) -> None:
        """The message that gave this answer was changed: so is the answer, and nothing else."""
        asked = asking(self.turn, self.draft, step)
        asked.scratch = {}
        outcome = await step.typed(asked, words)
        note = _("I could not read the changed message, so I keep what I had.")
        if isinstance(outcome, Answer):
            self.draft.answer(step.name, outcome.value, message_id)
            await self._answer_rest(outcome.rest)
            said = step.say(outcome.value)
            note = _("Corrected: {field}: {value}", field=step.named, value=said)
        settle(self.draft, self.turn)
        self._stay()
        await self.show(note)

    def _stay(self) -> None:
        """Here still, unless the correction raised a question or made this one moot."""
        here = self.draft.step
        moot = here is not None and not here.applies(self.draft.given)
        raised = here is None and self.draft.place != UNFINISHED
        if (moot or raised) and (place := following(self.draft, self.turn)) != self.draft.place:
            self.draft.enter(place)

    async def stale(self) -> None:
        """A button of an earlier screen: on the live message it was a second tap in haste."""
        hasty = self.turn.tapped_message == self.turn.conversation.panel_message
        old = _("That button is from before. Here is where we are.")
        self.turn.toast(_("That was already noted.") if hasty else old)
        await self.show()
