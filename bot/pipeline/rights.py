"""Who may do what: one rule for each command and button, and a refusal that says the next step."""

from __future__ import annotations

from bot.features import Command, Who, may
from bot.language.text import Text, _
from storage.people import Speaker
from storage.scope import Role


def has_firm(speaker: Speaker) -> bool:
    return speaker.scope is not None and speaker.scope.firm_id is not None


def allowed(speaker: Speaker, who: Who) -> bool:
    return may(who, speaker.role, has_firm=has_firm(speaker))


def offered(speaker: Speaker, command: Command) -> bool:
    """Whether it is worth showing to them: they may use it, and it has a use."""
    return allowed(speaker, command.who) and (speaker.in_several or not command.if_several)


def refusal(speaker: Speaker, who: Who) -> Text | None:
    """Why not, in plain words with what to do next; None when they may."""
    if allowed(speaker, who):
        return None
    if speaker.suspended:
        return _("Your membership is paused. Please write to your coordinator to resume it.")
    if speaker.scope is None:
        return _(
            "This is for members of a cluster. Open the invitation link that your coordinator"
            " sent you; if you have none, ask them for one."
        )
    if who is Who.COORDINATORS:
        return _(
            "Only coordinators can do this. Please ask yours, or type /help to see what you can do."
        )
    if speaker.role is Role.OBSERVER:
        return _(
            "Observers see the totals; reports are told by the firms' own people. Type /help to see"
            " what you can do."
        )
    return _(
        "Reports are told for a firm, and you belong to none yet. Please ask your coordinator"
        " for an invitation that names yours."
    )
