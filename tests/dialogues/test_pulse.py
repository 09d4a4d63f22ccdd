"""Answering the weekly pulse, in both languages: by a tap a question, by typing, later."""

from dataclasses import replace

from storage import clusters, people
from storage.scope import Role
from tests.dialogues.pulses import DAY, OVER, THURSDAY, WEEK, answers
from tests.phone import Phone
from tests.town import BOYACA, Town


async def tallied(town: Town) -> int:
    """How many answers are counted."""
    rows = await town.app.database.reader.rows("SELECT given FROM pulse_tally")
    return sum(row["given"] for row in rows)


async def test_a_question_is_one_tap(town: Town, ana: Phone) -> None:
    """It comes by itself with its answers below; each tap brings the next, in the same message."""
    await town.clock_to(THURSDAY)
    first, message = ana.buttons, ana.last["message_id"]
    await ana.taps("En parte")
    ana.sees("Pregunta 2 de 3", "la forma en que trabaja el clúster", "1 es lo peor")
    second = ana.buttons
    await ana.taps("4 🙂")
    ana.sees("¿Con qué no estás conforme", "sin tu nombre", "Omitir")
    third = ana.last["message_id"]
    await ana.says("Falta una centrífuga más grande")

    ana.sees("Ya respondiste", "Gracias ✓", "menos de 5", "miércoles 2 de diciembre")
    assert first == ["Sí", "En parte", "No", "Omitir"]
    assert second == ["1 😞", "2 🙁", "3 😐", "4 🙂", "5 😀", "Omitir"]
    assert (third, ana.taps_made) == (message, 2)


async def test_every_question_can_be_skipped(town: Town, mary: Phone) -> None:
    """In English, by buttons alone."""
    await town.clock_to(THURSDAY)
    mary.sees("Weekly pulse", "Beekeepers of Boyacá", "Do you get the benefits", "Partly")
    await mary.taps("Skip")
    mary.sees("Question 2 of 3", "What do you think of the way the cluster works?")
    await mary.taps("Skip")
    mary.sees("What are you unhappy with")
    await mary.taps("Skip")

    mary.sees("You have answered this week's questions. Thank you ✓", "Wednesday, 2 December")


async def test_answers_can_be_typed_after_the_command(town: Town, ana: Phone, mary: Phone) -> None:
    """Whoever types is as fast; what is no answer is asked again, and not repeated."""
    await town.clock_to(THURSDAY)
    await ana.says("/pulso tal vez quizás")
    ana.sees("Esa no es ninguna de las respuestas", "Pregunta 1 de 3")
    ana.sees_not("quizás")
    await ana.says("/pulso sí")
    ana.sees("Pregunta 2 de 3")
    await ana.says("/pulso 5")
    ana.sees("¿Con qué no estás conforme")
    await ana.says("/pulso La centrífuga")
    ana.sees("Gracias ✓")
    await mary.says("/pulse skip")
    await mary.says("/pulse 3")
    await mary.says("nothing")

    mary.sees("Thank you ✓")


async def test_answers_can_be_typed_below_the_question(town: Town, ana: Phone, mary: Phone) -> None:
    """As one answers a person; and a bare word below something else is not taken for one."""
    await town.clock_to(THURSDAY)
    await ana.says("en parte")
    ana.sees("Pregunta 2 de 3")
    await ana.says("4")
    ana.sees("¿Con qué no estás conforme")
    await mary.says("yes")
    mary.sees("Question 2 of 3")
    await mary.says("/help")
    await mary.says("4")
    mary.sees("I did not understand")
    await mary.says("/pulse 4")
    mary.sees("What are you unhappy with")


async def test_an_answer_counts_once_and_stays(town: Town, ana: Phone) -> None:
    """A second tap in haste, or on an old copy of the question, adds and changes nothing."""
    await town.clock_to(THURSDAY)
    message = ana.last
    buttons = message["reply_markup"]["inline_keyboard"][0]
    await ana.taps("Sí")
    for button in buttons:
        await ana.taps_old(message["message_id"], button["callback_data"])
        assert "ninguna se puede cambiar" in ana.toast
        ana.sees("Pregunta 2 de 3")

    assert await tallied(town) == 1


