"""What people type outside of any question, in both languages, slips of the finger too."""

import pytest

import handlers
from bot.conversation.wishes import called, greets, nearest, thanks
from bot.features import Table, Who
from tests.phone import Phone
from tests.town import Town

MEMBERS = [c for c in Table(handlers.FEATURES).commands if c.who is not Who.COORDINATORS]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("vendi miel", "sale"),
        ("Vendí 20 kg de miel en 450 mil", "sale"),
        ("quiero vender", "sale"),
        ("hola, quiero registrar una venta", "sale"),
        ("I sold 3 jars to my neighbour", "sale"),
        ("sell honey", "sale"),
        ("mis ventas", "mysales"),
        ("ventas", "mysales"),
        ("quiero corregir una venta", "mysales"),
        ("show me my sales", "mysales"),
        ("ayuda", "help"),
        ("ayudame por favor", "help"),
        ("help me", "help"),
        ("que hago", "help"),
        ("¿Qué puedo hacer?", "help"),
        ("what can I do here?", "help"),
        ("idoma", "language"),
        ("language", "language"),
        ("english please", "language"),
        ("como voy", "myweek"),
        ("my weak", "myweek"),
        ("resumen de la semana", "myweek"),
        ("quiero reservar la centrífuga", "book"),
        ("permisos", "consents"),
        ("menú", "menu"),
        ("cancelar", "cancel"),
    ],
)
def test_the_nearest_thing_is_offered_first(typed: str, first: str) -> None:
    """By what it is called, by its label, or by what people say who want it."""
    near = nearest(typed, MEMBERS, 2)

    assert near[0].en == first


@pytest.mark.parametrize(
    "typed", ["", "😀", "no", "ok", "la de ayer no me gustó", "see you on Monday", "12", "x" * 999]
)
def test_small_words_are_like_nothing(typed: str) -> None:
    """Two sentences share them whatever they are about."""
    assert nearest(typed, MEMBERS, 2) == []
    assert called(typed, MEMBERS) is None


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("hola", greets),
        ("¡Buenos días!", greets),
        ("hello there", greets),
        ("Gracias 🙏", thanks),
        ("muchas gracias por todo", thanks),
        ("thank you so much", thanks),
    ],
)
def test_a_kind_word_is_known(typed: str, kind: object) -> None:
    """A greeting is no thanks, and the other way round."""
    assert [greets(typed), thanks(typed)] == [kind is greets, kind is thanks]


async def test_a_sale_told_out_of_the_blue_leads_to_its_form(ana: Phone, mary: Phone) -> None:
    """One tap further is the first question."""
    await ana.says("vendi miel")
    ana.sees("¿Querías hacer esto?", "Registrar venta")
    ana.sees_not("No entendí")
    await ana.taps("Registrar venta")
    ana.sees("¿Qué vendiste?")
    await mary.says("sold honey")
    await mary.taps("Record a sale")

    mary.sees("What did you sell?")


async def test_a_command_is_found_without_its_sign(ana: Phone, mary: Phone) -> None:
    """Its name or its label, in either language and however it is capitalized."""
    await ana.says("MIS VENTAS")
    ana.sees("Aún no hay ventas")
    await ana.says("language")
    ana.sees("English", "Español")
    await mary.says("ayuda")

    mary.sees("/sale")


async def test_pausing_somebody_is_not_taken_for_the_pulse(
    ana: Phone, rosa: Phone, john: Phone, mary: Phone
) -> None:
    """Who may do it is led to the members; who may not is offered nothing like it."""
    await john.says("pause Luis")
    john.sees("Did you mean this?", "See the members")
    john.sees_not("Pulse", "pulse")
    await rosa.says("quiero pausar a Luis")
    rosa.sees("Ver a los integrantes")
    rosa.sees_not("ulso")
    await mary.says("pause Luis")
    mary.sees("I did not understand “pause Luis”")
    await ana.says("el pulzo")

    ana.sees("pulso")


async def test_greetings_and_thanks_are_answered_kindly(
    town: Town, ana: Phone, mary: Phone
) -> None:
    """With the menu; a stranger is told how to come in."""
    await ana.says("Hola, buenas tardes")
    ana.sees("Hola, Ana. ¿Qué quieres hacer?")
    await ana.says("gracias")
    ana.sees("De nada.")
    await mary.says("Thanks!")
    mary.sees("You are welcome.")
    eva = await town.stranger("Eva Ruiz", "es")
    await eva.says("hola")

    eva.sees("Hola, Eva.", "necesitas una invitación")
    assert "Registrar venta" in ana.menu


async def test_what_is_not_understood_is_said(ana: Phone) -> None:
    """And what can be done, instead of a guess."""
    await ana.says("la de ayer <no> me gustó")

    ana.sees("No entendí «la de ayer <no> me gustó».", "/ayuda")
    assert ana.buttons == []


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("sin ventas", "nosales"),
        ("esta semana no vendí", "nosales"),
        ("hoy no vendí nada", "nosales"),
        ("no sales this week", "nosales"),
        ("contraté a 2 mujeres", "job"),
        ("we hired two women", "job"),
        ("¿cuánto vendí este mes?", "stats"),
        ("how much did I sell this month?", "stats"),
        ("borrar mis datos", "mydata"),
        ("delete my data", "mydata"),
        ("salir", "menu"),
        ("inicio", "menu"),
        ("/ventas", "mysales"),
    ],
)
def test_what_people_say_who_want_it_is_known(typed: str, first: str) -> None:
    """None of these led anywhere, or to something else."""
    assert nearest(typed, MEMBERS, 2)[0].en == first


async def test_a_week_without_sales_is_told_in_words(town: Town, ana: Phone, mary: Phone) -> None:
    """This week may still bring some; the one before is told at a tap."""
    await ana.says("hoy no vendí nada")
    ana.sees("Decir que no hubo ventas")
    await ana.taps("Decir que no hubo ventas")
    ana.sees("Esta semana aún puede traer ventas.", "Registrar venta")
    await ana.taps("No hubo")
    ana.sees("Anotado ✓")
    await mary.says("no sales")
    await mary.taps("Tell a week without sales")

    mary.sees("This week can still bring sales.", "There were none", "Record a sale")


async def test_short_kind_words_are_answered_shortly(ana: Phone, mary: Phone) -> None:
    """A sign of having understood is no question."""
    for words in ("ok", "👍", "Vale, perfecto", "listo"):
        await ana.says(words)
        ana.sees("Aquí estoy cuando me necesites." if words != "Vale, perfecto" else "No entendí")
    await mary.says("okay")
    mary.sees("Good. I am here when you need me.")
    await ana.says("idiota")
    ana.sees("Siento no poder ayudarte ahora.")
    ana.sees_not("Idioma", "Elegir")


async def test_one_thing_is_offered_as_one(ana: Phone, mary: Phone) -> None:
    """“One of these” stood above a single button."""
    await ana.says("permisos por favor")
    ana.sees("¿Querías hacer esto?")
    await mary.says("privacy please")

    mary.sees("Did you mean this?")


async def test_a_photo_out_of_the_blue_may_be_a_receipt(ana: Phone, mary: Phone) -> None:
    """It used to lead nowhere."""
    await ana.sends_photo()
    ana.sees("¿Es el recibo de una venta?", "Registrar venta", "Mis ventas")
    await mary.sends_photo()
    mary.sees("Is it the receipt of a sale?", "Record a sale")
    await mary.taps("Record a sale")

    mary.sees("What did you sell?")
