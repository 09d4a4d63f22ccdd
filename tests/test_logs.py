"""No token, no name and no text of a member reaches a log."""

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from bot import logs

TOKEN = "123456789:AAE-w3p0vC5mXb2yqkT8dLzRf1nHsJu4oKi"


@pytest.fixture(autouse=True)
def _logging_as_before() -> Iterator[None]:
    """Settings of logging belong to the whole process; other tests have their own."""
    root = logging.getLogger()
    before = (root.level, root.handlers[:])
    yield
    root.setLevel(before[0])
    root.handlers[:] = before[1]
    for name in logs.QUIET:
        logging.getLogger(name).setLevel(logging.NOTSET)
    structlog.reset_defaults()


def written(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_a_line_is_json_with_what_happened(capsys: pytest.CaptureFixture[str]) -> None:
    """One line an event, with level and time, for whatever reads logs."""
    logs.configure(as_json=True)
    structlog.get_logger("sender").info("outbox_drained", count=3, seconds=0.25)

    (line,) = written(capsys)
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "outbox_drained",
        "level": "info",
        "logger": "sender",
        "count": 3,
        "seconds": 0.25,
    }


def test_a_key_that_is_not_listed_is_withheld(capsys: pytest.CaptureFixture[str]) -> None:
    """The line says that something was withheld, and under which key."""
    logs.configure(as_json=True)
    structlog.get_logger("turn").info("turn_failed", text="Vendí miel", name="Ana")

    (line,) = written(capsys)
    assert line["withheld"] == "name,text"
    assert "Ana" not in str(line)
    assert "miel" not in str(line)


def test_a_sentence_under_a_listed_key_is_withheld(capsys: pytest.CaptureFixture[str]) -> None:
    """A listed key takes names of the code and numbers, nothing that a person wrote."""
    logs.configure(as_json=True)
    structlog.get_logger("turn").info("Ana said hello", kind="vendí 20 kg de miel")

    (line,) = written(capsys)
    assert (line["event"], line["kind"]) == (logs.WITHHELD, logs.WITHHELD)


def test_an_error_is_told_by_class_and_place(capsys: pytest.CaptureFixture[str]) -> None:
    """Its message and the values in its trace stay out."""
    logs.configure(as_json=True)
    try:
        int("450.000 de Ana")
    except ValueError:
        structlog.get_logger("turn").exception("turn_failed", update_id=7)

    (line,) = written(capsys)
    assert (line["cause"], line["update_id"], line["level"]) == ("ValueError", 7, "error")
    assert line["where"].startswith("test_logs.py:")
    assert "Ana" not in str(line)


def test_a_library_keeps_its_place_and_loses_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    """Libraries log addresses with the token in them, and whole updates."""
    logs.configure(as_json=True)
    logging.getLogger("telegram.ext").error("No handler for %s", "Ana", exc_info=ValueError("Ana"))

    (line,) = written(capsys)
    assert (line["event"], line["logger"], line["cause"]) == (
        "library",
        "telegram.ext",
        "ValueError",
    )
    assert "Ana" not in str(line)


def test_libraries_say_only_what_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    """A line for each request would drown the others."""
    logs.configure(as_json=True)
    for name in logs.QUIET:
        logging.getLogger(f"{name}.access").info("GET /")

    assert written(capsys) == []


@pytest.mark.parametrize("shown", [TOKEN, f"https://localhost/bot{TOKEN}/getMe", "1:demo"])
def test_no_token_is_logged(capsys: pytest.CaptureFixture[str], shown: str) -> None:
    """Neither one that this process knows nor anything of a token's shape."""
    logs.configure(as_json=True, hide=["1:demo"])
    structlog.get_logger("transport").warning("refused", where=shown)

    assert shown not in capsys.readouterr().err


def test_a_person_who_watches_reads_plain_lines(capsys: pytest.CaptureFixture[str]) -> None:
    """On a terminal a line is no JSON, and is cleaned all the same."""
    logs.configure(as_json=False)
    structlog.get_logger("sender").info("outbox_drained", count=3, text="Ana")

    shown = capsys.readouterr().err
    assert "outbox_drained" in shown
    assert not shown.startswith("{")
    assert "Ana" not in shown


@given(st.dictionaries(st.sampled_from(sorted(logs.ALLOWED)) | st.text(), st.text(min_size=1)))
def test_whatever_is_logged_only_names_of_the_code_remain(event: dict[str, str]) -> None:
    """Under any key, a text with a space or a sign of speech in it is gone."""
    kept = logs.keep_allowed(None, "info", dict(event))

    assert set(kept) <= logs.ALLOWED
    assert not any(character.isspace() for character in "".join(map(str, kept.values())))
