"""Commands of the operator about copies of the database: make one, put one back."""

from __future__ import annotations

from pathlib import Path

import click

from bot.clock import SystemClock
from bot.config import Settings
from bot.language.terminal import complain, say
from bot.language.text import _
from bot.operator import present_database
from bot.running_once import running_once
from bot.troubles import told_plainly
from storage import backups
from storage.backups import NotWholeError


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--keep",
    type=click.IntRange(1, 10_000),
    default=30,
    show_default=True,
    help="How many copies stay; older ones are deleted.",
)
@told_plainly()
def backup(folder: Path | None, keep: int) -> None:
    """Copy the database to FOLDER (or AYNI_BACKUPS), while the bot runs too, and check it."""
    path, target = present_database(), folder or Settings().backups
    if target is None:
        complain(_("Which folder? ayni backup FOLDER, or set AYNI_BACKUPS."))
    made = backups.make(path, target, SystemClock().now())
    dropped = backups.drop_old(target, path, keep)
    say(_("The copy is whole: {path}", path=str(made)))
    if dropped:
        say(_("Deleted because it is older than the last {keep}: {n}", keep=keep, n=len(dropped)))


@click.command()
@click.argument("copy", type=click.Path(path_type=Path))
@told_plainly()
def restore(copy: Path) -> None:
    """Put COPY in the place of the database; stop the bot first. The old file is kept aside."""
    path = Settings().database
    with running_once(path):
        try:
            aside = backups.restore(copy, path, SystemClock().now())
        except NotWholeError:
            complain(
                _("{path} is not a whole database of Ayni: nothing was changed.", path=str(copy))
            )
    say(_("{path} is now what {copy} was.", path=str(path), copy=str(copy)))
    if aside is not None:
        say(_("What was there before is now {path}. Delete it yourself.", path=str(aside)))
