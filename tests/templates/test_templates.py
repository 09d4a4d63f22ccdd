"""The ready-made clusters: whole, in both languages, and known to the libraries that write them."""

from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import available_timezones

import pytest
from babel import Locale
from babel.numbers import get_territory_currencies

from bot import templates
from bot.clock import MovableClock
from bot.demo import Demo
from bot.founding import found
from bot.language.locales import number_locale, word_locale
from bot.language.money import minor_of
from bot.language.units import UNITS, many
from bot.language.voice import Language, Voice
from bot.templates import Template
from storage import exports, firms, resources, sales
from storage.database import Database
from storage.firms import Kind
from storage.scope import ClusterScope

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
CLUSTERS = {
    *("andes", "aragon", "boyaca", "brasil", "canada", "celaya", "chile", "india", "iowa"),
    *("kenya", "oaxaca", "panaderia", "puno"),
}
LANGUAGES: tuple[Language, ...] = ("es", "en")
EACH = pytest.mark.parametrize("name", sorted(CLUSTERS))


def test_there_are_thirteen() -> None:
    """One for each of the clusters that Ayni was made for."""
    assert set(templates.names()) == CLUSTERS
    assert len(CLUSTERS) == 13


@EACH
def test_the_libraries_know_its_territory(name: str) -> None:
    """Numbers, money, days and hours can be written, in both languages."""
    ready = templates.load(name)
    names = {language: Locale(language).territories for language in LANGUAGES}

    assert ready.zone in available_timezones()
    assert ready.currency in get_territory_currencies(ready.territory)
    assert str(number_locale(ready.territory)).endswith(ready.territory)
    assert {str(word_locale(language, ready.territory))[:2] for language in names} == {"es", "en"}
    for code in (ready.territory, *ready.export.countries):
        assert all(code in known for known in names.values())
    assert ready.territory not in ready.export.countries


@EACH
def test_its_products_have_units_that_have_names(name: str) -> None:
    """A button says kilos and dozens, not a code."""
    ready = templates.load(name)
    voices = [
        Voice.of(language, ready.territory, ready.currency, ready.zone) for language in LANGUAGES
    ]

    assert len({product.code for product in ready.products}) == len(ready.products) >= 3
    for product in ready.products:
        assert product.unit in UNITS
        assert all(voice.plain(many(product.unit)).strip() for voice in voices)
        for low, high in (product.price, product.usual):
            assert 0 < low <= high
        assert minor_of(Decimal(product.price[1] * product.usual[1]), ready.currency)


@EACH
def test_its_people_speak_both_languages(name: str) -> None:
    """A member in Spanish first, and one coordinator, who writes English."""
    ready = templates.load(name)
    people = [person for firm in ready.firms for person in firm.people]
    coordinators = [person for person in people if person.role == "coordinator"]

    assert people[0].language == "es"
    assert [person.language for person in coordinators] == ["en"]
    assert len({person.name for person in people}) == len(people)
    names = [firm.name for firm in ready.firms] + [ready.newcomer.firm]
    assert len(set(names)) == len(names) >= 6
    assert {firm.kind for firm in ready.firms} <= {kind.value for kind in Kind}


@EACH
def test_it_shares_equipment_and_has_a_fair_and_a_training(name: str) -> None:
    """Three things to book, two dates to come to, named in both languages."""
    ready = templates.load(name)
    named = [(shared.name_es, shared.name_en) for shared in ready.equipment]
    named += [(event.name_es, event.name_en) for event in ready.events]

    assert len(ready.equipment) == 3
    assert Counter(event.kind for event in ready.events) == {"fair": 1, "training": 1}
    assert len({es for es, _ in named}) == len({en for _, en in named}) == len(named)
    for shared in ready.equipment:
        assert shared.open_from < shared.open_until
        assert shared.shortest_minutes <= shared.longest_minutes
        assert shared.longest_minutes <= (shared.open_until - shared.open_from) * 60


def test_no_two_templates_share_a_person_or_a_firm() -> None:
    """Each is a place of its own."""
    ready = [templates.load(name) for name in templates.names()]
    firms_of = Counter(firm.name for template in ready for firm in template.firms)
    people = Counter(p.name for template in ready for firm in template.firms for p in firm.people)

    assert {name: n for name, n in (firms_of + people).items() if n > 1} == {}


@EACH
async def test_a_real_cluster_begins_without_the_demos_people(name: str, tmp_path: Path) -> None:
    """Its products and its equipment, and nobody in it yet."""
    ready = templates.load(name)
    database = await Database.open(tmp_path / "ayni.db")
    async with database.transaction() as tx:
        cluster = await found(tx, name, name, ready, NOW)
        shared = await resources.listing(tx, cluster.scope)
        settled = await firms.listing(tx, cluster.scope)
    await database.close()

    assert (cluster.name_es, cluster.name_en) == (ready.name_es, ready.name_en)
    assert {r.name_en for r in shared} == {e.name_en for e in ready.equipment}
    assert settled == []


@EACH
async def test_its_demo_has_plausible_months(name: str) -> None:
    """Sales within the template's prices and quantities, and somebody hired in each firm."""
    ready = templates.load(name)
    async with Demo(0, MovableClock(NOW), name) as demo:
        reader, scope = demo.app.database.reader, ClusterScope(1)
        rows = await exports.sales(reader, scope)
        told = [await sales.find(reader, scope, row["id"]) for row in rows]
        hired = await exports.jobs(reader, scope)

    assert len(told) > 200
    assert {job["firm"] for job in hired} == {row["firm"] for row in rows}
    assert [sale for sale in told if sale is None or not _fits(ready, sale)] == []


def _fits(ready: Template, sale: sales.Sale) -> bool:
    product = next(product for product in ready.products if product.code == sale.product)
    if sale.quantity is None or sale.quantity.unit != product.unit:
        return False
    units = sale.quantity.amount
    bounds = [minor_of(units * price, ready.currency) for price in product.price]
    low, high = (money.minor if money else 0 for money in bounds)
    return low <= sale.amount.minor <= high and product.usual[0] <= units <= product.usual[1]
