"""Pictures of what is taken when: one resource over a week, or all of them on a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from bot.conversation.keyboards import Button
from bot.features import Feature, Tap, Who
from bot.language.text import Day, Text, _, layout
from bot.language.voice import Voice
from bot.pipeline.outgoing import Upload
from bot.pipeline.turn import Turn
from bot.pipeline.workshop import Workshop
from bot.reports.week_picture import Minutes, Picture, Row, Taken, Tone, draw
from handlers.equipment_words import REASONS, named, no_resource
from handlers.records import read_id
from storage import free, resources
from storage.blocks import Reason
from storage.free import Busy
from storage.opening import DAY_MINUTES, HORIZON_DAYS, day_range
from storage.resources import Resource
from storage.scope import ClusterScope, Role
from storage.values import DayRange, TimeRange

MAKER = "equipment_picture"
WEEK_DAYS = 7
ONE = timedelta(days=1)
# How far back and ahead pictures are drawn.
BACK = 365
# Rows of a day's picture.
MOST_ROWS = 14
# Between hours that are named, and how many are.
STEPS = (1, 2, 3, 4, 6, 12, 24)
MOST_MARKS = 5
# Hours that are shown even where nothing is open: an empty picture explains nothing.
USUAL = (8 * 60, 18 * 60)


async def show_week(turn: Turn, argument: str) -> None:
    """`argument` is the resource's id, and after a dot a day of the week."""
    resource_id, _dot, told = argument.partition(".")
    resource = await resources.find(turn.tx, turn.scope, read_id(resource_id) or 0)
    day = _read_day(turn, told)
    if resource is None or day is None:
        turn.edit(no_resource())
        return
    monday = day - timedelta(days=day.weekday())
    caption = layout("{name} · {day}", name=named(resource), day=Day(monday, "long"))
    before = Button(_("‹ Week before"), WEEK.data(f"{resource.id}.{monday - 7 * ONE}"))
    after = Button(_("Week after ›"), WEEK.data(f"{resource.id}.{monday + 7 * ONE}"))
    _send(turn, monday, resource.id, caption, [before, after])


async def show_day(turn: Turn, told: str) -> None:
    day = _read_day(turn, told)
    if day is None:
        turn.edit(no_resource())
        return
    buttons = [
        Button(_("‹ Day before"), DAY.data(day - ONE)),
        Button(_("Day after ›"), DAY.data(day + ONE)),
    ]
    _send(turn, day, None, layout("{day}", day=Day(day, "long")), buttons)


def _read_day(turn: Turn, told: str) -> date | None:
    try:
        day = date.fromisoformat(told)
    except ValueError:
        return None
    first, last = turn.today - BACK * ONE, turn.today + (HORIZON_DAYS + 7) * ONE
    return min(max(day, first), last)


def _send(
    turn: Turn, first: date, resource_id: int | None, caption: Text, buttons: list[Button]
) -> None:
    """What is wanted; it is read and drawn when it is sent. Observers see no names."""
    voice = turn.voice
    wanted = {
        "cluster": turn.scope.cluster_id,
        "resource": resource_id,
        "first": first.isoformat(),
        "voice": [voice.language, voice.territory, voice.currency, voice.zone],
        "own": turn.speaker.firm,
        "named": turn.speaker.role is not Role.OBSERVER,
    }
    upload = Upload("photo", "equipment.png", orjson.dumps(wanted), maker=MAKER)
    turn.send_file("photo", upload, caption, [buttons])


# Drawing


