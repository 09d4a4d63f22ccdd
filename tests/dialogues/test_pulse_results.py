"""What is seen of the answers: nothing before the round is over, nothing of fewer than five."""

import re

from storage.scope import Role
from tests.dialogues.pulses import OVER, THURSDAY, WEEK, answers, round_of, village
from tests.phone import Phone
from tests.town import Town

FIVE = [
    ("Sí", "5 😀", "Una bodega"),
    ("Sí", "4 🙂", "Más <b>ferias</b> & talleres"),
    ("En parte", "4 🙂", "Más reuniones"),
    ("No", "2 🙁", "Transporte"),
    ("Sí", "Omitir", "A better road"),
]


async def seen(phone: Phone) -> str:
    await phone.says("/pulso")
    await phone.taps("Ver los resultados")
    return phone.text


async def test_members_see_the_totals_of_a_round_that_is_over(town: Town) -> None:
    """How many took part, each answer's count, the average, and what was written, as it was."""
    phones = await village(town, 6)
    await round_of(town, phones, [*FIVE, ("No", "1 😞", None)], THURSDAY)
    rosa = phones[0]
    await seen(rosa)

    rosa.sees("Pulso del 26 de noviembre de 2026", "Participaron 6 de 6 (100%)")
    rosa.sees("Sí: 3 · En parte: 1 · No: 2", "Dijeron que sí: 50%")
    rosa.sees("5 😀: 1 · 4 🙂: 2 · 3 😐: 0 · 2 🙁: 1 · 1 😞: 1", "Promedio: 3,2 de 5")
    rosa.sees("• Una bodega", "• Más <b>ferias</b> & talleres", "• Transporte")


async def test_a_question_that_fewer_than_five_answered_is_not_shown(town: Town) -> None:
    """Though others of the same round are: four answered the second one."""
    phones = await village(town, 5)
    await round_of(town, phones, FIVE, THURSDAY)
    said = await seen(phones[0])

    assert "Sí: 3 · En parte: 1 · No: 1" in said
    assert "Esta la respondieron menos de 5, así que no se muestra." in said
    assert "😀" not in said
    kept = await town.app.database.reader.rows("SELECT DISTINCT question FROM pulse_tally")
    assert "cooperation" not in {row["question"] for row in kept if row["question"]}


async def test_what_few_wrote_is_shown_to_nobody_and_not_kept(town: Town, mary: Phone) -> None:
    """Though all finished: the only words in a language would point to whoever writes it."""
    phones = await village(town, 5)
    told = [*((first, second, None) for first, second, _words in FIVE[:4]), FIVE[4]]
    await town.clock_to(THURSDAY)
    phones[0].sees("Cada pregunta se muestra solo si la respondieron al menos 5 personas")
    phones[0].sees("y lo escrito, solo si escribieron al menos 5")
    mary.sees("what was written only if at least 5 wrote")
    for phone, answer in zip(phones, told, strict=True):
        await answers(phone, *answer)
    await town.clock_to(THURSDAY + OVER)
    await mary.says("/pulse")
    await mary.taps("See the results")

    mary.sees("Yes: 3", "Fewer than 5 wrote something, so it is not shown.")
    mary.sees_not("A better road")
    assert await town.app.database.reader.rows("SELECT * FROM pulse_words") == []


async def test_of_a_round_of_four_nothing_is_shown_or_kept(town: Town, mary: Phone) -> None:
    """Not even how many they were; what could never be shown is deleted."""
    phones = await village(town, 4)
    await round_of(town, phones, FIVE, THURSDAY)
    await mary.says("/pulse")
    await mary.taps("See the results")
    mary.sees("Fewer than 5 took part.", "So few answers are shown to nobody")
    mary.sees_not("As a picture", "Una bodega", "Yes:")

    for table in ("pulse_tally", "pulse_words"):
        assert await town.app.database.reader.rows(f"SELECT * FROM {table}") == []


