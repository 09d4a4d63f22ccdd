"""Several of several: each a tap on or off, or all of them typed, parted by commas."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from typing import Any, ClassVar

from bot.conversation.kept import Option, pack, unpack
from bot.conversation.matching import best, fits
from bot.conversation.steps.base import (
    Answer,
    Asking,
    Offer,
    Outcome,
    Redraw,
    Screen,
    Step,
    Unclear,
)
from bot.conversation.steps.choice import (
    Options,
    label_of,
    offered_to,
    options_for,
    paged,
    turned,
)
from bot.conversation.words import DONE, clip, means
from bot.language.text import Listing, Text, _, _p, layout

ALL = _p("typed words, parted by |", "all|everything|all of them|all of it")
_PARTED = re.compile(r"\s*[,;\n]\s*|\s+(?:y|e|and|&)\s+")


@dataclass(frozen=True)
class AskMany(Step):
    """At least `least` of them; where that is none, the answer may be an empty list: `none`."""

    _: KW_ONLY
    options: Options
    least: int = 0
    none: Text | None = None
    kind: ClassVar[str] = "many"
    keeps: ClassVar[bool] = False

    async def screen(self, asking: Asking) -> Screen:
        args = asking.offer(await options_for(self.options, asking))
        chosen = [option.value for option in self._chosen(asking)]
        offers = []
        for arg in args:
            option = asking.offered(arg)
            on = option.value in chosen
            offers.append(Offer(self._mark(option, on=on), f"{'off' if on else 'on'}{arg}"))
        shown, turning = paged(asking, offers)
        done = Offer(_("Done ({n})", n=len(chosen)), "done")
        return Screen(
            loose=shown, rows=[row for row in (turning, [done]) if row], hint=self._tap_hint()
        )

    async def tapped(self, asking: Asking, arg: str) -> Outcome:
        if turned(asking, arg):
            return Redraw()
        if arg == "done":
            return self._checked(self._chosen(asking))
        on = arg.startswith("on")
        option = asking.offered(arg.removeprefix("on" if on else "off"))
        if not isinstance(option, Option):
            return None
        others = [kept for kept in self._chosen(asking) if kept.value != option.value]
        self._choose(asking, [*others, option] if on else others)
        return Redraw()

    async def typed(self, asking: Asking, words: str) -> Outcome:
        voice = asking.turn.voice
        if means(voice, words, DONE):
            return self._checked(self._chosen(asking))
        options = offered_to(asking) or await options_for(self.options, asking)
        if means(voice, words, ALL):
            return self._checked(options)
        whole = best(words, options, lambda option: voice.plain(self._label(option)))
        if len(whole) == 1 and fits(words, voice.plain(self._label(whole[0]))):
            return self._checked(whole)
        chosen: list[Option] = []
        for part in filter(None, _PARTED.split(words.strip())):
            found = best(part, options, lambda option: voice.plain(self._label(option)))
            if len(found) != 1:
                return Unclear(_none_of_these(part), quoting=True)
            chosen += [option for option in found if option not in chosen]
        return self._checked(chosen)

    def say(self, value: Any) -> Text:
        if not value:
            return self.none or _("none of them")
        labels = tuple(self._label(option) for option in value)
        return layout("{labels}", labels=Listing(labels))

    def adopt(self, value: Any) -> tuple[Option, ...]:
        """Options, or the values of static ones."""
        return tuple(item if isinstance(item, Option) else Option(str(item)) for item in value)

    def plain(self, kept: Any) -> list[str]:
        return [option.value for option in kept]

    def _checked(self, chosen: Sequence[Option]) -> Outcome:
        if len(chosen) < self.least:
            return Unclear(_("Choose at least {n}.", n=self.least))
        return Answer(tuple(chosen))

    def _chosen(self, asking: Asking) -> list[Option]:
        """As toggled so far; at first, as answered before."""
        if "chosen" in asking.scratch:
            return [unpack(kept) for kept in asking.scratch["chosen"]]
        return list(asking.current or ())

    def _choose(self, asking: Asking, chosen: Sequence[Option]) -> None:
        asking.scratch["chosen"] = [pack(option) for option in chosen]

    def _label(self, option: Option) -> Text:
        return label_of(option, self.options)

    def _mark(self, option: Option, *, on: bool) -> Text:
        label = self._label(option)
        return layout("✅ {label}", label=label) if on else layout("⬜ {label}", label=label)

    def _tap_hint(self) -> Text:
        return self.hint or _("Tap as many as apply, then Done.")


def _none_of_these(part: str) -> Text:
    return _("“{part}” is none of these. Tap them, or type them.", part=clip(part, 40))
