"""Choosing the language: at once, for everything, in the middle of a form too."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.keyboards import Button
from bot.features import LANGUAGES, Command, Feature, Tap, Who
from bot.language.text import Text, _, _p, raw
from bot.pipeline.turn import Turn
from handlers.menu import old_button, say_menu
from storage import people

# Each language is named in itself, so that whoever reads only that one finds it.
NAMES: dict[str, Text] = {"es": raw("Español"), "en": raw("English")}


async def ask(turn: Turn, _words: str) -> None:
    turn.say(_("Which language shall I write to you in?"), [language_buttons()])


def language_buttons() -> list[Button]:
    return [Button(NAMES[language], CHOOSE.data(language)) for language in LANGUAGES]


async def choose(turn: Turn, language: str) -> None:
    if not await speak(turn, language):
        await old_button(turn)
        return
    say_menu(turn, _("From now on I write to you in English."))
    if turn.bot.forms.active(turn):
        await turn.bot.forms.show(turn)


async def speak(turn: Turn, language: str) -> bool:
    """Go on in this language, for good; False if there is no such language."""
    if language not in LANGUAGES or turn.speaker.person_id is None:
        return False
    await people.choose_language(turn.tx, turn.speaker.person_id, language)
    turn.become(replace(turn.speaker, language=language))
    return True


CHOOSE = Tap("language", Who.ANYONE, choose, anywhere=True)

FEATURE = Feature(
    "language",
    commands=[
        Command(
            "idioma",
            "language",
            Who.ANYONE,
            _("Change the language"),
            ask,
            words=_p("typed words, parted by |", "language|english|spanish|translate"),
        )
    ],
    taps=[CHOOSE],
)
