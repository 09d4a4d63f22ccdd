"""The end of a form: what is doubtful is asked about, then its record is made, once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from zlib import crc32

from bot.conversation.drafts import Draft
from bot.conversation.forms import Doubt, Filled, Refusal, Saved
from bot.conversation.kept import pack
from storage import told

if TYPE_CHECKING:
    from bot.pipeline.turn import Turn


async def doubted(turn: Turn, draft: Draft) -> tuple[str, Doubt] | None:
    """The first doubt that was not confirmed, with the key under which it will be."""
    filled = _filled(turn, draft)
    for at, check in enumerate(draft.form.checks):
        doubt = await check(turn, filled)
        if doubt is not None and (key := _key(draft, at, doubt)) not in draft.sure:
            return key, doubt
    return None


def _filled(turn: Turn, draft: Draft) -> Filled:
    return Filled(draft.given, f"{turn.chat_id}:{draft.instance}", draft.record_id)


def _key(draft: Draft, at: int, doubt: Doubt) -> str:
    """Confirmed once, a doubt is not raised again for the same value; for another one it is."""
    about = [doubt.field] if doubt.field else sorted(draft.answers)
    values = json.dumps([pack(draft.answers.get(name)) for name in about])
    return f"{at}:{crc32(values.encode())}"


async def submit(turn: Turn, draft: Draft) -> Saved | Refusal | None:
    """Hand the form in; its typed messages are remembered as the sources of the record."""
    ended = await draft.form.submit(turn, _filled(turn, draft))
    if isinstance(ended, Saved) and ended.record_id is not None and draft.sources:
        await told.remember(turn.tx, turn.chat_id, draft.sources, draft.form.name, ended.record_id)
    return ended
