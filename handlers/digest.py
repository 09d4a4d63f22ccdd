"""The weekly digest, by itself and when asked for; and "no sales this week", which is an answer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.agenda.due import PAGE, WEEKLY, DueWork, Occasion
from bot.agenda.quiet import rule
from bot.conversation.keyboards import Button, Keyboard
from bot.features import Command, Feature, Tap, Who
from bot.language.text import NearDays, Same, Text, _, _p, lines
from bot.pipeline.speaking import voice_for
from bot.pipeline.turn import Turn
from handlers import silent_firms
from handlers.coming_up import ComingUp, gather_ahead, told_ahead
from handlers.coordinators_week import Part, coordinators_part
from handlers.menu import GO, GO_ANEW
from handlers.weeks import (
    WEEK,
    Figures,
    gather,
    had_joined,
    heading,
    own_week,
    read_week,
    week_before,
    week_of,
)
from handlers.whole_cluster import cluster_week
from storage import clusters, counted, digests, no_sales, people
from storage.clusters import Cluster
from storage.people import Member
from storage.scope import ClusterScope, Role
from storage.values import DayRange

# A digest that is later than this is about a week nobody asks for any more.
WORTH = timedelta(days=2)
# The position where the cluster's weeks are counted, a piece of its own, and nobody is written to.
COUNTED = -1


# By itself


@dataclass(frozen=True, slots=True)
class _Told:
    """What the members of a page are told of; `part` is the coordinators'."""

    figures: Figures
    head: Same
    whole: Same
    coming: ComingUp
    part: Part | None


async def send_page(occasion: Occasion) -> int | None:
    """To each member once, in their language: the week that ended before it was due."""
    scope = ClusterScope(occasion.due.subject)
    cluster = await clusters.load(occasion.tx, scope)
    due_on = occasion.due.due_at.astimezone(ZoneInfo(cluster.zone)).date()
    week = week_before(week_of(due_on))
    after = occasion.due.position
    if not after:
        await counted.count(occasion.tx, scope, week.until)
        return COUNTED
    page = await people.members(occasion.tx, scope, after=after, limit=PAGE)
    told = await _told(occasion, cluster, page, week, due_on)
    quiet = rule(cluster)
    for member in page:
        if member.reachable:
            text, buttons = _digest(told, cluster, member)
            voice = voice_for(cluster, member)
            occasion.tell(
                member.telegram_id, voice, text, buttons, cluster_id=cluster.id, quiet=quiet
            )
    return page[-1].scope.member_id if len(page) == PAGE else None


async def _told(
    occasion: Occasion, cluster: Cluster, page: Collection[Member], week: DayRange, today: date
) -> _Told:
    tx, scope = occasion.tx, cluster.scope
    firms = {m.scope.reports_for for m in page if m.scope.reports_for is not None}
    figures = await gather(tx, scope, firms, week, cluster.currency)
    part: Part | None = None
    if any(m.scope.role is Role.COORDINATOR for m in page):
        part = await coordinators_part(tx, scope, week, cluster.zone, occasion.now)
    return _Told(
        figures,
        Same(heading(figures, cluster, today)),
        Same(await cluster_week(tx, cluster, week)),
        await gather_ahead(tx, scope, [m.scope for m in page], occasion.now),
        part,
    )


async def next_week(occasion: Occasion, at: datetime) -> datetime | None:
    cluster = await clusters.load(occasion.tx, ClusterScope(occasion.due.subject))
    return digests.next_after(cluster, at)


def _digest(told: _Told, cluster: Cluster, member: Member) -> tuple[Text, Keyboard]:
    part = told.part if member.scope.role is Role.COORDINATOR else None
    own, offers = _own(told.figures, cluster, member)
    coming = told_ahead(told.coming, member.scope)
    text = lines(told.head, own, told.whole, part and part.text, coming, gap="\n\n")
    return text, [*offers, *(part.buttons if part else [])]


def _own(figures: Figures, cluster: Cluster, member: Member) -> tuple[Text | None, Keyboard]:
    """Of their firm, where they report for one."""
    firm_id = member.scope.reports_for
    if firm_id is None:
        return None, []
    joined = had_joined(figures.days, member.joined_at, cluster.zone)
    own = own_week(figures, firm_id, member.firm or "", over=True, joined=joined)
    return own, [_offers(figures, firm_id, ask=joined)]


