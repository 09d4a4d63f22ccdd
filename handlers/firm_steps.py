"""Which firm somebody is of: one that the cluster has, a new one with its kind, or none."""

from __future__ import annotations

from bot.conversation.answers import Answers
from bot.conversation.forms import Filled
from bot.conversation.kept import Option
from bot.conversation.steps.choice import AskChoice, Other
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


async def firm_options(turn: Turn, _given: Answers) -> list[Option]:
    known = await firms.listing(turn.tx, turn.scope, limit=FIRMS)
    options = [Option(f"{KNOWN}{firm.id}", raw(firm.name)) for firm in known]
    return [Option(NO_FIRM, _("No firm")), *options]


def ask_firm(question: Text, hint: Text) -> AskChoice:
    return AskChoice(
        "firm",
        question,
        label=_("Firm"),
        hint=hint,
        options=firm_options,
        other=Other(label=_("A new one"), question=_("Type its name.")),
    )


def ask_kind() -> AskChoice:
    return AskChoice(
        "kind",
        _("What kind of organisation is it?"),
        label=_("Kind"),
        options=KIND_OPTIONS,
        when=is_new,
    )


def is_new(given: Answers) -> bool:
    return bool(given.get("firm")) and not given["firm"].startswith(KNOWN)


async def chosen(turn: Turn, filled: Filled) -> int | None:
    """The firm's id: made of that kind where the cluster has none of that name."""
    said = filled["firm"]
    if not said:
        return None
    if said.startswith(KNOWN):
        return int(said)
    kind = Kind(filled["kind"] or Kind.BUSINESS)
    return (await firms.named(turn.tx, turn.scope, said, kind, turn.now)).id
