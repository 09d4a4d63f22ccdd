"""What units are called, by the word."""

from __future__ import annotations

import re

from bot.language.day_words import one_of

NAMES = {
    "g": "g gr grs gramo gramos gram grams",
    "kg": "kg kgs kgr kgrs kgm kl kls klo klos kilo kilos kilito kilitos quilo quilos kilogramo "
    "kilogramos kilogram kilograms",
    "t": "t tn ton tons tonelada toneladas tonne tonnes",
    "lb": "lb lbs libra libras pound pounds",
    "oz": "oz onza onzas ounce ounces",
    "quintal": "quintal quintales quintals qq",
    "arroba": "arroba arrobas @",
    "ml": "ml mililitro mililitros milliliter milliliters millilitre millilitres cc",
    "l": "l lt lts ltr ltrs litro litros liter liters litre litres",
    "gal": "gal galon galones gallon gallons",
    "piece": "pieza piezas pza pzas pz pzs unidad unidades und unds uds ud u piece pieces pc pcs "
    "unit units item items",
    "pair": "par pares pair pairs",
    "dozen": "docena docenas doc dozen dozens dz",
    "cm": "cm cms centimetro centimetros centimeter centimeters centimetre centimetres",
    "m": "m mt mts metro metros meter meters metre metres",
    "m2": "m2 mts2 mt2",
    "ha": "ha has hectarea hectareas hectare hectares",
    "acre": "acre acres",
    "kwh": "kwh kilovatio-hora",
    "mwh": "mwh",
    "minute": "min mins minuto minutos minute minutes",
    "hour": "h hr hrs hora horas hour hours",
    "day": "dia dias day days",
    "box": "caja cajas box boxes",
    "bag": "bolsa bolsas bag bags",
    "sack": "saco sacos costal costales bulto bultos sack sacks",
    "bottle": "botella botellas bottle bottles",
    "jar": "frasco frascos tarro tarros jar jars",
    "bundle": "atado atados manojo manojos fardo fardos bundle bundles",
    "set": "juego juegos set sets",
    "head": "cabeza cabezas head heads res reses",
}
_WORDS = {name: code for code, names in NAMES.items() for name in names.split()}
_PHRASES = {
    "metros cuadrados": "m2",
    "metro cuadrado": "m2",
    "square meters": "m2",
    "square metres": "m2",
    "kilovatios hora": "kwh",
}
MEANING = {**_WORDS, **_PHRASES}
_ALSO_MONEY = frozenset(("libra", "libras", "pound", "pounds"))
VOCABULARY = frozenset(_WORDS)
# Names that are whole words of their own, which no amount of money is ever written with.
_SURE = re.compile(
    r"\d ?(?:kgs?|grs?|lts?|lbs?|kwh|mwh|ml)\b|"
    rf"\b(?:{one_of(name for name in _WORDS if len(name) > 3 and name not in _ALSO_MONEY)})\b"
)


def names_unit(text: str) -> bool:
    """Whether a folded text has a number and a unit that can hardly be anything else: 20 kg."""
    return _SURE.search(text) is not None
