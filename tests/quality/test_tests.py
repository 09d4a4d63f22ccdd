"""Tests say what they show, and none is left out."""

import ast
from collections.abc import Iterator

from tests.quality.sources import Function, Source, sources

# A machine without Chromium still runs the rest.
MAY_SKIP = "tests/browser/"


def every_test() -> Iterator[tuple[Source, Function]]:
    for source in sources("tests"):
        if source.path.name.startswith("test_"):
            yield from (
                (source, function)
                for function in source.functions()
                if function.name.startswith("test_")
            )


def test_a_test_is_a_sentence() -> None:
    """Its name says what happens and its docstring why it must."""
    unnamed = [
        f"{source.at(function)} {function.name}"
        for source, function in every_test()
        if len(function.name.split("_")) < 4 or not ast.get_docstring(function)
    ]

    assert unnamed == []


def test_no_test_is_skipped_or_expected_to_fail() -> None:
    """A test that need not pass shows nothing."""
    skipped = [
        source.at(node)
        for source in sources("tests")
        if not source.name.startswith(MAY_SKIP)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute)
        and node.attr in {"skip", "skipif", "xfail", "importorskip"}
        and "pytest" in ast.unparse(node)
    ]

    assert skipped == []
