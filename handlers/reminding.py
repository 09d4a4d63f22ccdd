"""A kind reminder to report, sent by a coordinator from a member's card."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.conversation.keyboards import Button
from bot.features import Tap, Who
from bot.language.text import NearDays, Text, _, lines
from bot.pipeline.turn import Turn
from handlers.member_card import (
    CARD,
    REMIND_OF,
    again,
    cluster_name,
    member,
    place_of,
    tell,
)
from handlers.menu import GO, old_button
from handlers.weeks import week_before, week_of
from storage import audit, reporting
from storage.audit import Act
from storage.roster import Listed, State
from storage.values import DayRange

# Nobody is reminded more often, however many coordinators there are.
REMIND_AGAIN = timedelta(days=3)


async def remind(turn: Turn, argument: str) -> None:
    """At once, unless their firm has reported already: then it is asked first."""
    listed = await _to_remind(turn, argument)
    if listed is None:
        return
    week = await _told_week(turn, listed)
    if week is None:
        turn.toast(await _send(turn, listed))
    else:
        _ask(turn, listed, week, f"{listed.member_id}{place_of(argument)}")


async def remind_now(turn: Turn, argument: str) -> None:
    listed = await _to_remind(turn, argument)
    if listed is not None:
        await again(turn, argument, await _send(turn, listed))


async def _to_remind(turn: Turn, argument: str) -> Listed | None:
    """Once in three days at most, and only who can report and can be reached."""
    listed = await member(turn, argument)
    if listed is None:
        return None
    if listed.scope.reports_for is None or listed.state is not State.ACTIVE:
        await old_button(turn)
        return None
    last = await audit.last(turn.tx, turn.scope, Act.REMINDED, listed.member_id)
    if last is not None and turn.now - last < REMIND_AGAIN:
        text = _("They were reminded on {day}. Please give them three days.", day=_day(turn, last))
        turn.toast(text, alert=True)
        return None
    if not listed.person.reachable:
        turn.toast(_("They have blocked me: no message of mine reaches them."), alert=True)
        return None
    return listed


def _day(turn: Turn, at: datetime) -> date:
    return turn.voice.local(at).date()


async def _told_week(turn: Turn, listed: Listed) -> DayRange | None:
    """The newest week that their firm has told of: this one, or the one that is over."""
    firm_id = listed.scope.reports_for
    week = week_of(turn.today)
    for asked in (week, week_before(week)):
        if firm_id is not None and await reporting.told(turn.tx, turn.scope, firm_id, asked):
            return asked
    return None


def _ask(turn: Turn, listed: Listed, week: DayRange, about: str) -> None:
    turn.edit(
        _(
            "<b>{firm} has already reported</b> for the week of {days}. Remind {name} all the"
            " same?",
            firm=listed.person.firm or "",
            days=NearDays(week, turn.today),
            name=listed.name,
        ),
        [
            [Button(_("Yes, remind them"), REMIND_NOW.data(about))],
            [Button(_("No"), CARD.data(about))],
        ],
    )


async def _send(turn: Turn, listed: Listed) -> Text:
    await audit.note(turn.tx, turn.scope, Act.REMINDED, turn.now, about=listed.member_id)
    await tell(
        turn, listed, reminder(turn, listed), [[Button(_("Record a sale"), GO.data("sale"))]]
    )
    return _("I will remind {name} kindly.", name=listed.name)


def reminder(turn: Turn, listed: Listed) -> Text:
    return lines(
        _("Hello, {name}.", name=listed.name),
        _(
            "The coordination of <b>{cluster}</b> would like to hear how {firm} is doing. If you"
            " sold something lately, tell me: it takes a minute. Thank you.",
            cluster=cluster_name(turn),
            firm=listed.person.firm or "",
        ),
        gap="\n\n",
    )


REMIND = Tap(REMIND_OF, Who.COORDINATORS, remind)
REMIND_NOW = Tap("remindnow", Who.COORDINATORS, remind_now)
TAPS = [REMIND, REMIND_NOW]
