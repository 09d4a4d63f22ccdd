"""What ends a command: said in plain words, never with a trace, which could quote a member."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import structlog
from pydantic import ValidationError

from bot import database_troubles, identity
from bot.config import PREFIX, Settings
from bot.database_troubles import refused, unreadable
from bot.language.terminal import complain
from bot.language.text import Text, _
from bot.logs import cause, name_of
from bot.running_once import AlreadyRunningError

# The exit code for what starting again cannot mend (EX_CONFIG of sysexits.h): the service stays
# down until somebody looks, instead of asking Telegram every few seconds for ever.
FINAL = 78
MAY_NOT = {errno.EACCES, errno.EPERM, errno.EROFS}

log = structlog.get_logger("cli")


class PortTakenError(Exception):
    """Another program listens there."""

    def __init__(self, port: int, instead: str) -> None:
        super().__init__(f"{port} {instead}")
        self.port = port
        self.instead = instead


@contextmanager
def listening(port: int, instead: str) -> Iterator[None]:
    """`instead` is what the operator gives another port by. Raises PortTakenError."""
    try:
        yield
    except OSError as error:
        if error.errno in {errno.EADDRINUSE, *MAY_NOT}:
            raise PortTakenError(port, instead) from None
        raise


@contextmanager
def told_plainly(database: Path | None = None) -> Iterator[None]:
    """A block or a whole command; `database` is that of the settings unless another is given."""
    try:
        yield
    except (click.exceptions.Exit, click.Abort, click.ClickException):
        raise
    except ValidationError as error:
        _complain_of_settings(error)
    except identity.TROUBLES as trouble:
        complain(identity.told(trouble), FINAL if isinstance(trouble, identity.FINAL) else 1)
    except database_troubles.TROUBLES as trouble:
        path = database or Settings().database
        final = database_troubles.is_final(trouble)
        complain(database_troubles.told(trouble, path), FINAL if final else 1)
    except OSError as error:
        _complain_of_the_system(error)
    except Exception as error:  # noqa: BLE001 - its words may quote a member, so only its class
        if (found := _known(error)) is not None:
            complain(*found)
        log.error("ended", **cause(error))
        raise SystemExit(1) from None


def _known(error: Exception) -> tuple[Text, int] | None:
    """What is said of it, and the exit code."""
    match error:
        case PortTakenError():
            return _taken(error), 1
        case AlreadyRunningError():
            return _("Ayni is running with this database already."), 1
        case UnicodeDecodeError():
            return _("The file {file} is no text: write it anew.", file=".env"), FINAL
    return None


def _taken(error: PortTakenError) -> Text:
    return _(
        "Port {port} cannot be had: another program listens there, or it may not be used."
        " Give another: {instead}",
        port=str(error.port),
        instead=error.instead,
    )


def _complain_of_the_system(error: OSError) -> None:
    """A file is named where there is one; the error's own words are not used."""
    file = Path(str(error.filename)) if error.filename else None
    if file is None:
        log.error("ended", **cause(error))
        raise SystemExit(1) from None
    if error.errno in MAY_NOT:
        near = next(place for place in (file, *file.absolute().parents) if _there(place))
        complain(refused(near) if os.access(near, os.R_OK) else unreadable(near))
    if error.errno == errno.ENOSPC:
        complain(_("No room is left on the disk of {path}.", path=str(file)))
    complain(_("{file} cannot be used ({cause}).", file=str(file), cause=name_of(error)))


def _there(place: Path) -> bool:
    try:
        return place.exists()
    except OSError:
        return False


def _complain_of_settings(error: ValidationError) -> None:
    """The values stay out: one of them may be the token."""
    for problem in error.errors():
        name = "_".join(str(part) for part in problem["loc"]).upper()
        words = problem["msg"].removeprefix("Value error, ")
        click.echo(f"✗ {PREFIX}{name.removeprefix(PREFIX)}: {words}", err=True)
    raise SystemExit(FINAL) from None
