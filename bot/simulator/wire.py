"""JSON as it goes over the wire."""

import json
from typing import Any

import orjson

Json = dict[str, Any]
"""An object as it stands in the Bot API's JSON."""


def dumps(value: object) -> bytes:
    """Also half characters (lone surrogates), which a broken update may hold and orjson refuses."""
    try:
        return orjson.dumps(value)
    except TypeError:
        return json.dumps(value, default=str).encode()
