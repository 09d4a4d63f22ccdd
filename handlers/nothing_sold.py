"""“I sold nothing”, told in words: the week before, where nothing is recorded of it yet."""

from __future__ import annotations

from bot.conversation.keyboards import Button
from bot.features import Command, Feature, Who
from bot.language.text import NearDays, _, _p, lines
from bot.pipeline.turn import Turn
from handlers.digest import NONE
from handlers.menu import GO
from handlers.weeks import week_before, week_of
from storage import no_sales, sales
from storage.values import DayRange


async def nothing_sold(turn: Turn, _words: str) -> None:
    """A week is told when it is over: until then it may still bring sales."""
    last = week_before(week_of(turn.today))
    record = Button(_("Record a sale"), GO.data("sale"))
    wait = _("This week can still bring sales. On Monday your week comes, and with it the button.")
    if await _told_of(turn, last):
        turn.say(wait, [[record]])
        return
    none = Button(_("There were none"), NONE.data(last.first))
    ask = _("Of the week before ({days}) nothing is recorded yet.", days=NearDays(last, turn.today))
    turn.say(lines(wait, ask, gap="\n\n"), [[none, record]])


async def _told_of(turn: Turn, week: DayRange) -> bool:
    firm = turn.scope.reports_for or 0
    if firm in await no_sales.told(turn.tx, turn.scope, [firm], week.first):
        return True
    sold = await sales.week_by_firm(turn.tx, turn.scope, [firm], week.first, week.until)
    return sold[firm].count > 0


FEATURE = Feature(
    "nothing_sold",
    commands=[
        Command(
            "sinventas",
            "nosales",
            Who.REPORTERS,
            _("Tell a week without sales"),
            nothing_sold,
            listed=False,
            words=_p(
                "typed words, parted by |",
                "no sales|sold nothing|nothing sold|did not sell|didn t sell|week sold nothing"
                "|week no sales",
            ),
        ),
    ],
)
