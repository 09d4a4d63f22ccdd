"""How the facts of records are written into their history: the same in every language."""

from __future__ import annotations

from datetime import date

from storage.values import Money, PeopleCount, Quantity

Fact = str | Money | Quantity | PeopleCount | date | None
UNTOLD = "-"


def written(fact: Fact) -> str | None:
    match fact:
        case Money(minor, currency):
            return f"{minor} {currency}"
        case Quantity(thousandths, unit):
            return f"{thousandths} {unit}"
        case PeopleCount(total):
            parts = (fact.women, fact.young, fact.disability)
            return " ".join([str(total), *(UNTOLD if n is None else str(n) for n in parts)])
        case date():
            return fact.isoformat()
        case _:
            return fact


def read_money(text: str) -> Money:
    minor, currency = text.split(" ")
    return Money(int(minor), currency)


def read_quantity(text: str) -> Quantity:
    thousandths, unit = text.split(" ", 1)
    return Quantity(int(thousandths), unit)


def read_people(text: str) -> PeopleCount:
    total, *parts = text.split(" ")
    return PeopleCount(int(total), *(None if part == UNTOLD else int(part) for part in parts))
