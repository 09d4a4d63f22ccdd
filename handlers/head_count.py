"""How many people work in a firm: asked once at joining, kept up by what is told of jobs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from bot.conversation.forms import Filled, Form, Saved
from bot.conversation.keyboards import Button
from bot.conversation.steps.base import Asking, Screen
from bot.conversation.steps.people import AskPeople
from bot.features import Command, Feature, Tap, Who
from bot.language.text import Text, _, _n, lines
from bot.pipeline.turn import Turn
from handlers.menu import GO
from handlers.record_list import Beside
from storage import jobs
from storage.jobs import HeadCount

MOST = 5000


async def current(turn: Turn) -> HeadCount | None:
    firm_id = turn.scope.reports_for
    if firm_id is None:
        return None
    tomorrow = turn.today + timedelta(days=1)
    return (await jobs.head_counts(turn.tx, turn.scope, [firm_id], tomorrow)).get(firm_id)


async def offer(turn: Turn) -> None:
    """To whoever joins a firm that has not told it yet."""
    if turn.scope.reports_for is None or await current(turn) is not None:
        return
    turn.say(
        _(
            "One question about {firm}, when you have a minute: how many people work there? The"
            " jobs it creates are counted from that number.",
            firm=turn.speaker.firm or "",
        ),
        [[Button(_("Tell how many"), SET.data())]],
    )


async def show(turn: Turn, _words: str) -> None:
    found = await current(turn)
    if found is None:
        await ask(turn, "")
        return
    turn.edit(
        lines(
            _now(turn, found),
            _("When it joined, on {day}: {people}.", day=found.counted_on, people=found.baseline),
            _("People hired or gone since then are told with /job."),
            gap="\n\n",
        ),
        [
            [Button(_("Correct the number at joining"), SET.data())],
            [Button(_("Record a job"), GO.data("job")), Button(_("My jobs"), GO.data("myjobs"))],
        ],
    )


def _now(turn: Turn, found: HeadCount) -> Text:
    return _n(
        "<b>{n} person</b> works at {firm}.",
        "<b>{n} people</b> work at {firm}.",
        found.people,
        firm=turn.speaker.firm or "",
    )


async def beside(turn: Turn) -> Beside:
    """For the list of jobs."""
    found = await current(turn)
    label = _("How many we are") if found else _("Tell how many work here")
    text = _now(turn, found) if found else None
    return Beside(text, [Button(label, GO.data("headcount"))])


async def ask(turn: Turn, _argument: str) -> None:
    await turn.bot.forms.start(turn, FORM.name)


async def tell(turn: Turn, filled: Filled) -> Saved:
    people, firm = filled["people"], turn.speaker.firm or ""
    first = await current(turn) is None
    await jobs.set_baseline(turn.tx, turn.scope, people, turn.today, turn.now)
    now = _n(
        "<b>Noted</b> ✓ {people} works at {firm}.",
        "<b>Noted</b> ✓ {people} work at {firm}.",
        people.total,
        people=people,
        firm=firm,
    )
    then = _("<b>Noted</b> ✓ When {firm} joined: {people}.", firm=firm, people=people)
    return Saved(
        None,
        now if first else then,
        [[Button(_("Edit"), SET.data()), Button(_("Record a job"), GO.data("job"))]],
    )


@dataclass(frozen=True)
class AskBaseline(AskPeople):
    """Asked at joining, it is about today; corrected later, about then."""

    async def screen(self, asking: Asking) -> Screen:
        screen = await super().screen(asking)
        if await current(asking.turn) is not None:
            return screen
        return replace(screen, question=_("How many people work in your firm, you included?"))


FORM = Form(
    "headcount",
    AskBaseline(
        "people",
        _("How many people worked in your firm when it joined, you included?"),
        label=_("People"),
        most=MOST,
    ),
    title=_("People who work here"),
    submit=tell,
    who=Who.REPORTERS,
    confirm=False,
)
SET = Tap("headcount", Who.REPORTERS, ask)

FEATURE = Feature(
    "head_count",
    commands=[
        Command(
            "trabajadores",
            "headcount",
            Who.REPORTERS,
            _("See how many people work in your firm"),
            show,
        )
    ],
    taps=[SET],
    forms=[FORM],
)
