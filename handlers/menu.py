"""The menu, help, and what to say when nothing was understood."""

from __future__ import annotations

from bot.conversation.keyboards import Button
from bot.conversation.wishes import called, greets, is_angry, is_fine, nearest, thanks
from bot.conversation.words import clip
from bot.features import Command, Feature, Tap, Who
from bot.language.text import Text, _, _p, layout, lines, raw
from bot.pipeline.menus import large_buttons
from bot.pipeline.rights import allowed, offered, refusal
from bot.pipeline.speaking import whereabouts
from bot.pipeline.turn import Turn

# Of what was typed, how much is read for a wish, and how much is shown again.
READ, SHOWN = 200, 80
# How many of the nearest things are offered.
MOST = 2


async def menu(turn: Turn, _words: str) -> None:
    say_menu(turn, lines(whereabouts(turn.speaker), _("What would you like to do?")))


def say_menu(turn: Turn, text: Text) -> None:
    """Say this with the large buttons below the chat; strangers have none."""
    turn.say(text, menu=large_buttons(turn))


async def help_me(turn: Turn, words: str) -> None:
    """What this person can do now; what only coordinators can stands apart."""
    usable = [c for c in turn.bot.table.commands if c.listed and offered(turn.speaker, c)]
    own = [_helped(turn, c) for c in usable if c.who is not Who.COORDINATORS]
    led = [c for c in usable if c.who is Who.COORDINATORS]
    outside = refusal(turn.speaker, Who.MEMBERS)
    start = outside or _("Tap a button below, or type one of these:")
    say_menu(turn, lines(start, lines(*own), _of_coordination(turn, led), gap="\n\n"))
    if outside is not None:
        await heard(turn, words)


def _of_coordination(turn: Turn, led: list[Command]) -> Text | None:
    """Short: the panel has them all, and says what each is for."""
    if not led:
        return None
    names = (layout("/{name}", name=c.name(turn.voice.language)) for c in led if not c.large)
    panels = (_helped(turn, c) for c in led if c.large)
    return lines(_("<b>Coordination</b>"), *panels, lines(*names, gap=" · "))


def _helped(turn: Turn, command: Command) -> Text:
    return layout("/{name}  {help}", name=command.name(turn.voice.language), help=command.help)


async def heard(turn: Turn, words: str) -> bool:
    """Whether a feature has something to say to these words, or to whoever says them."""
    for hear in turn.bot.table.hearers:
        if await hear(turn, words):
            return True
    return False


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


async def go_anew(turn: Turn, name: str) -> None:
    """The same, for a message that is to stay as it is: a digest, a reminder."""
    turn.anew = True
    await go(turn, name)


async def not_understood(turn: Turn) -> None:
    """Do what was named, answer a kind word, or offer the nearest things that can be done.

    Words that were not understood may have been meant for the pulse: no row keeps them.
    """
    turn.fleeting = True
    message = turn.update.message if turn.update else None
    words = (message.text or "")[:READ] if message else ""
    usable = [c for c in turn.bot.table.commands if allowed(turn.speaker, c.who)]
    command = called(words, usable)
    if not words:
        _no_use(turn)
    elif command is not None:
        await command.run(turn, "")
    elif (kind := _kind_word(words)) is not None:
        say_menu(turn, kind)
    elif near := nearest(words, usable, MOST, turn.bot.table.commands):
        buttons = [[Button(c.menu or c.help, GO.data(c.en))] for c in near]
        one = len(near) == 1
        turn.say(_("Did you mean this?") if one else _("Did you mean one of these?"), buttons)
    elif greets(words):
        greet(turn)
    else:
        text = _("I did not understand “{words}”.", words=raw(clip(" ".join(words.split()), SHOWN)))
        say_menu(turn, lines(text, _("Tap a button below, or type /help.")))


def _kind_word(words: str) -> Text | None:
    if thanks(words):
        return _("You are welcome. I am here when you need me.")
    if is_angry(words):
        return _("I am sorry that I am of no use to you now. /help shows what I can do.")
    return _("Good. I am here when you need me.") if is_fine(words) else None


def _no_use(turn: Turn) -> None:
    """A photo or a file that no question asked for is most often a receipt."""
    if not allowed(turn.speaker, Who.REPORTERS):
        say_menu(turn, _("I have no use for this. Tap a button below, or type /help."))
        return
    turn.say(
        _(
            "Is it the receipt of a sale? Record the sale and send it then; or open a sale that is"
            " saved, tap Edit and then “Receipt”."
        ),
        [[Button(_("Record a sale"), GO.data("sale")), Button(_("My sales"), GO.data("mysales"))]],
    )


def greet(turn: Turn) -> None:
    """A stranger is told how to come in."""
    no = refusal(turn.speaker, Who.MEMBERS)
    if no is None:
        hello = _("Hello, {name}. What would you like to do?", name=turn.first_name)
        say_menu(turn, lines(whereabouts(turn.speaker), hello))
    else:
        say_menu(turn, lines(_("Hello, {name}!", name=turn.first_name), no, gap="\n\n"))


async def old_button(turn: Turn) -> None:
    """A button that leads nowhere any more, or never did."""
    turn.toast(_("This button is old."))
    if turn.bot.forms.active(turn):
        await turn.bot.forms.show(turn)
    else:
        say_menu(turn, _("That button is old. This is what you can do now:"))


GO = Tap("go", Who.ANYONE, go)
GO_ANEW = Tap("open", Who.ANYONE, go_anew)

FEATURE = Feature(
    "menu",
    commands=[
        Command(
            "menu",
            "menu",
            Who.MEMBERS,
            _("See the menu"),
            menu,
            words=_p("typed words, parted by |", "exit|home|start|leave|main menu"),
        ),
        Command(
            "ayuda",
            "help",
            Who.ANYONE,
            _("See what you can do here"),
            help_me,
            menu=_("Help"),
            words=_p(
                "typed words, parted by |",
                "help me|what can i do|what do i do|what can you do|how does it work"
                "|how does this work|who are you|options|commands",
            ),
        ),
        Command("cancelar", "cancel", Who.ANYONE, _("Leave what you are filling in"), cancel),
        Command("atras", "back", Who.ANYONE, _("Go back one question"), back, listed=False),
    ],
    taps=[GO, GO_ANEW],
)
