"""Documents point to what is there, and decisions can be counted."""

import re
from pathlib import Path

import pytest

from tests.quality.sources import ROOT, SHELL

DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
COMMENT = re.compile(r" +# .*")
LINK = re.compile(r"\]\((?!\w+:|#)([^)#\s]+)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_a_link_leads_somewhere(page: Path) -> None:
    """A page or picture that was moved takes its links along."""
    links = LINK.findall(page.read_text(encoding="utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []


def test_decisions_are_numbered_without_gaps() -> None:
    """The next one is the highest plus one, and none was dropped."""
    numbers = [int(page.name.split("-")[0]) for page in DECISIONS]

    assert numbers == list(range(1, len(DECISIONS) + 1))


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.stem)
def test_a_decision_has_all_its_parts(page: Path) -> None:
    """A decision without what was rejected is made again by whoever did not hear of it."""
    titles = re.findall(r"^## (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)

    assert titles == ["Context", "Decision", "Rejected", "Consequences"]


def test_both_guides_have_the_same_done() -> None:
    """In English and in Spanish: the same commands in the same order, whatever stands beside."""
    english, spanish = (
        [
            [COMMENT.sub("", line).rstrip() for line in block.splitlines()]
            for block in SHELL.findall((ROOT / "docs" / page).read_text(encoding="utf-8"))
        ]
        for page in ("operating.md", "operacion.md")
    )

    assert english
    assert spanish == english
