"""Which firm somebody is of: one that the cluster has, a new one with its kind, or none.

Who is not in the cluster yet is offered none of its firms, and types the name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass, field

from bot.conversation.answers import Answers
from bot.conversation.forms import Filled
from bot.conversation.kept import Option
from bot.conversation.steps.base import Asking, Outcome
from bot.conversation.steps.choice import AskChoice, Options, Other
from bot.conversation.steps.text import AskText
from bot.conversation.words import cleaned
from bot.language.text import Text, _, raw
from bot.pipeline.turn import Turn
from handlers.people_words import KIND_OPTIONS
from storage import firms
from storage.firms import Kind

# The firms that are offered as buttons; any other is found by typing its name.
FIRMS = 96
# What is typed never begins with a space: so a firm that is there is told from a new one.
KNOWN = " "
NO_FIRM = ""
# Whoever opens the invitation says it.
THEIR_OWN = f"{KNOWN}own"
SAY_THEIR_OWN = _("Each says their own")


async def firm_options(turn: Turn, _given: Answers) -> list[Option]:
    known = await firms.listing(turn.tx, turn.scope, limit=FIRMS)
    options = [Option(f"{KNOWN}{firm.id}", raw(firm.name)) for firm in known]
    return [Option(NO_FIRM, _("No firm")), *options]


async def options_to_invite(turn: Turn, given: Answers) -> list[Option]:
    return [Option(THEIR_OWN, SAY_THEIR_OWN), *await firm_options(turn, given)]


def ask_firm(question: Text, hint: Text, options: Options = firm_options) -> AskChoice:
    return AskChoice(
        "firm",
        question,
        label=_("Firm"),
        hint=hint,
        options=options,
        other=Other(label=_("A new one"), question=_("Type its name.")),
    )


def is_new(given: Answers) -> bool:
    return bool(given.get("firm")) and not given["firm"].startswith(KNOWN)


def ask_kind(when: Callable[[Answers], bool] | None = is_new) -> AskChoice:
    return AskChoice(
        "kind",
        _("What kind of organisation is it?"),
        label=_("Kind"),
        options=KIND_OPTIONS,
        when=when,
    )


async def chosen(turn: Turn, filled: Filled) -> int | None:
    """The firm's id: made of that kind where the cluster has none of that name."""
    said = filled["firm"]
    if not said or said == THEIR_OWN:
        return None
    if said.startswith(KNOWN):
        return int(said)
    kind = Kind(filled["kind"] or Kind.BUSINESS)
    return (await firms.named(turn.tx, turn.scope, said, kind, turn.now)).id


@dataclass(frozen=True)
class FirmName(AskText):
    """The name of a newcomer's firm, in one line."""

    name: str = "firm"
    question: Text = field(default_factory=lambda: _("Of which firm or organisation are you?"))
    _: KW_ONLY
    label: Text | None = field(default_factory=lambda: _("Firm"))
    hint: Text | None = field(default_factory=lambda: _("Type its name."))
    max_length: int = Other().max_length

    async def typed(self, asking: Asking, words: str) -> Outcome:
        return await super().typed(asking, " ".join(cleaned(words).split()))
