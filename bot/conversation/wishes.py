"""What somebody may want whose words answered nothing: a greeting, thanks, the nearest commands."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import chain

from rapidfuzz.fuzz import ratio

from bot.conversation.words import plain
from bot.features import LANGUAGES, Command
from bot.language.catalogs import said
from bot.language.text import Text, _p

# How alike two spellings of a word must be (0 to 100); shorter words must be the same. What is a
# word of another wish is hardly a slip: "pause" is no "pulse", but "sale" may be "sales".
ALIKE, ALIKE_IF_KNOWN = 80, 88
SHORTEST = 4

GREETINGS = _p(
    "typed words, parted by |",
    "hello|hi|hey|good morning|good afternoon|good evening|good day|greetings",
)
THANKS = _p("typed words, parted by |", "thanks|thank you|many thanks|thx|much appreciated")
FINE = _p("typed words, parted by |", "ok|okay|fine|good|great|perfect|all right|understood|got it")
# What is said in anger is near to commands only in its letters.
ANGRY = _p(
    "typed words, parted by |",
    "idiot|stupid|useless|dumb|shit|fuck|fuck you|rubbish|damn",
)
_SIGNS_OF_FINE = frozenset("👍👌🙏❤😊🙂😀🙌💪✅🎉👏")

Words = tuple[str, ...]


def called(typed: str, commands: Iterable[Command]) -> Command | None:
    """The command whose name or label these words are, but for case and accents."""
    told = plain(typed)
    exact = (c for c in commands if told in {" ".join(words) for words in _names(c)})
    return next(exact, None) if told else None


def nearest(
    typed: str, commands: Iterable[Command], most: int, known: Iterable[Command] = ()
) -> list[Command]:
    """Those of whose phrases all words were typed, give or take a slip, the most said first.

    That asks more of a phrase than to be like what was typed: two sentences in one language share
    small words, and are alike in those whatever they are about. `known` are all commands there
    are, which others may use too: their words are no slips.
    """
    told = tuple(plain(typed).split())
    words = frozenset(w for c in known for phrase in _phrases(c) for w in phrase)
    weighed = [(_weight(told, command, words), command) for command in commands]
    near = sorted((w for w in weighed if w[0] > 0), key=lambda w: w[0], reverse=True)
    return [command for _, command in near[:most]]


def greets(typed: str) -> bool:
    return _begins(typed, GREETINGS)


def thanks(typed: str) -> bool:
    return _begins(typed, THANKS)


def is_fine(typed: str) -> bool:
    """Nothing but a word or a sign of having understood."""
    told = tuple(plain(typed).split())
    return told in _both(FINE) or (not told and bool(_SIGNS_OF_FINE.intersection(typed)))


def is_angry(typed: str) -> bool:
    told = frozenset(plain(typed).split())
    return any(told.issuperset(phrase) for phrase in _both(ANGRY))


def _begins(typed: str, listed: Text) -> bool:
    told = tuple(plain(typed).split())
    return any(told[: len(phrase)] == phrase for phrase in _both(listed))


def _weight(told: Words, command: Command, known: frozenset[str]) -> float:
    """How many letters of it were said, by its best phrase; a slip counts a little less."""
    joined = "".join(told)
    names = (_alike("".join(name), joined) * len(joined) for name in _names(command))
    phrases = (_said_of(phrase, told, known) for phrase in _phrases(command))
    return max(chain(names, phrases), default=0)


def _said_of(phrase: Words, told: Words, known: frozenset[str]) -> float:
    if not told:
        return 0
    found = [
        max(_alike(word, other, ALIKE_IF_KNOWN if other in known else ALIKE) for other in told)
        for word in phrase
    ]
    letters = (len(word) * likeness for word, likeness in zip(phrase, found, strict=True))
    return sum(letters) if all(found) else 0


def _alike(word: str, other: str, least: int = ALIKE) -> float:
    """From 0, another word, to 1, the same."""
    if word == other:
        return 1
    if min(len(word), len(other)) < SHORTEST:
        return 0
    return ratio(word, other, score_cutoff=least) / 100


@cache
def _phrases(command: Command) -> frozenset[Words]:
    typed = _both(command.words) if command.words else frozenset()
    return _names(command) | typed


@cache
def _names(command: Command) -> frozenset[Words]:
    return frozenset((name,) for name in command.names) | (
        _both(command.menu) if command.menu else frozenset()
    )


@cache
def _both(listed: Text) -> frozenset[Words]:
    """In whichever language it is typed: many people mix them."""
    spoken = "|".join(said(listed, language) for language in LANGUAGES)
    return frozenset(tuple(plain(phrase).split()) for phrase in spoken.split("|"))
