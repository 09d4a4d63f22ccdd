"""What came of the rounds that are over: for every member the same, as text and as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import orjson

from bot.conversation.keyboards import Button
from bot.conversation.words import clip
from bot.features import Tap, Who
from bot.language.text import Day, Percent, Text, _, _n, both, layout, lines, raw
from bot.language.voice import Voice
from bot.pipeline.outgoing import Upload
from bot.pipeline.turn import Turn
from bot.pipeline.workshop import Workshop
from bot.reports.charts import Bars, Line, Lines, Page, draw
from handlers.pulse_words import OPEN, QUESTIONS, TOPICS, labels
from handlers.records import read_id
from storage import clusters, pulse
from storage.clusters import NewCluster
from storage.pulse import FEWEST, Counts, Point, Results, Round, Scale, Turnout
from storage.scope import ClusterScope

MAKER = "pulse_picture"
# Of what was written, so much on one screen: Telegram takes 4096 characters.
WORDS_SHOWN, WORDS_LENGTH = 8, 300
TENTH = Decimal("0.1")
HUNDRED = 100


# In words


async def show(turn: Turn, argument: str) -> None:
    """`argument` is the round's id, or empty for the last; after a dot, where its words begin."""
    wanted, _dot, told = argument.partition(".")
    found = await _found(turn, read_id(wanted))
    if found is None:
        turn.edit(_("There are no results of the pulse yet. When a round is over they are here."))
        return
    first = read_id(told) or 0
    first = first if first < len(found.words) else 0
    cluster = await clusters.load(turn.tx, turn.scope)
    turn.edit(
        told_results(found, cluster, first),
        [*buttons(found, first), await _turning(turn, found.round)],
    )


async def _found(turn: Turn, round_id: int | None) -> Results | None:
    """That round's results, or those of the last one that is over."""
    if round_id is None:
        last = await pulse.over(turn.tx, turn.scope, limit=1)
        round_id = last[0].id if last else 0
    return await pulse.results(turn.tx, turn.scope, round_id)


def told_results(found: Results, cluster: NewCluster, first: int = 0) -> Text:
    name = both(cluster.name_es, cluster.name_en)
    day = Day(found.round.opened_on, "long")
    head = lines(_("<b>Pulse of {day}</b> · {cluster}", day=day, cluster=name), came(found.turnout))
    if not found.turnout.enough:
        why = _(
            "So few answers are shown to nobody: one could guess whose they are. They were deleted."
        )
        return lines(head, why, gap="\n\n")
    asks = found.round.asks
    known = {counts.question: counts for counts in found.counts}
    before = {counts.question: counts for counts in found.before}
    parts = [
        lines(
            layout("<b>{question}</b>", question=QUESTIONS[question.code]),
            _counted(known[question], before.get(question)) if question in known else _too_few(),
        )
        for question in asks.closed
    ]
    return lines(head, *parts, _written(found, first), gap="\n\n")


def came(turnout: Turnout) -> Text:
    if not turnout.enough:
        return _("Fewer than {n} took part.", n=FEWEST)
    return _n(
        "{n} of {asked} took part ({share}).",
        "{n} of {asked} took part ({share}).",
        turnout.began,
        asked=turnout.asked,
        share=Percent(Decimal(round(HUNDRED * turnout.began / turnout.asked)) / HUNDRED),
    )


def _too_few() -> Text:
    return _("Fewer than {n} answered this one, so it is not shown.", n=FEWEST)


def _counted(counts: Counts, before: Counts | None) -> Text:
    """The answers from the best to the worst, and how they stand against the last time."""
    named = zip(labels(counts.question), counts.given, strict=True)
    shown = [layout("{label}:\u00a0{n}", label=label, n=n) for label, n in reversed(list(named))]
    told = layout(" · ".join(f"{{a{at}}}" for at in range(len(shown))), **_numbered(shown))
    return lines(told, _mean(counts, before))


def _numbered(shown: Sequence[Text]) -> dict[str, object]:
    return {f"a{at}": text for at, text in enumerate(shown)}


def _mean(counts: Counts, before: Counts | None) -> Text:
    if counts.question.scale is Scale.FACES:
        average = counts.average.quantize(TENTH)
        if before is None:
            return _("Average: {average} of 5", average=average)
        last = before.average.quantize(TENTH)
        return _("Average: {average} of 5 (last time {last})", average=average, last=last)
    if before is None:
        return _("Said yes: {share}", share=_yes(counts))
    return _("Said yes: {share} (last time {last})", share=_yes(counts), last=_yes(before))


def _yes(counts: Counts) -> Percent:
    return Percent(Decimal(round(HUNDRED * counts.yes)) / HUNDRED)


