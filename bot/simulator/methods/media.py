"""Methods that send pictures and documents, and give them back."""

from bot.simulator.content import caption_content
from bot.simulator.errors import bad
from bot.simulator.files import MAX_DOWNLOAD
from bot.simulator.methods.registry import Method
from bot.simulator.methods.sending import deliver
from bot.simulator.table import Request, Upload
from bot.simulator.wire import Json
from bot.simulator.world import World


def send_photo(world: World, request: Request) -> Json:
    return _send(world, request, "photo")


def send_document(world: World, request: Request) -> Json:
    return _send(world, request, "document")


def send_media_group(world: World, request: Request) -> list[Json]:
    params = request.params
    chat = world.reachable(params["chat_id"])
    if not 2 <= len(params["media"]) <= 10:
        raise bad("there must be 2 to 10 items in the album")
    if len({item["type"] for item in params["media"]}) > 1:
        raise bad("documents can't be mixed with other media types")
    contents = [media_content(world, item, request.files) for item in params["media"]]
    group = {"media_group_id": str(13_900_000_000_000_000 + chat.next_id())}
    return [deliver(world, chat, content | group, params) for content in contents]


def media_content(world: World, media: Json, files: dict[str, Upload]) -> Json:
    """Of one InputMedia. Raises ApiError."""
    source: str | Upload = media["media"]
    if isinstance(source, str) and source.startswith("attach://"):
        name = source.removeprefix("attach://")
        if name not in files:
            raise bad(f'wrong file "{name}": there is no such part in the request')
        source = files[name]
    return _content(world, media["type"], source, media)


def get_file(world: World, request: Request) -> Json:
    stored = world.files.get(request.params["file_id"])
    if stored is None:
        raise bad("invalid file_id")
    if len(stored.data) > MAX_DOWNLOAD:
        raise bad("file is too big")
    return {
        "file_id": stored.file_id,
        "file_unique_id": stored.file_unique_id,
        "file_size": len(stored.data),
        "file_path": stored.path,
    }


def _send(world: World, request: Request, kind: str) -> Json:
    chat = world.reachable(request.params["chat_id"])
    media = request.params | {"type": kind, "media": request.params[kind]}
    if isinstance(media["media"], str):
        content = media_content(world, media, request.files)
    else:
        content = _content(world, kind, media["media"], media)
    return deliver(world, chat, content, request.params)


def _content(world: World, kind: str, source: str | Upload, params: Json) -> Json:
    content = caption_content(params)
    if isinstance(source, Upload) and kind == "photo":
        content["photo"] = world.files.add_photo(source.data)
    elif isinstance(source, Upload):
        content[kind] = world.files.add_document(source.data, source.name, source.mime_type)
    else:
        content[kind] = _sent_before(world, kind, source)
    if params.get("has_spoiler"):
        content["has_media_spoiler"] = True
    return content


def _sent_before(world: World, kind: str, file_id: str) -> Json | list[Json]:
    """There is no network here, so an address is refused as one Telegram cannot read."""
    stored = world.files.get(file_id)
    if stored is None:
        raise bad("wrong file identifier/HTTP URL specified")
    if stored.kind != kind:
        raise bad(f"can't use file of type {stored.kind.title()} as {kind.title()}")
    sizes: list[Json] | None = stored.content.get("sizes")
    return sizes if sizes is not None else stored.content


METHODS: dict[str, Method] = {
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendMediaGroup": send_media_group,
    "getFile": get_file,
}
