"""Jobs: telling who was hired and who left, and the list of it."""

from __future__ import annotations

from bot.conversation.forms import Form, Shortcut
from bot.conversation.kept import Option
from bot.conversation.steps.choice import AskChoice
from bot.conversation.steps.people import AskPeople
from bot.features import Command, Feature, Who
from bot.language.text import _, _p
from bot.pipeline.turn import Turn
from handlers import head_count
from handlers.job_words import CONTRACTS, CORRECTIONS, FIELDS, MOVES, NAMES, brief, usual_answers
from handlers.record_list import RecordList
from handlers.records import ask_day, ask_note, long_ago
from storage import jobs
from storage.jobs import Contract, Move, NewJob
from storage.values import PeopleCount

# Shortcuts to a whole record, and among how many of the last ones they are looked for.
USUAL, LOOKED_THROUGH = 3, 12
ONE = PeopleCount(1)


async def begin(turn: Turn, _words: str) -> None:
    await turn.bot.forms.start(turn, FORM.name)


async def usual_jobs(turn: Turn) -> list[Shortcut]:
    """One person hired full-time, which is what most often happens; then the firm's last ones."""
    last = await jobs.latest(turn.tx, turn.scope, limit=LOOKED_THROUGH)
    one = NewJob(move=Move.HIRED, people=ONE, contract=Contract.FULL_TIME, happened_on=turn.today)
    offered: dict[str, Shortcut] = {}
    for job in (one, *last):
        label = brief(job)
        offered.setdefault(turn.voice.plain(label), Shortcut(label, usual_answers(job)))
    return list(offered.values())[:USUAL]


FORM = Form(
    "job",
    AskChoice(
        "move",
        _("Was somebody hired, or did somebody leave?"),
        label=FIELDS["move"],
        options=[Option(move.value, text, NAMES[move]) for move, text in MOVES.items()],
        then="people",
    ),
    AskPeople("people", _("How many people?"), label=FIELDS["people"]),
    AskChoice(
        "contract",
        _("With what kind of contract?"),
        label=FIELDS["contract"],
        options=[Option(kind.value, text, NAMES[kind]) for kind, text in CONTRACTS.items()],
    ),
    ask_day("happened_on", FIELDS["happened_on"]),
    ask_note(FIELDS["note"]),
    title=_("Job"),
    submit=CORRECTIONS.record,
    who=Who.REPORTERS,
    shortcuts=usual_jobs,
    checks=[long_ago("happened_on"), CORRECTIONS.told_already],
    amend=CORRECTIONS.amend,
    recall=CORRECTIONS.recall,
    edit=CORRECTIONS.to_edit,
)
LIST = RecordList(CORRECTIONS, listed="s", one="", beside=head_count.beside)

FEATURE = Feature(
    "jobs",
    commands=[
        Command(
            "empleo",
            "job",
            Who.REPORTERS,
            _("Record who was hired or left"),
            begin,
            menu=_("Record a job"),
            words=_p(
                "typed words, parted by |",
                "hired|hire|hiring|fired|resigned|quit|new worker|new employee|job",
            ),
        ),
        Command(
            "misempleos",
            "myjobs",
            Who.REPORTERS,
            _("See, correct or void your jobs, and how many people work in your firm"),
            LIST.show,
        ),
    ],
    taps=[*CORRECTIONS.taps, *LIST.taps],
    forms=[FORM],
)
