"""All about shared equipment, in the order of the menus."""

from __future__ import annotations

from handlers import (
    blocks,
    booking_reminders,
    bookings,
    equipment_pictures,
    moving_bookings,
    my_bookings,
    resources,
    retiring,
)

FEATURES = [
    bookings.FEATURE,
    my_bookings.FEATURE,
    resources.FEATURE,
    moving_bookings.FEATURE,
    booking_reminders.FEATURE,
    blocks.FEATURE,
    equipment_pictures.FEATURE,
    retiring.FEATURE,
]
