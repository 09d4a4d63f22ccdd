"""What the forms about equipment share: days and hours that are free, and what a button carries."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from bot.conversation.answers import Answers
from bot.conversation.kept import Option
from bot.conversation.steps.calendar import DayState, next_month
from bot.conversation.steps.day import AskDay, today
from bot.conversation.steps.free import AskFree, Free
from bot.language.text import Text, _
from bot.pipeline.turn import Turn
from handlers.equipment_words import MINUTE, closed, forbidden, named, no_resource
from storage import free, resources
from storage.free import Look
from storage.opening import HORIZON_DAYS
from storage.resources import Resource
from storage.values import TimeRange

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Digits of a number in a button's data: no more than a column, or a date, can hold.
LONGEST_ID, LONGEST_MOMENT, LONGEST_LENGTH = 15, 9, 5

MARKS = {Look.FREE: "", Look.PARTLY: "◐", Look.FULL: "●", Look.BLOCKED: "✕"}


def resource_option(resource: Resource) -> Option:
    return Option(str(resource.id), named(resource))


def latest(turn: Turn) -> date:
    return turn.today + timedelta(days=HORIZON_DAYS)


async def days_of_month(turn: Turn, given: Answers, month: date) -> Mapping[date, DayState]:
    """The calendar of the resource that was chosen."""
    resource = await resources.find(turn.tx, turn.scope, int(given["resource"]))
    if resource is None:
        return _none_of(month)
    looks = await free.looks(turn.tx, turn.scope, resource, month, next_month(month), turn.now)
    return {
        day: DayState(
            look in (Look.FREE, Look.PARTLY), MARKS.get(look, ""), _why(look, resource, day)
        )
        for day, look in looks.items()
    }


def _none_of(month: date) -> dict[date, DayState]:
    """The resource was taken off the list while its form was filled in."""
    days = (next_month(month) - month).days
    return {month + timedelta(days=n): DayState(False, "", no_resource()) for n in range(days)}


def _why(look: Look, resource: Resource, day: date) -> Text | None:
    name = named(resource)
    match look:
        case Look.FULL:
            return _("That day is full. Choose another one.")
        case Look.BLOCKED:
            return _("{name} is out of use that day. Choose another one.", name=name)
        case Look.OVER:
            return _("There is no time left that day. Choose another one.")
        case Look.CLOSED:
            return closed(resource, day)
    return None


async def free_hours(turn: Turn, given: Answers) -> Free:
    """What is left of the chosen day; for a booking that is being moved, its own time too."""
    resource = await resources.find(turn.tx, turn.scope, int(given["resource"]))
    if resource is None:
        return Free([], MINUTE, MINUTE, lambda _times: no_resource())
    moved = given.get("booking")
    gaps = await free.free_times(
        turn.tx,
        turn.scope,
        resource,
        given["day"],
        turn.now,
        besides=int(moved) if moved else None,
    )

    def why(times: TimeRange) -> Text | None:
        rule = resource.hours.broken(times, turn.now)
        day = turn.voice.local(times.start).date()
        return forbidden(rule, resource, day, turn.today) if rule else None

    return Free(gaps, MINUTE * resource.shortest, MINUTE * resource.longest, why)


def ask_day() -> AskDay:
    return AskDay(
        "day",
        _("Which day?"),
        hint=_("◐ partly free · ● full · ✕ out of use · a dot: closed"),
        ahead=True,
        earliest=today,
        latest=latest,
        states=days_of_month,
    )


def ask_hours(closing: Text) -> AskFree:
    return AskFree(
        "hours", _("At what time do you start?"), on="day", free=free_hours, closing=closing
    )


# What a button carries


def packed(record_id: int, times: TimeRange) -> str:
    """A resource or a booking, and when."""
    start = int((times.start - EPOCH) / MINUTE)
    return f"{record_id}.{start}.{int((times.end - times.start) / MINUTE)}"


def unpacked(argument: str) -> tuple[int, TimeRange] | None:
    """None for what no button of ours ever had."""
    parts = argument.split(".")
    most = (LONGEST_ID, LONGEST_MOMENT, LONGEST_LENGTH)
    if len(parts) != len(most) or not all(
        part.isascii() and part.isdigit() and len(part) <= longest
        for part, longest in zip(parts, most, strict=True)
    ):
        return None
    record_id, start, minutes = map(int, parts)
    first = EPOCH + MINUTE * start
    return (record_id, TimeRange(first, first + MINUTE * minutes)) if minutes else None
