"""A country: the usual ones and the neighbours at a tap, any other typed."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from typing import Any, ClassVar

from bot.conversation.steps.base import Answer, Asking, Offer, Outcome, Screen, Step, Unclear
from bot.conversation.steps.number import Suggest
from bot.conversation.understanding.countries import read_country
from bot.language.text import Country, Text, _, layout

_SHOWN = 9

# Land neighbours, and those across a strait, of the territories that Ayni has templates for; the
# order is that of trade with them. Elsewhere the countries that most people sell to stand in.
NEIGHBOURS = {
    "MX": ("US", "GT", "BZ", "CA"),
    "CO": ("EC", "PE", "VE", "PA", "BR"),
    "PE": ("BO", "CL", "EC", "CO", "BR"),
    "CL": ("AR", "PE", "BO"),
    "BO": ("PE", "AR", "CL", "BR", "PY"),
    "EC": ("CO", "PE"),
    "AR": ("BR", "CL", "UY", "PY", "BO"),
    "BR": ("AR", "UY", "PY", "BO", "PE", "CO"),
    "ES": ("FR", "PT", "MA", "AD"),
    "US": ("CA", "MX"),
    "CA": ("US", "MX"),
    "KE": ("UG", "TZ", "ET", "SO", "SS"),
    "IN": ("BD", "NP", "LK", "BT", "PK"),
    "GT": ("MX", "SV", "HN", "BZ"),
}
FAR = ("US", "ES", "DE", "CA", "CN", "JP")


@dataclass(frozen=True)
class AskCountry(Step):
    """An ISO 3166 code; `abroad` leaves the cluster's own country out."""

    _: KW_ONLY
    suggest: Suggest | None = None
    abroad: bool = True
    kind: ClassVar[str] = "country"

    async def screen(self, asking: Asking) -> Screen:
        own = asking.turn.voice.territory
        usual = await self.suggest(asking.turn, asking.answers) if self.suggest else ()
        codes = dict.fromkeys((*usual, *NEIGHBOURS.get(own, ()), *FAR))
        shown = [code for code in codes if code != own or not self.abroad][:_SHOWN]
        args = asking.offer(shown)
        offers = [Offer(self.say(code), arg) for code, arg in zip(shown, args, strict=True)]
        return Screen(loose=offers, hint=self.hint or _("You can type any other."))

    async def tapped(self, asking: Asking, arg: str) -> Outcome:
        code = asking.offered(arg)
        return None if code is None else Answer(code)

    async def typed(self, asking: Asking, words: str) -> Outcome:
        own = asking.turn.voice.territory
        found = read_country(words, asking.turn.voice)
        abroad = tuple(code for code in found.values if code != own or not self.abroad)
        if len(abroad) == 1:
            return Answer(abroad[0])
        if found.values and not abroad:
            return Unclear(_("{country} is your own country.", country=Country(own)))
        return Unclear(found.reason or _("I do not know that country. Type its name."), abroad)

    def say(self, value: Any) -> Text:
        return layout("{country}", country=Country(value))
