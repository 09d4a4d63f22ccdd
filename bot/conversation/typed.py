"""Typed answers and files sent: they do all that the buttons do."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from telegram import Message

from bot.conversation.display import asking
from bot.conversation.drafts import DOUBT, UNFINISHED
from bot.conversation.filling import End, Filling
from bot.conversation.flow import reviewed
from bot.conversation.kept import unpack
from bot.conversation.steps.base import Answer, Step, Unclear
from bot.conversation.taps import choose_reading, fill
from bot.conversation.words import (
    BACK,
    CANCEL,
    NO,
    SAVE,
    SKIP,
    YES,
    cleaned,
    clip,
    is_dash,
    means,
    plain,
    utf16,
)
from bot.language.text import Text, _, raw
from bot.language.typed import folded

# How much of what was typed is shown again when it was not understood.
ECHO = 120
# Phones split a text of more than 4,096 characters, perhaps at a space; the parts come together.
PART, BURST = 3500, timedelta(seconds=3)


async def message(filling: Filling, sent: Message) -> None:
    if sent.text is not None:
        if not await _is_the_rest(filling, sent):
            await words(filling, sent.text, sent.message_id)
            _note_part(filling, sent, sent.text)
    else:
        await _file(filling, sent)


async def _is_the_rest(filling: Filling, sent: Message) -> bool:
    """Of a text too long for one message, the phone sends a part after the other at once.

    The first was refused for its length: what follows it is no answer to anything.
    """
    part = filling.draft.scratch.get("part")
    if part is None or sent.date - datetime.fromisoformat(part) > BURST:
        return False
    filling.draft.scratch["part"] = sent.date.isoformat()
    await filling.show(
        _("Your text was so long that it came in several messages. Write a shorter one, please.")
    )
    return True


def _note_part(filling: Filling, sent: Message, text: str) -> None:
    """Where a refused text may be only the first part of what was pasted."""
    scratch = filling.draft.scratch
    scratch.pop("part", None)
    if utf16(text) >= PART and filling.draft.step is not None and filling.end is None:
        scratch["part"] = sent.date.isoformat()


async def words(filling: Filling, typed: str, message_id: int) -> None:
    voice, draft = filling.turn.voice, filling.draft
    if draft.place == UNFINISHED:
        await _to_unfinished(filling, typed)
    elif means(voice, typed, CANCEL):
        filling.end = End.CANCELLED
    elif means(voice, typed, BACK):
        await filling.back()
    elif draft.step is not None:
        await _to_step(filling, draft.step, typed, message_id)
    else:
        await _to_card(filling, typed)


async def _to_step(filling: Filling, step: Step, typed: str, message_id: int) -> None:
    voice, draft = filling.turn.voice, filling.draft
    if step.optional and (means(voice, typed, SKIP) or is_dash(typed)):
        await filling.skip(step)
        return
    if await _is_button(filling, step, folded(typed)):
        return
    draft.scratch.pop("readings", None)
    outcome = await step.typed(asking(filling.turn, draft, step), typed)
    if isinstance(outcome, Unclear) and not outcome.quoting:
        outcome = replace(outcome, reason=_echo(outcome.reason, typed))
    await filling.take(step, outcome, message_id)


async def _is_button(filling: Filling, step: Step, words: str) -> bool:
    """The words of one of the readings asked about, or of a shortcut, do as their button does.

    Signs count here: "1,234 kg" and "1.234 kg" are two readings.
    """
    voice, scratch = filling.turn.voice, filling.draft.scratch
    if not words:
        return False
    named = unpack(scratch.get("reading"))
    for at, kept in enumerate(scratch.get("readings", [])):
        if folded(voice.plain(named or step.say(unpack(kept)))) == words:
            return await choose_reading(filling, step, str(at))
    for at, (label, _answers) in enumerate(scratch.get("shortcuts", [])):
        if folded(voice.plain(unpack(label))) == words:
            return await fill(filling, str(at))
    return False


def _echo(reason: Text, typed: str) -> Text:
    return _("You wrote “{words}”. {reason}", words=raw(clip(cleaned(typed), ECHO)), reason=reason)


async def _to_card(filling: Filling, typed: str) -> None:
    voice, draft = filling.turn.voice, filling.draft
    own = plain(typed) == plain(voice.plain(draft.form.save))
    if own or means(voice, typed, SAVE) or means(voice, typed, YES):
        await (filling.confirm_doubt() if draft.place == DOUBT else filling.save())
    elif draft.place == DOUBT and means(voice, typed, NO):
        await filling.correct_doubt()
    elif step := _called(filling, typed):
        await filling.open(step)
    else:
        save = draft.form.save
        await filling.show(_("Tap “{save}” if it is right, or ✏️ to change something.", save=save))


def _called(filling: Filling, typed: str) -> Step | None:
    """The step whose name on the card this is."""
    voice, told = filling.turn.voice, plain(typed)
    steps = reviewed(filling.draft, filling.turn) if told else ()
    return next((step for step in steps if plain(voice.plain(step.named)) == told), None)


async def _to_unfinished(filling: Filling, typed: str) -> None:
    voice = filling.turn.voice
    if means(voice, typed, YES):
        await filling.resume()
    elif means(voice, typed, NO) or means(voice, typed, CANCEL):
        filling.end = End.PUT_ASIDE
    else:
        await filling.show()


async def _file(filling: Filling, sent: Message) -> None:
    """The step that wants a file has it; else the form's file, if it has one, is this."""
    draft, step = filling.draft, filling.draft.step
    outcome = step.attached(sent) if step is not None else None
    if step is not None and outcome is not None:
        await filling.take(step, outcome)
        return
    for other in reviewed(draft, filling.turn) if draft.place != UNFINISHED else ():
        answer = other.attached(sent)
        if isinstance(answer, Answer):
            await _add(filling, other, answer, sent)
            return
    await filling.show(_("I cannot use that here. Please answer with text or with a button."))


async def _add(filling: Filling, step: Step, answer: Answer, sent: Message) -> None:
    filling.draft.answer(step.name, answer.value)
    if sent.caption and filling.draft.step is not None:
        await words(filling, sent.caption, sent.message_id)
    else:
        await filling.show(_("I have added it: {field}.", field=step.named))
