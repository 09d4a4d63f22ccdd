"""Commands of the operator about clusters: make one, list them, invite the first people."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

import click
from telegram.helpers import create_deep_linked_url

from bot import templates
from bot.clock import SystemClock
from bot.config import Settings
from bot.founding import found
from bot.language.terminal import complain, say
from bot.language.text import _, both
from bot.pipeline.transport import Telegram, UnreachableError
from bot.troubles import told_plainly
from storage import clusters, firms, invitations
from storage.database import Database, Transaction
from storage.errors import TakenError
from storage.firms import Kind
from storage.scope import ClusterScope, Role

T = TypeVar("T")
SLUG = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


@click.group()
def cluster() -> None:
    """Make and list clusters."""


@cluster.command()
@click.argument("slug")
@click.option(
    "--template",
    type=click.Choice(templates.names()),
    required=True,
    help="The ready-made cluster that it begins as.",
)
@told_plainly()
def create(slug: str, template: str) -> None:
    """Make a cluster; SLUG is its short name of small letters and digits."""

    async def work(tx: Transaction) -> None:
        ready = templates.load(template)
        made = await found(tx, slug, template, ready, SystemClock().now())
        say(_("The cluster {name} is ready.", name=both(made.name_es, made.name_en)))
        say(_("Next: ayni invite {slug} --role coordinator", slug=slug))

    if not SLUG.fullmatch(slug):
        raise click.BadParameter("small letters, digits, - and _ only", param_hint="SLUG")
    try:
        _in_database(work)
    except TakenError:
        complain(_("There is a cluster {slug} already.", slug=slug))


@cluster.command("template")
def list_templates() -> None:
    """List the ready-made clusters."""
    for name in templates.names():
        ready = templates.load(name)
        click.echo(f"{name}\t{ready.name_es} / {ready.name_en}")


@cluster.command("list")
@told_plainly()
def list_clusters() -> None:
    """List the clusters of this installation."""

    async def work(tx: Transaction) -> None:
        page = await clusters.listing(tx)
        while page:
            for one in page:
                click.echo(f"{one.slug}\t{one.name_es} / {one.name_en}")
            page = await clusters.listing(tx, after=page[-1].slug)

    _in_database(work)


@click.command()
@click.argument("slug", metavar="CLUSTER")
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role if role is not Role.KEEPER]),
    default=Role.MEMBER.value,
    help="What the link makes of whoever opens it.",
)
@click.option("--firm", default="", help="The firm they report for; made if it is new.")
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in Kind]),
    default=Kind.BUSINESS.value,
    help="What kind of organisation a new firm is.",
)
@click.option("--uses", type=click.IntRange(1, 1000), default=1, help="How many may use it.")
@click.option("--days", type=click.IntRange(1, 365), default=14, help="How long it is valid.")
@told_plainly()
def invite(slug: str, role: str, firm: str, kind: str, uses: int, days: int) -> None:
    """Make an invitation link."""

    async def work(tx: Transaction) -> str:
        now = SystemClock().now()
        scope = await _scope(tx, slug)
        of = await firms.named(tx, scope, firm, Kind(kind), now) if firm else None
        made = await invitations.create(
            tx,
            scope,
            role=Role(role),
            firm_id=of.id if of else None,
            expires_at=now + timedelta(days=days),
            uses=uses,
            now=now,
        )
        return made.token

    # The bot is asked for its name first: without it there is no link, and nothing is made.
    name = asyncio.run(_bot_name(Settings()))
    click.echo(create_deep_linked_url(name, _in_database(work)))


async def _scope(tx: Transaction, slug: str) -> ClusterScope:
    found_one = await clusters.find(tx, slug)
    if found_one is None:
        complain(_("There is no cluster {slug}. See: ayni cluster list", slug=slug))
    return found_one.scope


async def _bot_name(settings: Settings) -> str:
    telegram = Telegram(
        settings.api_url, settings.token.get_secret_value(), timeout=settings.answer_timeout
    )
    try:
        answer = await telegram.call("getMe", {})
    except UnreachableError as error:
        complain(_("Telegram cannot be reached ({cause}).", cause=str(error)))
    finally:
        await telegram.close()
    if not answer.ok:
        complain(_("Telegram refuses the token ({status}).", status=answer.status))
    return str(answer.result["username"])


def _in_database(work: Callable[[Transaction], Awaitable[T]]) -> T:
    async def run() -> T:
        database = await Database.open(Settings().database)
        try:
            async with database.transaction() as tx:
                return await work(tx)
        finally:
            await database.close()

    return asyncio.run(run())