async def make(shop: Workshop, wanted: dict[str, Any]) -> bytes:
    scope = ClusterScope(wanted["cluster"])
    voice = Voice.of(*wanted["voice"])
    first = date.fromisoformat(wanted["first"])
    if wanted["resource"] is None:
        shared = await resources.listing(shop.reading, scope, limit=MOST_ROWS)
        whole = day_range(first, first + ONE, voice.zone)
        taken = await free.busy(shop.reading, scope, [r.id for r in shared], whole)
        rows = [_row(voice, r, first, _of(taken, r), wanted, named(r)) for r in shared]
        title = voice.plain(_("Shared equipment"))
        subtitle = voice.day(first, "long")
    else:
        resource = await resources.load(shop.reading, scope, wanted["resource"])
        whole = day_range(first, first + WEEK_DAYS * ONE, voice.zone)
        taken = await free.busy(shop.reading, scope, [resource.id], whole)
        days = [first + n * ONE for n in range(WEEK_DAYS)]
        rows = [_row(voice, resource, day, taken, wanted, _short(voice, day)) for day in days]
        title = voice.plain(named(resource))
        subtitle = voice.days(DayRange(first, first + WEEK_DAYS * ONE))
    return await shop.draw(draw, _picture(voice, title, subtitle, rows))


def _of(taken: Iterable[Busy], resource: Resource) -> list[Busy]:
    return [busy for busy in taken if busy.resource_id == resource.id]


def _short(voice: Voice, day: date) -> Text:
    name = voice.words.days["stand-alone"]["abbreviated"][day.weekday()].rstrip(".")
    return layout("{name} {day}", name=name.capitalize(), day=day.day)


def _row(
    voice: Voice,
    resource: Resource,
    day: date,
    taken: Sequence[Busy],
    wanted: dict[str, Any],
    label: Text,
) -> Row:
    whole = day_range(day, day + ONE, voice.zone)
    bars = [
        Taken(
            _minutes(voice, busy.times, day),
            _words(voice, busy, named_too=wanted["named"]),
            "out" if busy.reason else "own" if _own(busy, wanted) else "taken",
        )
        for busy in taken
        if busy.times.overlaps(whole)
    ]
    hours = [_minutes(voice, span, day) for span in resource.hours.of_day(day)]
    return Row(voice.plain(label), hours, bars)


def _own(busy: Busy, wanted: dict[str, Any]) -> bool:
    return bool(wanted["named"] and busy.firm and busy.firm == wanted["own"])


def _words(voice: Voice, busy: Busy, *, named_too: bool) -> str:
    if busy.reason:
        return voice.plain(REASONS[Reason(busy.reason)])
    return (busy.firm or "") if named_too else ""


def _minutes(voice: Voice, times: TimeRange, day: date) -> Minutes:
    """What of it lies on the day, by the clock on the wall."""
    return _on_clock(voice, times.start, day), _on_clock(voice, times.end, day)


def _on_clock(voice: Voice, moment: datetime, day: date) -> int:
    local = moment.astimezone(ZoneInfo(voice.zone))
    if local.date() != day:
        return 0 if local.date() < day else DAY_MINUTES
    return local.hour * 60 + local.minute


def _picture(voice: Voice, title: str, subtitle: str, rows: list[Row]) -> Picture:
    spans = [span for row in rows for span in row.open]
    spans += [t.span for row in rows for t in row.taken if t.tone != "out"]
    first = min((start for start, _end in spans), default=USUAL[0]) // 60
    last = -(-max((end for _start, end in spans), default=USUAL[1]) // 60)
    hours = [(hour * 60, _hour(voice, hour)) for hour in _marks(first, last)]
    legend: list[tuple[Tone, str]] = [
        ("own", voice.plain(_("yours"))),
        ("taken", voice.plain(_("taken"))),
        ("out", voice.plain(_("out of use"))),
        ("closed", voice.plain(_("closed"))),
    ]
    return Picture(title, subtitle, rows, (first * 60, last * 60), hours, legend)


def _marks(first: int, last: int) -> list[int]:
    """Hours at regular steps, as few as a phone has room to name."""
    step = next(step for step in STEPS if (last - first) / step <= MOST_MARKS - 1)
    return [hour for hour in range(first, last + 1) if hour % step == 0]


def _hour(voice: Voice, hour: int) -> str:
    """Short: "8", or "8 am" where people count to twelve."""
    return voice.time(time(hour % 24)).replace(":00", "")


WEEK = Tap("eqweek", Who.MEMBERS, show_week)
DAY = Tap("eqday", Who.MEMBERS, show_day)

FEATURE = Feature("equipment_pictures", taps=[WEEK, DAY], makers={MAKER: make})
