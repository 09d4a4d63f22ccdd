"""Ready-made clusters, as data: one TOML file each, named by the template's slug."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from bot.agenda import quiet

FOLDER = Path(__file__).parent
# The one that the demo shows where none is asked for.
FIRST = "boyaca"


Weekday = Annotated[int, Field(ge=0, le=6)]
Hour = Annotated[int, Field(ge=0, le=23)]


class TemplateError(ValueError):
    """A template's file says what cannot be; the words name the file, the field and the rule."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Week(_Strict):
    """What comes by itself, and when: whole hours on the cluster's clocks; weekday 0 is Monday.

    Nobody is written to from `quiet_from` up to and without `quiet_until`.
    """

    digest_weekday: Weekday
    digest_hour: Hour
    pulse_weekday: Weekday
    pulse_hour: Hour
    quiet_from: Hour
    quiet_until: Hour

    @model_validator(mode="after")
    def _heard(self) -> Self:
        """What comes by itself would wait for the end of the quiet hours, and come at that hour."""
        for name in ("digest_hour", "pulse_hour"):
            hour = getattr(self, name)
            if quiet.within(hour, self.quiet_from, self.quiet_until):
                raise ValueError(
                    f"{name} {hour} is in the quiet hours,"
                    f" {self.quiet_from} up to {self.quiet_until}"
                )
        return self


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
    """`currency` is one in which a buyer abroad pays, worth so many of the cluster's own."""

    countries: tuple[str, ...]
    currency: str
    rate: Decimal = Field(gt=0)


class Equipment(_Strict):
    """Open from hour to hour, 24 being the day's end; weekday 0 is Monday.

    `price` is what an hour of it costs elsewhere, in whole currency. The instructions are in the
    cluster's language: whoever books reads them, and there is one text of them.
    """

    name_es: str
    name_en: str
    kind: Literal["machine", "space", "vehicle", "person"]
    place: str = Field(min_length=1)
    instructions: str = Field(min_length=1)
    open_from: Hour
    open_until: int = Field(ge=1, le=24)
    closed_weekdays: tuple[Weekday, ...] = ()
    shortest_minutes: int = Field(ge=15)
    longest_minutes: int = Field(le=1440)
    price: int = Field(gt=0)


class Event(_Strict):
    """So many days after the demo begins, at an hour of the cluster's day; `hours` long."""

    kind: Literal["fair", "training"]
    name_es: str
    name_en: str
    text_es: str
    text_en: str
    place: str
    in_days: int = Field(ge=2)
    hour: Hour
    hours: int = Field(ge=1, le=12)
    seats: int | None = Field(default=None, ge=1)


class Newcomer(_Strict):
    """Somebody with an invitation in hand, to show how one joins."""

    name: str
    language: Literal["es", "en"]
    firm: str


class Asking(_Strict):
    """Somebody who waits to be let in, with the firm that they say they are of."""

    name: str
    language: Literal["es", "en"]
    firm: str
    kind: str


class Template(_Strict):
    """The firms, people and events are the demo's: a real cluster begins without them."""

    name_es: str
    name_en: str
    territory: str
    currency: str
    zone: str
    language: Literal["es", "en"]
    week: Week
    products: tuple[Product, ...]
    equipment: tuple[Equipment, ...]
    events: tuple[Event, ...]
    firms: tuple[Firm, ...]
    newcomer: Newcomer
    asking: tuple[Asking, ...]
    export: Export


def names() -> list[str]:
    return sorted(file.stem for file in FOLDER.glob("*.toml"))


def load(name: str) -> Template:
    """Raises KeyError for a template there is none of, TemplateError for one that cannot be."""
    if name not in names():
        raise KeyError(name)
    file = FOLDER / f"{name}.toml"
    try:
        return Template.model_validate(tomllib.loads(file.read_text("utf-8")))
    except (ValidationError, tomllib.TOMLDecodeError) as error:
        raise TemplateError(f"{file.name}: {_told(error)}") from error


def _told(error: ValidationError | tomllib.TOMLDecodeError) -> str:
    if not isinstance(error, ValidationError):
        return str(error)
    return "; ".join(
        f"{'.'.join(map(str, problem['loc']))}: {problem['msg']}" for problem in error.errors()
    )
