"""Everything on record in the cluster as a workbook, for coordinators; who took it is noted."""

from __future__ import annotations

from typing import Any

import orjson

from bot.features import Command, Feature, Who
from bot.language.text import _, _p, both, lines
from bot.pipeline.outgoing import Upload
from bot.pipeline.turn import Turn
from bot.pipeline.workshop import Workshop
from handlers.export_sheets import workbook
from storage import audit, clusters, exports
from storage.audit import Act
from storage.scope import ClusterScope

MAKER = "export"
TABLES = {
    "sales": exports.sales,
    "no_sales": exports.no_sales,
    "jobs": exports.jobs,
    "head_counts": exports.head_counts,
    "members": exports.members,
    "equipment": exports.equipment,
    "bookings": exports.bookings,
    "blocks": exports.blocks,
    "events": exports.events,
    "rsvps": exports.rsvps,
    "announcements": exports.announcements,
    "pulse": exports.pulse_totals,
}


async def send(turn: Turn, _words: str) -> None:
    await audit.note(turn.tx, turn.scope, Act.EXPORTED, turn.now)
    cluster = await clusters.load(turn.tx, turn.scope)
    voice = turn.voice
    wanted = {
        "cluster": cluster.id,
        "voice": [voice.language, voice.territory, voice.currency, voice.zone],
    }
    name = f"{cluster.slug}-{turn.today}.xlsx"
    about = lines(
        _("All that is on record in {cluster}.", cluster=both(cluster.name_es, cluster.name_en)),
        _("It tells what single firms sold and who is who: keep it to those it concerns."),
    )
    turn.send_file("document", Upload("document", name, orjson.dumps(wanted), maker=MAKER), about)


async def make(shop: Workshop, wanted: dict[str, Any]) -> bytes:
    """Read here, made in the drawing process: a large cluster's takes its time."""
    scope = ClusterScope(wanted["cluster"])
    tables = {name: await read(shop.reading, scope) for name, read in TABLES.items()}
    products = await clusters.products(shop.reading, scope)
    cluster = await clusters.load(shop.reading, scope)
    return await shop.draw(workbook, wanted["voice"], cluster, products, tables)


FEATURE = Feature(
    "export",
    commands=[
        Command(
            "exportar",
            "export",
            Who.COORDINATORS,
            _("Get all records as a spreadsheet"),
            send,
            menu=_("All records as a spreadsheet"),
            words=_p("typed words, parted by |", "export|spreadsheet|excel|download"),
        )
    ],
    makers={MAKER: make},
)
