"""How moments are stored: UTC, ISO 8601 with offset, so that their order is that of their texts."""

from datetime import UTC, datetime


def stored(moment: datetime) -> str:
    """Raises ValueError for a moment without a zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a zone")
    return moment.astimezone(UTC).isoformat()
