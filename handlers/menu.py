"""The menu, help, and what to say when nothing was understood."""

from __future__ import annotations

from rapidfuzz import fuzz, process, utils

from bot.conversation.keyboards import Button
from bot.features import Command, Feature, Tap, Who
from bot.language.text import Text, _, layout, lines, raw
from bot.pipeline.menus import large_buttons
from bot.pipeline.rights import allowed, refusal
from bot.pipeline.turn import Turn

# How alike what was typed must be to a command's words (0 to 100) to be offered.
ALIKE = 70
SHOWN = 80


async def menu(turn: Turn, _words: str) -> None:
    say_menu(turn, _("What would you like to do?"))


def say_menu(turn: Turn, text: Text) -> None:
    """Say this with the large buttons below the chat; strangers have none."""
    turn.say(text, menu=large_buttons(turn))


async def help_me(turn: Turn, _words: str) -> None:
    """What this person can do now."""
    usable = [c for c in turn.bot.table.commands if c.listed and allowed(turn.speaker, c.who)]
    name = turn.voice.language
    shown = lines(*(layout("/{name}  {help}", name=c.name(name), help=c.help) for c in usable))
    speaker = turn.speaker
    start = refusal(speaker, Who.MEMBERS) or _("Tap a button below, or type one of these:")
    say_menu(turn, lines(start, shown, gap="\n\n"))


async def cancel(turn: Turn, _words: str) -> None:
    if not await turn.bot.forms.cancel(turn):
        say_menu(turn, _("There is nothing to cancel. What would you like to do?"))


async def back(turn: Turn, words: str) -> None:
    if not await turn.bot.forms.back(turn):
        await menu(turn, words)


async def go(turn: Turn, name: str) -> None:
    """A button that stands for a command; its name is checked, and so is the right to it."""
    command = turn.bot.table.find(name)
    if command is None:
        await old_button(turn)
        return
    no = refusal(turn.speaker, command.who)
    if no is not None:
        turn.say(no)
        return
    await command.run(turn, "")


async def not_understood(turn: Turn) -> None:
    """Say so, and offer the nearest things that can be done."""
    message = turn.update.message if turn.update else None
    words = (message.text or "") if message else ""
    if not words:
        say_menu(turn, _("I have no use for this yet. To send a receipt, record a sale first."))
        return
    near = nearest(turn, words)
    text = _("I did not understand “{words}”.", words=raw(_shortened(words)))
    if not near:
        say_menu(turn, lines(text, _("Tap a button below, or type /help.")))
        return
    buttons = [[Button(c.menu or c.help, GO.data(c.en))] for c in near]
    turn.say(lines(text, _("Did you mean one of these?")), buttons)


async def old_button(turn: Turn) -> None:
    """A button that leads nowhere any more, or never did."""
    turn.toast(_("This button is old."))
    if turn.bot.forms.active(turn):
        await turn.bot.forms.show(turn)
    else:
        say_menu(turn, _("That button is old. This is what you can do now:"))


def nearest(turn: Turn, words: str) -> list[Command]:
    """The commands, at most two, whose names or labels are like what was typed."""
    usable = [c for c in turn.bot.table.commands if allowed(turn.speaker, c.who)]
    names = {
        (at, said): said
        for at, command in enumerate(usable)
        for said in (*command.names, turn.voice.plain(command.menu or command.help))
    }
    found = process.extract(
        words[:SHOWN],
        names,
        scorer=fuzz.WRatio,
        processor=utils.default_process,
        score_cutoff=ALIKE,
        limit=6,
    )
    positions = dict.fromkeys(key[0] for _said, _score, key in found)
    return [usable[at] for at in positions][:2]


def _shortened(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"


GO = Tap("go", Who.ANYONE, go)

FEATURE = Feature(
    "menu",
    commands=[
        Command("menu", "menu", Who.MEMBERS, _("See the menu"), menu),
        Command(
            "ayuda", "help", Who.ANYONE, _("See what you can do here"), help_me, menu=_("Help")
        ),
        Command("cancelar", "cancel", Who.ANYONE, _("Leave what you are filling in"), cancel),
        Command("atras", "back", Who.ANYONE, _("Go back one question"), back, listed=False),
    ],
    taps=[GO],
)
