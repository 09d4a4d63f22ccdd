import asyncio
import json
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import pytest

from bot.clock import MovableClock, SystemClock
from bot.simulator import Simulator, SimUser
from tests.simulator.client import Client, Json, button, inline
from tests.simulator.test_people import picture


@pytest.fixture
def page(sim: Simulator, http: aiohttp.ClientSession) -> "Page":
    return Page(http, sim.url)


class Page:
    def __init__(self, http: aiohttp.ClientSession, base: str) -> None:
        self.http = http
        self.base = base

    async def get(self, path: str) -> Any:
        async with self.http.get(self.base + path) as response:
            assert response.status == 200, await response.text()
            return await response.json()

    async def post(self, path: str, status: int = 200, **body: Any) -> Any:
        async with self.http.post(self.base + path, json=body) as response:
            assert response.status == status, await response.text()
            return await response.json()


async def test_a_person_is_added_and_chats_over_http(
    page: Page, sim: Simulator, api: Client
) -> None:
    """All that a phone can do, as the page does it."""
    rosa = await page.post("/sim/users", first_name="Rosa", language_code="es", invite="abc")
    phone = f"/sim/users/{rosa['id']}"
    await page.post(f"{phone}/start", payload="abc")
    sent = await page.post(f"{phone}/send", text="hola", reply_to=1)
    await page.post(f"{phone}/edit", message_id=sent["message_id"], text="adiós")
    asked = await api.does(
        "sendMessage", chat_id=rosa["id"], text="a", reply_markup=inline(button())
    )
    tapped = await page.post(f"{phone}/tap", message_id=asked["message_id"], data="yes")
    await page.post(f"{phone}/delete", message_id=1)
    await page.post(f"{phone}/block", blocked=True)
    chat = await page.get(f"{phone}/chat")

    assert [user["invite"] for user in await page.get("/sim/users")] == ["abc"]
    assert [message["text"] for message in chat["messages"]] == ["adiós", "a"]
    assert chat["messages"][0]["reply_to_message"]["text"] == "/start abc"
    assert sim.pending_updates[3]["callback_query"]["id"] == tapped["callback_query_id"]
    assert (chat["started"], chat["blocked"], chat["commands"]) == (True, True, [])


async def test_files_are_sent_from_the_page(
    page: Page, http: aiohttp.ClientSession, sim: Simulator, ana: SimUser
) -> None:
    """As a picture or as a document, with a caption."""
    shown = []
    for kind in ("photo", "document"):
        form = aiohttp.FormData({"kind": kind, "caption": "Recibo"})
        form.add_field("file", picture(50, 50), filename="a.png", content_type="image/png")
        async with http.post(f"{sim.url}/sim/users/{ana.id}/send", data=form) as response:
            shown.append(await response.json())
    async with http.get(f"{sim.url}/sim/files/{shown[0]['photo'][0]['file_id']}") as response:
        jpeg, disposition = response.content_type, response.headers["Content-Disposition"]

    assert shown[1]["document"]["mime_type"] == "image/png"
    assert [message["caption"] for message in shown] == ["Recibo", "Recibo"]
    assert (jpeg, disposition) == ("image/jpeg", "inline")


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/sim/users/ANA/send", {"text": " "}, 400),
        ("/sim/users/ANA/send", {}, 400),
        ("/sim/users/ANA/tap", {"message_id": 9, "data": "a"}, 400),
        ("/sim/users/ANA/edit", {"message_id": "x", "text": "a"}, 400),
        ("/sim/users/99/send", {"text": "a"}, 404),
        ("/sim/users", {"first_name": "a", "id": "x"}, 400),
        ("/sim/users", {}, 400),
        ("/sim/clock", {"advance_seconds": -1}, 400),
        ("/sim/clock", {"to": "2040-01-01T00:00:00"}, 400),
        ("/sim/clock", {}, 400),
        ("/sim/faults", {"rules": [{"method": "a", "often": 1}]}, 400),
        ("/sim/faults", {"latency_ms": "slow"}, 400),
    ],
)
async def test_what_makes_no_sense_is_refused_with_its_reason(
    page: Page, ana: SimUser, path: str, body: Json, status: int
) -> None:
    """The page shows it to whoever tried."""
    answer = await page.post(path.replace("ANA", str(ana.id)), status, **body)

    assert answer["error"]


async def test_the_clock_is_moved_to_next_monday_at_eight(page: Page, clock: MovableClock) -> None:
    """Eight where the cluster is; asked on that Monday at nine, the one after."""
    before = await page.get("/sim/clock")
    monday = await page.post("/sim/clock", preset="monday-8")
    await page.post("/sim/clock", advance_seconds=3600)
    later = await page.post("/sim/clock", preset="monday-8")
    last = await page.post("/sim/clock", to="2027-01-01T00:00:00-05:00")

    assert before["zone"] == "America/Bogota"
    assert before["now"].startswith("2026-11-25T10:00")
    assert monday["now"].startswith("2026-11-30T08:00")
    assert later["now"].startswith("2026-12-07T08:00")
    assert last["now"].startswith("2027-01-01T00:00")
    assert clock.now() - datetime.fromisoformat("2027-01-01T05:00+00:00") < timedelta(minutes=1)


