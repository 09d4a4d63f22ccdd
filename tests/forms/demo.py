"""Forms to test with: a sale as the real one is, and one with every other kind of step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.conversation.answers import Answers
from bot.conversation.forms import Doubt, Filled, Form, Saved, Shortcut
from bot.conversation.kept import Option
from bot.conversation.steps.choice import AskChoice, Other
from bot.conversation.steps.day import AskDay, today
from bot.conversation.steps.money import AskMoney
from bot.conversation.steps.number import AskNumber
from bot.conversation.steps.text import AskText
from bot.language.text import Text, both, raw
from bot.pipeline.turn import Turn
from storage.values import Money

FAR = 100_000_000


@dataclass
class Kept:
    """What the demo's forms have saved, in order, and what messages have amended."""

    saved: list[Filled] = field(default_factory=list)
    amended: list[tuple[int, str, Any]] = field(default_factory=list)
    refused: bool = False


async def products(_turn: Turn, _answers: Answers) -> Sequence[Option]:
    return [Option("honey", both("Miel", "Honey")), Option("pollen", both("Polen", "Pollen"))]


async def amounts(_turn: Turn, _answers: Answers) -> Sequence[Money]:
    return [Money(45_000_000, "COP"), Money(20_000_000, "COP")]


async def usual(_turn: Turn) -> Sequence[Shortcut]:
    answers = {
        "product": Option("honey", both("Miel", "Honey")),
        "amount": Money(45_000_000, "COP"),
        "market": "local",
    }
    return [Shortcut(both("Miel, 450.000", "Honey, 450.000"), answers)]


async def far(_turn: Turn, filled: Filled) -> Doubt | None:
    if filled["amount"].minor <= FAR:
        return None
    return Doubt(raw("Es mucho más que siempre."), "amount")


def exported(answers: Answers) -> bool:
    return answers.get("market") == "export"


MARKETS = [
    Option("local", raw("Local")),
    Option("national", raw("Nacional")),
    Option("export", both("Exportación", "Export")),
]


SALE_STEPS = (
    AskChoice(
        "product",
        both("¿Qué vendiste?", "What did you sell?"),
        label=both("Producto", "Product"),
        options=products,
        other=Other(max_length=20),
    ),
    AskMoney(
        "amount",
        both("¿Por cuánto en total?", "For how much in all?"),
        label=both("Monto", "Amount"),
        suggest=amounts,
    ),
    AskChoice(
        "market",
        both("¿A dónde fue?", "Where did it go?"),
        label=both("Mercado", "Market"),
        options=MARKETS,
    ),
    AskText("buyer", raw("¿A quién?"), label=raw("Comprador"), when=exported),
    AskNumber("boxes", raw("¿Cuántas cajas?"), label=raw("Cajas"), optional=True, when=exported),
    AskDay("sold_on", raw("¿Cuándo?"), label=raw("Día"), default=today, latest=today, asked=False),
    AskText("note", raw("¿Una nota?"), label=raw("Nota"), optional=True, asked=False),
)


def sale(kept: Kept) -> Form:
    async def submit(_turn: Turn, filled: Filled) -> Saved:
        kept.saved.append(filled)
        return Saved(filled.record_id or len(kept.saved), raw("Guardado ✓"))

    async def amend(_turn: Turn, record_id: int, name: str, value: Any) -> Text:
        kept.amended.append((record_id, name, value))
        return raw(f"Cambiado: {name}")

    async def recall(_turn: Turn, record_id: int) -> Mapping[str, Any]:
        return dict(kept.saved[record_id - 1].answers)

    return Form(
        "sale",
        *SALE_STEPS,
        title=both("Venta", "Sale"),
        shortcuts=usual,
        checks=[far],
        submit=submit,
        amend=amend,
        recall=recall,
    )


async def hire(_turn: Turn, _filled: Filled) -> Saved:
    return Saved(None, raw("Anotado ✓"))


JOB = Form(
    "job",
    AskNumber("people", raw("¿Cuántas personas?"), label=raw("Personas"), least=1, most=500),
    AskText("task", raw("¿Para qué?"), label=raw("Tarea"), optional=True),
    title=both("Empleo", "Job"),
    submit=hire,
)
