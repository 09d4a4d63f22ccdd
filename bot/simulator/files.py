"""Files people and the bot send, kept in memory."""

import hashlib
import io
import mimetypes
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from pathlib import PurePosixPath

from bot.simulator.errors import bad
from bot.simulator.wire import Json

MAX_UPLOAD = 50 * 2**20
MAX_PHOTO = 10 * 2**20
MAX_DOWNLOAD = 20 * 2**20
_SIDES = (90, 320, 800, 1280)
_PREFIXES = {"photo": "AgACAgEAAxkBAA", "document": "BQACAgEAAxkBAA"}


@dataclass(slots=True)
class StoredFile:
    kind: str
    file_id: str
    file_unique_id: str
    data: bytes
    name: str
    mime_type: str
    path: str
    content: Json
    """The Document, or {"sizes": the PhotoSizes this one belongs to}."""


class Files:
    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def add_photo(self, data: bytes) -> list[Json]:
        """The sizes Telegram makes of a picture, smallest first. Raises ApiError."""
        if len(data) > MAX_PHOTO:
            raise bad("file is too big")
        sizes: list[Json] = []
        for jpeg, width, height in _scaled(data):
            stored = self._store("photo", jpeg, "photo.jpg", "image/jpeg", {"sizes": sizes})
            sizes.append(_identity(stored) | {"width": width, "height": height})
        return sizes

    def add_document(self, data: bytes, name: str, mime_type: str | None = None) -> Json:
        """The Document. Raises ApiError."""
        if not data:
            raise bad("file must be non-empty")
        if len(data) > MAX_UPLOAD:
            raise bad("file is too big")
        name = PurePosixPath(name).name or "file"
        mime_type = mime_type or mimetypes.guess_type(name)[0] or "application/octet-stream"
        stored = self._store("document", data, name, mime_type, {})
        stored.content = _identity(stored) | {"file_name": name, "mime_type": mime_type}
        return stored.content

    def get(self, file_id: str) -> StoredFile | None:
        return self._by_id.get(file_id)

    def at_path(self, path: str) -> StoredFile | None:
        return self._by_path.get(path)

    def _store(
        self, kind: str, data: bytes, name: str, mime_type: str, content: Json
    ) -> StoredFile:
        number = len(self._by_id)
        digest = hashlib.sha256(number.to_bytes(8, "big") + data[:1024]).digest()
        file_id = _PREFIXES[kind] + urlsafe_b64encode(digest[:30]).decode()
        unique_id = "AQAD" + urlsafe_b64encode(hashlib.sha256(data).digest()[:9]).decode()
        path = f"{kind}s/file_{number}{PurePosixPath(name).suffix}"
        stored = StoredFile(kind, file_id, unique_id, data, name, mime_type, path, content)
        self._by_id[file_id] = self._by_path[path] = stored
        return stored


def _identity(stored: StoredFile) -> Json:
    return {
        "file_id": stored.file_id,
        "file_unique_id": stored.file_unique_id,
        "file_size": len(stored.data),
    }


def _scaled(data: bytes) -> list[tuple[bytes, int, int]]:
    """JPEGs of at most 90, 320, 800 and 1280 pixels a side, none larger than the original."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415  # slow, and rare

    try:
        picture = Image.open(io.BytesIO(data)).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError):
        raise bad("IMAGE_PROCESS_FAILED") from None
    width, height = picture.size
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad("PHOTO_INVALID_DIMENSIONS")
    scaled = []
    for side in _SIDES:
        copy = picture.copy()
        copy.thumbnail((side, side))
        written = io.BytesIO()
        copy.save(written, "JPEG", quality=87)
        scaled.append((written.getvalue(), *copy.size))
        if side >= max(width, height):
            break
    return scaled
