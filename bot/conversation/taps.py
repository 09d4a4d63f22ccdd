"""Buttons of a form. What comes back may be old or forged: it is checked against the draft."""

from __future__ import annotations

from bot.conversation.display import asking
from bot.conversation.drafts import DOUBT, REVIEW, UNFINISHED, readable
from bot.conversation.filling import End, Filling
from bot.conversation.flow import reviewed
from bot.conversation.kept import unpack
from bot.conversation.steps.base import Answer, Step, Unclear
from bot.conversation.view import CONTINUE

# The buttons that stand at each place, apart from those of the step itself.
_AT = {REVIEW: "ybc", DOUBT: "vwbc", UNFINISHED: "gnz"}
_AT_STEP = "bskc"

_ENDS = {"c": End.CANCELLED, "n": End.STARTED_OVER, "z": End.PUT_ASIDE}
_STEPS = {
    "b": Filling.back,
    "y": Filling.save,
    "v": Filling.confirm_doubt,
    "w": Filling.correct_doubt,
    CONTINUE: Filling.resume,
}


async def tap(filling: Filling, serial: int, arg: str) -> None:
    draft = filling.draft
    shown = _AT.get(draft.place, _AT_STEP)
    if serial != draft.serial:
        done = False
    elif len(arg) == 1:
        done = arg in shown and await _simple(filling, arg)
    elif draft.step is not None:
        done = await _of_step(filling, draft.step, arg)
    else:
        done = draft.place == REVIEW and await _change(filling, arg)
    if not done:
        await filling.stale()


async def _simple(filling: Filling, arg: str) -> bool:
    if arg in _ENDS:
        filling.end = _ENDS[arg]
        return True
    if arg in _STEPS:
        await _STEPS[arg](filling)
        return True
    return await _past(filling, arg)


async def _past(filling: Filling, arg: str) -> bool:
    """Skip, or go on with the answer that is there: only where the step allows it."""
    step = filling.draft.step
    if step is None:
        return False
    if arg == "s" and step.optional:
        await filling.skip(step)
        return True
    if arg == "k" and asking(filling.turn, filling.draft, step).current is not None:
        await filling.keep(step)
        return True
    return False


async def _of_step(filling: Filling, step: Step, arg: str) -> bool:
    kind, rest = arg[0], arg[1:]
    match kind:
        case ".":
            return await _answer(filling, step, rest)
        case "r":
            return await choose_reading(filling, step, rest)
        case "h":
            return await fill(filling, rest)
    return False


async def _answer(filling: Filling, step: Step, arg: str) -> bool:
    outcome = await step.tapped(asking(filling.turn, filling.draft, step), arg)
    if outcome is None:
        return False
    if isinstance(outcome, Unclear) and not outcome.readings:
        filling.turn.toast(outcome.reason)
    else:
        await filling.take(step, outcome)
    return True


async def choose_reading(filling: Filling, step: Step, position: str) -> bool:
    """One of the things that typed words may have meant; "-" is none of them."""
    draft = filling.draft
    readings = draft.scratch.get("readings", [])
    if readings and position == "-":
        draft.enter(step.name, aside=draft.aside)
        await filling.show()
    elif _is_position(position, len(readings)):
        value = unpack(readings[int(position)])
        await filling.take(step, Answer(value), draft.scratch.get("source"))
    else:
        return False
    return True


async def fill(filling: Filling, position: str) -> bool:
    """A shortcut: all its answers at once; "-" is none of them."""
    shortcuts = filling.draft.scratch.get("shortcuts", [])
    if shortcuts and position == "-":
        filling.decline()
        await filling.show()
        return True
    if not _is_position(position, len(shortcuts)):
        return False
    _label, answers = shortcuts[int(position)]
    for name, value in readable(answers, filling.draft.form).items():
        filling.draft.answer(name, value)
    await filling.go_on()
    return True


async def _change(filling: Filling, arg: str) -> bool:
    steps = filling.draft.form.steps
    if arg[0] != "e" or not _is_position(arg[1:], len(steps)):
        return False
    step = steps[int(arg[1:])]
    if step not in reviewed(filling.draft, filling.turn):
        return False
    await filling.open(step)
    return True


def _is_position(arg: str, among: int) -> bool:
    return arg.isascii() and arg.isdigit() and int(arg) < among
