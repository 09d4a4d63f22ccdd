"""A disk that is full for a while."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest

from tests.town import Town


class Disk:
    """While `full`, nothing is committed: as SQLite says it when there is no room."""

    def __init__(self, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
        self.full = False
        self.refusals = 0
        writer = town.app.database._writer
        self._execute = writer.execute
        monkeypatch.setattr(writer, "execute", self._refusing)

    def _refusing(self, sql: str, *args: Any) -> Any:
        if self.full and sql == "COMMIT":
            self.refusals += 1
            raise sqlite3.OperationalError("database or disk is full")
        return self._execute(sql, *args)
