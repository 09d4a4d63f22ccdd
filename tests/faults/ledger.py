"""What the bot meant to say, by its outbox, against what Telegram heard."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

from bot.simulator import Simulator

SHOWING = ("sendMessage", "editMessageText")
Content = tuple[int, str, str]


def heard(sim: Simulator) -> Counter[Content]:
    """What people saw, and how often: what was refused as a change of nothing is not seen."""
    return Counter(
        _content(call.params) for call in sim.calls if call.method in SHOWING and call.status == 200
    )


def meant(database: Path, *, waiting: bool | None = None) -> Counter[Content]:
    """What was to be said: all of it, or only what is still waiting, or only what is done."""
    which = "" if waiting is None else f" AND (state = 0) = {int(waiting)}"
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute(
            f"SELECT params FROM outbox WHERE method IN ('sendMessage', 'editMessageText'){which}"
        ).fetchall()
    return Counter(_content(json.loads(row[0])) for row in rows)


def in_flight(sim: Simulator, database: Path) -> int:
    """Messages that Telegram has and the outbox does not know of: they will be sent once more."""
    unknown = heard(sim) - meant(database, waiting=False)
    return (unknown & meant(database, waiting=True)).total()


def sent_twice(sim: Simulator, database: Path) -> int:
    return (heard(sim) - meant(database)).total()


def never_sent(sim: Simulator, database: Path) -> int:
    return (meant(database) - heard(sim)).total()


def _content(params: dict[str, Any]) -> Content:
    markup = json.dumps(params.get("reply_markup"), sort_keys=True)
    return params["chat_id"], params["text"], markup
