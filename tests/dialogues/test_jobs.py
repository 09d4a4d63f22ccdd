"""Telling who was hired and who left, in both languages: tapped, typed, in few taps, undone."""

from datetime import timedelta

import pytest

from storage import jobs
from storage.jobs import Contract, Job, Move, NewJob
from storage.values import PeopleCount
from tests.dialogues.books import TODAY, answers_to_forged, scope_of
from tests.phone import Phone
from tests.town import Town

HIRED = NewJob(
    move=Move.HIRED, people=PeopleCount(1), contract=Contract.FULL_TIME, happened_on=TODAY
)
# Letters that half of a narrow phone holds on one line.
NARROW = 17


async def on_record(town: Town, phone: Phone) -> list[Job]:
    """The jobs of this member's firm, newest first; void ones are not among them."""
    scope = await scope_of(town, phone)
    return await jobs.latest(town.app.database.reader, scope, limit=100)


async def told_before(town: Town, phone: Phone, *told: NewJob) -> list[Job]:
    """These are on record already, in this order."""
    scope = await scope_of(town, phone)
    async with town.app.database.transaction() as tx:
        return [
            await jobs.record(tx, scope, new, f"before:{number}", town.clock.now())
            for number, new in enumerate(told)
        ]


def facts(job: Job) -> NewJob:
    """What happened, without who told it and when."""
    return NewJob(**{name: getattr(job, name) for name in NewJob.__slots__})


@pytest.mark.parametrize(
    ("language", "taps", "said"),
    [
        (
            "es",
            ("Registrar empleo", "Contratación: 1 · Tiempo completo", "Guardar"),
            ("Guardado ✓", "1 persona", "Tiempo completo · hoy", "Deshacer", "Mis empleos"),
        ),
        (
            "en",
            ("Record a job", "Hired: 1 · Full-time", "Save"),
            ("Saved ✓", "1 person", "Full-time · today", "Undo", "My jobs"),
        ),
    ],
)
async def test_one_hired_full_time_takes_three_taps(
    town: Town, language: str, taps: tuple[str, ...], said: tuple[str, ...]
) -> None:
    """What happens most often is the first button; nothing counts before Save."""
    ana = await town.member("Ana", language)
    for label in taps[:-1]:
        await ana.taps(label)
    before = await on_record(town, ana)
    await ana.taps(taps[-1])

    ana.sees(*said)
    assert ana.taps_made == 3
    assert (before, [facts(job) for job in await on_record(town, ana)]) == ([], [HIRED])


@pytest.mark.parametrize(
    ("language", "taps"),
    [
        ("es", ("Registrar empleo", "Salida", "Listo", "Por temporada", "Guardar")),
        ("en", ("Record a job", "Left", "Done", "Seasonal", "Save")),
    ],
)
async def test_question_by_question_it_takes_five(
    town: Town, language: str, taps: tuple[str, ...]
) -> None:
    """One person who left, told step by step."""
    ana = await town.member("Ana", language)
    for label in taps:
        await ana.taps(label)

    assert ana.taps_made == 5
    assert [(j.move, j.people, j.contract) for j in await on_record(town, ana)] == [
        (Move.LEFT, PeopleCount(1), Contract.SEASONAL)
    ]


async def test_women_and_young_people_are_counted_with_buttons(town: Town, mary: Phone) -> None:
    """Of three people two are women; what nobody wants to tell stays untold."""
    await mary.taps("Record a job")
    await mary.taps("Hired")
    mary.sees("How many people?\n1 person\n", "− Women", "+ Disability")
    mary.sees("Prefer not to say")
    for label in ("+ People", "+ People", "+ Women", "+ Women"):
        await mary.taps(label)
    mary.sees("3 people (2 women)\n")
    await mary.taps("Done")
    await mary.taps("Part-time")
    mary.sees("People: 3 (2 women)", "Is it right?")
    await mary.taps("Save")

    assert [job.people for job in await on_record(town, mary)] == [PeopleCount(3, women=2)]


