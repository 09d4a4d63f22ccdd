"""What is installed from a wheel has all that the program reads."""

import subprocess
import sys
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.quality.sources import PACKAGES, ROOT

BUILD = "import hatchling.build, sys; hatchling.build.build_wheel(sys.argv[1])"


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    where = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-c", BUILD, str(where)], cwd=ROOT, check=True, capture_output=True
    )
    (wheel,) = where.glob("*.whl")
    with ZipFile(wheel) as archive:
        return set(archive.namelist())


def in_the_tree() -> set[str]:
    listed = subprocess.run(
        ["git", "ls-files", *PACKAGES, "locales"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return {name for name in listed.stdout.splitlines() if (ROOT / name).exists()}


def test_a_wheel_holds_code_and_data(packed: set[str]) -> None:
    """Catalogs, schema, and the pages of the demo are read from where the package is."""
    assert in_the_tree() - packed == set()


def test_a_wheel_holds_nothing_else(packed: set[str]) -> None:
    """Tests and documents stay with the sources."""
    top = {Path(name).parts[0] for name in packed if ".dist-info/" not in name}

    assert top == {*PACKAGES, "locales"}


def test_the_command_is_named_in_the_package() -> None:
    """`ayni` starts the same function as `python -m bot`."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert project["scripts"] == {"ayni": "bot.cli:main"}
