"""How a fair or a training is told in words: on cards, in lists, in what announces it."""

from __future__ import annotations

from datetime import datetime

from bot.conversation.words import clip
from bot.language.text import ListDay, Listing, Text, _, _n, _p, both, layout, lines
from bot.pipeline.turn import Turn
from storage.events import Event, Fact, Kind, NewEvent
from storage.rsvps import Own, Reply

KINDS = {Kind.FAIR: _p("event", "Fair"), Kind.TRAINING: _p("event", "Training")}
FACTS = {
    Fact.KIND: _("whether it is a fair or a training"),
    Fact.NAME: _("the name"),
    Fact.TIME: _("the day or the hour"),
    Fact.PLACE: _("the place"),
    Fact.SEATS: _("the seats"),
    Fact.TEXT: _("what people should know"),
}
# How much of a name a button can hold.
SHORT = 40


def either(es: str | None, en: str | None) -> Text:
    """In the reader's language, or in the other where theirs is missing."""
    return both(es or en or "", en or es or "")


def name(event: Event) -> Text:
    return either(event.name_es, event.name_en)


def card(event: Event, *, kind: bool = True) -> Text:
    """All of it, but for who comes; without its kind below a heading that names that."""
    text = either(event.text_es, event.text_en) if event.text_es or event.text_en else None
    return lines(head(event, kind=kind), text, gap="\n\n")


def head(event: Event, *, kind: bool = True) -> Text:
    times = layout("{times}", times=event.times)
    return lines(
        layout("<b>{name}</b>", name=name(event)),
        layout("{kind} · {times}", kind=KINDS[event.kind], times=times) if kind else times,
        _("Place: {place}", place=event.place),
        seats(event),
    )


def seats(event: Event) -> Text | None:
    if event.seats is None:
        return None
    return _n("{n} seat", "{n} seats", event.seats)


def left(event: Event) -> Text | None:
    """For who has not answered; None where there are as many as one likes."""
    if event.left is None:
        return None
    if event.left == 0 and not event.waiting:
        return _("Full: you can be the first on the waiting list.")
    if event.left == 0:
        return _n("Full; {n} person waits.", "Full; {n} people wait.", event.waiting)
    return _n("{n} seat is left.", "{n} seats are left.", event.left)


def own_answer(event: Event, own: Own | None, now: datetime) -> Text | None:
    """Nothing of what does not take place; of what is over, what they had said."""
    if own is None or event.cancelled_at is not None:
        return None
    if event.times.end <= now:
        return _("You had said that you were going.") if own.reply is Reply.GOING else None
    match own.reply:
        case Reply.GOING:
            return _("<b>You are going</b> ✓")
        case Reply.WAITING:
            return _("<b>You are number {n} on the waiting list.</b>", n=own.place)
        case Reply.NOT_GOING:
            return _("You said that you are not going.")


def noted(event: Event, own: Own) -> Text:
    """What an answer is thanked with."""
    short = clip_name(event)
    match own.reply:
        case Reply.GOING:
            return _("Noted: you are going. I will remind you the day before.")
        case Reply.WAITING:
            return _(
                "It is full: you are number {n} on the waiting list. I will write to you as soon as"
                " there is a seat.",
                n=own.place,
            )
        case Reply.NOT_GOING:
            return _("Noted: you are not going to {name}.", name=short)


def clip_name(event: Event) -> Text:
    return both(
        clip(event.name_es or event.name_en or "", SHORT),
        clip(event.name_en or event.name_es or "", SHORT),
    )


def dated(turn: Turn, event: Event, own: Own | None) -> Text:
    """For a button of a list, with the member's answer in front."""
    marks = {Reply.GOING: "✓ ", Reply.WAITING: "… ", Reply.NOT_GOING: "✗ "}
    mark = marks[own.reply] if own else ""
    day = ListDay(turn.voice.local(event.times.start).date(), turn.today)
    return layout("{mark}{day} · {name}", mark=mark, day=day, name=clip_name(event))


def called_off_because(event: Event) -> Text | None:
    if not (event.off_es or event.off_en):
        return None
    return _("Reason: {why}", why=either(event.off_es, event.off_en))


def called_off(event: Event) -> Text:
    return lines(_("<b>Called off:</b> it will not take place."), called_off_because(event))


def changed(event: Event) -> Text:
    """What was changed last."""
    if not event.news:
        return _("<b>It was changed:</b>")
    facts = Listing(tuple(FACTS[fact] for fact in event.news))
    return _("<b>It was changed:</b> {facts}", facts=facts)


def no_event() -> Text:
    return _("That event is not of the cluster you are in now.")


def begun_by(event: NewEvent, at: datetime | None) -> Text | None:
    """Why it cannot be announced at that time."""
    if at is None or at < event.times.start:
        return None
    return _("It begins before that: announce it earlier.")


def closed(event: Event | None, now: datetime) -> Text | None:
    """Why nobody can answer any more; None while one can."""
    if event is None:
        return no_event()
    if event.cancelled_at is not None:
        return lines(_("That event was cancelled."), called_off_because(event))
    if event.times.end <= now:
        return _("That event is over.")
    if event.times.start <= now:
        return _("That event has begun already.")
    return None
