"""Half a year of sales as a picture of bars: what is told in words, drawn outside of the turn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import orjson

from bot.language.text import NearDays, both, layout, raw
from bot.language.voice import Voice
from bot.pipeline.outgoing import Upload
from bot.pipeline.turn import Turn
from bot.pipeline.workshop import Workshop
from bot.reports.charts import Bars, Page, draw
from handlers.figures_found import find
from handlers.figures_words import HIDDEN, TITLES, label_of
from handlers.sale_words import Names, product_names
from storage import clusters
from storage.figures import By, Part
from storage.scope import ClusterScope

MAKER = "figures_picture"
# Bars that are drawn; members may type any number of products of their own.
MOST = 10


def send(turn: Turn, by: By, firm_id: int | None) -> None:
    voice = turn.voice
    wanted = {
        "cluster": turn.scope.cluster_id,
        "firm": firm_id,
        "name": turn.speaker.firm,
        "by": by,
        "today": turn.today.isoformat(),
        "voice": [voice.language, voice.territory, voice.currency, voice.zone],
    }
    upload = Upload("photo", "figures.png", orjson.dumps(wanted), maker=MAKER)
    turn.send_file("photo", upload, TITLES[by])


async def make(shop: Workshop, wanted: dict[str, Any]) -> bytes:
    scope, voice = ClusterScope(wanted["cluster"]), Voice.of(*wanted["voice"])
    by, firm_id = By(wanted["by"]), wanted["firm"]
    today = date.fromisoformat(wanted["today"])
    found = await find(shop.reading, scope, by, firm_id, today, voice.currency)
    names = await product_names(shop.reading, scope)
    cluster = await clusters.load(shop.reading, scope)
    whose = both(cluster.name_es, cluster.name_en) if firm_id is None else raw(wanted["name"])
    about = layout("{whose} · {days}", whose=whose, days=NearDays(found.days, today))
    sums = [money for part in found.parts for money in part.totals.sums]
    panels = [
        bars(voice, names, by, found.parts[:MOST], currency)
        for currency in sorted({money.currency for money in sums})
    ]
    note = voice.plain(found.note) if found.note else ""
    return await shop.draw(
        draw, Page(voice.plain(TITLES[by]), voice.plain(about), panels, note=note)
    )


def bars(voice: Voice, names: Names, by: By, parts: Sequence[Part], currency: str) -> Bars:
    """One currency: several have no common scale."""
    sums = [{money.currency: money for money in part.totals.sums} for part in parts]
    amounts = [of.get(currency) for of in sums]
    hidden = [currency in part.hidden for part in parts]
    name = voice.currency_name(currency, many=True)
    return Bars(
        f"{name[:1].upper()}{name[1:]}",
        [voice.plain(label_of(voice, names, by, part.key)) for part in parts],
        [float(money.minor) if money else 0 for money in amounts],
        [
            voice.money(money) if money else voice.plain(HIDDEN) if out else "—"
            for money, out in zip(amounts, hidden, strict=True)
        ],
    )
