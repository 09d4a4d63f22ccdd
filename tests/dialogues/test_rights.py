"""Who may do what: every command and every button, for everybody who may write to the bot."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

import handlers
from bot.features import LANGUAGES, Command, Table, Tap, may
from bot.language.catalogs import said
from bot.pipeline.rights import refusal
from storage import roster, speakers
from storage.people import Speaker
from storage.scope import MemberScope, Role
from tests.phone import Phone, plain
from tests.town import Town

TABLE = Table(handlers.FEATURES)
# What changes by talking alone.
OF_THE_MACHINE = {"outbox", "update_seen", "stamp", "sqlite_sequence"}

Arrival = Callable[[Town, str], Awaitable[Phone]]


async def stranger(town: Town, language: str) -> Phone:
    phone = await town.stranger("Eva", language)
    await phone.starts()
    return phone


async def member(town: Town, language: str) -> Phone:
    return await town.member("Mary", language)


async def without_firm(town: Town, language: str) -> Phone:
    return await town.member("Mary", language, firm=None)


async def observer(town: Town, language: str) -> Phone:
    return await town.member("Oscar", language, firm=None, role=Role.OBSERVER)


async def observer_of_a_firm(town: Town, language: str) -> Phone:
    return await town.member("Oscar", language, role=Role.OBSERVER)


async def keeper(town: Town, language: str) -> Phone:
    return await town.member("Kim", language, role=Role.KEEPER)


async def coordinator(town: Town, language: str) -> Phone:
    return await town.member("Carla", language, firm=None, role=Role.COORDINATOR)


async def suspended(town: Town, language: str) -> Phone:
    phone = await town.member("Sam", language)
    await suspend(town, phone)
    await phone.says("/help")
    return phone


EVERYBODY: list[Arrival] = [
    stranger,
    member,
    without_firm,
    observer,
    observer_of_a_firm,
    keeper,
    coordinator,
    suspended,
]


async def suspend(town: Town, phone: Phone) -> None:
    boss = await town.member("Carla", "en", firm=None, role=Role.COORDINATOR)
    by, whom = await scope(town, boss), await scope(town, phone)
    async with town.app.database.transaction() as tx:
        await roster.set_state(tx, by, whom.member_id, suspended=True)


async def speaker(town: Town, phone: Phone) -> Speaker:
    found, _conversation = await speakers.load(town.app.database.reader, phone.id, phone.id, "")
    return found


async def scope(town: Town, phone: Phone) -> MemberScope:
    found = (await speaker(town, phone)).scope
    assert found is not None
    return found


def rights(who: Speaker) -> tuple[Role | None, bool]:
    return who.role, who.scope is not None and who.scope.firm_id is not None


def forbidden(who: Speaker) -> tuple[list[Command], list[Tap]]:
    role, has_firm = rights(who)
    commands = [c for c in TABLE.commands if not may(c.who, role, has_firm=has_firm)]
    taps = [t for t in TABLE.taps.values() if not may(t.who, role, has_firm=has_firm)]
    return commands, taps


async def everything(town: Town) -> dict[str, list[tuple[Any, ...]]]:
    """All that is in the database."""
    reader = town.app.database.reader
    tables = await reader.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
    names = sorted({row["name"] for row in tables} - OF_THE_MACHINE)
    return {name: [tuple(r) for r in await reader.rows(f"SELECT * FROM {name}")] for name in names}


async def a_button(phone: Phone) -> int:
    """A message with buttons, whose data is then another."""
    await phone.says("/language")
    return int(phone.last["message_id"])


async def failures(town: Town) -> list[tuple[Any, ...]]:
    rows = await town.app.database.reader.rows("SELECT cause, detail FROM failure")
    return [tuple(row) for row in rows]


def refused(who: Speaker, asked: Command | Tap, language: str = "en") -> str:
    no = refusal(who, asked.who)
    assert no is not None
    return plain(said(no, language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("arrives", EVERYBODY)
async def test_who_may_not_is_told_so_and_nothing_changes(
    town: Town, arrives: Arrival, language: str
) -> None:
    """By the command in either language, by its button, by a button forged or left from before."""
    phone = await arrives(town, language)
    who = await speaker(town, phone)
    # Whoever is in no cluster is also told how to come in, as when they pressed Start.
    way_in = phone.text if who.role is None and not who.suspended else None
    at = await a_button(phone)
    commands, taps = forbidden(who)
    before = await everything(town)
    expected: list[set[str | None]] = []
    seen = len(town.sim.chat(phone.id).from_bot)
    for command in commands:
        label = [] if command.menu is None else [plain(said(command.menu, language))]
        for text in (*(f"/{name}" for name in command.names), *label):
            town.sim.send_text(phone.id, text)
        town.sim.tap(phone.id, at, f"go:{command.en}", forged=True)
        no = {refused(who, command, language), way_in}
        expected += [no] * (len(command.names) + len(label) + 1)
    for tap in taps:
        for argument in ("", "1", "1.1"):
            town.sim.tap(phone.id, at, tap.data(argument), forged=True)
        expected += [{refused(who, tap, language), way_in}] * 3
    await town.settle()

    heard = [plain(message["text"]) for message in town.sim.chat(phone.id).from_bot[seen:]]
    assert len(heard) == len(expected)
    assert [(one, no) for one, no in zip(heard, expected, strict=True) if one not in no] == []
    assert await everything(town) == before


@pytest.mark.parametrize("arrives", EVERYBODY)
async def test_who_may_is_not_refused(town: Town, arrives: Arrival) -> None:
    """Every command that is theirs, in either language."""
    phone = await arrives(town, "en")
    who = await speaker(town, phone)
    commands, taps = forbidden(who)
    refusals = {refused(who, c) for c in commands} | {refused(who, t) for t in taps}
    for command in TABLE.commands:
        # Beginning, everybody is told at once how they stand.
        if command not in commands and command.en != "start":
            await phone.says(f"/{command.en}")
            assert phone.text not in refusals, command.en
            await phone.says(f"/{command.es}")
            assert phone.text not in refusals, command.es

    assert await failures(town) == []


@pytest.mark.parametrize("arrives", EVERYBODY)
async def test_buttons_that_make_no_sense_do_no_harm(town: Town, arrives: Arrival) -> None:
    """One's own, with arguments that no button of ours ever had."""
    phone = await arrives(town, "en")
    _commands, taps = forbidden(await speaker(town, phone))
    at = await a_button(phone)
    tapped = set()
    for tap in TABLE.taps.values():
        if tap not in taps:
            for argument in ("", "0", "999999999", "9" * 25, "x.y:z", "ñ.-1"):
                tapped.add(town.sim.tap(phone.id, at, tap.data(argument), forged=True))
    await town.settle()

    answers = [call.params for call in town.sim.calls if call.method == "answerCallbackQuery"]
    assert tapped <= {params["callback_query_id"] for params in answers}
    assert await failures(town) == []


