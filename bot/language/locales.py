"""Which CLDR locale writes what.

Numbers and money follow the territory, whatever the reader's language: a price on the market of
Celaya is 1,234.50 to everyone there. Words and the order of dates follow the reader's language in
that territory (CLDR's es_US or en_IN) or, where CLDR has no such pair (en_CO), that language as the
world writes it: en_001, which puts the day first, or es.
"""

from __future__ import annotations

from functools import cache

from babel import Locale
from babel.core import get_global
from babel.localedata import locale_identifiers

WORLD = {"es": "es", "en": "en_001"}

# The languages that Ayni speaks come first, so that Kenya and India are read in English and not in
# Swahili and Hindi, whose numbers they share; elsewhere (Brazil) the territory's own largest.
_SPOKEN = ("es", "en")
_OFFICIAL = ("official", "de_facto_official")


@cache
def number_locale(territory: str) -> Locale:
    """The territory's main locale. Raises ValueError for a code that is no territory."""
    languages = get_global("territory_languages").get(territory)
    if not languages:
        raise ValueError(f"not a territory: {territory!r}")
    official = {
        language: float(facts["population_percent"])
        for language, facts in languages.items()
        if facts["official_status"] in _OFFICIAL
    }
    ours = [language for language in official if language in _SPOKEN]
    main = max(ours or official or languages, key=lambda language: official.get(language, 0))
    return Locale.parse(f"{main}_{territory}")


@cache
def word_locale(language: str, territory: str) -> Locale:
    name = f"{language}_{territory}"
    return Locale.parse(name if name in _known() else WORLD[language])


@cache
def _known() -> frozenset[str]:
    return frozenset(locale_identifiers())
