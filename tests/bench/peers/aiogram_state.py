"""Where aiogram keeps its dialogues here: SQLite, one statement and one commit a call.

Cheaper than the stock base class where it can be: `update_data` is one statement, not two.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import aiosqlite
import orjson
from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey

SCHEMA = """
CREATE TABLE IF NOT EXISTS fsm (
    chat_id INTEGER PRIMARY KEY, state TEXT, data TEXT NOT NULL DEFAULT '{}'
)"""


class SqliteStorage(BaseStorage):
    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        name = state.state if isinstance(state, State) else state
        await self._connection.execute(
            "INSERT INTO fsm (chat_id, state) VALUES (?, ?) "
            "ON CONFLICT (chat_id) DO UPDATE SET state = excluded.state",
            (key.chat_id, name),
        )

    async def get_state(self, key: StorageKey) -> str | None:
        rows = await self._connection.execute_fetchall(
            "SELECT state FROM fsm WHERE chat_id = ?", (key.chat_id,)
        )
        return next((row[0] for row in rows), None)

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        await self._connection.execute(
            "INSERT INTO fsm (chat_id, data) VALUES (?, ?) "
            "ON CONFLICT (chat_id) DO UPDATE SET data = excluded.data",
            (key.chat_id, orjson.dumps(data).decode()),
        )

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        rows = await self._connection.execute_fetchall(
            "SELECT data FROM fsm WHERE chat_id = ?", (key.chat_id,)
        )
        return next((orjson.loads(row[0]) for row in rows), {})

    async def update_data(self, key: StorageKey, data: Mapping[str, Any]) -> dict[str, Any]:
        rows = await self._connection.execute_fetchall(
            "INSERT INTO fsm (chat_id, data) VALUES (?, ?) "
            "ON CONFLICT (chat_id) DO UPDATE SET data = json_patch(data, excluded.data) "
            "RETURNING data",
            (key.chat_id, orjson.dumps(data).decode()),
        )
        return next((orjson.loads(row[0]) for row in rows), {})

    async def close(self) -> None:
        await self._connection.close()
