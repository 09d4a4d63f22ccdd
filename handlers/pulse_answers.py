"""Answering the pulse: a tap for each question, one message in place; nothing is kept of whose.

An answer goes into storage in the turn that gives it and nowhere else: no draft holds it, what is
said back is the same whatever was answered, and the rows of it go once they are sent.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversation.forms import Filled, Form, Saved
from bot.conversation.keyboards import Button
from bot.conversation.steps.text import unfit
from bot.conversation.words import SKIP, cleaned, means
from bot.features import Command, Tap, Who
from bot.language.text import Day, Text, _, _n, both, layout, lines
from bot.pipeline.turn import Turn
from handlers.menu import old_button
from handlers.pulse_results import RESULTS
from handlers.pulse_words import (
    OPEN,
    SKIPPED,
    TITLE,
    AskWords,
    about,
    asked,
    choices,
    leave,
    place,
    understood,
)
from handlers.records import read_id
from storage import clusters, outbox, pulse
from storage.errors import NotFoundError
from storage.pulse import CLOSE_AFTER, FEWEST, LENGTH, Round, Standing
from storage.pulse import Outcome as Taken
from storage.scope import Role

LONGEST = 1000
LAST = LENGTH - 1
# What a button does beside giving the answer at its place.
WRITE = "w"


# One's own words


def _form(code: str, question: Text) -> Form:
    """The round may have ended since it was begun, or the question be behind the member."""

    async def submit(turn: Turn, filled: Filled) -> Saved:
        now = await pulse.standing(turn.tx, turn.scope)
        here = now.round is not None and now.round.asks.open == code
        said = await _write(turn, now.round if here else None, filled["words"])
        now = await pulse.standing(turn.tx, turn.scope)
        text, buttons = await _status(turn, now, said)
        return Saved(None, text, buttons)

    hint = _(
        "Write it in a message, or skip it. It is shown as you write it, among those of the others"
        " and without your name."
    )
    step = AskWords("words", question, hint=hint, optional=True, max_length=LONGEST)
    name = _form_name(code)
    return Form(
        name,
        step,
        title=layout("{title} · {place}", title=TITLE, place=place(LAST)),
        submit=submit,
        leave=leave,
        who=Who.MEMBERS,
        confirm=False,
        confidential=True,
    )


def _form_name(code: str) -> str:
    return f"pulse {code}"


FORMS = [_form(code, question) for code, question in OPEN.items()]


# Taps


@dataclass(frozen=True, slots=True)
class Told:
    """What a button says; `what` is a choice, or that it is skipped, or to be written."""

    round_id: int
    at: int
    what: str


async def answered(turn: Turn, argument: str) -> None:
    told = _read(argument)
    if told is None:
        await old_button(turn)
        return
    if told.what != WRITE:
        choice = None if told.what == SKIPPED else int(told.what)
        try:
            turn.toast(await _give(turn, told.round_id, told.at, choice))
        except NotFoundError:
            # A question of three answers was given a fifth: no button of ours says so.
            await old_button(turn)
            return
    await go_on(turn)


def _read(argument: str) -> Told | None:
    """None for what no button of ours ever had."""
    *ids, what = argument.split(".")
    numbers = [read_id(part) for part in ids]
    if len(numbers) != 2 or None in numbers or what not in {*"01234", SKIPPED, WRITE}:
        return None
    round_id, at = (number or 0 for number in numbers)
    return Told(round_id, at, what)


async def again(turn: Turn, _argument: str) -> None:
    """Somebody who was left alone wants to be asked by itself again."""
    await pulse.ask_again(turn.tx, turn.scope)
    turn.toast(_("Gladly: the pulse comes to you again."))
    await go_on(turn)


async def answer_or_look(turn: Turn, words: str) -> None:
    """The next question; with words after the command, they are its answer."""
    now = await pulse.standing(turn.tx, turn.scope)
    await go_on(turn, await _typed(turn, now, words) if words else None)


async def hear(turn: Turn, words: str) -> bool:
    """Whether they answer the question right above them, as one answers a person."""
    if turn.speaker.scope is None or not await _just_asked(turn):
        return False
    now = await pulse.standing(turn.tx, turn.scope)
    round_ = _open_to(turn, now)
    if round_ is None or now.past == LAST:
        return False
    if understood(turn.voice, round_.asks.closed[now.past], words) is None:
        return False
    await go_on(turn, await _typed(turn, now, words))
    return True


async def _just_asked(turn: Turn) -> bool:
    """The newest message here is a question of the pulse; a bare "yes" may answer others too."""
    newest = await outbox.newest(turn.tx, turn.chat_id)
    return newest is not None and f'"{ANSWER.data()}' in newest


async def _typed(turn: Turn, now: Standing, words: str) -> Text | None:
    round_ = _open_to(turn, now)
    if round_ is None:
        return None
    if now.past == LAST:
        return await _type_last(turn, round_, words)
    said = understood(turn.voice, round_.asks.closed[now.past], words)
    if said is None:
        return _("That is none of the answers. Tap one, please.")
    choice = None if said == SKIPPED else int(said)
    return await _give(turn, round_.id, now.past, choice)


async def _type_last(turn: Turn, round_: Round, words: str) -> Text | None:
    skipped = means(turn.voice, words, SKIP)
    words = cleaned(words)
    why = None if skipped else unfit(words, LONGEST)
    return why or await _write(turn, round_, None if skipped else words)


# Giving


async def _give(turn: Turn, round_id: int, at: int, choice: int | None) -> Text | None:
    """Count it once; why not, where it was not. The last question is only skipped so."""
    if turn.scope.role is Role.OBSERVER:
        return _("Observers see the results and are not asked.")
    if at == LAST:
        taken = await pulse.write(turn.tx, turn.scope, round_id, None)
    else:
        taken = await pulse.choose(turn.tx, turn.scope, round_id, at, choice)
    return _noted(turn, taken, at)


async def _write(turn: Turn, round_: Round | None, words: str | None) -> Text | None:
    taken = Taken.OVER
    if round_ is not None:
        taken = await pulse.write(turn.tx, turn.scope, round_.id, words)
    return _noted(turn, taken, LAST)


def _noted(turn: Turn, taken: Taken, at: int) -> Text | None:
    match taken:
        case Taken.COUNTED:
            # A panel sent in this turn is known by its row, so that row has to stay.
            turn.fleeting = turn.tapped_message is not None or at == LAST
            return None
        case Taken.NOT_NOW:
            return _(
                "That question is behind you. Nobody knows which answer is yours, so none"
                " can be changed."
            )
        case Taken.OVER:
            return _("That round is over: nothing was added to it.")


# What comes next


async def go_on(turn: Turn, note: Text | None = None) -> None:
    """The member's next question, or what there is to know when there is none."""
    now = await pulse.standing(turn.tx, turn.scope)
    round_ = _open_to(turn, now)
    if round_ is None:
        turn.edit(*await _status(turn, now, note))
    elif now.past == LAST:
        turn.adopt()
        await turn.bot.forms.start(turn, _form_name(round_.asks.open))
    else:
        head = _heading(turn) if now.past == 0 else layout("<b>{title}</b>", title=TITLE)
        text = asked(round_, now.past, head, note)
        turn.edit(text, choices(ANSWER, round_, now.past))


