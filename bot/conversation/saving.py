"""The end of a form: what is doubtful is asked about, then its record is made, once."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from zlib import crc32

from bot.conversation.drafts import Draft, adopted, readable
from bot.conversation.forms import Doubt, Filled, Form, Refusal, Saved
from bot.conversation.kept import pack
from storage import told

if TYPE_CHECKING:
    from bot.pipeline.turn import Turn


async def doubted(turn: Turn, draft: Draft) -> tuple[str, Doubt] | None:
    """The first doubt that was not confirmed, with the key under which it will be.

    What the record as it stands would be doubted for was asked about when that was saved.
    """
    for at, check in enumerate(draft.form.checks):
        doubt = await check(turn, _filled(turn, draft))
        if doubt is None or (key := _key(draft, at, doubt)) in draft.sure:
            continue
        held = await on_record(turn, draft.form, draft.record_id)
        if held is None or doubt != await check(turn, _filled(turn, replace(draft, answers=held))):
            return key, doubt
    return None


async def on_record(turn: Turn, form: Form, record_id: int | None) -> dict[str, Any] | None:
    """What a record holds, as answers of its form; None where there is none to be changed."""
    if record_id is None or form.recall is None:
        return None
    held = await form.recall(turn, record_id)
    return None if held is None else readable(adopted(form, held), form)


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
