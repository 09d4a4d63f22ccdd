"""Countries by name, short name, or a place in them that buyers are named by: "Texas", "Londres".

Names are CLDR's, Spanish and English alike, with what people write beside them. A name that two
countries share ("Georgia", "Congo", "Corea") is asked. A misspelt one is looked for among all, and
several that are as near as each other are asked.
"""

from __future__ import annotations

import re
from functools import cache

from babel import Locale
from rapidfuzz import fuzz
from rapidfuzz.process import extract

from bot.language.reading import Reading, reading, unread
from bot.language.text import _
from bot.language.typed import folded
from bot.language.voice import Voice

_LOCALES = ("es", "es_419", "es_MX", "es_ES", "en", "en_GB")

_NO_COUNTRIES = frozenset(
    ("AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ")
)

_ALIASES = {
    "US": "ee uu|eeuu|eua|usa|us|u s a|estados unidos de america|estados unidos de norteamerica|"
    "united states of america|the states|norteamerica|the us|the usa",
    "GB": "uk|u k|gran bretana|great britain|britain|inglaterra|england|escocia|scotland|gales|"
    "wales|irlanda del norte|northern ireland|londres|london|the uk",
    "NL": "holanda|holland|amsterdam|rotterdam|paises bajos|the netherlands",
    "DE": "republica federal de alemania|berlin|hamburgo|hamburg|frankfurt|munich",
    "CZ": "republica checa|czech republic",
    "AE": "emiratos|emiratos arabes|emirates|uae|dubai|abu dhabi",
    "KR": "corea|korea|corea del sur|south korea|republica de corea",
    "KP": "corea|korea|corea del norte|north korea",
    "CD": "congo|rdc|drc|republica democratica del congo|democratic republic of the congo",
    "CG": "congo|republica del congo|republic of the congo",
    "DO": "dominicana|rep dominicana|santo domingo",
    "SV": "salvador",
    "SA": "arabia|saudi|arabia saudita",
    "RU": "russia|federacion rusa|moscu|moscow",
    "CN": "republica popular china|pekin|beijing|shanghai|prc",
    "HK": "hong kong",
    "TW": "taiwan",
    "JP": "tokio|tokyo|osaka",
    "FR": "paris|lyon|marsella",
    "ES": "madrid|barcelona|valencia|sevilla|bilbao|zaragoza|reino de espana",
    "IT": "roma|rome|milan",
    "PT": "lisboa|lisbon|oporto",
    "CA": "toronto|montreal|vancouver|quebec|ontario|alberta|columbia britanica|british columbia",
    "MX": "mejico|cdmx|ciudad de mexico|mexico city|df|guadalajara|monterrey",
    "BR": "brazil|brasil|sao paulo|rio de janeiro",
    "AR": "buenos aires",
    "CL": "santiago de chile",
    "CO": "bogota|medellin|cali|cartagena",
    "PE": "lima|cusco|arequipa",
    "VE": "venezuela|caracas",
    "BO": "bolivia|la paz",
    "EC": "quito|guayaquil",
    "IN": "bharat|nueva delhi|new delhi|mumbai|bombay|bangalore|bengaluru",
    "KE": "nairobi|mombasa",
    "TZ": "tanzania|dar es salaam",
    "UG": "kampala",
    "CI": "ivory coast|costa de marfil",
    "MK": "macedonia",
    "SZ": "suazilandia|swaziland",
    "MM": "birmania|burma",
    "TR": "turkey|turquia|turkiye|estambul|istanbul",
    "CH": "suiza|switzerland|zurich|ginebra|geneva",
    "BE": "bruselas|brussels",
    "AT": "viena|vienna",
    "AU": "sydney|melbourne",
    "PR": "puerto rico",
    "PA": "ciudad de panama|panama city",
    "GT": "ciudad de guatemala|guatemala city",
    "GE": "georgia",
}
# States and cities of the United States are where most exports of the Americas go by name.
_UNITED_STATES = (
    "alabama|alaska|arizona|arkansas|california|carolina del norte|carolina del sur|"
    "north carolina|south carolina|colorado|connecticut|dakota del norte|dakota del sur|"
    "north dakota|south dakota|delaware|florida|georgia|hawai|hawaii|idaho|illinois|indiana|iowa|"
    "kansas|kentucky|luisiana|louisiana|maine|maryland|massachusetts|michigan|minnesota|misisipi|"
    "mississippi|misuri|missouri|montana|nebraska|nevada|nueva jersey|new jersey|nueva york|"
    "new york|nuevo mexico|new mexico|nueva hampshire|new hampshire|ohio|oklahoma|oregon|"
    "pensilvania|pennsylvania|rhode island|tennessee|tejas|texas|utah|vermont|virginia|"
    "virginia occidental|west virginia|washington|wisconsin|wyoming|los angeles|san francisco|"
    "chicago|houston|dallas|austin|miami|boston|atlanta|denver|seattle|nyc|las vegas|phoenix|"
    "san diego|filadelfia|philadelphia|nueva orleans|new orleans|san antonio|orlando|des moines"
)
_WIDER = (
    "america|latinoamerica|america latina|latin america|centroamerica|america central|"
    "central america|sudamerica|suramerica|south america|north america|europa|europe|"
    "union europea|european union|ue|eu|asia|africa|oceania|extranjero|abroad|"
    "medio oriente|middle east|caribe|caribbean"
)
_AROUND = re.compile(r"^(?:(?:a|al|to|para|hacia|en|in|de|desde|from|the|el|la|los|las) )+")

# Below this likeness (0 to 100) a name is another word; within so much of the best it is as near.
_ALIKE, _AS_NEAR = 80.0, 4.0


def read_country(typed: str, voice: Voice) -> Reading[str]:
    """ISO 3166 codes; the cluster's own country last, as others are the ones sold to."""
    text = _plain(typed)
    names = _names()
    if (code := typed.strip()) in _countries():
        return reading((code,))
    for said in (text, _AROUND.sub("", text)):
        if said in names:
            return reading(sorted(names[said], key=voice.territory.__eq__))
        if said in _WIDER.split("|"):
            return unread(_("Which country there?"))
    return reading(_near(_AROUND.sub("", text)))


def _near(text: str) -> list[str]:
    if len(text) < 4:
        return []
    names = _names()
    found = extract(text, list(names), scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=6)
    best = found[0][1] if found else 0
    close = [name for name, likeness, _at in found if likeness >= best - _AS_NEAR]
    return list(dict.fromkeys(code for name in close for code in names[name]))[:4]


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """Every plain name with the countries it may mean, the likeliest first."""
    found: dict[str, dict[str, None]] = {}
    for locale in map(Locale.parse, _LOCALES):
        for code in sorted(_countries()):
            name = str(locale.territories.get(code, code))
            for said in (name, re.sub(r"\(.*\)", "", name)):
                found.setdefault(_plain(said), {})[code] = None
    for code, aliases in _ALIASES.items():
        for alias in aliases.split("|"):
            found.setdefault(alias, {})[code] = None
    for place in _UNITED_STATES.split("|"):
        found.setdefault(place, {})["US"] = None
    return {name: tuple(codes) for name, codes in found.items() if name}


@cache
def _countries() -> frozenset[str]:
    """CLDR's territories but for its regions by number and its codes that are no country's."""
    codes = map(str, Locale("en").territories)
    return frozenset(code for code in codes if len(code) == 2) - _NO_COUNTRIES


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[^\w ]", " ", folded(name)).split())
