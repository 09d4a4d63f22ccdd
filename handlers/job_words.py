"""Jobs as records: how people hired and people who left are told in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from bot.conversation.keyboards import Button
from bot.language.text import ListDay, NearDay, Text, _, _p, layout, lines
from bot.pipeline.turn import Turn
from handlers.corrections import Corrections
from handlers.records import Kind, Words, plain_fact
from storage import jobs
from storage.jobs import Contract, Job, Move, NewJob
from storage.records import ChangeKind

MOVES = {Move.HIRED: _p("job", "Hired"), Move.LEFT: _p("job", "Left")}
CONTRACTS = {
    Contract.FULL_TIME: _p("contract", "Full-time"),
    Contract.PART_TIME: _p("contract", "Part-time"),
    Contract.SEASONAL: _p("contract", "Seasonal"),
}
NAMES = {
    Move.HIRED: _p(
        "typed words, parted by |",
        "hired|i hired|we hired|hire|joined|came|started|took on|new",
    ),
    Move.LEFT: _p(
        "typed words, parted by |",
        "left|quit|resigned|fired|i fired|we fired|laid off|went|retired",
    ),
    Contract.FULL_TIME: _p("typed words, parted by |", "full time|full|permanent|whole day"),
    Contract.PART_TIME: _p("typed words, parted by |", "part time|half time|half day|by the hour"),
    Contract.SEASONAL: _p("typed words, parted by |", "seasonal|season|temporary|temp|harvest"),
}
WORDS_OF: dict[str, Text] = {code: text for of in (MOVES, CONTRACTS) for code, text in of.items()}
FIELDS = {
    "move": _("What happened"),
    "people": _("People"),
    "contract": _("Contract"),
    "happened_on": _("Day"),
    "note": _("Note"),
}
_KINDS = {"move": Move, "contract": Contract}


def brief(job: NewJob) -> Text:
    """For a button."""
    return layout(
        "{move}: {people} · {contract}",
        move=MOVES[job.move],
        people=job.people.total,
        contract=CONTRACTS[job.contract],
    )


def job_of(given: Mapping[str, Any]) -> NewJob:
    """Answers that were skipped are None."""
    return NewJob(**{f.name: fact_of(f.name, given.get(f.name)) for f in fields(NewJob)})


def fact_of(name: str, answer: Any) -> Any:
    """A field of a job from what the form's step of the same name gives."""
    return _KINDS[name](answer) if name in _KINDS else answer


def usual_answers(job: NewJob) -> dict[str, Any]:
    """For telling another like it: without its day and note."""
    return {"move": job.move.value, "people": job.people, "contract": job.contract.value}


@dataclass(frozen=True, slots=True)
class JobSpeech:
    turn: Turn

    def card(self, record: NewJob) -> Text:
        way = layout(
            "{contract} · {day}",
            contract=CONTRACTS[record.contract],
            day=NearDay(record.happened_on, self.turn.today),
        )
        return lines(
            layout("<b>{move}</b>", move=MOVES[record.move]),
            layout("{people}", people=record.people),
            way,
            layout("<i>{note}</i>", note=record.note) if record.note else None,
        )

    def dated(self, record: Job) -> Text:
        """Without the contract, which would not fit a phone beside the day."""
        day = ListDay(record.happened_on, self.turn.today)
        move, people = MOVES[record.move], record.people.total
        return layout("{day} · {move}: {people}", day=day, move=move, people=people)

    def fact(self, field: str, value: Any) -> Text:
        return WORDS_OF[value] if field in _KINDS else plain_fact(value)

    def answers(self, record: Job) -> dict[str, Any]:
        return usual_answers(record) | {"happened_on": record.happened_on, "note": record.note}

    def buttons(self, record: Job) -> Sequence[Button]:
        return ()


async def speech(turn: Turn) -> JobSpeech:
    return JobSpeech(turn)


WORDS = Words(
    mine=_("My jobs"),
    another=_("Another job"),
    first=_("Record a job"),
    empty=_("No jobs are recorded yet. When somebody is hired or leaves, tell it here."),
    title=lambda firm: _("<b>Jobs of {firm}</b>", firm=firm),
    gone=_("I cannot find that job: it may be void, or not of your firm."),
    told_already=lambda who: _("{who} has already recorded this job:", who=who),
    another_one=_p("job", "Is yours another one?"),
    recorded_by=lambda who, at: _p("job", "Recorded by {who}, {at}", who=who, at=at),
    is_void=_p("job", "<b>Void:</b> it counts no longer."),
    voids=_("Void jobs"),
    no_voids=_("No job is void."),
    tap_one=_p("job", "Tap one to see it, correct it or void it."),
    voided=_("<b>Void.</b> This job counts no longer:"),
    restored=_("<b>Restored</b> ✓ This job counts again:"),
    undone=_("<b>Undone.</b> The job is as it was:"),
    ask_void=_("<b>Void this job?</b> It stays in the history and can be restored."),
    history=_("<b>History of this job</b>"),
    to_list=_("‹ My jobs"),
    to_one=_("‹ The job"),
    changes={
        ChangeKind.RECORDED: _p("job", "Recorded it"),
        ChangeKind.VOIDED: _p("job", "Voided it"),
        ChangeKind.RESTORED: _p("job", "Restored it"),
    },
    fields=FIELDS,
    saved=_("<b>Saved</b> ✓"),
    changed=_("<b>Changed</b> ✓"),
)
JOBS: Kind[NewJob, Job] = Kind(
    book=jobs.BOOK,
    form="job",
    one="job",
    many="myjobs",
    prefix="job",
    new=job_of,
    fact=fact_of,
    speech=speech,
    words=WORDS,
)
CORRECTIONS = Corrections(JOBS)
