"""The firms that are silent about a week, for coordinators: all of them, and reminding them all."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.agenda.quiet import rule
from bot.conversation.keyboards import Button, Keyboard
from bot.conversation.words import clip
from bot.features import Tap, Who
from bot.language.text import NearDays, Text, _, _n, layout, lines
from bot.pipeline.speaking import voice_of
from bot.pipeline.turn import Turn
from handlers.menu import GO_ANEW, old_button
from handlers.records import SHORT
from handlers.reminding import reminder
from handlers.weeks import read_week, week_of
from handlers.whole_cluster import times_of
from storage import audit, clusters, reporting, roster
from storage.audit import Act
from storage.reporting import Reporting, Silent
from storage.roster import Listed
from storage.values import DayRange

# Silent firms that are named in the digest, and on a page of their list.
MOST, PAGE = 12, 60


def told(of: Reporting) -> Text | None:
    if not of.silent:
        return None
    names: list[object] = [clip(firm.name, SHORT) for firm in of.silent[:MOST]]
    rest = len(of.silent) - len(names)
    named = [*names, _n("{n} more", "{n} more", rest)] if rest else names
    return _("Nothing yet from {firms}.", firms=named)


def buttons(of: Reporting, week: DayRange) -> Keyboard:
    """Below a message that stays as it is."""
    members = Button(_("Members"), GO_ANEW.data("members"))
    if not of.silent:
        return [[members]]
    every = [Button(_("See all"), ALL.data(week.first))] if len(of.silent) > MOST else []
    return [[*every, members], [remind_all(week)]]


def remind_all(week: DayRange) -> Button:
    return Button(_("Remind them all"), REMIND.data(week.first))


async def show_all(turn: Turn, argument: str) -> None:
    turn.anew = True
    await show_page(turn, argument)


async def show_page(turn: Turn, argument: str) -> None:
    """From the `argument`: the week's Monday, and how many firms come before the page."""
    monday, _dot, place = argument.partition(".")
    week = read_week(monday)
    if week is None:
        await old_button(turn)
        return
    silent = await silent_in(turn, week)
    first = int(place) if place.isdecimal() and len(place) < len(str(2**31)) else 0
    page = silent[first : first + PAGE]
    if not page:
        turn.edit(_("All firms have reported for the week of {days}.", days=_days(turn, week)))
        return
    head = _n(
        "<b>{n} firm has told nothing yet</b> of the week of {days}:",
        "<b>{n} firms have told nothing yet</b> of the week of {days}:",
        len(silent),
        days=_days(turn, week),
    )
    names = (layout("• {firm}", firm=clip(firm.name, SHORT)) for firm in page)
    after = first + PAGE
    more = [Button(_("More ›"), PAGES.data(f"{week.first}.{after}"))] if silent[after:] else []
    back = [Button(_("‹ First"), PAGES.data(f"{week.first}.0"))] if first else []
    turn.edit(lines(head, *names), [[*back, *more], [remind_all(week)]])


async def ask(turn: Turn, monday: str) -> None:
    """How many would get it, before anything is sent."""
    turn.anew = True
    found = await _to_remind(turn, monday)
    if found is None:
        return
    week, people = found
    if not people:
        turn.say(
            _(
                "There is nobody to remind: each silent firm was reminded this week already, or"
                " none of its people can be reached."
            )
        )
        return
    turn.say(
        _(
            "<b>Remind {firms} that told nothing of the week of {days}?</b> {people} will get a"
            " short message, in their language and not in quiet hours. Each firm is reminded once"
            " a week.",
            firms=_firms(people),
            days=_days(turn, week),
            people=_n("{n} person", "{n} people", len(people)),
        ),
        [[Button(_("Yes, remind them"), REMIND_NOW.data(week.first))]],
    )


async def remind(turn: Turn, monday: str) -> None:
    """Whoever has reported since, or was reminded, gets none."""
    found = await _to_remind(turn, monday)
    if found is None:
        return
    _week, people = found
    quiet = rule(await clusters.load(turn.tx, turn.scope))
    record = [[Button(_("Record a sale"), GO_ANEW.data("sale"))]]
    for listed in people:
        await audit.note(turn.tx, turn.scope, Act.REMINDED, turn.now, about=listed.member_id)
        person = listed.person
        turn.tell(person.telegram_id, voice_of(person), reminder(turn, listed), record, quiet=quiet)
    if people:
        turn.edit(_("{firms} will be reminded ✓", firms=_firms(people)))
    else:
        turn.edit(_("They were reminded already."))


async def _to_remind(turn: Turn, monday: str) -> tuple[DayRange, list[Listed]] | None:
    """The people of silent firms, but for firms of which somebody was reminded this week."""
    week = read_week(monday)
    if week is None or week.first > turn.today:
        await old_button(turn)
        return None
    silent = await silent_in(turn, week)
    listed = await roster.reporters(turn.tx, turn.scope, [firm.firm_id for firm in silent])
    asked = [of.member_id for of in listed]
    zone = ZoneInfo(turn.voice.zone)
    since = datetime.combine(week_of(turn.today).first, time(), zone)
    done = await audit.done_to(turn.tx, turn.scope, Act.REMINDED, asked, since)
    firms = {of.scope.firm_id for of in listed if of.member_id in done}
    return week, [of for of in listed if of.scope.firm_id not in firms and of.person.reachable]


async def silent_in(turn: Turn, week: DayRange) -> tuple[Silent, ...]:
    times = times_of(week, turn.voice.zone)
    return (await reporting.of_week(turn.tx, turn.scope, week, times)).silent


def _firms(people: list[Listed]) -> Text:
    return _n("{n} firm", "{n} firms", len({of.scope.firm_id for of in people}))


def _days(turn: Turn, week: DayRange) -> NearDays:
    return NearDays(week, turn.today)


ALL = Tap("silent", Who.COORDINATORS, show_all)
PAGES = Tap("silentpage", Who.COORDINATORS, show_page)
REMIND = Tap("remindall", Who.COORDINATORS, ask)
REMIND_NOW = Tap("remindallnow", Who.COORDINATORS, remind)
TAPS = [ALL, PAGES, REMIND, REMIND_NOW]
