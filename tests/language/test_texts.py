"""A text is rendered late, in the reader's language, and escaped exactly once."""

from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.language.catalogs import Catalog
from bot.language.text import (
    Ago,
    Country,
    Currency,
    Day,
    In,
    ListDay,
    Listing,
    NearDay,
    NearDays,
    Percent,
    Same,
    Text,
    _,
    _n,
    _p,
    both,
    layout,
    lines,
    raw,
)
from storage.values import DayRange, Money
from tests.language.places import EVERY_VOICE, voice_of

SPANISH, ENGLISH = voice_of("es-CO", "es"), voice_of("es-CO", "en")
WEEK = DayRange(date(2026, 11, 23), date(2026, 11, 30))
NASTY = '<b>Ana</b> & "Co" {name} &amp;'


@given(some.text(max_size=60), some.sampled_from(EVERY_VOICE))
def test_a_parameter_is_escaped_once_however_deep(words: str, voice: object) -> None:
    """Directly, in a nested text, in a list, in lines: always the same."""
    escaped = SPANISH.html(raw(words))

    assert SPANISH.html(layout("<i>{w}</i>", w=words)) == f"<i>{escaped}</i>"
    assert SPANISH.html(layout("{w}", w=layout("{w}", w=raw(words)))) == escaped
    assert SPANISH.html(layout("{w}", w=[words])) == escaped
    assert SPANISH.html(lines(raw(words), None, words)) == f"{escaped}\n{escaped}"
    assert SPANISH.plain(layout("<i>{w}</i>", w=words)) == words


def test_a_text_can_be_in_a_language_of_its_own() -> None:
    """Its parameters too; it is escaped like any other."""
    text = lines(_("Sold on {day}.", day=date(2026, 11, 23)), In("es", both(NASTY, "")))

    assert ENGLISH.html(text) == f"Sold on 23 Nov 2026.\n{SPANISH.html(raw(NASTY))}"
    assert ENGLISH.plain(layout("{save}", save=In("es", _("Save")))) == "Guardar"


def test_what_many_are_told_is_in_the_language_of_each() -> None:
    """Written once for each voice, and escaped once."""
    same = Same(_("Sold on {day}.", day=date(2026, 11, 23)))
    mine, yours = lines(raw(NASTY), same), lines(same, raw("Ana"))

    assert SPANISH.html(mine) == f"{SPANISH.html(raw(NASTY))}\n{SPANISH.html(same.text)}"
    assert ENGLISH.html(yours) == "Sold on 23 Nov 2026.\nAna"
    assert SPANISH.html(yours) == f"{SPANISH.html(same.text)}\nAna"
    assert SPANISH.plain(yours) == f"{SPANISH.plain(same.text)}\nAna"
    assert SPANISH.html(layout("{w}", w=Same(raw(NASTY)))) == SPANISH.html(raw(NASTY))


@pytest.mark.parametrize("place", ["es-CO", "es-MX", "es-ES"])
def test_a_sentence_that_ends_with_an_hour_has_one_full_stop(place: str) -> None:
    """As Spanish is written: that of the abbreviation is enough."""
    voice = voice_of(place, "es")
    said, hour = _("It has to be later than {time}.", time=time(9)), voice.time(time(9))

    assert voice.html(said) == f"Tiene que ser después de {hour.removesuffix('.')}."
    assert voice.plain(said) == voice.html(said)
    assert voice.html(raw("Esto... y a.m...")) == "Esto... y a.m..."


def test_what_people_typed_can_do_nothing() -> None:
    """Tags, quotes, braces and entities of a name are shown as they were typed."""
    text = layout('<b>{name}</b> <a href="https://example.org/?a=1&amp;b=2">x</a>', name=NASTY)

    assert SPANISH.html(raw(NASTY)) == (
        "&lt;b&gt;Ana&lt;/b&gt; &amp; &quot;Co&quot; {name} &amp;amp;"
    )
    assert SPANISH.html(text).startswith("<b>&lt;b&gt;Ana")
    assert SPANISH.plain(text) == f"{NASTY} x"