def _written(found: Results, first: int) -> Text:
    question = layout("<b>{question}</b>", question=OPEN[found.round.asks.open])
    shown = found.words[first : first + WORDS_SHOWN]
    if not shown:
        return lines(question, _("Fewer than {n} wrote something, so it is not shown.", n=FEWEST))
    return lines(question, *(layout("• {words}", words=raw(_short(w))) for w in shown))


def _short(words: str) -> str:
    return clip(" ".join(words.split()), WORDS_LENGTH)


def buttons(found: Results, first: int = 0) -> list[list[Button]]:
    rows = []
    after = first + WORDS_SHOWN
    if after < len(found.words):
        rows.append([Button(_("More of what was written ›"), RESULTS.data(_at(found, after)))])
    elif first:
        rows.append([Button(_("‹ From the first"), RESULTS.data(found.round.id))])
    if found.counts:
        rows.append([Button(_("As a picture"), PICTURE.data(found.round.id))])
    return rows


def _at(found: Results, first: int) -> str:
    return f"{found.round.id}.{first}"


async def _turning(turn: Turn, shown: Round) -> list[Button]:
    """To the round before, and to the last."""
    before = await pulse.over(turn.tx, turn.scope, before=shown.number, limit=1)
    last = await pulse.over(turn.tx, turn.scope, limit=1)
    row = [Button(_("‹ Round before"), RESULTS.data(before[0].id))] if before else []
    if last and last[0].number != shown.number:
        row.append(Button(_("Last round ›"), RESULTS.data()))
    return row


# As a picture


async def picture(turn: Turn, argument: str) -> None:
    found = await _found(turn, read_id(argument))
    if found is None or not found.counts:
        turn.toast(_("There is nothing to draw of that round."), alert=True)
        return
    voice = turn.voice
    wanted = {
        "cluster": turn.scope.cluster_id,
        "round": found.round.id,
        "voice": [voice.language, voice.territory, voice.currency, voice.zone],
    }
    upload = Upload("photo", "pulse.png", orjson.dumps(wanted), maker=MAKER)
    day = Day(found.round.opened_on, "long")
    turn.send_file("photo", upload, _("Pulse of {day}", day=day))


async def make(shop: Workshop, wanted: dict[str, Any]) -> bytes:
    scope = ClusterScope(wanted["cluster"])
    found = await pulse.results(shop.reading, scope, wanted["round"])
    if found is None:
        raise LookupError("there is no such round to draw")
    points = await pulse.trend(shop.reading, scope, until=found.round.number)
    cluster = await clusters.load(shop.reading, scope)
    return await shop.draw(draw, page(Voice.of(*wanted["voice"]), cluster, found, points))


def page(voice: Voice, cluster: NewCluster, found: Results, points: Sequence[Point]) -> Page:
    """The round's answers; below, how its questions and the turnout have gone in half a year."""
    day = Day(found.round.opened_on, "long")
    bars = [_bars(voice, counts) for counts in found.counts]
    codes = [question.code for question in found.round.asks.closed]
    trend = [
        Line(voice.plain(TOPICS[code]), [_points(point.levels.get(code)) for point in points])
        for code in codes
    ]
    shares = [_share(point.turnout) for point in points]
    turnout = Line(voice.plain(_("Took part")), shares, faint=True)
    lined = Lines(
        voice.plain(_("How it has gone, from 0 to 100")),
        [voice.list_day(point.opened_on, point.opened_on) for point in points],
        [*trend, turnout],
    )
    return Page(
        title=voice.plain(_("Pulse of {day}", day=day)),
        subtitle=voice.plain(
            layout(
                "{cluster} · {came}",
                cluster=both(cluster.name_es, cluster.name_en),
                came=came(found.turnout),
            )
        ),
        panels=[*bars, lined],
    )


def _bars(voice: Voice, counts: Counts) -> Bars:
    faces = counts.question.scale is Scale.FACES
    names = (
        [_("1 (worst)"), raw("2"), raw("3"), raw("4"), _("5 (best)")]
        if faces
        else labels(counts.question)
    )
    return Bars(
        voice.plain(TOPICS[counts.question.code]),
        [voice.plain(name) for name in reversed(names)],
        list(reversed(counts.given)),
        [voice.number(given) for given in reversed(counts.given)],
    )


def _points(mean: Decimal | None) -> float | None:
    return None if mean is None else float(mean * HUNDRED)


def _share(turnout: Turnout) -> float | None:
    return HUNDRED * turnout.began / turnout.asked if turnout.enough else None


RESULTS = Tap("pulseres", Who.MEMBERS, show)
PICTURE = Tap("pulsepic", Who.MEMBERS, picture)
