"""The questions of the pulse in words, and the buttons that answer them."""

from __future__ import annotations

from bot.conversation.answers import Answers
from bot.conversation.keyboards import Button
from bot.conversation.steps.base import Answer, Asking, Outcome, Redraw
from bot.conversation.steps.text import AskText, unfit
from bot.conversation.words import SKIP, cleaned, means, plain
from bot.features import Tap
from bot.language.text import Text, _, layout, lines
from bot.language.voice import Voice
from bot.pipeline.turn import Turn
from handlers.menu import GO
from storage.pulse import FEWEST, LENGTH, Question, Round, Scale

TITLE = _("Weekly pulse")
QUESTIONS = {
    "benefits": _("Do you get the benefits that you expected of working together?"),
    "cooperation": _("What do you think of the way the cluster works?"),
    "needs": _("Do you find in the cluster what you need for your work?"),
    "wellbeing": _("How is your household's quality of life, compared with a year ago?"),
    "traditions": _("Are the traditions of your trade kept alive where you live?"),
    "fairness": _(
        "Do you find it fair how the cluster's benefits are shared, among people and among firms?"
    ),
}
# The same in two words, for a picture.
TOPICS = {
    "benefits": _("Expected benefits"),
    "cooperation": _("How the cluster works"),
    "needs": _("Needs met"),
    "wellbeing": _("Quality of life"),
    "traditions": _("Traditions"),
    "fairness": _("Fair sharing"),
}
OPEN = {
    "discontent": _("What are you unhappy with, or what should work better?"),
    "wishes": _("What else do you need from the cluster?"),
    "changes": _("What has changed in your community, for better or for worse?"),
}
FACES = ("😞", "🙁", "😐", "🙂", "😀")
EXTENTS = (_("No"), _("Partly"), _("Yes"))
SKIPPED = "s"


def about(cluster: Text) -> Text:
    """What stands above the first question."""
    return lines(
        layout("<b>{title}</b> · {cluster}", title=TITLE, cluster=cluster),
        _(
            "Two questions to tap and one to write. It is anonymous: answers are kept without"
            " names. Each question is shown only if at least {n} people answered it, and what was"
            " written only if at least {n} wrote.",
            n=FEWEST,
        ),
    )


def labels(question: Question) -> list[Text]:
    """Of its choices, from the worst to the best."""
    if question.scale is Scale.EXTENT:
        return list(EXTENTS)
    return [layout("{n}\u00a0{face}", n=n, face=face) for n, face in enumerate(FACES, start=1)]


def asked(round_: Round, at: int, *notes: Text | None) -> Text:
    """A question to tap, below what is to be said first."""
    question = round_.asks.closed[at]
    best = _("1 is the worst and 5 the best.") if question.scale is Scale.FACES else None
    return lines(
        *notes,
        layout("{place}\n<b>{question}</b>", place=place(at), question=QUESTIONS[question.code]),
        layout("<i>{best}</i>", best=best) if best else None,
        gap="\n\n",
    )


def place(at: int) -> Text:
    return _("Question {n} of {all}", n=at + 1, all=LENGTH)


def choices(tap: Tap, round_: Round, at: int) -> list[list[Button]]:
    """Its answers in one row, so that each is one tap; yes before no, as people say it."""
    question = round_.asks.closed[at]
    about = f"{round_.id}.{at}"
    row = [
        Button(label, tap.data(f"{about}.{choice}"))
        for choice, label in enumerate(labels(question))
    ]
    if question.scale is Scale.EXTENT:
        row.reverse()
    return [row, [Button(_("Skip"), tap.data(f"{about}.{SKIPPED}"))]]


def understood(voice: Voice, question: Question, words: str) -> int | str | None:
    """Which choice these words are, SKIPPED, or None."""
    if means(voice, words, SKIP):
        return SKIPPED
    if question.scale is Scale.FACES:
        digit = plain(words)
        return int(digit) - 1 if digit in {"1", "2", "3", "4", "5"} else None
    said = [plain(voice.plain(label)) for label in EXTENTS]
    return said.index(plain(words)) if plain(words) in said else None


class AskWords(AskText):
    """What does not fit is not said back, as other steps do: it would be kept with what is sent."""

    async def typed(self, asking: Asking, words: str) -> Outcome:
        words = cleaned(words)
        why = unfit(words, self.max_length)
        return Answer(words) if why is None else Redraw(why)


def leave(_turn: Turn, _given: Answers) -> tuple[Text, list[list[Button]]]:
    """What was answered before it counts all the same."""
    text = _("That one stays open. What you answered before counts already.")
    return text, [[Button(_("Answer it"), GO.data("pulse"))]]
