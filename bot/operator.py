"""Commands of the operator about clusters: make one, list them, invite the first people."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import click
from telegram.helpers import create_deep_linked_url

from bot import identity, templates
from bot.clock import SystemClock
from bot.config import Settings
from bot.conversation.steps.choice import Other
from bot.conversation.steps.text import unfit
from bot.conversation.words import cleaned
from bot.founding import found
from bot.language.terminal import complain, remark, say, voice
from bot.language.text import _, _n, both, layout
from bot.running_once import AlreadyRunningError, running_once
from bot.troubles import told_plainly
from storage import clusters, firms, invitations, migrations, own_firms
from storage.clusters import Cluster
from storage.database import Database, Reading, Transaction
from storage.errors import TakenError
from storage.firms import Kind
from storage.invitations import Invitation
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

    async def work(tx: Transaction) -> Cluster:
        return await found(tx, slug, template, templates.load(template), SystemClock().now())

    if not SLUG.fullmatch(slug):
        raise click.BadParameter("small letters, digits, - and _ only", param_hint="SLUG")
    try:
        made = _in_database(work)
    except TakenError:
        complain(_("There is a cluster {slug} already.", slug=slug))
    say(_("The cluster {name} is ready.", name=both(made.name_es, made.name_en)))
    say(_("Next: ayni invite {slug} --role coordinator", slug=slug))


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

    async def work() -> int:
        async with Database.read_only(path) as reading:
            return await _list(reading)

    path = present_database()
    migrations.check(path)
    if not asyncio.run(work()):
        complain(_("No clusters yet. Make one: ayni cluster create NAME --template TEMPLATE"))


async def _list(reading: Reading) -> int:
    """How many there are."""
    count, after = 0, ""
    while page := await clusters.listing(reading, after=after):
        for one in page:
            click.echo(f"{one.slug}\t{one.name_es} / {one.name_en}")
        count, after = count + len(page), page[-1].slug
    return count


def _firm_name(_context: click.Context, _parameter: click.Parameter, given: str) -> str:
    """The same limits as in the chat."""
    name = " ".join(cleaned(given).split())
    why = unfit(name, Other().max_length) if given else None
    if why is not None:
        raise click.BadParameter(voice().plain(why))
    return name


@click.command()
@click.argument("slug", metavar="CLUSTER")
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role if role is not Role.KEEPER]),
    default=Role.MEMBER.value,
    show_default=True,
    help="What the link makes of whoever opens it.",
)
@click.option(
    "--firm",
    default="",
    callback=_firm_name,
    help="The firm they report for; made if it is new.",
)
@click.option(
    "--own-firm",
    is_flag=True,
    help="Each who opens the link, as a member, names their own firm.",
)
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in Kind]),
    default=Kind.BUSINESS.value,
    show_default=True,
    help="What kind of organisation a new firm is.",
)
@click.option(
    "--uses",
    type=click.IntRange(1, 1000),
    default=1,
    show_default=True,
    help="How many may use it.",
)
@click.option(
    "--days",
    type=click.IntRange(1, 365),
    default=14,
    show_default=True,
    help="How long it is valid.",
)
@told_plainly()
def invite(
    slug: str, role: str, firm: str, kind: str, uses: int, days: int, *, own_firm: bool
) -> None:
    """Make an invitation link."""

    async def work(tx: Transaction) -> tuple[Invitation, bool]:
        now = SystemClock().now()
        scope = await _scope(tx, slug)
        until = now + timedelta(days=days)
        if own_firm:
            return await own_firms.invite(tx, scope, expires_at=until, uses=uses, now=now), False
        new = bool(firm) and await firms.find(tx, scope, firm) is None
        of = await firms.named(tx, scope, firm, Kind(kind), now) if firm else None
        made = await invitations.create(
            tx,
            scope,
            role=Role(role),
            firm_id=of.id if of else None,
            expires_at=until,
            uses=uses,
            now=now,
        )
        return made, new

    if own_firm and (firm or role != Role.MEMBER):
        raise click.UsageError("--own-firm is for members, and takes the place of --firm")
    present_database()
    # The bot is asked for its name first: without it there is no link, and nothing is made.
    name = asyncio.run(identity.bot_name(Settings()))
    made, new = _in_database(work)
    _describe(made, new_firm=new)
    click.echo(create_deep_linked_url(name, made.token))


def _describe(made: Invitation, *, new_firm: bool) -> None:
    """Beside the link, which alone goes to the standard output, for scripts."""
    if new_firm:
        remark(_("New firm: {name}", name=made.firm))
    uses = _n("{n} use", "{n} uses", made.uses_left)
    until = _("Valid until: {until}", until=made.expires_at)
    firm = _("Each says their own") if made.says_firm else made.firm or "–"
    facts = {"role": made.role.value, "firm": firm, "uses": uses, "until": until}
    remark(layout("{role} · {firm} · {uses} · {until}", **facts))


async def _scope(tx: Transaction, slug: str) -> ClusterScope:
    found_one = await clusters.find(tx, slug)
    if found_one is None:
        complain(_("There is no cluster {slug}. See: ayni cluster list", slug=slug))
    return found_one.scope


def present_database() -> Path:
    """That of the settings; without one, the command ends and makes none."""
    path = Settings().database
    if not path.exists():
        complain(_("No database at {path}. Is AYNI_DATABASE right?", path=str(path)))
    return path


def _in_database(work: Callable[[Transaction], Awaitable[T]]) -> T:
    """Only who has the file to itself upgrades it: a bot that runs would go on with the old one."""

    async def run() -> T:
        database = await Database.open(path, upgrade=False)
        try:
            async with database.transaction() as tx:
                return await work(tx)
        finally:
            await database.close()

    path = Settings().database
    with contextlib.suppress(AlreadyRunningError), running_once(path):
        migrations.migrate(path)
    return asyncio.run(run())
