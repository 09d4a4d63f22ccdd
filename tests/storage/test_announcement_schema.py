"""What the file itself refuses of announcements and events, whoever writes to it."""

import sqlite3

import pytest

from storage.database import Transaction
from tests.storage.announced import tell
from tests.storage.village import Village, settle


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE announcement SET kind = 'rumour'",
        "UPDATE announcement SET state = 'lost'",
        "UPDATE announcement SET text_es = NULL, text_en = NULL",
        "UPDATE announcement SET file_kind = 'photo'",
        "UPDATE announcement SET audience = 'language'",
        "UPDATE announcement SET audience_of = 'es'",
        "UPDATE announcement SET event_id = 999",
        "UPDATE announcement SET told = 'form:1'",
        "UPDATE announcement SET member_id = (SELECT id FROM member WHERE cluster_id = :other)",
        "UPDATE announcement_copy SET language = 'fr'",
        "UPDATE announcement_copy SET announcement_id = 999",
        "UPDATE announcement_copy SET cluster_id = :other",
        "INSERT INTO announcement_copy SELECT * FROM announcement_copy",
        "UPDATE event SET kind = 'party'",
        "UPDATE event SET ends_at = starts_at",
        "UPDATE event SET name_es = NULL, name_en = NULL",
        "UPDATE event SET place = ''",
        "UPDATE event SET seats = 0",
        "UPDATE event SET cluster_id = :other",
        "UPDATE rsvp SET answer = 'perhaps'",
        "UPDATE rsvp SET member_id = (SELECT id FROM member WHERE cluster_id = :other)",
        "UPDATE rsvp SET answer = 'going', turn = 1",
        "INSERT INTO rsvp SELECT * FROM rsvp",
        "DELETE FROM event",
        "DELETE FROM announcement",
    ],
)
async def test_impossible_announcements_are_refused(
    tx: Transaction, village: Village, change: str
) -> None:
    """Before any verb has a say."""
    other = await settle(tx, "otro", first_phone=200)
    await tell(tx, village)

    with pytest.raises(sqlite3.IntegrityError):
        await tx.write(change, {"other": other.scope.cluster_id})
