"""All about people: coming in, being looked after by the coordination, and leaving."""

from __future__ import annotations

from bot.features import Feature
from handlers import (
    asking,
    clusters,
    coordination,
    inviting,
    members,
    mydata,
    requests,
    trail,
)

FEATURES: list[Feature] = [
    coordination.FEATURE,
    requests.FEATURE,
    inviting.FEATURE,
    members.FEATURE,
    trail.FEATURE,
    asking.FEATURE,
    clusters.FEATURE,
    mydata.FEATURE,
]
