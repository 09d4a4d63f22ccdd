"""Commands of the operator about clusters: make one, list them, invite the first people."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Annotated, TypeVar

import typer
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

app = typer.Typer(no_args_is_help=True, help="Make and list clusters.")


@app.command()
@told_plainly()
def create(
    slug: Annotated[str, typer.Argument(help="A short name: small letters and digits.")],
    template: Annotated[str, typer.Option(help="A ready-made cluster, see `template`.")],
) -> None:
    """Make a cluster from a template."""

    async def work(tx: Transaction) -> None:
        ready = templates.load(template)
        cluster = await found(tx, slug, template, ready, SystemClock().now())
        say(_("The cluster {name} is ready.", name=both(cluster.name_es, cluster.name_en)))
        say(_("Next: ayni invite {slug} --role coordinator", slug=slug))

    if not SLUG.fullmatch(slug):
        raise typer.BadParameter("small letters, digits, - and _ only", param_hint="SLUG")
    if template not in templates.names():
        complain(_("There is no such template. There are: {names}", names=templates.names()))
    try:
        _in_database(work)
    except TakenError:
        complain(_("There is a cluster {slug} already.", slug=slug))


@app.command("template")
def list_templates() -> None:
    """List the ready-made clusters."""
    for name in templates.names():
        ready = templates.load(name)
        typer.echo(f"{name}\t{ready.name_es} / {ready.name_en}")


@app.command("list")
@told_plainly()
def list_clusters() -> None:
    """List the clusters of this installation."""

    async def work(tx: Transaction) -> None:
        page = await clusters.listing(tx)
        while page:
            for cluster in page:
                typer.echo(f"{cluster.slug}\t{cluster.name_es} / {cluster.name_en}")
            page = await clusters.listing(tx, after=page[-1].slug)

    _in_database(work)


@told_plainly()
def invite(
    cluster: Annotated[str, typer.Argument(help="The cluster's short name.")],
    role: Annotated[
        Role, typer.Option(help="What the link makes of whoever opens it.")
    ] = Role.MEMBER,
    firm: Annotated[str, typer.Option(help="The firm they report for; made if it is new.")] = "",
    kind: Annotated[
        Kind, typer.Option(help="What kind of organisation a new firm is.")
    ] = Kind.BUSINESS,
    uses: Annotated[int, typer.Option(min=1, max=1000, help="How many people may use it.")] = 1,
    days: Annotated[int, typer.Option(min=1, max=365, help="How long it is valid.")] = 14,
) -> None:
    """Make an invitation link."""

    async def work(tx: Transaction) -> str:
        now = SystemClock().now()
        scope = await _scope(tx, cluster)
        firm_id = await _firm(tx, scope, firm, kind) if firm else None
        made = await invitations.create(
            tx,
            scope,
            role=role,
            firm_id=firm_id,
            expires_at=now + timedelta(days=days),
            uses=uses,
            now=now,
        )
        return made.token

    # The bot is asked for its name first: without it there is no link, and nothing is made.
    name = asyncio.run(_bot_name(Settings()))
    typer.echo(create_deep_linked_url(name, _in_database(work)))


async def _scope(tx: Transaction, slug: str) -> ClusterScope:
    cluster = await clusters.find(tx, slug)
    if cluster is None:
        complain(_("There is no cluster {slug}. See: ayni cluster list", slug=slug))
    return cluster.scope


async def _firm(tx: Transaction, scope: ClusterScope, name: str, kind: Kind) -> int:
    known = await firms.find(tx, scope, name)
    made = known or await firms.create(tx, scope, name, kind, SystemClock().now())
    return made.id


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
