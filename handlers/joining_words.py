"""What is said about coming in: an invitation's card, and why a link lets nobody in."""

from __future__ import annotations

from bot.language.text import Text, _, _p, both, lines
from bot.pipeline.turn import Turn
from storage.invitations import Invitation, Refusal
from storage.scope import Role

JOINING = _p("typed words, parted by |", "join|i join|i want to join|let me join|accept|ok")

ROLES = {
    Role.MEMBER: _("as a member"),
    Role.KEEPER: _("as a keeper of shared equipment"),
    Role.COORDINATOR: _("as a coordinator"),
    Role.OBSERVER: _("as an observer"),
}
REFUSALS = {
    Refusal.UNKNOWN: _(
        "I do not know this invitation. Perhaps the link was not copied whole: please open it"
        " again from the message you received, or ask your coordinator for a new one."
    ),
    Refusal.EXPIRED: _("This invitation has expired. Please ask your coordinator for a new one."),
    Refusal.USED_UP: _(
        "This invitation has been used as many times as it could be. Please ask your coordinator"
        " for a new one."
    ),
    Refusal.REVOKED: _("This invitation was withdrawn. Please ask your coordinator for a new one."),
    Refusal.THROTTLED: _(
        "There were too many links that I do not know. Please wait an hour, then open the link"
        " from your coordinator's message."
    ),
    Refusal.ALREADY_MEMBER: _("You are a member already. Welcome back!"),
    Refusal.SUSPENDED: _(
        "Your membership is paused. Please write to your coordinator to resume it."
    ),
    Refusal.BARRED: _(
        "Your membership was paused before you had me forget you, so no link lets you in. You can"
        " ask to join: the coordination decides."
    ),
}
REPORTING = _(
    "Here you report your sales in a minute, see how your firm is doing, and hear from your"
    " cluster."
)
OBSERVING = _(
    "Here you see how the cluster is doing, in totals that give no single firm away, and hear from"
    " it."
)


def firm_card(invitation: Invitation) -> Text:
    """For a member who has none yet."""
    return lines(
        _(
            "You are a member of <b>{cluster}</b> already.",
            cluster=both(invitation.cluster_es, invitation.cluster_en),
        ),
        _(
            "This invitation names a firm: <b>{firm}</b>. Do you report for it?",
            firm=invitation.firm or "",
        ),
        gap="\n\n",
    )


def card(turn: Turn, invitation: Invitation) -> Text:
    cluster = both(invitation.cluster_es, invitation.cluster_en)
    role = ROLES[invitation.role]
    return lines(
        _("Hello, {name}!", name=turn.first_name),
        lines(
            _("<b>{cluster}</b> invites you to join {role}.", cluster=cluster, role=role),
            _firm(invitation),
        ),
        OBSERVING if invitation.role is Role.OBSERVER else REPORTING,
        gap="\n\n",
    )


def _firm(invitation: Invitation) -> Text | None:
    if invitation.says_firm:
        return _("I will ask you for the name of your firm.")
    return _("Your firm: <b>{firm}</b>", firm=invitation.firm) if invitation.firm else None