async def test_the_systems_clock_is_not_moved(http: aiohttp.ClientSession) -> None:
    """Only the demo's and a test's are."""
    async with Simulator(SystemClock()) as sim:
        await Page(http, sim.url).post("/sim/clock", 409, advance_seconds=1)


async def test_faults_are_set_and_read_over_http(page: Page, api: Client, ana: SimUser) -> None:
    """What is not given stays as it was."""
    await page.post("/sim/faults", latency_ms=1, chat_latency_ms={str(ana.id): 2})
    rule = {"method": "send*", "status": 429, "retry_after": 7, "times": 2}
    await page.post("/sim/faults", rules=[rule], flood_limits=True)
    answer = await api("sendMessage", chat_id=ana.id, text="a")
    shown = await page.get("/sim/faults")

    assert answer["parameters"] == {"retry_after": 7}
    assert (shown["latency_ms"], shown["chat_latency_ms"]) == (1, {str(ana.id): 2})
    assert (shown["rules"][0]["times"], shown["flood_limits"]) == (1, True)


async def test_the_page_hears_what_happens_in_one_chat(
    http: aiohttp.ClientSession, sim: Simulator, api: Client, ana: SimUser
) -> None:
    """And whoever wants, every call and update in raw form."""
    rosa = sim.add_user("Rosa", started=True)
    async with (
        http.get(f"{sim.url}/sim/events?user={ana.id}") as chat,
        http.get(f"{sim.url}/sim/events?raw=1") as raw,
    ):
        heard, calls = asyncio.timeout(5), []
        async with heard:
            await chat.content.readuntil(b"\n\n")
            await raw.content.readuntil(b"\n\n")
            sim.send_text(rosa.id, "not hers")
            sim.send_text(ana.id, "hola")
            keyboard = {"keyboard": [["a"]]}
            await api.does("sendMessage", chat_id=ana.id, text="a", reply_markup=keyboard)
            kinds = [(await event(chat))[1] for _ in range(3)]
            calls = [await event(raw) for _ in range(3)]

    assert [told["kind"] for told in kinds] == ["new", "new", "keyboard"]
    assert kinds[0]["message"]["text"] == "hola"
    assert kinds[2]["reply_keyboard"] == {"keyboard": [[{"text": "a"}]]}
    assert [name for name, _ in calls] == ["update", "update", "call"]
    assert calls[2][1]["params"]["text"] == "a"
    assert calls[2][1]["answer"]["ok"] is True


async def test_one_connection_brings_several_chats_and_the_raw_calls(
    http: aiohttp.ClientSession, sim: Simulator, ana: SimUser
) -> None:
    """Each event says whose it is; a person there is none of is refused."""
    rosa = sim.add_user("Rosa", started=True)
    async with (
        asyncio.timeout(5),
        http.get(f"{sim.url}/sim/events?user={ana.id}&user={rosa.id}&raw=1") as heard,
        http.get(f"{sim.url}/sim/events?user={ana.id}&user=5") as refused,
    ):
        await heard.content.readuntil(b"\n\n")
        sim.send_text(rosa.id, "hello")
        sim.send_text(ana.id, "hola")
        told = [await event(heard) for _ in range(4)]

    assert [(name, of.get("user")) for name, of in told] == [
        ("chat", rosa.id),
        ("update", None),
        ("chat", ana.id),
        ("update", None),
    ]
    assert refused.status == 404


async def event(stream: aiohttp.ClientResponse) -> tuple[str, Json]:
    lines = (await stream.content.readuntil(b"\n\n")).decode().splitlines()
    return lines[0].removeprefix("event: "), json.loads(lines[1].removeprefix("data: "))


async def test_another_sites_page_is_kept_out(http: aiohttp.ClientSession, sim: Simulator) -> None:
    """Nor does a name that was made to point here open the door."""
    statuses = []
    for headers in (
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Host": "elsewhere.example"},
        {"Origin": sim.url},
        {},
    ):
        async with http.get(f"{sim.url}/sim/users", headers=headers) as response:
            statuses.append(response.status)

    assert statuses == [403, 403, 403, 200, 200]


async def test_only_files_of_the_page_are_served(
    http: aiohttp.ClientSession, sim: Simulator
) -> None:
    """However the path is written."""
    for path in (
        "/page/%2e%2e/server.py",
        "/page/../server.py",
        "/page/none.js",
        "/page/%2fetc/passwd",
    ):
        async with http.get(f"{sim.url}{path}") as response:
            assert response.status == 404


async def test_calls_are_numbered_and_the_oldest_forgotten(
    http: aiohttp.ClientSession, clock: MovableClock
) -> None:
    """Memory stays bounded in a long demo."""
    async with Simulator(clock, "1:test", max_calls=3) as sim:
        api = Client(http, f"{sim.base_url}1:test")
        for _ in range(5):
            await api.does("getMe")
        shown = await Page(http, sim.url).get("/sim/calls")

        assert [call.n for call in sim.calls] == [3, 4, 5]
        assert [call["n"] for call in shown] == [3, 4, 5]
        assert all(call.monotonic and call.at <= clock.now() for call in sim.calls)
        sim.forget_calls()
        assert sim.calls == []
