"""Times of day as people say them: "5 de la tarde", "5:05 p. m.", "17h30", "half past five".

An hour from 1 to 12 that nobody called morning or evening may be either: asked, the one by daylight
first. With its minutes ("5:05") it is clear where CLDR writes times with 24 hours (Spain, Kenya):
there it is the morning's, as it is with "05:05" or "5 h". A range says more: of its readings those
by daylight (7 to 19) are taken if there are any, as equipment is booked by day and a night is told
with "pm" or "21"; "9-11pm" is all evening, "11-1pm" passes noon.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import time
from typing import TYPE_CHECKING

from bot.language.day_words import one_of
from bot.language.number_words import in_digits
from bot.language.reading import Reading, reading, unread
from bot.language.text import _
from bot.language.typed import folded

if TYPE_CHECKING:
    from bot.language.voice import Voice

Minutes = tuple[int, ...]
Span = tuple[time, time]

_HOUR, _NOON, _DAY = 60, 12 * 60, 24 * 60
_DAYLIGHT = range(7 * _HOUR, 19 * _HOUR + 1)

_WORDS = {
    "mediodia": _NOON,
    "medio dia": _NOON,
    "noon": _NOON,
    "midday": _NOON,
    "medianoche": _DAY,
    "media noche": _DAY,
    "midnight": _DAY,
}
_NIGHT = frozenset((*range(18 * _HOUR, _DAY), *range(5 * _HOUR)))
# Which minutes a part of the day may hold: 12 "de la mañana" is noon in Spain, midnight elsewhere.
_PARTS = {
    "am": range(_NOON),
    "de la madrugada": range(7 * _HOUR),
    "de la manana": range(13 * _HOUR),
    "in the morning": range(_NOON),
    "del dia": range(6 * _HOUR, 18 * _HOUR),
    "del mediodia": range(11 * _HOUR, 16 * _HOUR),
    "pm": range(_NOON, _DAY),
    "de la tarde": range(_NOON, 21 * _HOUR),
    "in the afternoon": range(_NOON, 19 * _HOUR),
    "in the evening": range(16 * _HOUR, _DAY),
    "de la noche": _NIGHT,
    "at night": _NIGHT,
}

_RATHER = (
    "mejor|entonces|y|que tal|prefiero|por favor|rather|better|instead|then|make it"
    "|(?:how|what) about|please"
)
_BEFORE = re.compile(
    r"^(?:(?:a eso de|como|sobre|hacia|a|at|de|desde|from|about|around|las?"
    rf"|{_RATHER}) )+"
)
_AFTER = re.compile(rf"(?:,? (?:{_RATHER}))+$")
_MERIDIEM = re.compile(r"(?<![a-z])([ap])\.? ?m(?![a-z])\.?")
_QUARTER = r"(?:(?:un|1|a) )?(?:cuarto|quarter)"
_TOLD = (
    (re.compile(rf"(?P<to>{_QUARTER}|\d{{1,2}}) (?:para las?|to) (?P<hour>\d{{1,2}})\b"), -1),
    (re.compile(rf"(?P<hour>\d{{1,2}}) menos (?P<to>{_QUARTER}|\d{{1,2}})\b"), -1),
    (re.compile(rf"(?P<to>half|{_QUARTER}|\d{{1,2}}) past (?P<hour>\d{{1,2}})\b"), 1),
    (re.compile(rf"(?P<hour>\d{{1,2}}) (?:y|con) (?P<to>media|{_QUARTER}|\d{{1,2}})\b"), 1),
)
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:(?P<sep> ?[:.h] ?| )(?P<minute>\d{2})(?::\d{2})?)?"
    r"(?P<unit> ?(?:h|hs|hrs?|horas|hours))?(?: (?:o'clock|en punto))?"
    rf"(?: ?(?P<part>{one_of(_PARTS)}))?|(?P<compact>[012]\d[0-5]\d)(?: ?h(?:rs?)?)?"
)
_JOINT = re.compile(r" (?:al?|hasta|to|until|till|through) (?:las? )?| ?- ?")
_JOINT_BETWEEN = re.compile(r" (?:y|and) (?:las? )?")
_BETWEEN = re.compile(r"^(?:entre|between) ")
_LASTING = re.compile(
    r"(?P<start>.+) (?:por|durante|for) (?P<n>\d{1,3}|media|half|an?)(?:[.,](?P<tenths>\d))?"
    r" ?(?:an? )?(?P<unit>h|horas?|hours?|min|minutos?|minutes?)(?P<half> y media| and a half)?"
)


def read_time(raw: str, voice: Voice) -> Reading[time]:
    """A time of day in the cluster's zone; midnight is 0:00."""
    text = _plain(raw)
    found = _minutes(text, voice)
    if not found:
        return unread(_("There is no such time of day.") if _CLOCK.fullmatch(text) else None)
    return reading(map(_time, found))


