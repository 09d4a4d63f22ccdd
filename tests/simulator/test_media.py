import io

import aiohttp
import pytest

from bot.simulator import Simulator, SimUser
from tests.simulator.client import Client, Json
from tests.simulator.test_people import picture


async def upload(
    http: aiohttp.ClientSession, sim: Simulator, method: str, parts: dict[str, bytes], **params: str
) -> Json:
    form = aiohttp.FormData()
    for name, value in params.items():
        form.add_field(name, value)
    for name, data in parts.items():
        form.add_field(name, io.BytesIO(data), filename=f"{name}.csv", content_type="text/csv")
    async with http.post(f"{sim.base_url}1:test/{method}", data=form) as response:
        answer: Json = await response.json()
    return answer


async def test_an_uploaded_file_is_kept_and_named(
    sim: Simulator, http: aiohttp.ClientSession, api: Client, ana: SimUser
) -> None:
    """Fetched by the bot with its token, and by the page."""
    to = {"chat_id": str(ana.id)}
    sent = await upload(http, sim, "sendDocument", {"document": b"a,b"}, caption="c", **to)
    attached = await upload(
        http, sim, "sendDocument", {"part": b"d"}, document="attach://part", **to
    )
    stray = await upload(http, sim, "sendMessage", {"part": b"d"}, text="a", **to)
    document = sent["result"]["document"]
    file = await api.does("getFile", file_id=document["file_id"])
    async with http.get(f"{sim.base_file_url}1:test/{file['file_path']}") as response:
        to_bot = await response.read()
    async with http.get(f"{sim.base_file_url}1:wrong/{file['file_path']}") as response:
        unauthorized = response.status
    async with http.get(f"{sim.url}/sim/files/{document['file_id']}") as response:
        to_page, kind = await response.read(), response.headers["Content-Disposition"]

    assert (document["file_name"], document["mime_type"]) == ("document.csv", "text/csv")
    assert attached["result"]["document"]["file_name"] == "part.csv"
    assert (to_bot, to_page, kind) == (b"a,b", b"a,b", "attachment")
    assert unauthorized == 404
    assert stray["description"] == 'Bad Request: unknown parameter "part"'


@pytest.mark.parametrize(
    ("method", "data", "words"),
    [
        ("sendPhoto", b"no picture", "IMAGE_PROCESS_FAILED"),
        ("sendPhoto", picture(2000, 50), "PHOTO_INVALID_DIMENSIONS"),
        ("sendDocument", b"", "file must be non-empty"),
    ],
)
async def test_files_telegram_would_refuse_are_refused(
    sim: Simulator,
    http: aiohttp.ClientSession,
    ana: SimUser,
    method: str,
    data: bytes,
    words: str,
) -> None:
    """A chart that went wrong shows here."""
    part = method.removeprefix("send").lower()
    answer = await upload(http, sim, method, {part: data}, chat_id=str(ana.id))

    assert answer["description"] == f"Bad Request: {words}"


async def test_a_file_too_large_for_telegram_is_refused(
    sim: Simulator, http: aiohttp.ClientSession, ana: SimUser
) -> None:
    """Ten megabytes for a picture, fifty for a document."""
    sizes = {"photo": 10 * 2**20 + 1, "document": 50 * 2**20 + 1}
    for kind, size in sizes.items():
        answer = await upload(
            http, sim, f"send{kind.title()}", {kind: bytes(size)}, chat_id=str(ana.id)
        )
        assert answer["description"] == "Bad Request: file is too big"


async def test_what_names_a_file_must_name_one_of_its_kind(
    api: Client, sim: Simulator, ana: SimUser
) -> None:
    """By its id; there is no network to fetch an address from."""
    photo = sim.send_photo(ana.id, picture(50, 50))["photo"][0]["file_id"]

    async def refused(method: str, **params: object) -> str:
        return (await api.refused(method, chat_id=ana.id, **params)).removeprefix("Bad Request: ")

    unknown = "wrong file identifier/HTTP URL specified"
    assert await refused("sendPhoto", photo="https://ayni.example/a.png") == unknown
    assert await refused("sendPhoto") == "there is no photo in the request"
    assert (
        await refused("sendDocument", document=photo) == "can't use file of type Photo as Document"
    )
    assert await refused("sendDocument", document="attach://a") == (
        'wrong file "a": there is no such part in the request'
    )
    assert await refused("sendPhoto", photo=photo, caption="a" * 1025) == (
        "message caption is too long"
    )
    album = [{"type": "photo", "media": photo}]
    assert (
        await refused("sendMediaGroup", media=album) == "there must be 2 to 10 items in the album"
    )
    assert (await api("getFile", file_id="a"))["description"] == "Bad Request: invalid file_id"


async def test_a_caption_is_edited_and_a_picture_replaced(
    api: Client, sim: Simulator, ana: SimUser
) -> None:
    """A text cannot be edited into a picture's message."""
    photo = sim.send_photo(ana.id, picture(50, 50))["photo"][0]["file_id"]
    other = sim.send_photo(ana.id, picture(60, 60))["photo"][0]["file_id"]
    sent = await api.does("sendPhoto", chat_id=ana.id, photo=photo, caption="a")
    message = {"chat_id": ana.id, "message_id": sent["message_id"]}
    await api.does("editMessageCaption", **message, caption="<b>b</b>", parse_mode="HTML")
    same = await api.refused("editMessageCaption", **message, caption="<b>b</b>", parse_mode="HTML")
    no_text = await api.refused("editMessageText", **message, text="c")
    replaced = await api.does(
        "editMessageMedia", **message, media={"type": "photo", "media": other}
    )

    assert same.startswith("Bad Request: message is not modified")
    assert no_text == "Bad Request: there is no text in the message to edit"
    assert replaced["photo"][0]["file_id"] == other
    assert "caption" not in replaced
