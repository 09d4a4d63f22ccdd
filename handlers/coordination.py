"""One large button for coordinators, and behind it a panel of all that only they can do."""

from __future__ import annotations

from bot.conversation.keyboards import Button
from bot.features import Command, Feature, Who
from bot.language.text import _, _p, lines
from bot.pipeline.turn import Turn
from handlers.menu import GO
from handlers.pulse_results import RESULTS
from storage import requests


async def panel(turn: Turn, _words: str) -> None:
    waiting = await requests.count_waiting(turn.tx, turn.scope)
    asked = _("Requests ({n})", n=waiting) if waiting else _("Requests")
    buttons = [Button(asked, GO.data("requests")), *(Button(*shown) for shown in PANEL)]
    turn.edit(
        lines(_("<b>Coordination</b>"), _("What would you like to do?")),
        [buttons[at : at + 2] for at in range(0, len(buttons), 2)],
    )


# Each leads to a list, and from there to what can be done with it.
PANEL = [
    (_("Members"), GO.data("members")),
    (_("Announce"), GO.data("announcements")),
    (_("Fairs and trainings"), GO.data("events")),
    (_("Equipment"), GO.data("equipment")),
    (_("Invite somebody"), GO.data("invite")),
    (_("Figures"), GO.data("stats")),
    (_("Pulse"), RESULTS.data()),
    (_p("verb", "Export"), GO.data("export")),
    (_("Trail"), GO.data("log")),
]
NAME = "coordinacion"

FEATURE = Feature(
    "coordination",
    commands=[
        Command(
            NAME,
            "coordination",
            Who.COORDINATORS,
            _("See all that the coordination can do"),
            panel,
            menu=_("Coordination"),
            large=True,
        )
    ],
)