@pytest.mark.parametrize("arrives", EVERYBODY)
async def test_the_menu_holds_what_one_may_do_in_ones_language(
    town: Town, arrives: Arrival
) -> None:
    """As Telegram shows it, and as the large buttons and /help do; in Spanish after a switch."""
    phone = await arrives(town, "en")
    role, has_firm = rights(await speaker(town, phone))
    mine = [c for c in TABLE.commands if may(c.who, role, has_firm=has_firm)]
    # They are in one cluster.
    shown = [c for c in mine if c.listed and not c.if_several]
    await phone.says("/help")
    assert phone.commands == [c.en for c in shown]
    # A stranger is told besides how to come in.
    told = "\n".join(plain(m["text"]) for m in town.sim.chat(phone.id).from_bot[-2:])
    assert all(f"/{c.en}" in told for c in shown)
    assert set(phone.menu) <= {plain(said(c.menu, "en")) for c in mine if c.menu}
    await phone.says("/idioma")
    await phone.taps("Español")

    assert phone.commands == [c.es for c in shown]


async def test_the_menu_follows_the_role(town: Town, ana: Phone) -> None:
    """Made a coordinator, Ana finds it at her next word; it is set once, not at each."""
    before = set(ana.commands)
    boss = await town.member("Carla", "en", firm=None, role=Role.COORDINATOR)
    by, whom = await scope(town, boss), await scope(town, ana)
    async with town.app.database.transaction() as tx:
        await roster.change_role(tx, by, whom.member_id, Role.COORDINATOR)
    calls = len(town.sim.calls)
    for _word in range(3):
        await ana.says("/menu")

    assert set(ana.commands) > before
    made = [c.method for c in town.sim.calls[calls:]]
    assert made.count("setMyCommands") == 1


async def test_who_is_suspended_in_the_middle_of_a_form_is_told_so(town: Town, ana: Phone) -> None:
    """Their next answer is no failure of ours, and saves nothing."""
    for text in ("/venta", "miel", "20", "450 mil", "local", "directa"):
        await ana.says(text)
    await suspend(town, ana)
    await ana.taps("Guardar")
    ana.sees("en pausa")
    await ana.says("/venta")
    ana.sees("en pausa")

    reader = town.app.database.reader
    assert await reader.rows("SELECT * FROM sale") == []
    assert await reader.rows("SELECT * FROM failure") == []


async def test_who_became_an_observer_in_the_middle_of_a_form_is_told_so(
    town: Town, ana: Phone
) -> None:
    """Observers report nothing, whatever they had begun before."""
    for text in ("/venta", "miel", "20", "450 mil", "local", "directa"):
        await ana.says(text)
    boss = await town.member("Carla", "en", firm=None, role=Role.COORDINATOR)
    by, whom = await scope(town, boss), await scope(town, ana)
    async with town.app.database.transaction() as tx:
        await roster.change_role(tx, by, whom.member_id, Role.OBSERVER)
    await ana.taps("Guardar")
    ana.sees_not("Algo me falló", "Guardado")

    reader = town.app.database.reader
    assert await reader.rows("SELECT * FROM sale") == []
    assert await reader.rows("SELECT * FROM failure") == []
