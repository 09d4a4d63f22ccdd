"""People as they are counted aloud: "2 mujeres", "3: 2 mujeres y 1 joven", "uno", "a young woman".

A total is read where it is said ("3 personas", "3,"), or made of women and men. Women and young
people without a total may overlap ("2 mujeres y 3 jóvenes" are five people, or three): asked. What
is not said stays unknown; it is never taken for none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from bot.language.day_words import one_of
from bot.language.number_words import in_digits
from bot.language.numbers import number_values, starts_negative, too_large, too_small
from bot.language.reading import Reading, reading, unread
from bot.language.text import _
from bot.language.typed import folded
from bot.language.voice import Voice
from storage.values import PeopleCount

MOST = 100_000

# What each word says of those it counts; "people" are the whole, the others a part of it.
_NAMES = {
    "people": "persona|personas|gente|trabajador|trabajadores|empleado|empleados|colaborador|"
    "colaboradores|person|people|worker|workers|employee|employees",
    "women": "mujer|mujeres|trabajadora|trabajadoras|empleada|empleadas|senora|senoras|woman|women",
    "men": "hombre|hombres|varon|varones|senor|senores|man|men",
    "young": "joven|jovenes|persona joven|personas jovenes|young person|young people|youth|youths|"
    "young",
    "young women": "mujer joven|mujeres jovenes|chica|chicas|muchacha|muchachas|young woman|"
    "young women",
    "young men": "hombre joven|hombres jovenes|chico|chicos|muchacho|muchachos|young man|young men",
    "disability": "persona con discapacidad|personas con discapacidad|con discapacidad|"
    "person with a disability|people with a disability|people with disabilities|"
    "with a disability|with disabilities|disabled|disabled person|disabled people",
    "disability women": "mujer con discapacidad|mujeres con discapacidad|woman with a disability|"
    "women with a disability|women with disabilities",
    "disability men": "hombre con discapacidad|hombres con discapacidad|man with a disability|"
    "men with a disability|men with disabilities",
}
_KINDS = {name: kind for kind, names in _NAMES.items() for name in names.split("|")}
_ITEM = re.compile(
    r"\b(?P<count>\d[\d.,]*(?<![.,])|todos|todas|all|ningun|ninguna|no) "
    r"(?P<among>de (?:ellas|ellos) |of them |son |are )?"
    rf"(?P<kind>{one_of(_KINDS)})\b"
)
_FILLING = re.compile(
    r"\b(?:y|e|and|con|with|de ellas|de ellos|of them|en total|in all)\b|[,;:+()]|"
    r"^(?:somos|eramos|fueron|son|hay|a|we are|we were|there are) "
)
_UNSAID = re.compile(
    r"(?:prefier[oe]n? no decir(?:lo)?|(?:would )?(?:rather|prefer) not (?:to )?say)"
)
_NOBODY = frozenset(("nadie", "ninguno", "ninguna", "none", "nobody", "no one"))


def read_people(typed: str, voice: Voice) -> Reading[PeopleCount]:
    """From nobody up to 100,000; the parts that are not told are None."""
    text = in_digits(_UNSAID.sub("", folded(typed)))
    if text in _NOBODY:
        return reading((PeopleCount(0),))
    if starts_negative(text):
        return unread(too_small())
    items = list(_ITEM.finditer(text))
    rest = " ".join(_FILLING.sub(" ", _ITEM.sub(" ", text)).split())
    wholes = {int(n) for n in number_values(rest, voice) if n == int(n)} if rest else set()
    if (rest and not wholes) or not (rest or items):
        return unread()
    return _counted(items, wholes, voice)


def _counted(items: list[re.Match[str]], said: set[int], voice: Voice) -> Reading[PeopleCount]:
    parts, among, all_are = _parts(items, voice)
    wholes = [*said, parts["people"]] if parts["people"] else [*said] or list(_totals(parts, among))
    if max((*wholes, *parts.values()), default=0) > MOST:
        return unread(too_large())
    found = [people for whole in wholes for people in _people(whole, parts, all_are)]
    return reading(found, None if found else _("The parts are more than the whole. Please check."))


def _parts(items: list[re.Match[str]], voice: Voice) -> tuple[Counter[str], set[str], set[str]]:
    """How many of each, which of them are among those named before, and what everybody is."""
    parts: Counter[str] = Counter()
    among: set[str] = set()
    all_are: set[str] = set()
    for item in items:
        kinds = _KINDS[item["kind"]].split()
        if item["count"] in {"todos", "todas", "all"}:
            all_are.update(kinds)
            continue
        values = number_values(item["count"], voice) or (0,)
        parts.update(dict.fromkeys(kinds, int(max(values))))
        if item["among"] or len(kinds) > 1:
            among.add(kinds[0])
    return parts, among, all_are


def _totals(parts: Counter[str], among: set[str]) -> Iterator[int]:
    """Women and men make a whole; young people may be others, or among them."""
    base = parts["women"] + parts["men"]
    others = [parts[kind] for kind in ("young", "disability") if kind not in among]
    yield base + sum(others)
    yield max(base, *others, 0)


def _people(whole: int, parts: Counter[str], all_are: set[str]) -> Iterator[PeopleCount]:
    def part(kind: str) -> int | None:
        return whole if kind in all_are else parts.get(kind)

    women, men = part("women"), part("men")
    if women is None and men is not None:
        women = whole - men
    fits = women is None or 0 <= women <= whole - (men or 0)
    if fits and all((part(kind) or 0) <= whole for kind in ("young", "disability")):
        yield PeopleCount(whole, women, part("young"), part("disability"))
