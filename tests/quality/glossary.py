"""The words of docs/glossary.md, as its tables have them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.quality.sources import ROOT

PAGE = ROOT / "docs" / "glossary.md"
_ROW = re.compile(r"^\| (?!English|---)(.+) \|$", re.MULTILINE)


@dataclass(frozen=True)
class Word:
    english: str
    spanish: str
    avoided: tuple[str, ...]
    files: tuple[str, ...]
    names: tuple[str, ...]


def words() -> Iterator[Word]:
    for row in _ROW.findall(PAGE.read_text(encoding="utf-8")):
        english, spanish, avoided, _meaning, where = (cell.strip() for cell in row.split("|"))
        marked = re.findall(r"`([^`]+)`", where)
        yield Word(
            english,
            spanish,
            tuple(word.strip() for word in avoided.split(",") if word.strip()),
            tuple(mark for mark in marked if "/" in mark),
            tuple(mark for mark in marked if "/" not in mark),
        )
