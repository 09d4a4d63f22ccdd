"""The Bot API's methods and parameters, held against what the bot sends.

`methods.json` is a short table of what this simulator plays, taken from the Bot API's own
description; "!" marks what is required. Stricter than Telegram on purpose: a parameter Telegram
would silently ignore is refused, since it is a mistake of ours.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import orjson

from bot.simulator.errors import ApiError, bad
from bot.simulator.wire import Json

_TABLE: Json = orjson.loads(Path(__file__).with_name("methods.json").read_bytes())
_INTEGER = re.compile(r"-?\d{1,18}", re.ASCII)
_MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "media": "there is no media in the request",
    "file_id": "file_id not specified",
}


@dataclass(slots=True)
class Upload:
    """A file in a multipart request."""

    name: str
    mime_type: str
    data: bytes


@dataclass(slots=True)
class Request:
    """One call that holds to the table; `files` are the parts referred to by attach://name."""

    method: str
    params: Json
    files: dict[str, Upload]


Reader = Callable[[str, Any], Any]


def checked(method: str, raw: Json, files: dict[str, Upload]) -> Request:
    """Raises ApiError: 404 for a method not in the table, 400 for what does not fit it."""
    name = method_name(method)
    return Request(name, _fields(_spec("methods", name), raw, _MISSING), files)


def method_name(method: str) -> str:
    """Telegram takes names of methods in any case."""
    name = _by_lower_case().get(method.lower())
    if name is None:
        raise ApiError(404, "Not Found")
    return name


@cache
def _by_lower_case() -> dict[str, str]:
    return {name.lower(): name for name in _TABLE["methods"]}


@cache
def _spec(section: str, name: str) -> dict[str, tuple[bool, Reader]]:
    fields: dict[str, str] = _TABLE[section][name]
    return {
        field.rstrip("!"): (field.endswith("!"), _reader(kind)) for field, kind in fields.items()
    }


def _fields(
    spec: dict[str, tuple[bool, Reader]],
    raw: Json,
    missing: Mapping[str, str] = MappingProxyType({}),
) -> Json:
    for name in raw:
        if name not in spec:
            raise bad(f'unknown parameter "{name}"')
    found: Json = {}
    for name, (required, read) in spec.items():
        if name in raw:
            found[name] = read(name, raw[name])
        elif required:
            raise bad(missing.get(name, f'parameter "{name}" is required'))
    return found


@cache
def _reader(kind: str) -> Reader:
    if kind.startswith("Array of "):
        return _array_reader(_reader(kind.removeprefix("Array of ")))
    if kind in _TABLE["types"]:
        return _object_reader(kind)
    if kind in _TABLE["by_key"] or kind in _TABLE["by_type"]:
        return _union_reader(kind)
    return _SCALARS[kind]


def _wrong(name: str, kind: str) -> ApiError:
    return bad(f'parameter "{name}" must be {kind}')


def _parsed(name: str, value: Any, kind: type, words: str) -> Any:
    """In a form, lists and objects come as JSON in a string."""
    if isinstance(value, str):
        try:
            value = orjson.loads(value)
        except orjson.JSONDecodeError:
            raise bad(f"can't parse {name.replace('_', ' ')} JSON object") from None
    if not isinstance(value, kind):
        raise _wrong(name, words)
    return value


def _array_reader(read: Reader) -> Reader:
    def array(name: str, value: Any) -> list[Any]:
        return [read(name, item) for item in _parsed(name, value, list, "an Array")]

    return array


def _object_reader(kind: str) -> Reader:
    def read_object(name: str, value: Any) -> Json:
        if kind == "KeyboardButton" and isinstance(value, str):
            return {"text": value}  # Telegram takes the bare text of a button
        value = _parsed(name, value, dict, f"a {kind}")
        if kind == "InlineKeyboardMarkup" and "inline_keyboard" not in value:
            raise bad("inline keyboard expected")
        return _fields(_spec("types", kind), value)

    return read_object


def _union_reader(union: str) -> Reader:
    """One of several objects, told apart by a field only it has or by its "type"."""
    by_key: dict[str, str] = _TABLE["by_key"].get(union, {})
    by_type: dict[str, str] = _TABLE["by_type"].get(union, {})

    def read_union(name: str, value: Any) -> Json:
        value = _parsed(name, value, dict, f"a {union}")
        kind = by_type.get(str(value.get("type"))) or next(
            (by_key[key] for key in value if key in by_key), None
        )
        if kind is None:
            raise bad(f"object expected as {name.replace('_', ' ')}")
        return _fields(_spec("types", kind), value)

    return read_union


def _integer(name: str, value: Any) -> int:
    if isinstance(value, str) and _INTEGER.fullmatch(value):
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise _wrong(name, "an Integer")


def _string(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise _wrong(name, "a String")
    return value


def _boolean(name: str, value: Any) -> bool:
    if isinstance(value, str) and value.lower() in ("true", "false"):
        return value.lower() == "true"
    if not isinstance(value, bool):
        raise _wrong(name, "a Boolean")
    return value


def _float(name: str, value: Any) -> float:
    try:
        if not isinstance(value, bool):
            return float(value)
    except (TypeError, ValueError):
        pass
    raise _wrong(name, "a Float")


def _chat(name: str, value: Any) -> int | str:
    if isinstance(value, str) and not _INTEGER.fullmatch(value):
        return value
    return _integer(name, value)


def _file(name: str, value: Any) -> str | Upload:
    return value if isinstance(value, Upload) else _string(name, value)


_SCALARS: dict[str, Reader] = {
    "Integer": _integer,
    "String": _string,
    "Boolean": _boolean,
    "Float": _float,
    "Integer|String": _chat,
    "InputFile|String": _file,
}
