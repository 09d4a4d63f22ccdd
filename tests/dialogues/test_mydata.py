"""All that is held about me: sent as files, or forgotten after being asked twice."""

import csv
import io
from datetime import timedelta

import orjson

from storage import sales
from tests.dialogues.books import on_record, sale, told_before
from tests.dialogues.equipment import book, share
from tests.dialogues.people import coordinator, everything
from tests.phone import Message, Phone
from tests.town import Town


def files(town: Town, phone: Phone) -> dict[str, bytes]:
    """The newest documents of the chat, by their names."""
    documents = [m["document"] for m in phone.messages if "document" in m]
    return {d["file_name"]: data(town, d) for d in documents}


def data(town: Town, document: Message) -> bytes:
    stored = town.sim.files.get(document["file_id"])
    assert stored is not None
    return stored.data


async def test_all_that_is_held_is_sent_as_files(town: Town, ana: Phone, mary: Phone) -> None:
    """As a table and for programs; of Ana all, of others nothing."""
    await told_before(town, ana, sale(note="para la panadería"))
    await told_before(town, mary, sale(note="secreto de Mary"))
    await ana.says("/misdatos")
    sent = files(town, ana)
    held = orjson.loads(sent["ayni.json"])
    table = sent["ayni.csv"].decode("utf-8-sig")
    rows = [tuple(row.values()) for row in csv.DictReader(io.StringIO(table), delimiter=";")]

    ana.sees_above("todo lo que guardo de ti", "/olvidame")
    assert held["sale"][0]["note"] == "para la panadería"
    assert held["member"][0]["firm"] == "Miel de Tota"
    assert table.startswith("Qué;N.º;Dato;Contenido")
    assert ("Ventas", "1", "Nota", "para la panadería") in rows
    assert ("Ventas", "1", "Monto", "450000") in rows
    assert ("Ventas", "1", "Mercado", "Local") in rows
    assert "sendMessage" not in table
    assert "told" not in table
    assert "secreto" not in str(held)
    assert "Mary" not in str(held)


async def test_what_was_booked_is_in_the_table(town: Town, mary: Phone) -> None:
    """A booking has no price: how much of the machine it takes is in the other file alone."""
    await share(town)
    await book(mary, "Tomorrow", "8:00", "10:00")
    await mary.says("/mydata")
    sent = files(town, mary)
    table = csv.DictReader(io.StringIO(sent["ayni.csv"].decode("utf-8-sig")))
    facts = {row["Fact"] for row in table if row["What"] == "Bookings"}

    assert {"From", "Until"} <= facts
    assert "Amount" not in facts
    assert orjson.loads(sent["ayni.json"])["booking"][0]["amount"] == 1


async def test_no_formula_comes_out_of_the_table(town: Town, mary: Phone) -> None:
    """What a spreadsheet would compute is kept as words; numbers stay numbers."""
    await told_before(town, mary, sale(note='=HYPERLINK("http://evil")'), sale(note="-5 kg"))
    await mary.says("/mydata")
    rows = csv.DictReader(io.StringIO(files(town, mary)["ayni.csv"].decode("utf-8-sig")))
    notes = [row["Value"] for row in rows if row["Fact"] == "Note"]

    mary.sees_above("all that I hold about you", "/forgetme")
    assert notes == ['\'=HYPERLINK("http://evil")', "'-5 kg"]


async def test_a_stranger_has_little_and_is_sent_that(town: Town) -> None:
    """Whoever pressed Start is somebody, and may ask."""
    eva = await town.stranger("Eva", "en")
    await eva.starts()
    await eva.says("/mydata")
    held = orjson.loads(files(town, eva)["ayni.json"])

    assert [person["name"] for person in held["person"]] == ["Eva"]
    assert "member" not in held


async def test_forgetting_asks_twice_and_leaves_no_trace(town: Town, ana: Phone) -> None:
    """Neither name nor number nor words stay anywhere; the figures do."""
    luis = await town.member("Luis", "es")
    await told_before(town, ana, sale(note="para Zulema"))
    await ana.says("/venta")
    await ana.says("cera de Zulema")
    await ana.says("/olvidame")
    ana.sees("¿Quieres que te olvide?", "Lo que queda, sin ti", "/misdatos")
    await ana.taps("Olvídame")
    ana.sees("¿Seguro?", "no se puede deshacer")
    before = await everything(town)
    await ana.taps("Sí, olvídame para siempre")
    ana.sees("Ya te olvidé")
    after = await everything(town)
    recorded = await on_record(town, luis)

    assert str(ana.id) in before
    assert "Zulema" in before
    assert str(ana.id) not in after
    assert "Zulema" not in after
    assert "'Ana'" not in after
    assert [(s.amount, s.reporter, s.note) for s in recorded] == [(sale().amount, "—", None)]
    assert (ana.menu, "venta" in ana.commands) == ([], False)


async def test_who_was_forgotten_is_a_stranger(town: Town, mary: Phone) -> None:
    """What they type next is met as on the first day; the old buttons lead nowhere."""
    await mary.says("/sale")
    await mary.says("/forgetme")
    await mary.taps("Forget me")
    await mary.taps("Yes, forget me for good")
    mary.sees("I have forgotten you")
    await mary.says("/sale")
    mary.sees("you need an invitation")
    await mary.starts()

    mary.sees("To come in you need an invitation")


async def test_no_is_no(town: Town, mary: Phone) -> None:
    """At either question."""
    await mary.says("/forgetme")
    await mary.taps("No, stay")
    mary.sees("Nothing was erased")
    await mary.says("/forgetme")
    await mary.taps("Forget me")
    await mary.taps("No, stay")
    mary.sees("Nothing was erased")
    await mary.says("/sale")

    mary.sees("What did you sell?")


async def test_an_old_button_forgets_nobody(town: Town, mary: Phone) -> None:
    """After ten minutes, or made up, it asks anew."""
    await mary.says("/forgetme")
    await mary.taps("Forget me")
    await town.clock_to(town.clock.now() + timedelta(minutes=11))
    await mary.taps("Yes, forget me for good")
    mary.sees("Shall I forget you?")
    for argument in ("", "0", "99999999999", "-1", "x", "1e9"):
        await mary.taps_old(mary.last["message_id"], f"forgetnow:{argument}")
        mary.sees("Shall I forget you?")
    await mary.says("/sale")

    mary.sees("What did you sell?")


async def test_the_only_coordinator_is_warned(town: Town) -> None:
    """A cluster without one can let nobody in; another coordinator makes it harmless."""
    rosa = await coordinator(town)
    await rosa.says("/olvidame")
    rosa.sees("Solo tú llevas la coordinación", "/integrantes")
    await coordinator(town, "Mary", "en")
    await rosa.says("/olvidame")

    rosa.sees_not("Solo tú llevas la coordinación")


async def test_the_firm_keeps_its_sales(town: Town, ana: Phone) -> None:
    """A colleague sees and corrects what was told by somebody who is forgotten."""
    luis = await town.member("Luis", "en")
    [told] = await told_before(town, ana, sale())
    await ana.says("/olvidame")
    await ana.taps("Olvídame")
    await ana.taps("Sí, olvídame")
    await luis.taps("My sales")
    await luis.taps("450.000")
    luis.sees("Recorded by —")
    reader = town.app.database.reader
    kept = await sales.find(reader, town.made.scope, told.id)

    assert kept is not None
    assert kept.voided_at is None
