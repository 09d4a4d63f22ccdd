"""A form's message: its text, and its buttons, each of which says what screen it is of."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.conversation.drafts import Draft
from bot.conversation.keyboards import Button
from bot.conversation.steps.base import Offer
from bot.conversation.words import clip
from bot.language.text import Text, layout, raw

if TYPE_CHECKING:
    from bot.pipeline.turn import Turn

LONGEST_LABEL = 40
# How little of a part is still worth showing.
SHORTEST_PART = 6

# The button that goes on with a draft; it is the one that still works when the draft is aside.
CONTINUE = "g"

OWN = re.compile(r"f\d")
_DATA = re.compile(r"f1:(\d{1,9}):(\d{1,9}):([!-~]{1,40})", re.ASCII)


@dataclass(frozen=True, slots=True)
class View:
    text: Text
    rows: list[list[Button]]


@dataclass(frozen=True, slots=True)
class Tapped:
    instance: int
    serial: int
    arg: str


def button(draft: Draft, offer: Offer) -> Button:
    return Button(offer.label, f"f1:{draft.instance}:{draft.serial}:{offer.arg}")


def short(turn: Turn, label: Text) -> Text:
    """The label, cut where it is too long for a button: its first part, as figures come last."""
    said = turn.voice.plain(label)
    over = len(said) - LONGEST_LABEL
    if over <= 0:
        return label
    first, *others = label.params or ("",)
    part = turn.voice.plain(layout("{part}", part=label.params.get(first, "")))
    if others and len(part) - over >= SHORTEST_PART:
        return replace(label, params={**label.params, first: clip(part, len(part) - over)})
    return raw(clip(said, LONGEST_LABEL))


def read_data(data: str) -> Tapped | None:
    """None for data that no button of ours ever had: nobody vouches for what comes back."""
    found = _DATA.fullmatch(data)
    return Tapped(int(found[1]), int(found[2]), found[3]) if found else None
