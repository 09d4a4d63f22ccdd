"""Ready-made clusters, as data: one TOML file each, named by the template's slug."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

FOLDER = Path(__file__).parent
# The one that the demo shows where none is asked for.
FIRST = "boyaca"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Product(_Strict):
    """`price` of a unit in whole currency, `usual` units of a sale: ranges for the demo."""

    code: str
    name_es: str
    name_en: str
    unit: str
    price: tuple[int, int]
    usual: tuple[int, int]


class Person(_Strict):
    name: str
    language: Literal["es", "en"]
    role: Literal["member", "keeper", "coordinator", "observer"] = "member"


class Firm(_Strict):
    name: str
    kind: str = "business"
    people: tuple[Person, ...]


class Export(_Strict):
    countries: tuple[str, ...]


class Equipment(_Strict):
    """Open from hour to hour, 24 being the day's end; weekday 0 is Monday.

    `price` is what an hour of it costs elsewhere, in whole currency.
    """

    name_es: str
    name_en: str
    kind: Literal["machine", "space", "vehicle", "person"]
    place: str | None = None
    open_from: int = Field(ge=0, le=23)
    open_until: int = Field(ge=1, le=24)
    closed_weekdays: tuple[int, ...] = ()
    shortest_minutes: int = Field(ge=15)
    longest_minutes: int = Field(le=1440)
    price: int | None = None


class Event(_Strict):
    """So many days after the demo begins, at an hour of the cluster's day; `hours` long."""

    kind: Literal["fair", "training"]
    name_es: str
    name_en: str
    text_es: str
    text_en: str
    place: str
    in_days: int = Field(ge=2)
    hour: int = Field(ge=0, le=23)
    hours: int = Field(ge=1, le=12)
    seats: int | None = Field(default=None, ge=1)


class Newcomer(_Strict):
    """Somebody with an invitation in hand, to show how one joins."""

    name: str
    language: Literal["es", "en"]
    firm: str


class Template(_Strict):
    """The firms, people and events are the demo's: a real cluster begins without them."""

    name_es: str
    name_en: str
    territory: str
    currency: str
    zone: str
    language: Literal["es", "en"]
    products: tuple[Product, ...]
    equipment: tuple[Equipment, ...]
    events: tuple[Event, ...]
    firms: tuple[Firm, ...]
    newcomer: Newcomer
    export: Export


def names() -> list[str]:
    return sorted(file.stem for file in FOLDER.glob("*.toml"))


def load(name: str) -> Template:
    """Raises KeyError for a template there is none of."""
    if name not in names():
        raise KeyError(name)
    return Template.model_validate(tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8")))
