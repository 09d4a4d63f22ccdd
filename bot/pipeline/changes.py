"""A message that somebody was sent is given another text, sent, waiting or on its way."""

from __future__ import annotations

from typing import Any

import orjson

from bot.language.voice import Voice
from bot.pipeline.content import Content
from storage import outbox
from storage.database import Transaction


async def rewritten(
    tx: Transaction,
    earlier: int,
    chat_id: int,
    voice: Voice,
    cluster_id: int | None,
    content: Content,
) -> tuple[str, dict[str, Any]]:
    """What has not gone out yet goes out so; the call that follows for what has."""
    _method, wanted = content.sending(voice, cluster_id)
    await outbox.rewrite(tx, earlier, orjson.dumps({"chat_id": chat_id} | wanted).decode())
    return content.editing(voice, cluster_id)
