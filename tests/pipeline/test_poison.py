"""One update or message that cannot be dealt with stops nobody, and is kept with its cause."""

from datetime import timedelta

import pytest

from bot.doctor import examine
from storage import failures, people
from storage.database import Transaction
from storage.failures import Kind, Summary
from tests.phone import Phone
from tests.town import Town


async def kept(town: Town) -> list[Summary]:
    since = town.clock.now() - timedelta(hours=1)
    return await failures.summary(town.app.database.reader, since)


async def findings(town: Town) -> list[str]:
    """What `ayni doctor` says is not well."""
    found = await examine(town.settings, town.clock)
    return [
        finding.text.msgid.format_map(finding.text.params) for finding in found if not finding.well
    ]


async def test_an_update_that_cannot_be_read_is_kept_and_the_next_is_served(
    town: Town, ana: Phone
) -> None:
    """A message without a date cannot be parsed; Ana, in the same batch, gets her answer."""
    town.sim.inject_raw({"message": {"message_id": 1, "chat": {"id": ana.id, "type": "private"}}})
    await ana.says("/menu")

    ana.sees("¿Qué quieres hacer?")
    assert [(f.kind, f.count) for f in await kept(town)] == [(Kind.UNREADABLE, 1)]
    assert len(await findings(town)) == 1


async def test_whatever_comes_instead_of_an_update_stops_nobody(town: Town, ana: Phone) -> None:
    """Shapes that Telegram never sends; each is kept or passed over, and Ana is served."""
    huge = 2**63
    shapes: list[dict[str, object]] = [
        {},
        {"message": None},
        {"message": 5},
        {"message": []},
        {"message": {"chat": "x", "text": "/menu"}},
        {"message": ana_says(ana, "/menu") | {"chat": {"id": "x", "type": "private"}}},
        {"message": ana_says(ana, "/menu") | {"chat": {"id": huge, "type": "private"}}},
        {"message": ana_says(ana, "/menu") | {"from": {"id": huge, "is_bot": False}}},
        {"message": ana_says(ana, "/menu") | {"from": None}},
        {"message": ana_says(ana, "/menu") | {"date": "yesterday"}},
        {"message": ana_says(ana, "/menu") | {"entities": [{"type": "bot_command"}]}},
        {"message": ana_says(ana, "/menu") | {"text": {"not": "text"}}},
        {"callback_query": []},
        {"callback_query": {"id": "1", "data": "go:menu"}},
        {"callback_query": {"id": "1", "message": 4, "data": 7}},
        {"edited_message": {"chat": {"id": ana.id}}},
        {"my_chat_member": {"chat": {"id": ana.id, "type": "private"}}},
        {"something_new": {"nested": {"deeply": [1, 2, {"a": None}]}}},
    ]
    for shape in shapes:
        town.sim.inject_raw(shape)
    await ana.says("/ayuda")

    ana.sees("/idioma")
    assert town.sim.pending_updates == []


