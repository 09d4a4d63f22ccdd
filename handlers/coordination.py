"""One large button for coordinators, and behind it a panel of all that only they can do."""

from __future__ import annotations

from bot.conversation.keyboards import Button
from bot.features import Command, Feature, Who
from bot.language.text import _, lines
from bot.pipeline.turn import Turn
from handlers.menu import GO


async def panel(turn: Turn, _words: str) -> None:
    """Whatever the features declare for coordinators, in their order."""
    commands = [
        command
        for command in turn.bot.table.commands
        if command.who is Who.COORDINATORS and command.listed and command.es != NAME
    ]
    turn.edit(
        lines(_("<b>Coordination</b>"), _("What would you like to do?")),
        [[Button(command.menu or command.help, GO.data(command.en))] for command in commands],
    )


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
