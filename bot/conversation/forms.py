"""Forms are data: what is asked, which buttons help, what is checked, what is done at the end."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.conversation.answers import Answers
from bot.conversation.keyboards import Button, Keyboard
from bot.conversation.steps.base import Step
from bot.features import Who
from bot.language.text import Text, _

if TYPE_CHECKING:
    from bot.pipeline.turn import Turn


@dataclass(frozen=True, slots=True)
class Shortcut:
    """All answers at one tap, on the form's first screen: what was sold last time."""

    label: Text
    answers: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to be asked about before saving; `field` is the step that would correct it.

    `yes` and `no` name the answers where they mean more than that: `no` gives the form up.
    """

    text: Text
    field: str | None = None
    yes: Text | None = None
    no: Text | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """A form at its end. `told` is its own for ever: a verb given it twice records once."""

    answers: Answers
    told: str
    record_id: int | None

    def __getitem__(self, name: str) -> Any:
        """The answer, None when the step was skipped or did not apply."""
        return self.answers.get(name)


@dataclass(frozen=True, slots=True)
class Saved:
    """What stands in place of the form. With a record, editing a message that answered edits it."""

    record_id: int | None
    text: Text
    buttons: Keyboard | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """It could not be saved as it is: why, and the step that can change that.

    `instead` are other answers to the form that could be saved; each is a button.
    """

    text: Text
    field: str | None = None
    instead: Sequence[Shortcut] = ()


Check = Callable[["Turn", Filled], Awaitable[Doubt | None]]
Submit = Callable[["Turn", Filled], Awaitable[Saved | Refusal | None]]
Amend = Callable[["Turn", int, str, Any], Awaitable[Text | None]]
Recall = Callable[["Turn", int], Awaitable[Mapping[str, Any] | None]]
EditButton = Callable[[int], Button]
Leave = Callable[["Turn", Answers], tuple[Text, Keyboard]]
ReviewCard = Callable[["Turn", Answers], Text]
Shortcuts = Callable[["Turn"], Awaitable[Sequence[Shortcut]]]


@dataclass(frozen=True, slots=True)
class Form:
    """`submit` returns None when it has put its own screen in the form's place.

    `amend` is given what an edited message now says of a record's field; `recall` the answers that
    the record holds, in whose light the message is read (its currency, its unit).
    """

    name: str
    steps: tuple[Step, ...]
    title: Text
    submit: Submit
    shortcuts: Shortcuts | None
    checks: tuple[Check, ...]
    review: ReviewCard | None
    leave: Leave | None
    about: str | None
    amend: Amend | None
    recall: Recall | None
    edit: EditButton | None
    save: Text
    who: Who
    confirm: bool
    confidential: bool
    by_name: Mapping[str, Step]

    def __init__(
        self,
        name: str,
        *steps: Step,
        title: Text,
        submit: Submit,
        shortcuts: Shortcuts | None = None,
        checks: Sequence[Check] = (),
        review: ReviewCard | None = None,
        leave: Leave | None = None,
        about: str | None = None,
        amend: Amend | None = None,
        recall: Recall | None = None,
        edit: EditButton | None = None,
        save: Text | None = None,
        who: Who = Who.ANYONE,
        confirm: bool = True,
        confidential: bool = False,
    ) -> None:
        """`save` names the last button. Without `confirm` the last answer is the end.

        `who` may fill it in: that is asked at every turn, as rights may go while a draft waits.

        `about` is the step whose answer stands beside the title. `leave` says what stands in its
        place when it is given up, where that is more than that nothing was saved.

        What is typed in a `confidential` one is not kept even when handling it fails.
        """
        names = [step.name for step in steps]
        if not steps or len(set(names)) != len(names):
            raise ValueError(f"the form {name!r} needs steps, each with a name of its own")
        self._put(name=name, steps=steps, by_name={step.name: step for step in steps})
        self._put(title=title, save=save or _("Save"), review=review, leave=leave, about=about)
        self._put(submit=submit, shortcuts=shortcuts, checks=tuple(checks), amend=amend)
        self._put(recall=recall, edit=edit, who=who, confirm=confirm, confidential=confidential)

    def _put(self, **fields: object) -> None:
        """The dataclass is frozen; this is its one way to be made."""
        for name, value in fields.items():
            object.__setattr__(self, name, value)

    def step(self, name: str) -> Step | None:
        return self.by_name.get(name)
