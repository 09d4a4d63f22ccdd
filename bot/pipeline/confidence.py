"""What a member says in confidence is kept nowhere, not even when handling it fails."""

from __future__ import annotations

from typing import Any

from bot.features import Table

# Where an update holds what somebody typed or tapped.
_WORDS = frozenset({"text", "caption", "data", "entities", "caption_entities", "reply_markup"})
_KINDS = ("message", "edited_message", "callback_query")


def confided(table: Table, raw: dict[str, Any], form: str | None) -> bool:
    """Whether this update belongs to a confidential button, command, or form being filled in.

    Words that no form asked for may be an answer to what was asked unasked: they count as confided.
    """
    forms = {declared.name for declared in table.forms if declared.confidential}
    tap = table.taps.get(_part(raw.get("callback_query"), "data").partition(":")[0])
    words = _part(raw.get("message"), "text").partition(" ")[0]
    command = table.find(words[1:].partition("@")[0].lower()) if words.startswith("/") else None
    declared = (tap, command)
    stray = bool(words) and command is None and form is None
    return stray or form in forms or any(one.confidential for one in declared if one is not None)


def chat_of(raw: dict[str, Any]) -> int:
    """0 where the update is of no chat."""
    said = next((raw[kind] for kind in _KINDS if kind in raw), None)
    message = said.get("message", said) if isinstance(said, dict) else None
    chat = message.get("chat") if isinstance(message, dict) else None
    found = chat.get("id") if isinstance(chat, dict) else None
    return found if isinstance(found, int) else 0


def without_words(raw: Any) -> Any:
    """The update, but for what was said in it."""
    if isinstance(raw, dict):
        return {key: without_words(of) for key, of in raw.items() if key not in _WORDS}
    return [without_words(of) for of in raw] if isinstance(raw, list) else raw


def _part(said: Any, name: str) -> str:
    part = said.get(name) if isinstance(said, dict) else None
    return part if isinstance(part, str) else ""
