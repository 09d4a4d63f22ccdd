"""The story that leads through every screen: who does what, one after the other."""

from dataclasses import dataclass
from datetime import UTC, datetime

from tests.browser import screens_of_coordination as coordination
from tests.browser import screens_of_members as members
from tests.browser.acts import Way

NEWCOMER, STRANGER, AT_MEETING = "Clara", "Pía", "Elsa"
MEMBER, COORDINATOR, PAUSED = "Ana", "Mary", "Rosa"


@dataclass(frozen=True)
class Scene:
    """What one of them goes through; `at` is when, where time has to pass first."""

    who: str
    way: Way
    at: datetime | None = None


def seen(*screens: str) -> Way:
    """What has come by itself."""
    return [(screen, ()) for screen in screens]


# What has texts for readers of either language, or offers them the other.
IN_BOTH = {
    *("invited", "public-link", "stranger", "language", "invited-picture"),
    *("meeting-invited", "invite-all-picture"),
    *("announce-audience", "announce-when", "announce-review", "correct"),
    "pulse-results",
    *("event-day", "event-hours", "event-place", "event-seats", "event-text", "event-review"),
}
# With the large buttons unfolded, which otherwise leave their place to the chat.
WITH_MENU = {"joined", "menu", "request"}
IN_DOCS = {
    "sale-review",
    "week",
    "figures-picture",
    "book-month",
    "book-taken",
    "equipment-week",
    "event-announced-going",
    "pulse-second",
    "pulse-picture",
    "members",
    "announce-preview",
    "digest-coordinator",
}

WEDNESDAY = datetime(2026, 11, 25, 21, 0, tzinfo=UTC)
THURSDAY = datetime(2026, 11, 26, 20, 0, tzinfo=UTC)
PULSE = datetime(2026, 11, 26, 22, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 30, 13, 0, tzinfo=UTC)

STORY = [
    Scene(NEWCOMER, members.INVITED),
    Scene(STRANGER, members.ASKING),
    Scene(COORDINATOR, coordination.REQUEST),
    Scene(STRANGER, members.ACCEPTED),
    Scene(AT_MEETING, members.MEETING),
    Scene(COORDINATOR, coordination.REQUEST_FROM_MEETING),
    Scene(AT_MEETING, seen("meeting-declined")),
    Scene(MEMBER, members.AROUND),
    Scene(MEMBER, members.SALES),
    Scene(MEMBER, members.JOBS),
    Scene(MEMBER, members.WEEK),
    Scene(COORDINATOR, coordination.TAKEN_FIRST),
    Scene(MEMBER, members.BOOKINGS),
    Scene(MEMBER, members.EVENTS),
    Scene(MEMBER, members.PULSE),
    Scene(COORDINATOR, coordination.MEMBERS),
    Scene(PAUSED, [*seen("paused-told"), ("paused-refused", ("/sale",))]),
    Scene(COORDINATOR, coordination.RESUME),
    Scene(PAUSED, seen("resumed-told")),
    Scene(COORDINATOR, coordination.INVITE),
    Scene(COORDINATOR, coordination.INVITE_ALL),
    Scene(COORDINATOR, coordination.ANNOUNCE),
    Scene(MEMBER, [*seen("announcement"), ("announcement-read", ("read",))]),
    Scene(COORDINATOR, coordination.CORRECT),
    Scene(MEMBER, seen("announcement-corrected")),
    Scene(COORDINATOR, coordination.RECALL),
    Scene(COORDINATOR, coordination.EVENT),
    Scene(MEMBER, [*seen("event-announced"), ("event-announced-going", ("going",))]),
    Scene(COORDINATOR, coordination.GUESTS),
    Scene(COORDINATOR, coordination.EQUIPMENT),
    Scene(COORDINATOR, coordination.TAKE_OUT),
    Scene(MEMBER, seen("block-told")),
    Scene(COORDINATOR, coordination.PUT_BACK),
    Scene(MEMBER, seen("back-in-use-told")),
    Scene(COORDINATOR, coordination.TOTALS),
    Scene(MEMBER, members.BOOKED_TOMORROW),
    Scene(MEMBER, members.REMINDED, WEDNESDAY),
    Scene(MEMBER, seen("event-reminder"), THURSDAY),
    Scene(MEMBER, seen("pulse-asked"), PULSE),
    Scene(MEMBER, seen("digest"), MONDAY),
    Scene(COORDINATOR, seen("digest-coordinator")),
    Scene(COORDINATOR, coordination.OFF_THE_LIST),
    Scene(MEMBER, members.LEAVING),
]
