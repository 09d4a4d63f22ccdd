"""The weekly pulse comes by itself: it opens, reminds, and ends with its results.

Members answer in handlers/pulse_answers.py, and all see the same in handlers/pulse_results.py.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.agenda.due import PAGE, WEEKLY, DueWork, Occasion, once
from bot.agenda.quiet import rule
from bot.conversation.keyboards import Button, Keyboard
from bot.features import Feature
from bot.language.text import Same, Text, _, _n, both, layout, lines
from bot.pipeline.speaking import voice_for, voice_of
from bot.pipeline.turn import Turn
from handlers.pulse_answers import AGAIN, ANSWER, COMMAND, FORMS, LAST, WRITE, hear
from handlers.pulse_results import MAKER, PICTURE, RESULTS, buttons, make, told_results
from handlers.pulse_words import OPEN, SKIPPED, about, asked, choices, place
from storage import clusters, people, pulse, roster
from storage.clusters import Cluster
from storage.pulse import CLOSE_AFTER, LENGTH, MOST_IGNORED, Round
from storage.scope import ClusterScope

# A round is begun late, after a stop of the bot, as long as more than half of its time is left.
WORTH = CLOSE_AFTER / 2
# Nor is a reminder sent, which says that there is time.
REMINDER_WORTH = timedelta(days=2)
# However late: until it is closed nobody sees any results.
ALWAYS_WORTH = timedelta(days=3650)


async def open_page(occasion: Occasion) -> int | None:
    """Ask each member once; who ignored the last rounds is told instead that none will come."""
    scope = ClusterScope(occasion.due.subject)
    if occasion.now - occasion.due.due_at > WORTH:
        return None
    page = await people.members(occasion.tx, scope, after=occasion.due.position, limit=PAGE)
    if not page:
        return None
    cluster = await clusters.load(occasion.tx, scope)
    opened_on = occasion.due.due_at.astimezone(ZoneInfo(cluster.zone)).date()
    round_ = await pulse.open_round(occasion.tx, scope, opened_on)
    if occasion.due.position == 0:
        await pulse.plan_rest(occasion.tx, cluster, round_, occasion.now)
    reachable = {m.scope.member_id: m for m in page if m.reachable}
    asked_now = await pulse.ask(occasion.tx, scope, round_.id, list(reachable))
    quiet = _quiet(cluster)
    question = layout("{asked}", asked=Same(asked(round_, 0, about(_name(cluster)))))
    answers = choices(ANSWER, round_, 0)
    for member_id, member in reachable.items():
        voice = voice_for(cluster, member)
        if member_id in asked_now.asked:
            occasion.tell(
                member.telegram_id, voice, question, answers, cluster_id=cluster.id, quiet=quiet
            )
        elif member_id in asked_now.left_alone:
            occasion.tell(
                member.telegram_id, voice, *_left_alone(), cluster_id=cluster.id, quiet=quiet
            )
    return page[-1].scope.member_id if len(page) == PAGE else None


async def next_round(occasion: Occasion, at: datetime) -> datetime:
    cluster = await clusters.load(occasion.tx, ClusterScope(occasion.due.subject))
    return pulse.next_after(cluster, at)


def _left_alone() -> tuple[Text, Keyboard]:
    text = _n(
        "The last {n} round of the pulse went by without you, so it will not come to you by"
        " itself any more. Type /pulse to answer whenever you like.",
        "The last {n} rounds of the pulse went by without you, so it will not come to you by"
        " itself any more. Type /pulse to answer whenever you like.",
        MOST_IGNORED,
    )
    return text, [[Button(_("Send it to me every week again"), AGAIN.data())]]


async def remind_page(occasion: Occasion) -> int | None:
    """Those who were asked and have not finished, with the question they are at."""
    found = await pulse.subject(occasion.tx, occasion.due.subject)
    if found is None or found[1].closed:
        return None
    scope, round_ = found
    cluster = await clusters.load(occasion.tx, scope)
    after = occasion.due.position
    page = await pulse.unfinished(occasion.tx, scope, round_.id, after=after, limit=PAGE)
    for one in page:
        text, answers = _reminder(cluster, round_, one.past)
        voice = voice_for(cluster, one)
        occasion.tell(
            one.telegram_id, voice, text, answers, cluster_id=cluster.id, quiet=_quiet(cluster)
        )
    return page[-1].member_id if len(page) == PAGE else None


def _reminder(cluster: Cluster, round_: Round, past: int) -> tuple[Text, Keyboard]:
    head = about(_name(cluster))
    note = _("A reminder, sent by the bot alone: nobody sees who has answered.")
    if past < LAST:
        return asked(round_, past, head, note), choices(ANSWER, round_, past)
    question = layout("{place}\n<b>{q}</b>", place=place(LAST), q=OPEN[round_.asks.open])
    told = f"{round_.id}.{LAST}"
    row = [
        Button(_("Write"), ANSWER.data(f"{told}.{WRITE}")),
        Button(_("Skip"), ANSWER.data(f"{told}.{SKIPPED}")),
    ]
    return lines(head, note, question, gap="\n\n"), [row]


async def close(occasion: Occasion) -> None:
    """From now on all see the results; the coordinators have them sent."""
    found = await pulse.subject(occasion.tx, occasion.due.subject)
    if found is None:
        return
    scope, round_ = found
    await pulse.close(occasion.tx, scope, round_.id)
    results = await pulse.results(occasion.tx, scope, round_.id)
    if results is None or not results.turnout.asked:
        return
    cluster = await clusters.load(occasion.tx, scope)
    told, below = told_results(results, cluster), buttons(results)
    for one in await roster.coordinators(occasion.tx, scope):
        if one.person.reachable:
            voice = voice_of(one.person)
            phone, quiet = one.person.telegram_id, _quiet(cluster)
            occasion.tell(phone, voice, told, below, cluster_id=cluster.id, quiet=quiet)


def _quiet(cluster: Cluster) -> str:
    return rule(cluster)


def _name(cluster: Cluster) -> Text:
    return both(cluster.name_es, cluster.name_en)


async def edited(turn: Turn) -> None:
    """Nobody knows which message answered, so that is all there is to say of a changed one."""
    if turn.speaker.scope is None:
        return
    now = await pulse.standing(turn.tx, turn.scope)
    if now.round is not None and now.past == LENGTH:
        turn.fleeting = True
        turn.say(
            _(
                "If that was your answer to the pulse: it is kept without your name, so it cannot"
                " be changed."
            )
        )


FEATURE = Feature(
    "pulse",
    commands=[COMMAND],
    taps=[ANSWER, AGAIN, RESULTS, PICTURE],
    forms=FORMS,
    due=[
        DueWork(pulse.OPENING, open_page, next_round, WORTH, ahead=WEEKLY),
        DueWork(pulse.REMINDER, remind_page, once, REMINDER_WORTH),
        DueWork(pulse.CLOSING, close, once, ALWAYS_WORTH),
    ],
    makers={MAKER: make},
    hears=[hear],
    edits=[edited],
)
