"""Who may know whom, and how large a thing may grow."""

import ast
import re
import subprocess
from collections.abc import Iterable

from tests.quality.sources import PACKAGES, ROOT, Source, reaches, sources

TOP_LEVEL = {"bot", "handlers", "locales", "storage", "tests", "docs"} | {
    *("pyproject.toml", "README.md", "Makefile", "LICENSE", "CONTRIBUTING.md", "CHANGELOG.md"),
    *("requirements.lock", "requirements-dev.lock"),
}
LONGEST_FILE = 300
LONGEST_FUNCTION = 40

NETWORK = ("aiohttp", "httpx", "socket", "urllib", "requests")
DATABASE = ("aiosqlite", "sqlite3")
# python-telegram-bot's types may be read anywhere in bot/ and handlers/; these of it send.
SENDING = ("telegram.Bot", "telegram.ext", "telegram.request")
# Where parts are put together: the bot, the commands, and the demo with its ready-made cluster.
ASSEMBLY = {"bot/app.py", "bot/cli.py", "bot/demo.py"}

SQL = re.compile(
    r"^\s*(SELECT\b.*\bFROM|INSERT\b.*\bINTO|UPDATE\b.*\bSET|DELETE\s+FROM|WITH\b.*\bAS\s*\("
    r"|(CREATE|ALTER|DROP)\s+(TABLE|INDEX|TRIGGER|VIEW)|PRAGMA\s+\w+|SAVEPOINT\s+\w+)\b",
    re.DOTALL,
)
EXCEPTION = re.compile(r"#\s*(?:noqa|type:\s*ignore|pragma:|fmt:|mypy:)")
WITH_REASON = re.compile(
    r"#\s*(?:noqa: [A-Z]+\d+(?:, ?[A-Z]+\d+)*|type: ignore\[[\w, -]+\])\s+[#-] \S+"
)


def imported(where: Iterable[Source], *modules: str) -> list[str]:
    return [
        f"{source.at(node)} imports {name}"
        for source in where
        for node, name in source.imports()
        if any(reaches(name, module) for module in modules)
    ]


def test_storage_knows_neither_telegram_nor_the_rest_of_us() -> None:
    """It is the bottom: SQL and values."""
    known = ("bot", "handlers", "tests", "telegram", *NETWORK)

    assert imported(sources("storage"), *known) == []


def test_the_machine_knows_no_feature() -> None:
    """Only the place where parts are put together names them."""
    machine = [source for source in sources("bot") if source.name not in ASSEMBLY]

    assert imported(machine, "handlers") == []


def test_features_know_neither_network_nor_database() -> None:
    """They say things and use the verbs of storage/."""
    assert imported(sources("handlers"), *NETWORK, *DATABASE, *SENDING) == []


def test_nothing_that_runs_knows_the_tests() -> None:
    """What is installed runs without them."""
    assert imported(sources("bot", "handlers"), "tests") == []


def test_sql_stands_in_storage_alone() -> None:
    """A rule that protects data is kept where the data is."""
    found = [
        source.at(node)
        for source in sources("bot", "handlers")
        for node in source.sentences()
        if SQL.match(str(node.value))
    ]

    assert found == []


def test_a_file_is_about_one_thing() -> None:
    """A longer file is two."""
    lengths = {source.name: len(source.text.splitlines()) for source in sources(*PACKAGES, "tests")}

    assert {name: n for name, n in lengths.items() if n > LONGEST_FILE} == {}


def test_a_function_fits_the_eye() -> None:
    """A longer function has parts that want names."""
    lengths = {
        f"{source.at(function)} {function.name}": function.end_lineno - function.lineno + 1
        for source in sources(*PACKAGES, "tests")
        for function in source.functions()
        if function.end_lineno is not None
    }

    assert {name: n for name, n in lengths.items() if n > LONGEST_FUNCTION} == {}


def test_the_top_of_the_tree_stays_small() -> None:
    """A newcomer sees at once what there is."""
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    top = {path.split("/")[0] for path in listed.splitlines()}

    assert {entry for entry in top - TOP_LEVEL if not entry.startswith(".")} == set()


def test_background_work_starts_in_a_nursery() -> None:
    """The linter bans asyncio's `create_task`; a loop's own is no way round it.

    A task group is a nursery itself.
    """
    found = [
        source.at(call)
        for source in sources(*PACKAGES)
        if source.name != "bot/nursery.py"
        for call in source.calls()
        if isinstance(call.func, ast.Attribute)
        and call.func.attr == "create_task"
        and ast.unparse(call.func.value) not in {"asyncio", "group"}
    ]

    assert found == []


def test_an_exception_from_a_check_says_why() -> None:
    """`# noqa: CODE - reason`, and nothing wider than one code on one line."""
    found = [
        f"{source.name}:{number}"
        for source in sources(*PACKAGES, "tests")
        for number, line in enumerate(source.text.splitlines(), start=1)
        if EXCEPTION.search(line) and not WITH_REASON.search(line)
        if source.name != "tests/quality/test_structure.py"
    ]

    assert found == []
