"""What is written in Spanish and in English: asked twice, and either stands for the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.conversation.answers import Answers
from bot.conversation.steps.text import AskText
from bot.features import LANGUAGES
from bot.language.text import Text


def ask_both(
    name: str,
    questions: Sequence[Text],
    labels: Sequence[Text],
    hints: Sequence[Text | None] = (None, None),
    *,
    max_length: int,
    when: Callable[[Answers], bool] | None = None,
) -> list[AskText]:
    """In Spanish, then in English; whoever fills it in is asked in their own language first."""
    return [
        AskText(
            f"{name}_{language}",
            question,
            label=label,
            hint=hint,
            language=language,
            optional=True,
            max_length=max_length,
            when=when,
        )
        for language, question, label, hint in zip(LANGUAGES, questions, labels, hints, strict=True)
    ]