@pytest.mark.parametrize("language", ["es", "en"])
async def test_the_buttons_of_people_fit_a_narrow_phone(town: Town, language: str) -> None:
    """Two in a row, each of which stays on one line there; how many they are stands above."""
    ana = await town.member("Ana", language)
    await ana.says("/empleo")
    await ana.says("contratación" if language == "es" else "hired")
    rows = [
        [button["text"] for button in row] for row in ana.last["reply_markup"]["inline_keyboard"]
    ]

    steppers = [row for row in rows if row[0].startswith("−")]
    assert [len(row) for row in steppers] == [2] * 4
    assert max(len(label) for row in steppers for label in row) <= NARROW


@pytest.mark.parametrize(
    ("language", "said", "asked", "people"),
    [
        (
            "es",
            ("/empleo", "contratación", "3, 2 mujeres y 1 joven", "temporada", "guardar"),
            "Guardado ✓",
            "3 personas (2 mujeres y 1 joven)",
        ),
        (
            "en",
            ("/job", "hired", "3, 2 women and 1 young person", "seasonal", "save"),
            "Saved ✓",
            "3 people (2 women and 1 young person)",
        ),
    ],
)
async def test_all_of_it_can_be_typed(
    town: Town, language: str, said: tuple[str, ...], asked: str, people: str
) -> None:
    """In the words that one would say."""
    ana = await town.member("Ana", language)
    for words in said:
        await ana.says(words)

    ana.sees(asked, people)
    assert [(j.people, j.contract) for j in await on_record(town, ana)] == [
        (PeopleCount(3, women=2, young=1), Contract.SEASONAL)
    ]


async def test_who_people_are_need_not_be_told(town: Town, ana: Phone) -> None:
    """Prefer not to say is an answer, and none of the parts is kept."""
    await ana.taps("Registrar empleo")
    await ana.taps("Contratación")
    await ana.taps("Prefiero no decir")
    await ana.taps("Tiempo parcial")
    await ana.taps("Guardar")

    ana.sees("Guardado ✓", "1 persona", "Tiempo parcial")
    assert [job.people for job in await on_record(town, ana)] == [PeopleCount(1)]


@pytest.mark.parametrize(
    ("language", "taps", "void", "restore", "again"),
    [
        (
            "es",
            ("Registrar empleo", "Contratación: 1", "Guardar", "Deshacer"),
            *("Anulado.", "Restaurar", "Restaurado ✓"),
        ),
        (
            "en",
            ("Record a job", "Hired: 1", "Save", "Undo"),
            *("Void.", "Restore", "Restored ✓"),
        ),
    ],
)
async def test_undo_takes_it_back_and_restore_returns_it(
    town: Town, language: str, taps: tuple[str, ...], void: str, restore: str, again: str
) -> None:
    """Both are a tap on the message that said it was saved."""
    ana = await town.member("Ana", language)
    for label in taps:
        await ana.taps(label)
    ana.sees(void, restore)
    undone = len(await on_record(town, ana))
    await ana.taps(restore)

    ana.sees(again, taps[-1])
    assert (undone, len(await on_record(town, ana))) == (0, 1)


async def test_what_a_colleague_has_told_is_asked_about(town: Town, ana: Phone) -> None:
    """The same move of one firm on one day, by two people, may be one."""
    luis = await town.member("Luis", "en")
    await told_before(town, ana, HIRED)
    for label in ("Record a job", "Hired: 1", "Save"):
        await luis.taps(label)
    luis.sees("Ana has already recorded this job", "Is yours another one?")
    asked = len(await on_record(town, ana))
    await luis.taps("Yes, save")

    luis.sees("Saved ✓")
    assert (asked, len(await on_record(town, ana))) == (1, 2)


