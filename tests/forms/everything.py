"""A form with a step of every kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time

from bot.conversation.answers import Answers
from bot.conversation.forms import Filled, Form, Refusal, Saved
from bot.conversation.kept import Option
from bot.conversation.steps.attachment import AskAttachment
from bot.conversation.steps.base import Step
from bot.conversation.steps.calendar import DayState
from bot.conversation.steps.choice import AskChoice
from bot.conversation.steps.country import AskCountry
from bot.conversation.steps.day import AskDay, today
from bot.conversation.steps.days import AskDays
from bot.conversation.steps.many import AskMany
from bot.conversation.steps.money import AskMoney
from bot.conversation.steps.number import AskNumber
from bot.conversation.steps.people import AskPeople
from bot.conversation.steps.quantity import AskQuantity
from bot.conversation.steps.text import AskText
from bot.conversation.steps.time import AskTime, Clock
from bot.conversation.steps.times import AskTimes
from bot.conversation.steps.yes_no import AskYesNo
from bot.language.text import raw
from bot.pipeline.turn import Turn
from tests.forms.demo import Kept

COLOURS = [Option("red", raw("Rojo")), Option("blue", raw("Azul")), Option("green", raw("Verde"))]
TOWNS = [Option(f"t{n}", raw(f"Pueblo {n}")) for n in range(30)]


async def free_days(_turn: Turn, _answers: Answers, month: date) -> Mapping[date, DayState]:
    """The 25th of each month is full, the 26th half so."""
    return {
        month.replace(day=25): DayState(open=False, why=raw("Ese día está lleno.")),
        month.replace(day=26): DayState(mark="◐"),
    }


async def countries(_turn: Turn, _answers: Answers) -> Sequence[str]:
    return ["DE"]


# By the kind, so that a test can ask for one of them alone.
STEPS: dict[str, Step] = {
    step.name: step
    for step in (
        AskText("text", raw("¿Texto?"), max_length=20),
        AskNumber("number", raw("¿Número?"), least=1, most=9_999),
        AskQuantity("quantity", raw("¿Cantidad?"), units=["kg", "l", "dozen"]),
        AskMoney("money", raw("¿Dinero?")),
        AskDay("day", raw("¿Día?"), latest=today),
        AskDay("ahead", raw("¿Qué día?"), ahead=True, earliest=today, states=free_days),
        AskTime("time", raw("¿Hora?"), clock=Clock(time(7), time(19), 30)),
        AskDays("days", raw("¿Días?"), ahead=True, earliest=today, states=free_days, longest=10),
        AskTimes("times", raw("¿Horas?"), on="ahead", clock=Clock(time(7), time(19), 60)),
        AskCountry("country", raw("¿País?"), suggest=countries),
        AskAttachment("file", raw("¿Recibo?")),
        AskPeople("people", raw("¿Personas?")),
        AskYesNo("sure", raw("¿Seguro?")),
        AskMany("colours", raw("¿Colores?"), options=COLOURS, least=1),
        AskChoice("town", raw("¿Pueblo?"), options=TOWNS),
    )
}


def of(kept: Kept, *names: str, refused: bool = False) -> Form:
    """A form with these steps; all of them if none is named."""

    async def submit(_turn: Turn, filled: Filled) -> Saved | Refusal:
        if refused and not kept.refused:
            kept.refused = True
            return Refusal(raw("Ya está ocupado."), names[0])
        kept.saved.append(filled)
        return Saved(None, raw("Guardado ✓"))

    steps = [STEPS[name] for name in names or STEPS]
    return Form("everything", *steps, title=raw("Todo"), submit=submit)
