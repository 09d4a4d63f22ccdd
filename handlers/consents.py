"""What a member allows, purpose by purpose, given and withdrawn by a button."""

from __future__ import annotations

from bot.conversation.kept import Option
from bot.conversation.keyboards import Button
from bot.features import Command, Feature, Tap, Who
from bot.language.text import Text, _, _p, layout, lines
from bot.pipeline.turn import Turn
from handlers.menu import old_button
from storage import consents
from storage.consents import Purpose

# Of the words below: whoever changes what is asked for gives them a new version.
WORDING = 1
NAMES = {
    Purpose.TOTALS: _("Totals"),
    Purpose.COMPARISON: _("Comparison"),
    Purpose.STORIES: _("Stories"),
    Purpose.CONTACT: _("Contact"),
}
MEANINGS = {
    Purpose.TOTALS: _("your reports count in the cluster's totals, without your name"),
    Purpose.COMPARISON: _("your figures count in anonymous averages of 5 firms or more"),
    Purpose.STORIES: _("your photos and stories may be shown, each time after asking you"),
    Purpose.CONTACT: _("other members may see how to reach you"),
}
# Taken out of what was counted, a firm's sum would be the difference.
WITHDRAWN = {
    Purpose.TOTALS: _(
        "Withdrawn. Your reports no longer count in weeks that are yet to be added up."
    )
}
OPTIONS = [Option(purpose, name) for purpose, name in NAMES.items()]


QUESTION = _("What do you allow?")
HOW = _("Tap what you agree to; you can change it at any time.")


def meanings() -> Text:
    return lines(*(_meaning(purpose) for purpose in Purpose))


def _meaning(purpose: Purpose) -> Text:
    return layout("<b>{name}</b>: {meaning}", name=NAMES[purpose], meaning=MEANINGS[purpose])


async def show(turn: Turn, _words: str) -> None:
    given = await consents.in_force(turn.tx, turn.scope)
    buttons = [
        [
            Button(
                layout("{mark} {name}", mark="✅" if p in given else "⬜", name=NAMES[p]),
                TOGGLE.data(p),
            )
        ]
        for p in Purpose
    ]
    question = layout("<b>{question}</b>", question=QUESTION)
    turn.edit(lines(question, meanings(), HOW, gap="\n\n"), buttons)


async def toggle(turn: Turn, purpose: str) -> None:
    if purpose not in set(Purpose):
        await old_button(turn)
        return
    chosen = Purpose(purpose)
    if await consents.withdraw(turn.tx, turn.scope, chosen, turn.now):
        turn.toast(WITHDRAWN.get(chosen, _p("consent", "Withdrawn.")))
    else:
        await consents.give(turn.tx, turn.scope, [chosen], WORDING, turn.now)
        turn.toast(_("Thank you."))
    await show(turn, "")


TOGGLE = Tap("consent", Who.MEMBERS, toggle)

FEATURE = Feature(
    "consents",
    commands=[
        Command(
            "permisos",
            "consents",
            Who.MEMBERS,
            _("See and change what you allow"),
            show,
            words=_p("typed words, parted by |", "permission|permissions|privacy|consent"),
        )
    ],
    taps=[TOGGLE],
)