async def test_editing_the_message_edits_the_record(town: Town, ana: Phone) -> None:
    """Ana forgot one of them, and corrects her own message in Telegram."""
    await ana.taps("Registrar empleo")
    await ana.taps("Contratación")
    await ana.says("2, 1 mujer")
    await ana.taps("Tiempo completo")
    await ana.taps("Guardar")
    await ana.edits("2, 1 mujer", "3, 2 mujeres")
    ana.sees("Cambiado ✓", "3 personas (2 mujeres)", "Deshacer")
    changed = [job.people for job in await on_record(town, ana)]
    await ana.taps("Deshacer")

    ana.sees("Deshecho.", "2 personas (1 mujer)")
    assert changed == [PeopleCount(3, women=2)]
    assert [job.people for job in await on_record(town, ana)] == [PeopleCount(2, women=1)]


async def test_the_list_leads_to_edit_void_and_history(town: Town, mary: Phone) -> None:
    """Newest first; each change is told with who made it."""
    yesterday = TODAY - timedelta(days=1)
    left = NewJob(
        move=Move.LEFT,
        people=PeopleCount(2, women=1),
        contract=Contract.SEASONAL,
        happened_on=yesterday,
    )
    await told_before(town, mary, left, HIRED)
    await mary.says("/myjobs")
    mary.sees("Jobs of Apiario El Roble", "23 Nov · Hired: 1", "22 Nov · Left: 2")
    await mary.taps("22 Nov")
    mary.sees("2 people (1 woman", "Recorded by Mary", "Edit", "Void", "History")
    await mary.taps("Edit")
    await mary.taps("✏️ Contract")
    await mary.taps("Part-time")
    await mary.taps("✏️ Day")
    await mary.taps("Today")
    await mary.taps("Save")
    mary.sees("Changed ✓", "Part-time · today")
    await mary.taps("My jobs")
    await mary.taps("Left: 2")
    await mary.taps("Void")
    await mary.taps("Yes, void it")
    mary.sees("Void.", "Restore")
    await mary.taps("Restore")
    await mary.says("/myjobs")
    await mary.taps("Left: 2")
    await mary.taps("History")

    mary.sees("Recorded it", "Contract: Seasonal → Part-time", "Voided it", "Restored it")
    mary.sees("Day: 22 Nov 2026 → 23 Nov 2026")


async def test_spanish_becomes_english_halfway(town: Town, ana: Phone) -> None:
    """The answers stay, and what is saved is told in the other language."""
    await ana.taps("Registrar empleo")
    await ana.taps("Contratación")
    await ana.says("2, 1 mujer")
    await ana.says("/idioma")
    await ana.taps("English")
    ana.sees("With what kind of contract?", "Hired", "2 people (1 woman")
    await ana.taps("Full-time")
    await ana.taps("Save")

    ana.sees("Saved ✓", "2 people (1 woman")


async def test_a_job_of_another_firm_is_like_one_that_is_not(town: Town, ana: Phone) -> None:
    """Forged ids, others' ids and nonsense get one kind answer with a next step."""
    mary = await town.member("Mary", "en", firm="Apiario El Roble")
    (hers,) = await told_before(town, mary, HIRED)
    await told_before(town, ana, HIRED)
    taps = [f"job{tap}" for tap in ("", "edit", "undo", "void", "voidnow", "restore", "revert")]
    answers = await answers_to_forged(ana, "/misempleos", [*taps, "jobhistory"], hers.id)

    assert len(answers) == 1
    assert "No encuentro ese empleo" in answers.pop()
    assert len(await on_record(town, mary)) == 1


async def test_a_member_of_no_firm_is_told_whom_to_ask(town: Town) -> None:
    """Reports are told for a firm."""
    solo = await town.member("Solo", "es", firm=None)
    for command in ("/empleo", "/misempleos", "/trabajadores"):
        await solo.says(command)
        solo.sees("empresa", "coordinación")

    assert "Registrar empleo" not in solo.menu