def _heading(turn: Turn) -> Text:
    return about(both(turn.speaker.cluster_es or "", turn.speaker.cluster_en or ""))


def _open_to(turn: Turn, now: Standing) -> Round | None:
    """The round, where it has questions left for this member."""
    asked_too = turn.scope.role is not Role.OBSERVER and now.past < LENGTH
    return now.round if asked_too else None


async def _status(turn: Turn, now: Standing, note: Text | None) -> tuple[Text, list[list[Button]]]:
    """How this round stands and when there is more; of answers nothing is seen while it is open."""
    buttons = []
    if await pulse.over(turn.tx, turn.scope, limit=1):
        label = _("Earlier results") if now.round else _("See the results")
        buttons.append([Button(label, RESULTS.data())])
    if now.left_alone:
        buttons.append([Button(_("Send it to me every week again"), AGAIN.data())])
    title = layout("<b>{title}</b>", title=TITLE)
    if now.round is None:
        return lines(title, note, await _next(turn), gap="\n\n"), buttons
    thanks = _("You have answered this week's questions. Thank you ✓")
    parts = [note or (thanks if now.past == LENGTH else None), await _so_far(turn, now.round)]
    return lines(title, *parts, gap="\n\n"), buttons


async def _so_far(turn: Turn, round_: Round) -> Text:
    came = await pulse.turnout(turn.tx, turn.scope, round_.id)
    ends = Day(round_.opened_on + CLOSE_AFTER, "weekday")
    few = _("Fewer than {n} have taken part so far.", n=FEWEST)
    many = _n(
        "{n} of {asked} has taken part so far.",
        "{n} of {asked} have taken part so far.",
        came.began,
        asked=came.asked,
    )
    return lines(
        many if came.enough else few,
        _("The results come on {day}, where at least {n} have answered.", day=ends, n=FEWEST),
    )


async def _next(turn: Turn) -> Text:
    cluster = await clusters.load(turn.tx, turn.scope)
    day = turn.voice.local(pulse.next_after(cluster, turn.now)).date()
    return _("No round is open now. The next one comes on {day}.", day=Day(day, "weekday"))


ANSWER = Tap("pulse", Who.MEMBERS, answered, confidential=True)
AGAIN = Tap("pulseagain", Who.MEMBERS, again)
COMMAND = Command(
    "pulso",
    "pulse",
    Who.MEMBERS,
    _("Answer the weekly pulse, see its results"),
    answer_or_look,
    confidential=True,
)