async def test_a_half_answered_round_is_taken_up_again(town: Town, ana: Phone) -> None:
    """After a restart, after another form in between, from the reminder of the second day."""
    await town.clock_to(THURSDAY)
    await ana.taps("No")
    await town.restarts()
    await ana.taps("2 🙁")
    ana.sees("¿Con qué no estás conforme")
    await ana.taps("Registrar venta")
    await ana.taps("Miel")
    await town.clock_to(THURSDAY + 2 * DAY)
    ana.sees("Un recordatorio que envía solo el bot", "Pregunta 3 de 3", "Escribir", "Omitir")
    await ana.taps("Escribir")
    ana.sees("¿Con qué no estás conforme")
    await ana.says("El horario de la bodega")

    ana.sees("Gracias ✓", "Seguir con: Venta")


async def test_the_reminder_comes_to_those_who_have_not_finished(
    town: Town, ana: Phone, mary: Phone
) -> None:
    """It is the question itself, one tap away; who has finished is left in peace."""
    await town.clock_to(THURSDAY)
    await answers(ana, "Sí", "5 😀")
    done = len(ana.messages)
    await town.clock_to(THURSDAY + 2 * DAY)
    mary.sees("A reminder, sent by the bot alone", "Question 1 of 3")
    await mary.taps("Yes")
    mary.sees("Question 2 of 3")

    assert len(ana.messages) == done


async def test_words_that_are_too_long_are_not_said_back(town: Town, ana: Phone) -> None:
    """They would be kept with what was sent; the question stays and says how much fits."""
    await town.clock_to(THURSDAY)
    await answers(ana, "Sí", "5 😀", "centrífuga " * 200)
    ana.sees("caben", "¿Con qué no estás conforme")
    ana.sees_not("centrífuga")
    await ana.sends_photo()
    ana.sees("¿Con qué no estás conforme")
    await ana.says("La centrífuga")

    ana.sees("Gracias ✓")


async def test_what_comes_too_late_is_told_so(town: Town, ana: Phone, mary: Phone) -> None:
    """The buttons of a round that is over, and words that were still to be written."""
    await town.clock_to(THURSDAY)
    await answers(ana, "Sí", "5 😀", "Ca\u202e")
    await mary.taps("Yes")
    await mary.taps("4 🙂")
    old = ana.messages[-1]
    await town.clock_to(THURSDAY + OVER)
    await mary.says("A cellar")
    mary.sees("That round is over: nothing was added to it.", "Thursday, 3 December")
    await ana.says("/pulso")
    ana.sees("Ahora no hay ninguna ronda abierta", "jueves 3 de diciembre", "Ver los resultados")
    await ana.taps_old(old["message_id"], "pulse:1.0.2")

    assert "ya terminó" in ana.toast


async def test_a_new_round_takes_the_place_of_the_last(town: Town, ana: Phone) -> None:
    """An old question leads to the new one; what is written to the last goes nowhere."""
    await town.clock_to(THURSDAY)
    await ana.taps("Sí")
    await ana.taps("5 😀")
    await town.clock_to(THURSDAY + WEEK)
    ana.sees("¿Encuentras en el clúster")
    await ana.says("Para la otra ronda")
    ana.sees("ya terminó")
    await ana.says("/pulso")

    ana.sees("Pregunta 1 de 3", "¿Encuentras en el clúster")


async def test_who_ignores_three_rounds_is_left_alone(town: Town, mary: Phone) -> None:
    """The fourth time they are told so, then nothing comes; a button brings it back."""
    for week in range(3):
        await town.clock_to(THURSDAY + week * WEEK)
        mary.sees("Question 1 of 3")
    await town.clock_to(THURSDAY + 3 * WEEK)
    mary.sees("The last 3 rounds of the pulse went by without you")
    told = len(mary.messages)
    await town.clock_to(THURSDAY + 4 * WEEK)
    await town.clock_to(THURSDAY + 4 * WEEK + 2 * DAY)
    silent = len(mary.messages) == told
    await mary.taps("Send it to me every week again")
    mary.sees("Question 1 of 3")
    await town.clock_to(THURSDAY + 5 * WEEK)

    mary.sees("Question 1 of 3")
    assert silent