async def test_a_handler_that_fails_apologises_and_changes_nothing(
    town: Town, ana: Phone, mary: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the failing turn had written is undone; the other member is served meanwhile."""
    really = people.choose_language

    async def breaks(tx: Transaction, person_id: int, language: str) -> None:
        await really(tx, person_id, language)
        raise RuntimeError("the words of a member")

    monkeypatch.setattr(people, "choose_language", breaks)
    await ana.says("/idioma")
    await ana.taps("English")
    ana.sees("Algo me falló")
    await mary.says("/menu")
    mary.sees("What would you like to do?")
    monkeypatch.undo()

    await ana.says("/menu")
    ana.sees("¿Qué quieres hacer?")
    assert [(f.kind, f.cause) for f in await kept(town)] == [(Kind.HANDLER, "RuntimeError")]


async def test_a_message_that_telegram_refuses_is_kept_and_not_sent_again(
    town: Town, ana: Phone, mary: Phone
) -> None:
    """A 400 is our mistake: it is recorded with Telegram's words and never repeated."""
    town.sim.faults.add(
        "sendMessage", chat_id=ana.id, status=400, times=1, description="Bad Request: no such thing"
    )
    await ana.says("/menu")
    await mary.says("/menu")
    await ana.says("/ayuda")

    mary.sees("What would you like to do?")
    ana.sees("/idioma")
    assert [f.kind for f in await kept(town)] == [Kind.REFUSED]
    assert "no such thing" in (await kept(town))[0].cause
    assert len(await findings(town)) == 1


async def test_words_that_telegram_quotes_are_kept_nowhere(town: Town, ana: Phone) -> None:
    """The doctor shows causes to whoever runs the bot, who may hand them on."""
    quoting = "Bad Request: can't parse entities: tag \"my secret\" at 'Ana's other"
    town.sim.faults.add("sendMessage", chat_id=ana.id, status=400, times=1, description=quoting)
    await ana.says("/menu")
    await town.settle()

    (refused,) = await kept(town)
    assert refused.cause == "sendMessage: Bad Request: can't parse entities: tag “…” at “…”"


async def test_all_kinds_of_poison_in_one_batch_harm_nobody_else(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten others are served in the same batch; `ayni doctor` shows each kind with its cause."""
    ana = await town.member("Ana", "es")
    others = [await town.member(f"M{n}", "es", firm=f"Firma {n}") for n in range(10)]

    async def breaks(*_given: object) -> None:
        raise RuntimeError("the words of a member")

    await ana.says("/idioma")
    monkeypatch.setattr(people, "choose_language", breaks)
    town.sim.faults.add("sendMessage", chat_id=others[0].id, status=400, times=1, description="no")
    await town.sim.refuse(True)
    town.sim.inject_raw({"message": {"message_id": 1, "chat": {"id": ana.id, "type": "private"}}})
    message = ana.last
    data = message["reply_markup"]["inline_keyboard"][0][1]["callback_data"]
    town.sim.tap(ana.id, message["message_id"], data)
    for phone in others:
        town.sim.send_text(phone.id, "/menu")
        town.sim.send_text(phone.id, "/ayuda")
    await town.sim.refuse(False)
    await town.settle()

    ana.sees("Algo me falló")
    for phone in others:
        phone.sees("/idioma")
    kinds = {summary.kind: summary.cause for summary in await kept(town)}
    assert set(kinds) == {Kind.UNREADABLE, Kind.HANDLER, Kind.REFUSED}
    assert kinds[Kind.REFUSED] == "sendMessage: Bad Request: no"
    assert len(await findings(town)) == 3


async def test_half_characters_in_an_update_are_read_as_question_marks(
    town: Town, ana: Phone
) -> None:
    """JSON allows lone surrogates, which no UTF-8 text can hold; they must not stop the polling."""
    await ana.says("hola \ud83d")
    await ana.says("/menu")

    ana.sees("¿Qué quieres hacer?")
    assert await kept(town) == []


async def test_an_update_handed_out_twice_counts_once(town: Town, ana: Phone) -> None:
    """Telegram repeats what it was not told to be done; the same id is handled once."""
    await ana.says("/menu")
    update = {"update_id": town.sim.last_update, "message": ana_says(ana, "/menu")}
    before = len(ana.messages)
    await town.app.machine.take([update, update])
    await town.settle()

    assert len(ana.messages) == before


async def test_a_stranger_in_a_group_is_not_answered(town: Town, ana: Phone) -> None:
    """What is said in groups is nobody's private business with the bot."""
    message = ana_says(ana, "/menu") | {"chat": {"id": -5, "type": "group", "title": "G"}}
    sent = len(town.sim.calls)
    await town.app.machine.take([{"update_id": 900_000_000, "message": message}])

    assert len([c for c in town.sim.calls[sent:] if c.method == "sendMessage"]) == 0


def ana_says(ana: Phone, text: str) -> dict[str, object]:
    return {
        "message_id": 5000,
        "date": 1_700_000_000,
        "chat": {"id": ana.id, "type": "private", "first_name": "Ana"},
        "from": {"id": ana.id, "is_bot": False, "first_name": "Ana"},
        "text": text,
        "entities": [{"type": "bot_command", "offset": 0, "length": len(text)}],
    }
