"""What Ayni runs on is locked, declared, used, and under licences that it can live with."""

import re
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest

from tests.quality.licences import ACCEPTED, licence, locked, parts, render
from tests.quality.sources import PACKAGES, ROOT, sources

LOCKS = ("requirements.lock", "requirements-dev.lock")
# Needed without an import: zones for `zoneinfo` where the system has none.
NOT_IMPORTED = {"tzdata"}


def declared() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {re.split(r"[<>=!~\[; ]", wish)[0] for wish in project["dependencies"]}


def imported() -> set[str]:
    """The distributions whose modules the product imports."""
    ours = {*PACKAGES, *sys.stdlib_module_names}
    modules = {name.split(".")[0] for file in sources(*PACKAGES) for _, name in file.imports()}
    brought_by = packages_distributions()
    return {
        re.sub(r"[-_.]+", "-", brought_by[module][0]).lower() for module in modules - ours if module
    }


@pytest.mark.parametrize("package", locked())
def test_a_licence_is_accepted(package: str) -> None:
    """A dependency of a dependency counts too."""
    assert parts(licence(package)) <= ACCEPTED


def test_the_list_of_licences_is_up_to_date() -> None:
    """`make docs` was run after the last change to the lock."""
    written = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")

    assert written == render()


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_has_hashes_and_no_address(lock: str) -> None:
    """The same files from whichever mirror, and no mirror named."""
    text = (ROOT / lock).read_text(encoding="utf-8")

    assert "://" not in text
    for entry in re.split(r"\n(?=\S)", text.strip()):
        assert "--hash=sha256:" in entry


def test_both_locks_hold_the_same_versions() -> None:
    """What is tested is what runs."""
    run, dev = (
        set(re.findall(r"^[\w.-]+==\S+", (ROOT / lock).read_text(), re.MULTILINE)) for lock in LOCKS
    )

    assert run <= dev


def test_what_is_imported_is_declared_and_the_other_way_round() -> None:
    """Nothing works only because another package happens to bring it; nothing is dead weight."""
    assert imported() == declared() - NOT_IMPORTED
