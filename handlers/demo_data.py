"""What each feature puts into the demo's cluster; a bot that runs in earnest never loads it."""

from __future__ import annotations

from handlers import (
    demo,
    demo_announcements,
    demo_bookings,
    demo_events,
    demo_jobs,
    demo_people,
    demo_weeks,
)

DEMO_DATA = [
    demo.furnish,
    demo_jobs.furnish,
    demo_events.furnish,
    demo_announcements.furnish,
    demo_bookings.furnish,
    demo_people.furnish,
    # Last: it tells of all the others.
    demo_weeks.furnish,
]
