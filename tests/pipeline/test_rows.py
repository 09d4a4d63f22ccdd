"""A message as a row of the outbox, and back."""

from datetime import UTC, datetime

import pytest

from bot.pipeline.outgoing import Lane, Outgoing, Upload
from bot.pipeline.rows import outgoing_of, row_of

NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)
PHOTO = Upload("photo", "mes.png", b'{"month": 11}', "figures")


@pytest.mark.parametrize(
    "outgoing",
    [
        Outgoing(1, 100, "sendMessage", {"chat_id": 100, "text": "«Miel»"}),
        Outgoing(2, 100, "editMessageText", {"text": "Hola"}, target=1, fleeting=True),
        Outgoing(3, 100, "sendPhoto", {}, upload=PHOTO),
        Outgoing(4, 100, "sendMessage", {}, Lane.BULK, purpose="digest", quiet="UTC 21 7"),
    ],
)
def test_what_a_stop_leaves_behind_is_sent_as_it_was_said(outgoing: Outgoing) -> None:
    """Nothing of it stands in the memory alone."""
    assert outgoing_of(row_of(outgoing, NOW)) == outgoing


def test_only_the_bulk_waits_for_its_time() -> None:
    """A reply is due as soon as it is said."""
    reply, bulk = (
        Outgoing(1, 100, "sendMessage", {}),
        Outgoing(2, 100, "sendMessage", {}, Lane.BULK),
    )

    assert [row_of(one, NOW).not_before for one in (reply, bulk)] == [None, NOW.isoformat()]
