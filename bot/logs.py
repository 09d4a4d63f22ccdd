"""Logs that an operator can read and share: no token, no name, no text of a member.

What may be logged is listed by key. A value must look like a name of the code or be a number, so
a sentence that slips in under a listed key is withheld too. Lines of libraries keep where they come
from and lose their words, since a library may put an address or an update into them.
"""

import errno
import logging
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from traceback import extract_tb
from types import TracebackType
from typing import cast

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

ALLOWED = frozenset(
    {
        # what structlog and this module add
        *("event", "level", "timestamp", "component", "logger", "withheld"),
        # what happened to what
        *("kind", "form", "step", "method", "lane", "task", "cause", "where", "state", "status"),
        # which one
        *(
            "update_id",
            "outbox_id",
            "failure_id",
            "due_id",
            "cluster_id",
            "version",
            "schema",
            "was",
        ),
        # how many, how long
        *("count", "attempt", "attempts", "size", "pending", "seconds", "milliseconds"),
        *("retry_after", "delay"),
        # where it listens and keeps its data
        *("host", "port", "file", "signal"),
    }
)
QUIET = (
    "aiohttp",
    "aiosqlite",
    "apscheduler",
    "asyncio",
    "httpcore",
    "httpx",
    "telegram",
    "tzlocal",
)
WITHHELD = "[withheld]"

_CODE_NAME = re.compile(r"[\w./:+\[\]-]{1,120}")
_TOKEN = re.compile(r"\d+:[\w-]{16,}")
_HOME = Path(__file__).parents[1]
_OURS = {"bot", "handlers", "storage"}


def configure(
    level: str = "INFO", *, as_json: bool | None = None, hide: Iterable[str] = ()
) -> None:
    """Send every log line of this process to standard error, cleaned.

    `as_json` left out means JSON lines unless a person watches. `hide` are secrets that are known
    to this process; anything shaped like a bot token is hidden anyway.
    """
    as_json = not sys.stderr.isatty() if as_json is None else as_json
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_formatter(Hide(hide), as_json=as_json))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            describe_error,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def cause(error: BaseException) -> dict[str, str]:
    """Class and place of an error; its message may quote a member."""
    return {"cause": name_of(error), "where": _place(error.__traceback__)}


def name_of(error: BaseException) -> str:
    """Its class, and the name that SQLite or the system has for it: OSError/EADDRINUSE."""
    number = error.errno if isinstance(error, OSError) else None
    code = getattr(error, "sqlite_errorname", None) or errno.errorcode.get(number or 0)
    return f"{type(error).__qualname__}/{code}" if code else type(error).__qualname__


def describe_error(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    given = event.pop("exc_info", None)
    error = sys.exc_info()[1] if given is True else given[1] if isinstance(given, tuple) else given
    if isinstance(error, BaseException):
        event.update(cause(error))
    return event


def library_line(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    record = cast("logging.LogRecord", event["_record"])
    event.update(event="library", logger=record.name)
    event["where"] = f"{record.filename}:{record.lineno}"
    error = record.exc_info[1] if record.exc_info else None
    record.exc_info = record.exc_text = record.stack_info = None
    event.pop("exc_info", None)
    if error is not None:
        event.update(cause(error))
    return event


def keep_allowed(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    kept = {key: _plain(value) for key, value in event.items() if key in ALLOWED}
    unknown = sorted(key for key in event if key not in ALLOWED)
    if unknown:
        kept["withheld"] = ",".join(str(_plain(key)) for key in unknown)
    return kept


class Hide:
    """The last look at a line: what is a secret of this process, or looks like one, goes."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = tuple(secret for secret in known if secret)

    def __call__(self, _logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        return {key: self._clean(value) for key, value in event.items()}

    def _clean(self, value: object) -> object:
        if not isinstance(value, str):
            return value
        for secret in self._known:
            value = value.replace(secret, WITHHELD)
        return _TOKEN.sub(WITHHELD, value)


def _formatter(hide: Processor, *, as_json: bool) -> logging.Formatter:
    """The one way out, for our lines and for those of libraries."""
    render: Processor = (
        structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer()
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[structlog.stdlib.add_log_level, library_line],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            keep_allowed,
            hide,
            render,
        ],
    )


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool | int | float):
        return value
    text = str(value)
    return text if _CODE_NAME.fullmatch(text) else WITHHELD


def _place(trace: TracebackType | None) -> str:
    """Where our own code was when it failed; a library's line alone says little."""
    frames = [(Path(frame.filename), frame.lineno) for frame in extract_tb(trace)]
    ours = [(path.relative_to(_HOME), line) for path, line in frames if _is_ours(path)]
    if ours:
        return "{}:{}".format(*ours[-1])
    return f"{frames[-1][0].name}:{frames[-1][1]}" if frames else "unknown"


def _is_ours(path: Path) -> bool:
    return path.is_relative_to(_HOME) and path.relative_to(_HOME).parts[0] in _OURS