def test_values_are_written_by_their_type() -> None:
    """A text says which value, the voice how it is written."""
    today = date(2026, 11, 24)
    values = {
        "12.345": 12345,
        "1,5": Decimal("1.5"),
        "$1.200": Money(120_000, "COP"),
        "23 de noviembre de 2026": Day(date(2026, 11, 23), "long"),
        "ayer": NearDay(date(2026, 11, 23), today),
        "hoy": Ago(today, today),
        "hace 2 días": Ago(date(2026, 11, 22), today),
        "hace 1 semana": Ago(date(2026, 11, 17), today),
        "hace 3 meses": Ago(date(2026, 8, 24), today),
        "Alemania": Country("DE"),
        "San Vicente y las Granadinas": Country("VC"),
        "dólar estadounidense": Currency("USD"),
        "26%": Percent(Decimal("0.255")),
        "23 nov": ListDay(date(2026, 11, 23), today),
        "23 al 29 de noviembre": NearDays(WEEK, today),
        "Tunja, Duitama y Sogamoso": ["Tunja", "Duitama", "Sogamoso"],
        "7 u 8": Listing.either((7, 8)),
        "miel": both("miel", "honey"),
    }
    for written, value in values.items():
        assert SPANISH.plain(layout("{value}", value=value)) == written
    assert ENGLISH.plain(both("miel", "honey")) == "honey"


@pytest.mark.parametrize("value", [None, 1.5, object(), b"bytes", {"a": 1}])
def test_a_value_that_no_text_can_hold_is_refused(value: object) -> None:
    """A mistake of the program is found where it is made, not shown to a member."""
    with pytest.raises(TypeError, match="a text cannot show"):
        SPANISH.html(layout("{value}", value=value))


def test_a_missing_parameter_is_refused() -> None:
    """A blank is never shown as a blank."""
    with pytest.raises(KeyError):
        SPANISH.html(layout("{amount}"))


def test_a_message_without_translation_is_said_in_english() -> None:
    """Better than nothing, and the build tells that it is missing."""
    assert SPANISH.plain(_("Never translated, {name}.", name="Ana")) == "Never translated, Ana."
    assert SPANISH.plain(_n("{n} gnu", "{n} gnus", 1)) == "1 gnu"
    assert SPANISH.plain(_n("{n} gnu", "{n} gnus", 0)) == "0 gnus"


def test_words_of_one_spelling_differ_by_context() -> None:
    """The same English word may need two Spanish ones."""
    assert SPANISH.plain(_p("day", "tomorrow")) == "mañana"
    assert SPANISH.plain(_("tomorrow")) == "tomorrow"


PO = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=3; plural=(n==0 ? 0 : n==1 ? 1 : 2);\n"

msgid "{n} sale"
msgid_plural "{n} sales"
msgstr[0] "ninguna venta"
msgstr[1] "{n} venta"
msgstr[2] "{n} ventas"

#, fuzzy
msgid "Saved"
msgstr "Salvado"

msgid "Empty"
msgstr ""

msgctxt "button"
msgid "Back"
msgstr "Atrás"
"""


def test_a_catalog_is_read_as_it_is_written(tmp_path: Path) -> None:
    """Plural forms by its own formula; what is fuzzy, empty or of another context is not said."""
    path = tmp_path / "ayni.po"
    path.write_text(PO, encoding="utf-8")
    catalog = Catalog.read(path)

    def said(text: Text) -> str:
        return catalog.template(text)

    assert [said(_n("{n} sale", "{n} sales", n)) for n in (0, 1, 5)] == [
        "ninguna venta",
        "{n} venta",
        "{n} ventas",
    ]
    assert said(_("Saved")) == "Saved"
    assert said(_("Empty")) == "Empty"
    assert said(_p("button", "Back")) == "Atrás"
    assert said(_("Back")) == "Back"


def test_a_catalog_that_is_not_there_says_all_in_english(tmp_path: Path) -> None:
    """A fresh clone with no catalogs still speaks."""
    catalog = Catalog.read(tmp_path / "none.po")

    assert catalog.template(_n("{n} sale", "{n} sales", 2)) == "{n} sales"
