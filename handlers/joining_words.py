"""What is said about coming in: roles, and why a link lets nobody in."""

from bot.language.text import _, _p
from storage.invitations import Refusal
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
