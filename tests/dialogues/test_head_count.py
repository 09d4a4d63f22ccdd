"""How many people work in a firm: asked once at joining, corrected, kept up by the jobs told."""

from tests.dialogues.test_joining import invitation
from tests.phone import Phone
from tests.town import Town


async def test_whoever_joins_a_firm_first_is_asked_once(town: Town) -> None:
    """By a button after the welcome; the second member of the firm is not asked again."""
    token = (await invitation(town, uses=2)).token
    clara, eva = await town.stranger("Clara", "es"), await town.stranger("Eva", "en")
    await clara.starts(token)
    await clara.taps("Unirme")
    await clara.taps("Listo")
    clara.sees_above("¡Te damos la bienvenida")
    clara.sees("Colmena Clara", "¿cuántas personas trabajan ahí?", "Decir cuántas")
    await clara.taps("Decir cuántas")
    await clara.says("4, 3 mujeres")
    clara.sees("Anotado ✓ En Colmena Clara trabajan 4 personas (3 mujeres).")
    await eva.starts(token)
    await eva.taps("Join")
    await eva.taps("Done")

    eva.sees_above("Welcome to")
    eva.sees_not("Tell how many")


async def test_the_number_follows_what_is_told_of_jobs(town: Town, mary: Phone) -> None:
    """Two at joining and one hired are three; the number at joining can be corrected."""
    await mary.says("/headcount")
    mary.sees("How many people work in your firm, you included?")
    await mary.says("2")
    mary.sees("Noted ✓ 2 people work at Apiario El Roble.")
    for label in ("Record a job", "Hired: 1", "Save", "My jobs"):
        await mary.taps(label)
    mary.sees("3 people work at Apiario El Roble.", "How many we are")
    await mary.taps("How many we are")
    mary.sees("When it joined, on 23 Nov 2026: 2 people.")
    await mary.taps("Correct the number at joining")
    await mary.says("5, 2 women")
    await mary.says("/headcount")

    mary.sees("6 people work", "5 people (2 women)")


async def test_an_empty_list_offers_both_first_steps(ana: Phone) -> None:
    """No dead end: telling a job, and telling how many there are."""
    await ana.says("/misempleos")
    ana.sees("Aún no hay empleos", "Registrar empleo", "Decir cuántas personas trabajan aquí")
    await ana.taps("Decir cuántas personas trabajan aquí")

    ana.sees("¿Cuántas personas trabajan en tu empresa, contándote?")
