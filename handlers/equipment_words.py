"""How shared equipment and its bookings are told in words, and why a time cannot be had."""

from __future__ import annotations

from datetime import date, time, timedelta

from bot.conversation.steps.free import lasting
from bot.language.text import ListDay, NearDay, NearDays, Text, _, _p, both, layout, lines
from bot.pipeline.turn import Turn
from storage.blocks import Block, Reason
from storage.bookings import Booking
from storage.opening import DAY_MINUTES, HORIZON_DAYS, Rule
from storage.resources import Kind, NewResource, Resource
from storage.values import DayRange, TimeRange

KINDS = {
    Kind.MACHINE: _p("equipment", "Machine"),
    Kind.SPACE: _p("equipment", "Space"),
    Kind.VEHICLE: _p("equipment", "Vehicle"),
    Kind.PERSON: _p("equipment", "Person"),
}
REASONS = {
    Reason.MAINTENANCE: _p("equipment", "Maintenance"),
    Reason.BREAKDOWN: _p("equipment", "Breakdown"),
}
WEEKDAYS = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)
CLOSED_ON = (
    _("It is closed on Mondays."),
    _("It is closed on Tuesdays."),
    _("It is closed on Wednesdays."),
    _("It is closed on Thursdays."),
    _("It is closed on Fridays."),
    _("It is closed on Saturdays."),
    _("It is closed on Sundays."),
)
MINUTE = timedelta(minutes=1)


def named(of: NewResource | Booking) -> Text:
    return both(of.name_es, of.name_en)


def length(minutes: int) -> Text:
    return lasting(MINUTE * minutes)


def clock(minutes: int) -> time:
    """Minutes of the day; its end is shown as 0:00."""
    return time(minutes % DAY_MINUTES // 60, minutes % 60)


def duration(times: TimeRange) -> Text:
    return lasting(times.end - times.start)


def opening(resource: NewResource) -> Text:
    """The hours, and the closed days where the hours are the same all week."""
    hours = {(o.opens, o.closes) for o in resource.opening}
    closed = [WEEKDAYS[n] for n in range(7) if all(o.weekday != n for o in resource.opening)]
    if len(hours) != 1:
        return lines(*(_on_weekday(resource, n) for n in range(7)))
    span = _span(*hours.pop())
    if not closed:
        return _("Open every day, {hours}", hours=span)
    return _("Open {hours} · Closed: {days}", hours=span, days=closed)


def _on_weekday(resource: NewResource, weekday: int) -> Text | None:
    spans = [_span(o.opens, o.closes) for o in resource.opening if o.weekday == weekday]
    return layout("{day}: {hours}", day=WEEKDAYS[weekday], hours=spans) if spans else None


def _span(opens: int, closes: int) -> Text:
    if (opens, closes) == (0, DAY_MINUTES):
        return _("24 hours")
    return layout("{opens} – {closes}", opens=clock(opens), closes=clock(closes))


def card(resource: NewResource) -> Text:
    """All that is told of a resource."""
    instructions = resource.instructions
    return lines(
        layout("<b>{name}</b> · {kind}", name=named(resource), kind=KINDS[resource.kind]),
        layout("📍 {place}", place=resource.place) if resource.place else None,
        opening(resource),
        _at_a_time(resource),
        _("An hour of it costs {price} elsewhere", price=resource.price)
        if resource.price
        else None,
        layout("<i>{instructions}</i>", instructions=instructions) if instructions else None,
    )


def _at_a_time(resource: NewResource) -> Text:
    shortest, longest = length(resource.shortest), length(resource.longest)
    if resource.shortest == resource.longest:
        return _("{length} at a time", length=shortest)
    return _("From {shortest} to {longest} at a time", shortest=shortest, longest=longest)


def blocked(turn: Turn, block: Block) -> Text:
    times, reason = out_times(turn, block.times), REASONS[block.reason]
    return _("Out of use, {times}: {reason}", times=times, reason=reason)


def out_times(turn: Turn, times: TimeRange) -> Text:
    """Whole days by their names; of today what is left is the day too."""
    first, until = turn.voice.local(times.start), turn.voice.local(times.end)
    if until.time() != time():
        return layout("{times}", times=times)
    days = DayRange(first.date(), until.date())
    return layout("{days}", days=NearDays(days, turn.today))


def booked(booking: Booking) -> Text:
    """A booking over a few lines."""
    return lines(
        layout("<b>{name}</b>", name=named(booking)),
        layout("{times} ({length})", times=booking.times, length=duration(booking.times)),
        layout("📍 {place}", place=booking.place) if booking.place else None,
    )


def dated(turn: Turn, booking: Booking) -> Text:
    """For a button of a list: today and tomorrow by name, other days as short as can be."""
    start = turn.voice.local(booking.times.start)
    day, today = start.date(), turn.today
    near = day - today <= timedelta(days=1)
    return layout(
        "{day} {time} · {name}",
        day=NearDay(day, today) if near else ListDay(day, today),
        time=start.time(),
        name=named(booking),
    )


def on_day(resource: Resource, day: date) -> Text:
    spans = [o for o in resource.opening if o.weekday == day.weekday()]
    return layout("{hours}", hours=[_span(o.opens, o.closes) for o in spans])


def forbidden(rule: Rule, resource: Resource, day: date, today: date) -> Text:
    """Why not, and what to do instead. Days are those of the cluster's zone."""
    name = named(resource)
    last = today + timedelta(days=HORIZON_DAYS)
    least, most = length(resource.shortest), length(resource.longest)
    return {
        Rule.PAST: _("That time has passed. Choose a later one."),
        Rule.HORIZON: _("It can be booked up to {last}. Choose a day before.", last=last),
        Rule.CLOSED: closed(resource, day),
        Rule.SHORT: _("{name} is booked for {length} at least.", name=name, length=least),
        Rule.LONG: _("{name} is booked for {length} at most.", name=name, length=most),
        Rule.HOURS: _("{name}, hours of that day: {hours}", name=name, hours=on_day(resource, day)),
        Rule.OVER: over(),
    }[rule]


def closed(resource: Resource, day: date) -> Text:
    return lines(CLOSED_ON[day.weekday()], opening(resource))


def over() -> Text:
    return _("That booking is over already. See those to come with /mybookings.")


def gone() -> Text:
    return _(
        "I cannot find that booking: it may be cancelled, or not of your firm. See yours with"
        " /mybookings."
    )


def no_resource() -> Text:
    return _("I cannot find that equipment. See what there is with /equipment.")