def _offers(figures: Figures, firm_id: int, *, ask: bool) -> list[Button]:
    """Each answers below the digest, which stays to be read again."""
    record = Button(_("Record a sale"), GO_ANEW.data("sale"))
    if figures.now[firm_id].count:
        return [record, Button(_("My sales"), GO_ANEW.data("mysales"))]
    if firm_id in figures.none or not ask:
        return [record]
    return [record, Button(_("There were none"), NONE.data(figures.days.first))]


# When asked for


async def my_week(turn: Turn, _words: str) -> None:
    await _show(turn, week_of(turn.today))


async def some_week(turn: Turn, monday: str) -> None:
    week = read_week(monday)
    await _show(turn, week if week and week.first <= turn.today else week_of(turn.today))


async def _show(turn: Turn, week: DayRange) -> None:
    cluster = await clusters.load(turn.tx, turn.scope)
    firm_id = turn.scope.reports_for
    over = week.until <= turn.today
    firms = [] if firm_id is None else [firm_id]
    figures = await gather(turn.tx, turn.scope, firms, week, cluster.currency)
    buttons = []
    own = None
    if firm_id is not None:
        joined = had_joined(week, turn.speaker.joined_at, cluster.zone)
        own = own_week(figures, firm_id, turn.speaker.firm or "", over=over, joined=joined)
        buttons = _offers(figures, firm_id, ask=joined)[: None if over else 1]
    head = heading(figures, cluster, turn.today)
    whole = await cluster_week(turn.tx, cluster, week)
    of_all, coming = await _rest(turn, week, cluster.zone)
    told = of_all.text if of_all else None
    text = lines(head, own, whole, told, coming, gap="\n\n")
    sees_more = firm_id is not None or turn.scope.sees_totals
    more = [Button(_("Figures"), GO.data("stats"))] if sees_more else []
    turn.edit(text, [buttons, *(of_all.buttons if of_all else []), _turning(week, over=over), more])


async def _rest(turn: Turn, week: DayRange, zone: str) -> tuple[Part | None, Text | None]:
    """What is told of a week besides its figures; what is coming is told with this one only."""
    of_all: Part | None = None
    if turn.scope.role is Role.COORDINATOR:
        of_all = await coordinators_part(turn.tx, turn.scope, week, zone, turn.now)
    if turn.today not in week:
        return of_all, None
    coming = await gather_ahead(turn.tx, turn.scope, [turn.scope], turn.now)
    return of_all, told_ahead(coming, turn.scope)


def _turning(week: DayRange, *, over: bool) -> list[Button]:
    before = Button(_("‹ Week before"), SHOW.data(week.first - WEEK))
    after = Button(_("Week after ›"), SHOW.data(week.until))
    return [before, after] if over else [before]


# No sales


async def no_sales_told(turn: Turn, argument: str) -> None:
    week = await _week_over(turn, argument)
    if week is None:
        return
    if not await no_sales.tell(turn.tx, turn.scope, week.first, turn.now):
        turn.toast(_("There are sales on record for that week."), alert=True)
        turn.anew = True
        await _show(turn, week)
        return
    turn.say(
        _(
            "Noted ✓ No sales in the week of {days}. Thank you for telling.",
            days=NearDays(week, turn.today),
        ),
        [[Button(_("Undo"), NOT_NONE.data(argument))]],
    )


async def no_sales_taken_back(turn: Turn, argument: str) -> None:
    week = await _week_over(turn, argument)
    if week is not None:
        await no_sales.take_back(turn.tx, turn.scope, week.first)
        await _show(turn, week)


async def _week_over(turn: Turn, argument: str) -> DayRange | None:
    week = read_week(argument)
    if week is None or week.until > turn.today:
        turn.toast(_("That week is not over yet."), alert=True)
        return None
    return week


SHOW = Tap("week", Who.MEMBERS, some_week)
NONE = Tap("nosales", Who.REPORTERS, no_sales_told)
NOT_NONE = Tap("somesales", Who.REPORTERS, no_sales_taken_back)

WORK = DueWork(digests.KIND, send_page, next_week, WORTH, ahead=WEEKLY)

FEATURE = Feature(
    "digest",
    commands=[
        Command(
            "misemana",
            "myweek",
            Who.MEMBERS,
            _("See your week and the cluster's"),
            my_week,
            menu=_("My week"),
            words=_p(
                "typed words, parted by |",
                "week|summary|totals|how am i doing|how are we doing|how much did i sell",
            ),
        ),
    ],
    taps=[SHOW, NONE, NOT_NONE, *silent_firms.TAPS],
    due=[WORK],
)
