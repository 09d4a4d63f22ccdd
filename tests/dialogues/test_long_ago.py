"""A day that is years back may be a slip of the finger: it is asked about before saving."""

from datetime import date

import pytest

from tests.dialogues.books import on_record, sale, told_before
from tests.phone import Phone
from tests.town import Town


async def sells_on(phone: Phone, day: str, *words: str) -> None:
    """A sale like the last one, of this day."""
    for said in words:
        await phone.says(said)
    await phone.says(day)
    await phone.says("ok")


async def test_a_sale_of_years_ago_is_asked_about(town: Town, ana: Phone) -> None:
    """It is corrected by a button, or kept by another."""
    await told_before(town, ana, sale())
    await ana.taps("Registrar venta")
    await ana.taps("Miel, 20 kg")
    await sells_on(ana, "23/11/2016", "día")
    ana.sees("23 de noviembre de 2016", "hace más de un año", "Sí, guardar", "Corregir")
    await ana.taps("Corregir")
    await ana.says("23/11/2024")
    await ana.taps("Guardar")
    ana.sees("23 de noviembre de 2024")
    await ana.taps("Sí, guardar")

    ana.sees("Guardada ✓")
    assert [s.sold_on for s in await on_record(town, ana)][-1] == date(2024, 11, 23)


async def test_it_is_asked_once(town: Town, ana: Phone) -> None:
    """Not again when something else of the sale is changed later."""
    await told_before(town, ana, sale(sold_on=date(2020, 5, 1)))
    await ana.taps("Mis ventas")
    await ana.taps("Miel, 20 kg")
    await ana.taps("Editar")
    await ana.taps("+ Nota")
    await ana.says("De la feria")
    await ana.taps("Guardar")

    ana.sees("Cambiada ✓", "De la feria")


async def test_a_job_of_years_ago_is_asked_about(town: Town, mary: Phone) -> None:
    """The same question, also where the day came with an edited message."""
    await mary.taps("Record a job")
    await mary.taps("Hired: 1 · Full-time")
    await sells_on(mary, "1 March 2019", "day")
    mary.sees("1 March 2019 is more than a year ago", "Yes, save")
    await mary.says("no")
    await mary.says("1 March 2026")
    await mary.taps("Save")
    mary.sees("Saved ✓", "1 March")
    await mary.edits("1 March 2026", "1 March 2016")
    mary.sees("1 March 2016 is more than a year ago", "Day: Sunday, 1 March")
    mary.sees("Yes, save", "Correct")
    await mary.says("yes")

    mary.sees("Changed ✓", "2016")


@pytest.mark.parametrize("day", ["today", "yesterday", "24 August 2026", "22 November 2025"])
async def test_days_of_the_last_year_are_not(town: Town, mary: Phone, day: str) -> None:
    """Up to a leap year's days ago."""
    await told_before(town, mary, sale())
    await mary.taps("Record a sale")
    await mary.taps("Honey, 20 kg")
    await sells_on(mary, day, "day")

    mary.sees("Saved ✓")


async def test_the_day_before_those_is(town: Town, mary: Phone) -> None:
    """367 days ago."""
    await told_before(town, mary, sale())
    await mary.taps("Record a sale")
    await mary.taps("Honey, 20 kg")
    await sells_on(mary, "21 November 2025", "day")

    mary.sees("21 November 2025 is more than a year ago")
