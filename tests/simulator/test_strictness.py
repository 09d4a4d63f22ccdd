"""What Telegram refuses is refused, in its words; what it takes is taken."""

import aiohttp
import pytest

from bot.simulator import Simulator, SimUser
from tests.simulator.client import Client, Json, button, inline

HTML = {"parse_mode": "HTML"}


def keyboard(markup: Json) -> Json:
    return {"text": "a", "reply_markup": markup}


REFUSED_MESSAGES: list[tuple[Json, str]] = [
    ({}, "message text is empty"),
    ({"text": " \n "}, "message text is empty"),
    ({"text": "\u2800\u200b"}, "text must be non-empty"),
    ({"text": "<b> </b>", **HTML}, "text must be non-empty"),
    ({"text": "a" * 4097}, "message is too long"),
    ({"text": "😀" * 2049}, "message is too long"),
    ({"text": "<b>a", **HTML}, "can't parse entities: Can't find end tag"),
    ({"text": "*a*", "parse_mode": "MarkdownV2"}, "unsupported parse_mode"),
    ({"text": 5}, 'parameter "text" must be a String'),
    ({"text": None}, 'parameter "text" must be a String'),
    ({"text": "a", "txet": "b"}, 'unknown parameter "txet"'),
    ({"text": "a", "disable_notification": 1}, 'parameter "disable_notification" must be a Bool'),
    ({"text": "a", "message_thread_id": 3}, "message thread not found"),
    ({"text": "a", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
    ({"text": "a", "reply_parameters": {}}, 'parameter "message_id" is required'),
    (
        {"text": "a", "entities": [{"type": "bold", "offset": 0, "length": 2}]},
        "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 1",
    ),
    (keyboard({}), "object expected as reply markup"),
    (keyboard({"keyboard": []}), "can't parse reply keyboard: it has no buttons"),
    (keyboard({"keyboard": [[]]}), "can't parse reply keyboard: it has no buttons"),
    (keyboard({"keyboard": ["a"]}), "can't parse keyboard JSON object"),
    (keyboard({"keyboard": [[5]]}), 'parameter "keyboard" must be a KeyboardButton'),
    (keyboard({"keyboard": [[{"text": " "}]]}), "can't parse reply keyboard button"),
    (keyboard({"keyboard": [[{"text": "a", "callback_data": "b"}]]}), "unknown parameter"),
    (keyboard({"inline_keyboard": []}), "can't parse inline keyboard: it has no buttons"),
    (keyboard(inline({"text": "a"})), "can't parse inline keyboard button: text buttons are"),
    (keyboard(inline({"callback_data": "a"})), 'parameter "text" is required'),
    (keyboard(inline(button(callback_data=""))), "BUTTON_DATA_INVALID"),
    (keyboard(inline(button(callback_data="ñ" * 33))), "BUTTON_DATA_INVALID"),
    (keyboard(inline(button(url="no where"))), "inline keyboard button URL"),
    (keyboard(inline(button(url="https://a.co", callback_data="a"))), "can't parse inline"),
    (keyboard({"inline_keyboard": [[button()] * 9]}), "REPLY_MARKUP_TOO_LONG"),
    (keyboard({"inline_keyboard": [[button()]] * 101}), "REPLY_MARKUP_TOO_LONG"),
    (keyboard({"force_reply": True, "input_field_placeholder": "a" * 65}), "INPUT_FIELD_PLACE"),
    (keyboard({"force_reply": False}), "object expected as reply markup"),
]


@pytest.mark.parametrize(("message", "words"), REFUSED_MESSAGES)
async def test_a_message_telegram_would_refuse_is_refused(
    api: Client, sim: Simulator, ana: SimUser, message: Json, words: str
) -> None:
    """Nobody sees it, and the test that looks for refusals finds it."""
    refusal = await api.refused("sendMessage", chat_id=ana.id, **message)

    assert refusal.startswith(f"Bad Request: {words}")
    assert sim.chat(ana.id).messages == []
    assert [call.status for call in sim.refusals] == [400]


async def test_what_is_just_short_enough_is_taken(
    api: Client, sim: Simulator, ana: SimUser
) -> None:
    """Limits count what is shown, not its markup."""
    text = "<b>" + "😀" * 2048 + "</b>"
    markup = inline(button(callback_data="ñ" * 32), button(url="https://ayni.example"))
    await api.does("sendMessage", chat_id=ana.id, text=text, reply_markup=markup, **HTML)
    await api.does("sendMessage", chat_id=str(ana.id), text=" a\x00b\r\n ")
    placeholder = {"force_reply": True, "input_field_placeholder": "a" * 64}
    await api.does("sendMessage", chat_id=ana.id, text="a", reply_markup=placeholder)

    messages = sim.chat(ana.id).messages
    assert messages[0]["entities"] == [{"type": "bold", "offset": 0, "length": 4096}]
    assert messages[1]["text"] == "a b"
    assert sim.refusals == []


@pytest.mark.parametrize("chat_id", [999, -100123, "@nobody", "x", 0])
async def test_an_unknown_chat_is_not_found(api: Client, sim: Simulator, chat_id: object) -> None:
    """Also a group, and a name."""
    assert await api.refused("sendMessage", chat_id=chat_id, text="a") == (
        "Bad Request: chat not found"
    )


async def test_a_bot_writes_only_to_those_who_started_and_did_not_block_it(
    api: Client, sim: Simulator
) -> None:
    """403 tells the two apart."""
    rosa = sim.add_user("Rosa")
    unknown = await api("sendMessage", chat_id=rosa.id, text="a")
    sim.start(rosa.id)
    await api.does("sendMessage", chat_id=rosa.id, text="a")
    sim.block(rosa.id)
    blocked = await api("sendMessage", chat_id=rosa.id, text="a")
    sim.start(rosa.id)
    await api.does("sendMessage", chat_id=rosa.id, text="a")

    assert unknown["error_code"] == blocked["error_code"] == 403
    assert unknown["description"] == "Forbidden: bot can't initiate conversation with a user"
    assert blocked["description"] == "Forbidden: bot was blocked by the user"


async def test_a_wrong_token_is_unauthorized(sim: Simulator, http: aiohttp.ClientSession) -> None:
    """And nothing is done for it."""
    answer = await Client(http, f"{sim.base_url}1:wrong")("getMe")

    assert answer == {"ok": False, "error_code": 401, "description": "Unauthorized"}


async def test_a_method_there_is_not_is_not_found(api: Client) -> None:
    """Names are taken in any case, as Telegram does."""
    assert (await api("sendMesage"))["error_code"] == 404
    assert (await api.does("GETME"))["is_bot"] is True


async def test_a_body_that_is_no_object_is_refused(
    sim: Simulator, http: aiohttp.ClientSession
) -> None:
    """Broken JSON does not break the server."""
    address, json = f"{sim.base_url}1:test/getMe", {"Content-Type": "application/json"}
    statuses = []
    for body in (b"[]", b"{", b"\xff"):
        async with http.post(address, data=body, headers=json) as response:
            statuses.append(response.status)

    assert statuses == [400, 400, 400]


async def test_forms_and_addresses_carry_parameters_too(
    sim: Simulator, http: aiohttp.ClientSession, ana: SimUser
) -> None:
    """Objects are JSON in a string there."""
    markup = '{"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]}'
    form = {"chat_id": str(ana.id), "text": "a", "reply_markup": markup, "protect_content": "true"}
    async with http.post(f"{sim.base_url}1:test/sendMessage", data=form) as response:
        assert response.status == 200
    address = f"{sim.base_url}1:test/sendMessage?chat_id={ana.id}&text=b"
    async with http.get(address) as response:
        assert response.status == 200
    form["reply_markup"] = "{"
    async with http.post(f"{sim.base_url}1:test/sendMessage", data=form) as response:
        refused = await response.json()

    first, second = sim.chat(ana.id).messages
    assert first["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "b"
    assert (first["has_protected_content"], second["text"]) == (True, "b")
    assert refused["description"] == "Bad Request: can't parse reply markup JSON object"
