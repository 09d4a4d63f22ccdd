"""One of several; typed words are matched leniently, and may be something else where allowed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import KW_ONLY, dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from bot.conversation.answers import Answers
from bot.conversation.kept import Option, unpack
from bot.conversation.matching import best, fits
from bot.conversation.steps.base import (
    Answer,
    Asking,
    Offer,
    Outcome,
    Redraw,
    Rest,
    Screen,
    Step,
    Unclear,
)
from bot.conversation.steps.text import unfit
from bot.conversation.understanding.quantities import without_count
from bot.conversation.wishes import greets, thanks
from bot.conversation.words import cleaned, names_in, plain
from bot.language.text import Listing, Text, _, raw

if TYPE_CHECKING:
    from bot.pipeline.turn import Turn

Options = Sequence[Option] | Callable[["Turn", Answers], Awaitable[Sequence[Option]]]

# Buttons on one screen; beyond that they are turned like pages.
PAGE = 12


@dataclass(frozen=True, slots=True)
class Other:
    """That the answer may be none of the options, but what the person types."""

    max_length: int = 60
    label: Text = field(default_factory=lambda: _("Something else"))
    question: Text = field(default_factory=lambda: _("Type it, please."))


@dataclass(frozen=True)
class AskChoice(Step):
    """`options` is the list, or is asked for it when the step is shown.

    A number before the answer is for the step `count`: "12 jars". What is said after an option's
    name is for the step `then`: "hired two women".
    """

    _: KW_ONLY
    options: Options
    other: Other | None = None
    count: str | None = None
    then: str | None = None
    kind: ClassVar[str] = "choice"

    async def screen(self, asking: Asking) -> Screen:
        options = await options_for(self.options, asking)
        args = asking.offer(options)
        if asking.scratch.get("other") and self.other is not None:
            return Screen(loose=[Offer(_("See the list"), "list")], hint=self.other.question)
        now = asking.current.value if isinstance(asking.current, Option) else None
        offers = [
            Offer(self.say(option), arg, current=option.value == now)
            for option, arg in zip(options, args, strict=True)
        ]
        shown, turning = paged(asking, offers)
        if self.other is not None:
            shown = [*shown, Offer(self.other.label, "other")]
        return Screen(loose=shown, rows=[turning] if turning else [])

    async def tapped(self, asking: Asking, arg: str) -> Outcome:
        if turned(asking, arg):
            return Redraw()
        if arg in ("other", "list") and self.other is not None:
            asking.scratch["other"] = arg == "other"
            return Redraw()
        option = asking.offered(arg)
        return Answer(option) if isinstance(option, Option) else None

    async def typed(self, asking: Asking, words: str) -> Outcome:
        what = without_count(words, asking.turn.voice) if self.count else None
        if self.count is None or what is None:
            return await self._read(asking, words)
        if not what:
            return Unclear(_("First what it is; how much of it comes next."))
        outcome = await self._read(asking, what)
        if isinstance(outcome, Answer):
            return Answer(outcome.value, Rest(self.count, words))
        return outcome

    async def _read(self, asking: Asking, words: str) -> Outcome:
        options = offered_to(asking) or await options_for(self.options, asking)
        if (named := self._named(asking, words, options)) is not None:
            return named
        found = best(words, options, lambda option: asking.turn.voice.plain(self.say(option)))
        if len(found) == 1 and fits(words, asking.turn.voice.plain(self.say(found[0]))):
            return Answer(found[0])
        if self.other is not None:
            return self._own_words(words, found, self.other)
        if len(found) == 1:
            return Answer(found[0])
        if found:
            return Unclear(_("Which one do you mean?"), tuple(found))
        return Unclear(_("That is none of these. Tap one, or type its name."))

    def _named(self, asking: Asking, words: str, options: Sequence[Option]) -> Answer | None:
        """By another name that an option has, longest first: "contraté a" before "contraté"."""
        told = plain(words)
        names = [
            (name, option)
            for option in options
            for name in names_in(asking.turn.voice, self._names(option))
        ]
        for name, option in sorted(names, key=lambda named: len(named[0]), reverse=True):
            if told == name:
                return Answer(option)
            if self.then is not None and told.startswith(f"{name} "):
                return Answer(option, Rest(self.then, told.removeprefix(name).strip()))
        return None

    def _names(self, option: Option) -> Text | None:
        declared = () if callable(self.options) else self.options
        return next((o.names for o in declared if o.value == option.value), None)

    def _own_words(self, words: str, near: Sequence[Option], other: Other) -> Outcome:
        """Something else; but where it is near to an option, which of both is asked."""
        words = " ".join(cleaned(words).split())
        why = unfit(words, other.max_length)
        if why is not None:
            return Unclear(why)
        if greets(words):
            return Redraw(_("Hello! Tap one of these, or type its name."))
        if thanks(words):
            return Redraw(_("You are welcome! Tap one of these, or type its name."))
        own = Option(words, raw(words))
        if not near:
            return Answer(own)
        known = Listing.either(self.say(option) for option in near)
        reason = _(
            "“{words}” is not on the list. Is it {known}, or something new?",
            words=words,
            known=known,
        )
        return Unclear(reason, (*near, own), quoting=True)

    def say(self, value: Option) -> Text:
        return label_of(value, self.options)

    def adopt(self, value: Any) -> Option:
        """Give the Option itself where the options are not static: its label is not known here."""
        return value if isinstance(value, Option) else Option(str(value))

    def plain(self, kept: Option) -> str:
        return kept.value


async def options_for(options: Options, asking: Asking) -> list[Option]:
    """Static ones without their labels: those are declared, and never need to be kept."""
    if callable(options):
        return list(await options(asking.turn, asking.answers))
    return [Option(option.value) for option in options]


def offered_to(asking: Asking) -> list[Option]:
    """The options as the screen offered them; none if this step was not shown."""
    return [unpack(kept) for kept in asking.scratch.get("offered", [])]


def label_of(option: Option, options: Options) -> Text:
    """Its own label; a static one may be kept without, so that it is always the declared one."""
    if option.label is not None:
        return option.label
    declared = () if callable(options) else options
    labels = (o.label for o in declared if o.value == option.value)
    return next((label for label in labels if label is not None), raw(option.value))


def paged(asking: Asking, offers: list[Offer]) -> tuple[list[Offer], list[Offer]]:
    """The offers of the page that is open, and the buttons that turn it."""
    if len(offers) <= PAGE:
        return offers, []
    last = (len(offers) - 1) // PAGE
    page = min(asking.scratch.get("page", 0), last)
    turning = []
    if page > 0:
        turning.append(Offer(raw("‹"), f"page{page - 1}"))
    if page < last:
        turning.append(Offer(raw("›"), f"page{page + 1}"))
    return offers[page * PAGE : (page + 1) * PAGE], turning


def turned(asking: Asking, arg: str) -> bool:
    page = arg.removeprefix("page")
    if page == arg or not (page.isascii() and page.isdigit()) or int(page) > 99:
        return False
    asking.scratch["page"] = int(page)
    return True
