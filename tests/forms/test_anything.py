"""Whatever is tapped and typed, a form neither fails nor loses its way."""

import asyncio
import json
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.conversation.engine import Forms
from storage.database import Database
from tests.forms import everything
from tests.forms.demo import JOB, Kept, sale
from tests.forms.member import Member

WORDS = st.one_of(
    st.sampled_from(
        [
            *("sí", "no", "atrás", "omitir", "cancelar", "guardar", "listo", "ayer", "mañana"),
            *("450.000", "1.234,5", "20 kg", "USD 300", "de 9 a 11", "3, 2 mujeres", "Ecuador"),
            *("rojo y azul", "miel", "miel de caña", "0", "-1", "del 3 al 5 de mayo", "9 am"),
        ]
    ),
    st.text(min_size=1, max_size=300),
    st.text(alphabet="<>&\"'{}%|:\u202e\u200b👩‍🌾٣½", min_size=1, max_size=60),
    st.just("x" * 4096),
    st.just("<" * 4096),
)
ARGS = st.one_of(
    st.sampled_from(["b", "c", "s", "k", "y", "v", "w", "g", "n", "z", "r0", "h0", "e0", ".0"]),
    st.from_regex(r"[!-~]{1,40}", fullmatch=True),
)
ACTS = st.one_of(
    st.tuples(st.just("say"), WORDS),
    st.tuples(st.just("tap"), st.integers(0, 60)),
    st.tuples(st.just("tap"), st.integers(0, 60)),
    st.tuples(st.just("tap"), st.integers(0, 60)),
    st.tuples(st.just("old"), st.tuples(st.integers(0, 4), st.integers(0, 9), ARGS)),
    st.tuples(st.just("forge"), ARGS),
    st.tuples(st.just("start"), st.sampled_from(["sale", "job", "everything"])),
    st.tuples(st.just("edit"), WORDS),
    st.tuples(st.just("photo"), st.none()),
    st.tuples(st.just("speak"), st.sampled_from(["es", "en"])),
    st.tuples(st.sampled_from(["cancel", "back", "resume"]), st.none()),
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(ACTS, max_size=25), st.sampled_from(["sale", "everything"]))
def test_no_row_of_acts_breaks_a_form(acts: list[tuple[str, object]], first: str) -> None:
    """Every tap is answered once, every screen fits, and the state is plain JSON."""
    asyncio.run(_play(acts, first))


async def _play(acts: list[tuple[str, object]], first: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = await Database.open(Path(folder) / "ayni.db")
        try:
            kept = Kept()
            member = Member(database, Forms([sale(kept), JOB, everything.of(kept, refused=False)]))
            await member.starts(first)
            for kind, what in acts:
                await _act(member, kind, what)
            row = await database.reader.row("SELECT form, parked FROM conversation")
        finally:
            await database.close()

    assert row is not None
    assert all(json.loads(state) is not None for state in row if state)


async def _act(member: Member, kind: str, what: object) -> None:
    buttons = (
        [b["callback_data"] for row in member.last.buttons for b in row] if member.chat else []
    )
    match kind, what:
        case "tap", int(at) if buttons:
            await member.taps_data(buttons[at % len(buttons)])
        case "old", (int(instance), int(serial), str(arg)):
            await member.taps_data(f"f1:{instance}:{serial}:{arg}")
        case "forge", str(arg) if buttons:
            await member.taps_data(f"{buttons[0].rpartition(':')[0]}:{arg}")
        case "speak", ("es" | "en") as language:
            await member.switches("es" if language == "es" else "en")
        case (("cancel" | "back" | "resume"), _):
            await member.act(getattr(member.forms, kind))
        case _:
            await _write(member, kind, str(what))


async def _write(member: Member, kind: str, words: str) -> None:
    match kind:
        case "say":
            await member.says(words)
        case "start":
            await member.starts(words)
        case "photo":
            await member.sends_photo(caption="20 kg")
        case "edit" if member.said:
            await member.edits(list(member.said)[-1], words)
