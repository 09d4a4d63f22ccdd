"""What ends a command: said in plain words, never with a trace, which could quote a member."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import click
import structlog
from pydantic import ValidationError

from bot.language.terminal import complain
from bot.language.text import _
from bot.logs import cause
from bot.pipeline.intake import TokenRefusedError
from bot.running_once import AlreadyRunningError
from storage.migrations import NewerSchemaError

log = structlog.get_logger("cli")


@contextmanager
def told_plainly() -> Iterator[None]:
    """A block or a whole command; whatever ends it makes the exit code 1."""
    try:
        yield
    except (click.exceptions.Exit, click.Abort, click.ClickException):
        raise
    except ValidationError as error:
        _complain_of_settings(error)
    except TokenRefusedError:
        complain(_("Telegram does not know this token. Check AYNI_TOKEN, or ask BotFather for it."))
    except AlreadyRunningError:
        complain(_("Ayni is running with this database already."))
    except NewerSchemaError as error:
        complain(
            _(
                "The database was written by a newer Ayni (schema {found}, this one knows"
                " {known}). Install that version, or restore an older backup.",
                found=error.found,
                known=error.known,
            )
        )
    except sqlite3.Error as error:
        complain(_("The database cannot be read ({cause}).", cause=type(error).__name__))
    except Exception as error:  # noqa: BLE001 - its words may quote a member, so only its class
        log.error("ended", **cause(error))
        raise SystemExit(1) from None


def _complain_of_settings(error: ValidationError) -> None:
    """The values stay out: one of them may be the token."""
    for problem in error.errors():
        name = "_".join(str(part) for part in problem["loc"]).upper()
        click.echo(f"✗ AYNI_{name.removeprefix('AYNI_')}: {problem['msg']}", err=True)
    raise SystemExit(1) from None