def read_times(raw: str, voice: Voice) -> Reading[Span]:
    """From when to when on one day: "de 9 a 11", "9am for 2 hours". It may end at 0:00."""
    text = _plain(raw)
    spans = list(_spans(text, voice))
    if not spans:
        return unread()
    return reading((_time(start), _time(end)) for start, end in spans)


def _plain(raw: str) -> str:
    text = _MERIDIEM.sub(r" \1m", folded(raw).replace(",", " "))
    return _AFTER.sub("", _BEFORE.sub("", in_digits(text, 59)))


def _minutes(text: str, voice: Voice) -> Minutes:
    """What the text may mean, in minutes of the day, the likeliest first."""
    text = _BEFORE.sub("", text)
    if text in _WORDS:
        return (_WORDS[text],)
    text = _in_order(text)
    match = _CLOCK.fullmatch(text)
    if match is None:
        return ()
    if match["compact"]:
        return _literal(int(match["compact"][:2]), int(match["compact"][2:]))
    return _of_clock(match, voice)


def _in_order(text: str) -> str:
    """The hour before the minutes: "6 menos cuarto" as 5 45."""
    for pattern, sign in _TOLD:
        if match := pattern.search(text):
            return text[: match.start()] + _told(match, sign) + text[match.end() :]
    return text


def _told(match: re.Match[str], sign: int) -> str:
    said, hour = match["to"], int(match["hour"])
    away = int(said) if said.isdigit() else 30 if said in {"half", "media"} else 15
    total = hour * _HOUR + sign * away
    if hour <= 12:
        total %= _NOON
    return f"{total // _HOUR or 12} {total % _HOUR:02d}"


def _of_clock(match: re.Match[str], voice: Voice) -> Minutes:
    hour, minute, part = int(match["hour"]), int(match["minute"] or 0), match["part"]
    if minute >= _HOUR:
        return ()
    if part is not None:
        either = _literal(hour, minute) if hour > 12 else _either(hour, minute)
        return tuple(found for found in either if found in _PARTS[part])
    written_out = bool(match["minute"]) and match["sep"] != " "
    clear = match["hour"][0] == "0" or match["unit"] or (written_out and _by_24_hours(voice))
    return _literal(hour, minute) if clear or not 1 <= hour <= 12 else _either(hour, minute)


def _either(hour: int, minute: int) -> Minutes:
    morning = hour % 12 * _HOUR + minute
    both = (morning, morning + _NOON)
    return tuple(sorted(both, key=lambda found: found not in _DAYLIGHT))


def _literal(hour: int, minute: int) -> Minutes:
    total = hour * _HOUR + minute
    return (total,) if total <= _DAY else ()


def _by_24_hours(voice: Voice) -> bool:
    return "H" in str(voice.words.time_formats["short"].pattern)


def _time(minutes: int) -> time:
    return time(minutes // _HOUR % 24, minutes % _HOUR)


def _spans(text: str, voice: Voice) -> Iterable[tuple[int, int]]:
    if match := _LASTING.fullmatch(text):
        length = _length(match)
        starts = _minutes(match["start"], voice)
        return _by_day([(start, start + length) for start in starts if start + length <= _DAY])
    between = _BETWEEN.match(text)
    said = text[between.end() :] if between else text
    for joint in (_JOINT_BETWEEN if between else _JOINT).finditer(said):
        left, right = said[: joint.start()], said[joint.end() :]
        found = list(_ends(_minutes(left, voice), _minutes(right, voice)))
        if found:
            return _likely(found, left, right)
    return ()


def _ends(starts: Minutes, ends: Minutes) -> Iterator[tuple[int, int]]:
    for start in starts:
        for end in ends:
            until = end or _DAY
            if start % _DAY < until:
                yield start % _DAY, until


def _likely(found: list[tuple[int, int]], left: str, right: str) -> list[tuple[int, int]]:
    if _names_part(right) and not _names_part(left):
        same_half = [(a, b) for a, b in found if (a < _NOON) == (b <= _NOON)]
        return same_half or found
    if _names_part(left) and not _names_part(right):
        return [min(found, key=lambda span: span[1] - span[0])]
    short = [(start, end) for start, end in found if end - start <= _NOON]
    return _by_day(short or found)


def _by_day(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return [(a, b) for a, b in found if a in _DAYLIGHT and b in _DAYLIGHT] or found


def _names_part(text: str) -> bool:
    match = _CLOCK.fullmatch(_BEFORE.sub("", text))
    return match is None or match["part"] is not None


def _length(match: re.Match[str]) -> int:
    n, tenths = match["n"], int(match["tenths"] or 0)
    unit = _HOUR if match["unit"].startswith("h") else 1
    count = 0.5 if n in {"media", "half"} else float(n) if n.isdigit() else 1
    return max(int((count + tenths / 10 + (0.5 if match["half"] else 0)) * unit), 1)
