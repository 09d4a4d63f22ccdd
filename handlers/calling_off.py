"""Calling off a fair or a training: asked first, with a reason if there is one to give."""

from __future__ import annotations

from bot.conversation.forms import Filled, Form, Saved
from bot.conversation.keyboards import Button
from bot.features import Tap, Who
from bot.language.text import _, _n, lines
from bot.pipeline.turn import Turn
from handlers import rsvp
from handlers.both_languages import ask_both
from handlers.event_words import called_off_because, head
from handlers.records import read_id
from handlers.rsvp import event_button, events_button, show_card
from storage import announcements, events
from storage.errors import NotFoundError
from storage.events import Event

LONGEST_REASON = 200


async def ask(turn: Turn, argument: str) -> None:
    event = await _takes_place(turn, argument)
    if event is None:
        return
    told = event.going + event.waiting
    who = _n("I will tell {n} person.", "I will tell {n} people.", told)
    turn.edit(
        lines(_("<b>Call it off?</b>"), head(event), who if told else None, gap="\n\n"),
        [
            [Button(_("Yes, call it off"), NOW.data(event.id))],
            [Button(_("Yes, and say why"), SAY_WHY.data(event.id))],
            [Button(_("No, it takes place"), f"{rsvp.CARD}:{event.id}")],
        ],
    )


async def ask_why(turn: Turn, argument: str) -> None:
    event = await _takes_place(turn, argument)
    if event is not None:
        await turn.bot.forms.start(turn, FORM.name, record_id=event.id)


async def now(turn: Turn, argument: str) -> None:
    event_id = read_id(argument) or 0
    done = await _call_off(turn, event_id, (None, None))
    if done is None:
        await show_card(turn, event_id)
    else:
        turn.edit(done.text, done.buttons)


async def save(turn: Turn, filled: Filled) -> Saved:
    why = filled["off_es"], filled["off_en"]
    done = await _call_off(turn, filled.record_id or 0, why)
    return done or Saved(None, _("That event was cancelled meanwhile."), [[events_button()]])


async def _call_off(turn: Turn, event_id: int, why: tuple[str | None, str | None]) -> Saved | None:
    """None where it was called off before, or is over."""
    event = await events.find(turn.tx, turn.scope, event_id)
    if event is None or event.times.end <= turn.now:
        return None
    try:
        event = await events.cancel(turn.tx, turn.scope, event_id, turn.now, why=why)
    except NotFoundError:
        return None
    await announcements.call_off(turn.tx, turn.scope, event.id, turn.now)
    text = _("<b>Called off.</b> Whoever was going or waiting is told at once.")
    said = lines(text, lines(head(event), called_off_because(event)), gap="\n\n")
    return Saved(None, said, [[event_button(event.id)], [events_button()]])


async def _takes_place(turn: Turn, argument: str) -> Event | None:
    """What can be called off still; else its card is shown."""
    event = await events.find(turn.tx, turn.scope, read_id(argument) or 0)
    if event is None or event.cancelled_at is not None or event.times.end <= turn.now:
        await show_card(turn, event.id if event else 0)
        return None
    return event


FORM = Form(
    "calling_off",
    *ask_both(
        "off",
        (
            _("Why does it not take place? In Spanish."),
            _("Why does it not take place? In English."),
        ),
        (_("Reason in Spanish"), _("Reason in English")),
        [_("Without it, the other reason is shown.")] * 2,
        max_length=LONGEST_REASON,
    ),
    title=_("Calling off"),
    submit=save,
    who=Who.COORDINATORS,
    save=_("Yes, call it off"),
)

ASK = Tap(rsvp.CANCEL, Who.COORDINATORS, ask)
SAY_WHY = Tap("eventoffwhy", Who.COORDINATORS, ask_why)
NOW = Tap("eventcancelnow", Who.COORDINATORS, now)
TAPS = [ASK, SAY_WHY, NOW]
