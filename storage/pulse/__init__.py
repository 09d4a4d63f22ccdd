"""The weekly pulse: how members are, asked of each and known of all.

See docs/decisions/0007-anonymous-pulse.md for what is kept and what is not.
"""

from storage.pulse.answers import Outcome, Standing, ask_again, choose, standing, write
from storage.pulse.questions import (
    LENGTH,
    SETS,
    Question,
    Scale,
    Set,
)
from storage.pulse.results import Counts, Point, Results, Turnout, over, results, trend, turnout
from storage.pulse.rounds import (
    CLOSE_AFTER,
    CLOSING,
    FEWEST,
    MOST_IGNORED,
    OPENING,
    REMINDER,
    Asked,
    Round,
    Unfinished,
    ask,
    close,
    current,
    next_after,
    open_round,
    plan_first,
    plan_rest,
    subject,
    unfinished,
)

__all__ = [
    "CLOSE_AFTER",
    "CLOSING",
    "FEWEST",
    "LENGTH",
    "MOST_IGNORED",
    "OPENING",
    "REMINDER",
    "SETS",
    "Asked",
    "Counts",
    "Outcome",
    "Point",
    "Question",
    "Results",
    "Round",
    "Scale",
    "Set",
    "Standing",
    "Turnout",
    "Unfinished",
    "ask",
    "ask_again",
    "choose",
    "close",
    "current",
    "next_after",
    "open_round",
    "over",
    "plan_first",
    "plan_rest",
    "results",
    "standing",
    "subject",
    "trend",
    "turnout",
    "unfinished",
    "write",
]
