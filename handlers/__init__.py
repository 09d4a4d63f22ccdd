"""What the bot can do: each module declares a feature, and this is the list of them.

Their order is that of the menus and of /help.
"""

from __future__ import annotations

from bot.features import Feature
from handlers import (
    announcements,
    consents,
    demo,
    demo_announcements,
    demo_bookings,
    demo_events,
    demo_jobs,
    demo_people,
    demo_weeks,
    digest,
    equipment,
    events,
    export,
    figures,
    head_count,
    jobs,
    joining,
    language,
    menu,
    my_sales,
    nothing_sold,
    people,
    pulse,
    sales,
)
from handlers.clusters import elsewhere
from handlers.joining import awaited
from handlers.menu import not_understood, old_button

FEATURES: list[Feature] = [
    joining.FEATURE,
    sales.FEATURE,
    my_sales.FEATURE,
    jobs.FEATURE,
    head_count.FEATURE,
    *equipment.FEATURES,
    events.FEATURE,
    digest.FEATURE,
    nothing_sold.FEATURE,
    figures.FEATURE,
    announcements.FEATURE,
    pulse.FEATURE,
    language.FEATURE,
    consents.FEATURE,
    *people.FEATURES,
    export.FEATURE,
    menu.FEATURE,
]

# What each feature puts into the demo's cluster.
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

__all__ = ["DEMO_DATA", "FEATURES", "awaited", "elsewhere", "not_understood", "old_button"]
