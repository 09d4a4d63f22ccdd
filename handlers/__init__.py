"""What the bot can do: each module declares a feature, and this is the list of them.

Their order is that of the menus and of /help.
"""

from __future__ import annotations

from bot.features import Feature
from handlers import (
    announcements,
    consents,
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

__all__ = ["FEATURES", "awaited", "elsewhere", "not_understood", "old_button"]
