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
from bot.founding import found
from bot.language.locales import number_locale, word_locale
from bot.language.money import minor_of
from bot.language.units import UNITS, many
from bot.language.voice import Language, Voice
from storage import clusters, firms, resources
from storage.database import Database
from storage.firms import Kind

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
    people += Counter(asking.name for template in ready for asking in template.asking)
    firms_of += Counter(asking.firm for template in ready for asking in template.asking)

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
def test_its_equipment_tells_where_it_is_and_how_it_is_used(name: str) -> None:
    """Each with what an hour of it costs elsewhere: savings are counted by it."""
    ready = templates.load(name)

    instructions = {shared.instructions for shared in ready.equipment}
    assert len(instructions) == len(ready.equipment)
    for shared in ready.equipment:
        assert shared.place
        assert shared.instructions.endswith(".")
        assert shared.price > 0


@EACH
async def test_a_real_cluster_has_the_templates_week(name: str, tmp_path: Path) -> None:
    """The pulse, the digest and the quiet hours are those of its file."""
    ready = templates.load(name)
    database = await Database.open(tmp_path / "ayni.db")
    async with database.transaction() as tx:
        made = await found(tx, name, name, ready, NOW)
        cluster = await clusters.load(tx, made.scope)
        shared = await resources.listing(tx, made.scope)
    await database.close()

    week = {field: getattr(cluster, field) for field in type(ready.week).model_fields}
    assert week == ready.week.model_dump()
    assert {r.instructions for r in shared} == {e.instructions for e in ready.equipment}


@pytest.mark.parametrize(
    ("line", "wrong", "told"),
    [
        ("pulse_hour = 17", "pulse_hour = 25", "week.pulse_hour"),
        ("pulse_hour = 17", "pulse_hour = 22", "pulse_hour 22 is in the quiet hours, 21 up to 8"),
        ("digest_hour = 8", "digest_hour = 7", "digest_hour 7 is in the quiet hours, 21 up to 8"),
        ("quiet_from = 21", "", "week.quiet_from"),
        ("[week]", "[week", "line"),
    ],
)
def test_a_template_that_cannot_be_says_where(
    line: str, wrong: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file, the field, and what is wrong with it."""
    text = (templates.FOLDER / "boyaca.toml").read_text("utf-8")
    (tmp_path / "boyaca.toml").write_text(text.replace(line, wrong, 1), "utf-8")
    monkeypatch.setattr(templates, "FOLDER", tmp_path)

    with pytest.raises(templates.TemplateError, match=f"boyaca.toml: .*{told}"):
        templates.load("boyaca")