async def test_answering_anything_counts_as_being_there(town: Town, ana: Phone) -> None:
    """Two rounds ignored, one skipped, two ignored: the pulse goes on coming."""
    for week in range(6):
        await town.clock_to(THURSDAY + week * WEEK)
        ana.sees("Pregunta 1 de 3")
        if week == 2:
            await ana.taps("Omitir")


async def test_observers_are_not_asked(town: Town) -> None:
    """A public body sees the totals, and a forged answer of it is refused."""
    body = await town.member("Alcaldía", "en", firm="Alcaldía de Tota", role=Role.OBSERVER)
    await town.clock_to(THURSDAY)
    body.sees_not("Question 1 of 3")
    await body.says("/pulse 3")
    body.sees("Fewer than 5 have taken part so far")
    for question in range(3):
        await body.taps_old(body.last["message_id"], f"pulse:1.{question}.s")
        assert "Observers see the results" in body.toast


async def test_forged_answers_change_nothing(town: Town, ana: Phone) -> None:
    """Of questions ahead, of choices there are not, of other rounds, and nonsense."""
    await town.clock_to(THURSDAY)
    forged = ["", "1", "1.1.1.1", "1.0.5", "1.0.4", "1.1.0", "1.2.s", "1.3.0", "1.².0", "1.-1.0"]
    forged += ["1.2.4", "1.0.w", "99.0.0", f"1.0.0@{town.made.id + 1}", "9" * 40, "x.y.s"]
    message = ana.last["message_id"]
    for argument in forged:
        await ana.taps_old(message, f"pulse:{argument}"[:64])

    assert await tallied(town) == 0
    assert await town.app.database.reader.rows("SELECT * FROM failure") == []


async def test_a_member_of_two_clusters_answers_each_apart(town: Town, ana: Phone) -> None:
    """A question of the one is no question of the other."""
    async with town.app.database.transaction() as tx:
        now = town.clock.now()
        other = await clusters.create(tx, replace(BOYACA, slug="tota"), [], now)
        person = await people.meet(tx, ana.id, "Ana", "es", now)
        await people.join(tx, other.scope, person, Role.MEMBER, None, now)
    await town.clock_to(THURSDAY)
    for label in ("Sí", "5 😀", "Omitir"):
        await ana.taps(label)
    ana.sees("Gracias ✓")
    await ana.taps("En parte")
    ana.sees("otro de tus clústeres")
    await ana.taps("Apicultores de Boyacá")
    await ana.taps("En parte")

    ana.sees_above("Pregunta 2 de 3")


async def test_what_was_answered_before_a_cancel_counts(
    town: Town, ana: Phone, mary: Phone
) -> None:
    """“Nothing was saved” was not true of the two answers before it."""
    await town.clock_to(THURSDAY)
    for phone, cancel in ((ana, "Cancelar"), (mary, "Cancel")):
        await phone.taps("No")
        await phone.taps("4 🙂")
        phone.sees("Pregunta 3 de 3" if phone is ana else "Question 3 of 3")
        await phone.taps(cancel)
    ana.sees("Esa pregunta queda abierta. Lo que respondiste antes ya cuenta.")
    mary.sees("That one stays open. What you answered before counts already.")
    await ana.taps("Responderla")
    ana.sees("¿Con qué no estás conforme")

    assert await tallied(town) == 4


async def test_a_changed_answer_in_own_words_is_told_that_it_stays(town: Town, ana: Phone) -> None:
    """Nothing keeps which message gave it: silence would look like a change."""
    await town.clock_to(THURSDAY)
    await answers(ana, "En parte", "4 🙂", "Falta una centrífuga")
    await ana.edits("Falta una centrífuga", "Falta otra centrífuga")

    ana.sees("ya está guardada sin tu nombre, así que no se puede cambiar.")
