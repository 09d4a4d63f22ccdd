"""Jobs in other words than those of the buttons, in both languages."""

import pytest

from storage.jobs import Contract, Move
from storage.values import PeopleCount
from tests.dialogues.test_jobs import on_record
from tests.phone import Phone
from tests.town import Town


@pytest.mark.parametrize(
    ("language", "said", "people", "contract"),
    [
        ("es", ("entró", "1", "temporal"), PeopleCount(1), Contract.SEASONAL),
        ("es", ("contratamos", "somos 4", "por horas"), PeopleCount(4), Contract.PART_TIME),
        (
            "es",
            ("contraté a dos mujeres jóvenes", "medio tiempo"),
            PeopleCount(2, women=2, young=2),
            Contract.PART_TIME,
        ),
        ("en", ("hired two women", "half time"), PeopleCount(2, women=2), Contract.PART_TIME),
    ],
)
async def test_a_job_is_told_in_other_words_than_the_buttons(
    town: Town, language: str, said: tuple[str, ...], people: PeopleCount, contract: Contract
) -> None:
    """What the first answer tells of the people is not asked again."""
    ana = await town.member("Ana", language)
    await ana.says("/empleo")
    for words in (*said, "guardar" if language == "es" else "save"):
        await ana.says(words)

    jobs_told = await on_record(town, ana)
    assert [(job.move, job.people, job.contract) for job in jobs_told] == [
        (Move.HIRED, people, contract)
    ]


@pytest.mark.parametrize("words", ["salió", "renunció uno"])
async def test_somebody_who_left_is_told_in_other_words(town: Town, ana: Phone, words: str) -> None:
    """“One resigned” says how many, too."""
    await ana.says("/empleo")
    await ana.says(words)
    if words == "salió":
        await ana.says("1")
    ana.sees("¿Con qué tipo de contrato?")
    await ana.says("jornada completa")
    ana.sees("Personas: 1\n")
    await ana.says("guardar")

    assert [job.move for job in await on_record(town, ana)] == [Move.LEFT]
