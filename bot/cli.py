"""The command `ayni`: what an operator types."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import tempfile
from pathlib import Path

import click
import structlog
import uvloop

from bot import __version__, backups, identity, logs, operator, templates
from bot.app import App
from bot.clock import MovableClock, SystemClock
from bot.config import Settings
from bot.doctor import examine
from bot.language.terminal import say, voice
from bot.language.text import _
from bot.troubles import told_plainly

log = structlog.get_logger("cli")


@click.group()
@click.version_option(__version__, prog_name="ayni")
def ayni() -> None:
    """Ayni, the assistant of economic microclusters in Telegram."""


ayni.add_command(operator.cluster)
ayni.add_command(operator.invite)
ayni.add_command(backups.backup)
ayni.add_command(backups.restore)


def main() -> None:
    # The database, its copies and its log are for whoever runs the bot, and for nobody else.
    os.umask(0o077)
    ayni()


@ayni.command()
@told_plainly()
def run() -> None:
    """Serve the bot whose token is in AYNI_TOKEN, until it is stopped."""
    settings = Settings()
    token = identity.token_of(settings)
    logs.configure(settings.log_level, hide=[token])
    uvloop.run(_serve(settings))


@ayni.command()
@told_plainly()
def doctor() -> None:
    """Say what is wrong with the settings, the database and the line, one line each."""
    settings = Settings()
    logs.configure("ERROR")
    findings = uvloop.run(examine(settings, SystemClock()))
    for finding in findings:
        click.echo(f"{'✓' if finding.well else '✗'} {voice().plain(finding.text)}")
    if not all(finding.well for finding in findings):
        raise SystemExit(1)


@ayni.command()
@click.option("--port", default=8765, help="Where the page is served; 0 for any free port.")
@click.option(
    "--template",
    type=click.Choice(templates.names()),
    default=templates.FIRST,
    help="The ready-made cluster to chat in.",
)
@told_plainly(database=Path(tempfile.gettempdir()) / "demo.db")
def demo(port: int, template: str) -> None:
    """Chat with Ayni in two phones on a page: no token, no account, no network."""
    logs.configure("WARNING")
    with contextlib.suppress(KeyboardInterrupt):
        uvloop.run(_show(port, template))


async def _serve(settings: Settings) -> None:
    async with App(settings, SystemClock()) as app:
        await _until_stopped(app)


async def _show(port: int, template: str) -> None:
    from bot.demo import Demo  # noqa: PLC0415 - only the demo loads the simulator

    async with Demo(port, MovableClock(), template) as running:
        say(_("Open {address} in a browser. Ctrl+C ends it.", address=running.address))
        await _until_stopped(running.app)


async def _until_stopped(app: App) -> None:
    """Run until a signal ends it; systemd and containers send SIGTERM."""
    running = asyncio.ensure_future(app.run())  # noqa: TID251 - the one task that is awaited here
    loop = asyncio.get_running_loop()
    for stop in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(stop, running.cancel)
    with contextlib.suppress(asyncio.CancelledError):
        await running
    log.info("stopped")
