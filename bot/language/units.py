"""The units that are known everywhere: their names, and what they are of a larger or smaller one.

A template may bring units of its own; those are shown by their code.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from bot.language.text import Text, _n, _p, raw
from storage.values import Quantity


@dataclass(frozen=True, slots=True)
class Unit:
    """`factor` is how many of its kind's smallest unit it holds; units of one kind convert."""

    code: str
    kind: str
    factor: Decimal


_FACTORS = {
    "mass": {"g": "1", "kg": "1000", "t": "1000000"},
    "volume": {"ml": "1", "l": "1000"},
    "count": {"piece": "1", "pair": "2", "dozen": "12"},
    "length": {"cm": "1", "m": "100"},
    "area": {"m2": "1", "ha": "10000"},
    "energy": {"kwh": "1", "mwh": "1000"},
    "time": {"minute": "1", "hour": "60", "day": "1440"},
}
# These hold, or weigh, something else from place to place (a pound is 500 g in Colombia and 454 g
# in Iowa, a quintal 46 or 100 kg), so nothing is made of them.
_ON_THEIR_OWN = "lb oz gal arroba quintal acre box bag sack bottle jar bundle set head"

UNITS = {
    code: Unit(code, kind, Decimal(factor))
    for kind, factors in (*_FACTORS.items(), *((own, {own: "1"}) for own in _ON_THEIR_OWN.split()))
    for code, factor in factors.items()
}

# Abbreviations that Spanish and English share (SI, ISO 80000), and those that neither translates.
SYMBOLS = {
    "g": "g",
    "kg": "kg",
    "t": "t",
    "lb": "lb",
    "oz": "oz",
    "ml": "ml",
    "l": "l",
    "gal": "gal",
    "cm": "cm",
    "m": "m",
    "m2": "m²",
    "ha": "ha",
    "kwh": "kWh",
    "mwh": "MWh",
    "minute": "min",
    "hour": "h",
}


_NAMES = {
    "piece": _n("{amount} piece", "{amount} pieces", 1),
    "pair": _n("{amount} pair", "{amount} pairs", 1),
    "dozen": _n("{amount} dozen", "{amount} dozens", 1),
    "day": _n("{amount} day", "{amount} days", 1),
    "acre": _n("{amount} acre", "{amount} acres", 1),
    "quintal": _n("{amount} quintal", "{amount} quintals", 1),
    "arroba": _n("{amount} arroba", "{amount} arrobas", 1),
    "box": _n("{amount} box", "{amount} boxes", 1),
    "bag": _n("{amount} bag", "{amount} bags", 1),
    "sack": _n("{amount} sack", "{amount} sacks", 1),
    "bottle": _n("{amount} bottle", "{amount} bottles", 1),
    "jar": _n("{amount} jar", "{amount} jars", 1),
    "bundle": _n("{amount} bundle", "{amount} bundles", 1),
    "set": _n("{amount} set", "{amount} sets", 1),
    "head": _n("{amount} head of cattle", "{amount} heads of cattle", 1),
}


# The names of those that are written by a symbol: a button and a question have room for them.
_IN_FULL = {
    "g": _p("unit", "grams"),
    "kg": _p("unit", "kilos"),
    "t": _p("unit", "tonnes"),
    "lb": _p("unit", "pounds"),
    "oz": _p("unit", "ounces"),
    "ml": _p("unit", "millilitres"),
    "l": _p("unit", "litres"),
    "gal": _p("unit", "gallons"),
    "cm": _p("unit", "centimetres"),
    "m": _p("unit", "metres"),
    "m2": _p("unit", "square metres"),
    "ha": _p("unit", "hectares"),
    "kwh": _p("unit", "kilowatt-hours"),
    "mwh": _p("unit", "megawatt-hours"),
    "minute": _p("unit", "minutes"),
    "hour": _p("unit", "hours"),
}


def named(quantity: Quantity) -> Text | None:
    """A dozen, 3 dozens. None for a unit that has no name here."""
    name = _NAMES.get(quantity.unit)
    if name is None:
        return None
    one = abs(quantity.amount) <= 1  # half a dozen is not "0,5 docenas"
    return replace(name, n=1 if one else 2, params={"amount": quantity.amount})


def many(code: str) -> Text:
    """Several of a unit, without an amount: kilos, dozens."""
    named_many = _NAMES.get(code)
    if named_many is not None:
        return replace(named_many, n=2, params={"amount": ""})
    return _IN_FULL.get(code) or raw(code)