async def test_while_a_round_is_open_no_answer_is_seen(town: Town) -> None:
    """Otherwise whoever looks before and after somebody answers knows what they said."""
    phones = await village(town, 6)
    await town.clock_to(THURSDAY)
    for phone, told in zip(phones, FIVE, strict=False):
        await answers(phone, *told)
    last = phones[5]
    await last.says("/pulso")
    last.sees("Pregunta 1 de 3")
    await phones[0].says("/pulso")
    phones[0].sees("Hasta ahora han participado 5 de 6")
    phones[0].sees_not("Ver los resultados", "Sí:")
    await phones[0].taps_old(phones[0].last["message_id"], "pulseres:1")

    phones[0].sees("Todavía no hay resultados del pulso")


async def test_the_coordinator_has_the_results_sent(town: Town) -> None:
    """In her language, when the round is over; by command she sees what all see."""
    clara = await town.member("Clara", "en", firm=None, role=Role.COORDINATOR)
    phones = await village(town, 5)
    before = len(phones[0].messages)
    await round_of(town, phones, FIVE, THURSDAY)

    clara.sees("Pulse of 26 November 2026", "5 of 6 took part (83%)", "Yes: 3 · Partly: 1 · No: 1")
    clara.sees("What are you unhappy with", "• Una bodega", "As a picture")
    assert [m for m in phones[0].messages[before:] if "Pulso del" in m.get("text", "")] == []


async def test_the_same_questions_are_compared_with_the_last_time(town: Town) -> None:
    """Three rounds later; a round in between that too few answered is no comparison."""
    phones = await village(town, 5)
    first = [("No", "2 🙁", None)] * 5
    last = [("Sí", "4 🙂", None)] * 4 + [("No", "5 😀", None)]
    await round_of(town, phones, first, THURSDAY)
    for week in (1, 2):
        await round_of(town, phones, first, THURSDAY + week * WEEK)
    await round_of(town, phones, last, THURSDAY + 3 * WEEK)
    now = await seen(phones[0])
    await phones[0].taps("‹ Ronda anterior")
    earlier = phones[0].text
    await phones[0].taps("Última ronda ›")

    assert "Dijeron que sí: 80% (la vez pasada 0%)" in now
    assert "Promedio: 4,2 de 5 (la vez pasada 2)" in now
    assert "Pulso del 10 de diciembre" in earlier
    assert phones[0].text == now


async def test_what_was_written_turns_its_pages(town: Town) -> None:
    """Eight at a time; each is there once, and none is named."""
    names = "ABCDEFGHIJKL"
    phones = [await town.member(f"Socia {name}", "es") for name in names]
    told = [("Sí", "5 😀", f"Necesidad número {name}") for name in names]
    await round_of(town, phones, told, THURSDAY)
    first = await seen(phones[0])
    await phones[0].taps("Más de lo escrito ›")
    second = phones[0].text
    await phones[0].taps("‹ Desde el comienzo")

    shown = re.findall(r"número (\w)", first + second)
    assert len(re.findall("número", first)) == 8
    assert sorted(shown) == sorted(names)
    assert "Socia" not in first + second
    assert phones[0].text == first


async def test_the_results_are_drawn_for_a_phone(town: Town, mary: Phone) -> None:
    """One picture, as wide as a phone shows it; of a round with nothing to show there is none."""
    phones = await village(town, 5)
    await round_of(town, phones, FIVE, THURSDAY)
    await mary.says("/pulse")
    await mary.taps("See the results")
    await mary.taps("As a picture")
    mary.sees("Pulse of 26 November 2026")
    size = (mary.last["photo"][-1]["width"], mary.last["photo"][-1]["height"])
    await mary.taps_old(mary.messages[-2]["message_id"], "pulsepic:99")

    assert size[0] == 1080
    assert 900 < size[1] < 1600
    assert "nothing to draw" in mary.toast


async def test_forged_ids_of_rounds_show_nothing_else(town: Town, mary: Phone) -> None:
    """They lead to the cluster's last round, or say that there is none."""
    await round_of(town, [mary], [("Yes", "5 😀", "A cellar")], THURSDAY)
    seen_by_then = set()
    for argument in ("", "1", "1.99", "x", "-1", "1.x", "9" * 40, "99", "0"):
        await mary.taps_old(mary.last["message_id"], f"pulseres:{argument}"[:64])
        seen_by_then.add(mary.text.partition("·")[0].strip())

    assert seen_by_then == {
        "Pulse of 26 November 2026",
        "There are no results of the pulse yet. When a round is over they are here.",
    }
