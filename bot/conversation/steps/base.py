"""What all steps are: a question, the buttons that help, and how an answer is understood."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from bot.conversation.answers import Answers
from bot.conversation.kept import pack, unpack
from bot.language.text import Text, layout

if TYPE_CHECKING:
    from datetime import date

    from telegram import Message

    from bot.language.voice import Language
    from bot.pipeline.turn import Turn


@dataclass(frozen=True, slots=True)
class Offer:
    """A button of a step. Its argument comes back as it is, or forged: the step checks it.

    `current`: it is the answer that is there already, and is ticked.
    """

    label: Text
    arg: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Screen:
    """What a step shows: rows of buttons, or loose ones that are laid out by their length.

    `question` stands in place of the step's own while only a part of it is asked.
    """

    rows: Sequence[Sequence[Offer]] = ()
    loose: Sequence[Offer] = ()
    hint: Text | None = None
    question: Text | None = None


@dataclass(frozen=True, slots=True)
class Rest:
    """The words of an answer that answer the step of this name too: "12 jars"."""

    step: str
    words: str


@dataclass(frozen=True, slots=True)
class Answer:
    value: Any
    rest: Rest | None = None


@dataclass(frozen=True, slots=True)
class Unclear:
    """Not an answer: why, and what it may have meant, each of which becomes a button.

    `named` is the label of the only one, where that is not what it may have meant but what can be
    made of it. A `quoting` reason shows itself what was typed.
    """

    reason: Text
    readings: tuple[Any, ...] = ()
    named: Text | None = None
    quoting: bool = False


@dataclass(frozen=True, slots=True)
class Redraw:
    """Not an answer yet: the step goes on with what it put into its scratch."""

    note: Text | None = None


# None: a button that this step did not show.
Outcome = Answer | Unclear | Redraw | None


@dataclass(slots=True)
class Asking:
    """A step being asked. `scratch` is the step's own and is kept as JSON between turns."""

    turn: Turn
    answers: Answers
    scratch: dict[str, Any]
    current: Any = None

    def offer(self, values: Sequence[Any], prefix: str = "") -> list[str]:
        """Remember these values; the arguments that stand for them."""
        self.scratch[f"offered{prefix}"] = [pack(value) for value in values]
        return [f"{prefix}{at}" for at in range(len(values))]

    @property
    def refused(self) -> Any:
        """What was answered before and could not be had."""
        return unpack(self.scratch.get("refused"))

    def offered(self, arg: str, prefix: str = "") -> Any:
        """The value that the argument stands for; None if it was not offered."""
        values = self.scratch.get(f"offered{prefix}", [])
        position = arg.removeprefix(prefix)
        if not (arg.startswith(prefix) and position.isascii() and position.isdigit()):
            return None
        return unpack(values[int(position)]) if int(position) < len(values) else None


@dataclass(frozen=True)
class Step(ABC):
    """`when` says whether it applies; `asked=False` leaves it to the review card's buttons.

    `default` (a value, or a function of the turn) is offered at a tap, or taken where the step is
    not asked. `label` names the answer on the card; without one the question does. Of the
    same in two languages ("text_es", "text_en"), the one in the writer's own comes first.
    """

    name: str
    question: Text
    _: KW_ONLY
    label: Text | None = None
    hint: Text | None = None
    optional: bool = False
    asked: bool = True
    when: Callable[[Answers], bool] | None = None
    default: Any = None
    language: Language | None = None
    kind: ClassVar[str] = ""
    shown: ClassVar[bool] = True
    keeps: ClassVar[bool] = True

    async def screen(self, asking: Asking) -> Screen:
        return Screen()

    async def tapped(self, asking: Asking, arg: str) -> Outcome:
        return None

    @abstractmethod
    async def typed(self, asking: Asking, words: str) -> Outcome:
        """What the typed words answer, or why they do not."""

    def attached(self, message: Message) -> Outcome:
        """What a photo or a file answers; None: this step has no use for one."""
        return None

    def say(self, value: Any) -> Text:
        """An answer as people read it."""
        return layout("{value}", value=value)

    def say_near(self, value: Any, today: date) -> Text:
        """The same on the review card, which tells days from today."""
        return self.say(value)

    def follow(self, value: Any, asking: Asking) -> Any:
        """The answer after another changed, where it hangs on that: hours move with their day."""
        return value

    def adopt(self, value: Any) -> Any:
        """A value given from outside (a shortcut, a record) as this step keeps it."""
        return value

    def plain(self, kept: Any) -> Any:
        """The reverse: what the form's callbacks are given."""
        return kept

    @property
    def named(self) -> Text:
        return self.label or self.question

    @property
    def restates(self) -> str | None:
        """The step whose answer this one's says as well: hours say their day."""
        return None

    def applies(self, answers: Answers) -> bool:
        return self.when is None or self.when(answers)

    def default_for(self, turn: Turn) -> Any:
        value = self.default(turn) if callable(self.default) else self.default
        return None if value is None else self.adopt(value)
