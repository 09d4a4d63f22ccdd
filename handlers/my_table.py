"""What is held about somebody as a table that they can read: their words for what was written.

The other file holds it all as it is; here stands what tells them something.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from bot.language.catalogs import said
from bot.language.formats import amount_of
from bot.language.numbers import neat
from bot.language.text import Text, _
from handlers.job_words import FIELDS as JOB_FIELDS
from handlers.job_words import WORDS_OF
from handlers.people_words import ROLES
from handlers.sale_words import FIELDS as SALE_FIELDS
from handlers.sale_words import WORDS
from storage.personal import Rows
from storage.values import Money, Quantity

# What a spreadsheet would read as a formula.
FORMULAS = ("=", "+", "-", "@", "\t", "\r")
# By what each place's spreadsheets part the columns of such a file.
PARTED_BY = {"es": ";", "en": ","}

HEAD = (_("What"), _("No."), _("Fact"), _("Value"))
SUBJECTS = {
    "person": _("You"),
    "member": _("Your clusters"),
    "consent": _("What you allow"),
    "sale": _("Sales"),
    "job": _("Jobs"),
    "head_count": _("People who work here"),
    "week_without_sales": _("Weeks without sales"),
    "booking": _("Bookings"),
    "rsvp": _("Fairs and trainings"),
    "announcement": _("Announcements"),
    "join_request": _("Requests to join"),
}
FIELDS: Mapping[str, Text] = {
    **{field: named for field, named in SALE_FIELDS.items() if field != "photo"},
    **JOB_FIELDS,
    "name": _("Name"),
    "language": _("Language"),
    "cluster": _("Cluster"),
    "firm": _("Firm"),
    "role": _("Role"),
    "joined_at": _("Joined"),
    "last_seen_at": _("Last seen"),
    "purpose": _("What for"),
    "given_at": _("Given"),
    "withdrawn_at": _("Withdrawn"),
    "currency": _("Currency"),
    "unit": _("Unit"),
    "women": _("Of them women"),
    "young": _("Of them young people"),
    "disability": _("Of them with a disability"),
    "monday": _("Week from"),
    "starts_at": _("From"),
    "ends_at": _("Until"),
    "cancelled_at": _("Cancelled"),
    "recorded_at": _("Recorded"),
    "voided_at": _("Void since"),
    "answer": _("Answer"),
    "asked_at": _("Asked"),
}
CODES: Mapping[str, Text] = {**WORDS, **WORDS_OF, **{role.value: ROLES[role] for role in ROLES}}
CODED = frozenset(("market", "channel", "move", "contract", "role"))


def written(held: Mapping[str, Rows], language: str) -> bytes:
    """One line a fact, with a mark at the start by which spreadsheets know the accents."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=PARTED_BY[language])
    writer.writerow([said(head, language) for head in HEAD])
    writer.writerows(_facts(held, language))
    return text.getvalue().encode("utf-8-sig")


def _facts(held: Mapping[str, Rows], language: str) -> Iterator[tuple[str, int, str, object]]:
    for table, subject in SUBJECTS.items():
        for number, row in enumerate(held.get(table, ()), start=1):
            for field, named in FIELDS.items():
                if _tells(row, field):
                    value = _value(row, field, language)
                    yield said(subject, language), number, said(named, language), _safe(value)


def _tells(row: Mapping[str, Any], field: str) -> bool:
    """A booking's amount is no money, but how much of the machine it takes."""
    return row.get(field) is not None and (field != "amount" or "currency" in row)


def _value(row: Mapping[str, Any], field: str, language: str) -> object:
    """Amounts and quantities as people say them, not as they are stored."""
    value = row[field]
    if field in CODED and value in CODES:
        return said(CODES[value], language)
    if field == "amount":
        return _number(amount_of(Money(value, row["currency"])), language)
    if field == "quantity":
        return _number(Quantity(value, row["unit"]).amount, language)
    return value


def _number(value: Decimal, language: str) -> str:
    """With the comma where semicolons part the columns: the two go together."""
    plain = f"{neat(value):f}"
    return plain.replace(".", ",") if PARTED_BY[language] == ";" else plain


def _safe(value: object) -> object:
    """Numbers stay numbers; words that begin like a formula get a mark that keeps them words."""
    formula = isinstance(value, str) and value.startswith(FORMULAS)
    return f"'{value}" if formula else value
