"""What people may do with a phone, sensible or not, for Hypothesis to choose from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from bot.features import Table
from bot.simulator import Json, PersonError, Simulator
from bot.simulator.chats import SimUser
from tests.phone import picture
from tests.town import Town

# What has broken other bots: signs that turn the line round or have no width, half and joined
# emoji, markup, placeholders, figures of other scripts or no size, the longest texts there are.
ODD = [
    "\u202eodeum\u202c",
    "\u200f\u200e\u2066x\u2069",
    "e\u0301" * 20,
    "👩🏽\u200d🌾👨\u200d👩\u200d👧\u200d👦🇨🇴",
    "\ud83d",
    "<b>Ana</b> & <i>co",
    "&lt;&amp;&#0;<script>",
    "{name} {0} {words} %s %(x)s",
    "a\x00b\x1b[31m",
    "٣٤٥ ४५ 九",
    "½ ∞ ² ١",
    "9" * 400,
    "1e400",
    "-5",
    "0",
    "0,00",
    "' OR 1=1 --",
    "x" * 4096,
    "ñ" * 4096,
    "😀" * 2048,
    "línea\n" * 600,
    "/",
    "//menu",
    "/@bot",
    "/venta@ayni_bot",
    "@ayni_bot",
    ".",
]
SENSIBLE = [
    *("miel", "Polen", "honey", "20", "20 kg", "2 arrobas", "3,5 kilos", "450 mil", "450.000"),
    *("1,200", "US$ 120", "12.50 USD", "ayer", "yesterday", "31/02/2026", "29 de febrero", "hoy"),
    *("3/4", "local", "exportación", "Alemania", "directa", "feria", "guardar", "save", "sí", "no"),
    *("atrás", "back", "omitir", "skip", "cancelar", "cancel", "otro", "monto", "de 2 a 4"),
]
PICTURE = picture()
KINDS: list[Json] = [
    {
        "sticker": {"file_id": "s", "file_unique_id": "s", "type": "regular"}
        | {"width": 512, "height": 512, "is_animated": False, "is_video": False}
    },
    {"voice": {"file_id": "v", "file_unique_id": "v", "duration": 3}},
    {"video": {"file_id": "w", "file_unique_id": "w", "width": 9, "height": 9, "duration": 3}},
    {"dice": {"emoji": "🎲", "value": 4}},
    {"venue": {"location": {"latitude": 5.5, "longitude": -72.9}, "title": "T", "address": "A"}},
    {"something_new": {"nobody": "knows"}},
]

words = st.one_of(st.sampled_from(SENSIBLE), st.sampled_from(ODD), st.text(max_size=80))
names = st.one_of(
    st.sampled_from(["Ana", "José Ángel", *(odd[:64] for odd in ODD)]),
    st.text(min_size=1, max_size=64),
)
languages = st.sampled_from(["es", "en", "es-MX", "en-US", "pt-br", "qu", "zh-hans", None])


@dataclass
class Scene:
    """The people of one example, and what they have said."""

    town: Town
    people: list[SimUser]
    said: dict[int, list[int]] = field(default_factory=dict)

    @property
    def sim(self) -> Simulator:
        return self.town.sim

    @property
    def table(self) -> Table:
        return self.town.app.table

    def buttons(self, who: int) -> list[list[tuple[int, str]]]:
        """Of each message that this person sees and can tap: its id and the buttons' data."""
        chat = self.sim.chat(self.people[who].id)
        found = [
            [
                (message["message_id"], button["callback_data"])
                for row in message.get("reply_markup", {}).get("inline_keyboard", ())
                for button in row
                if "callback_data" in button
            ]
            for message in chat.from_bot
        ]
        return [buttons for buttons in found if buttons]


@dataclass(frozen=True)
class Act:
    who: int
    kind: str
    text: str = ""
    number: int = 0

    def play(self, scene: Scene) -> None:
        """What no phone would do is not done."""
        try:
            getattr(self, f"_{self.kind}")(scene, scene.people[self.who])
        except PersonError:
            return

    def _says(self, scene: Scene, user: SimUser) -> None:
        message = scene.sim.send_text(user.id, self.text)
        scene.said.setdefault(user.id, []).append(message["message_id"])

    def _answers(self, scene: Scene, user: SimUser) -> None:
        ids = list(scene.sim.chat(user.id).entries)
        if ids:
            scene.sim.send_text(user.id, self.text, reply_to=ids[self.number % len(ids)])

    def _commands(self, scene: Scene, user: SimUser) -> None:
        commands = [name for command in scene.table.commands for name in command.names]
        command = commands[self.number % len(commands)]
        words = self.text if self.number % 2 else ""
        scene.sim.send_text(user.id, f"/{command} {words}".strip())

    def _chooses(self, scene: Scene, user: SimUser) -> None:
        keyboard = scene.sim.chat(user.id).reply_keyboard or {"keyboard": []}
        labels = [button["text"] for row in keyboard["keyboard"] for button in row]
        if labels:
            scene.sim.send_text(user.id, labels[self.number % len(labels)])

    def _taps(self, scene: Scene, user: SimUser) -> None:
        """A button of the newest message."""
        messages = scene.buttons(self.who)
        if messages:
            message_id, data = messages[-1][self.number % len(messages[-1])]
            scene.sim.tap(user.id, message_id, data)

    def _taps_twice(self, scene: Scene, user: SimUser) -> None:
        self._taps(scene, user)
        self._taps(scene, user)

    def _taps_old(self, scene: Scene, user: SimUser) -> None:
        buttons = [button for message in scene.buttons(self.who) for button in message]
        if buttons:
            scene.sim.tap(user.id, *buttons[self.number % len(buttons)])

    def _forges(self, scene: Scene, user: SimUser) -> None:
        """Data that no button of ours has: made up, or a feature's with any argument."""
        taps = [*scene.table.taps, "f1", "f9"]
        self._forged(scene, user, f"{taps[self.number % len(taps)]}:{self.text}")

    def _borrows(self, scene: Scene, user: SimUser) -> None:
        """The data of somebody else's button."""
        everybody = range(len(scene.people))
        messages = [message for who in everybody for message in scene.buttons(who)]
        others = [data for message in messages for _id, data in message]
        if others:
            self._forged(scene, user, others[self.number % len(others)])

    def _forged(self, scene: Scene, user: SimUser, data: str) -> None:
        mine = scene.buttons(self.who)
        if mine:
            cut = data.encode("utf-8", "replace")[:64].decode("utf-8", "ignore")
            message_id, _data = mine[self.number % len(mine)][0]
            scene.sim.tap(user.id, message_id, cut, forged=True)

    def _edits(self, scene: Scene, user: SimUser) -> None:
        said = scene.said.get(user.id, [])
        if said:
            scene.sim.edit_text(user.id, said[self.number % len(said)], self.text)

    def _photo(self, scene: Scene, user: SimUser) -> None:
        scene.sim.send_photo(user.id, PICTURE, caption=self.text[:1000])

    def _document(self, scene: Scene, user: SimUser) -> None:
        name = self.text[:60] or "x.pdf"
        scene.sim.send_document(user.id, b"%PDF-", name, caption=self.text[:1000])

    def _location(self, scene: Scene, user: SimUser) -> None:
        scene.sim.send_location(user.id, 5.53, -72.9)

    def _contact(self, scene: Scene, user: SimUser) -> None:
        scene.sim.send_contact(user.id, "+573001234567")

    def _other(self, scene: Scene, user: SimUser) -> None:
        scene.sim.send_content(user.id, KINDS[self.number % len(KINDS)])

    def _starts(self, scene: Scene, user: SimUser) -> None:
        payload = "".join(c for c in self.text if c.isascii() and (c.isalnum() or c in "_-"))
        scene.sim.start(user.id, payload[:64] or None)

    def _blocks(self, scene: Scene, user: SimUser) -> None:
        scene.sim.block(user.id, not scene.sim.chat(user.id).blocked)

    def _renames(self, scene: Scene, user: SimUser) -> None:
        user.first_name = self.text[:64] or "A"
        user.last_name = self.text[64:128] or None
        user.language_code = (None, "es", "en", "fr")[self.number % 4]

    def _waits(self, scene: Scene, user: SimUser) -> None:
        """Hours or days pass: digests come, buttons grow old, messages can be deleted no more."""
        scene.town.clock.advance(timedelta(hours=self.number % 80))


# As often as their names stand here.
KIND_OF_ACT = [
    *("taps",) * 14,
    *("says",) * 7,
    *("commands", "chooses") * 3,
    *("taps_twice", "taps_old", "forges", "borrows", "edits") * 2,
    *("answers",),
    *("photo", "document", "location", "contact", "other"),
    *("starts", "blocks", "renames", "waits"),
]
PEOPLE = 4
acts: st.SearchStrategy[list[Any]] = st.lists(
    st.builds(
        Act,
        who=st.integers(0, PEOPLE - 1),
        kind=st.sampled_from(KIND_OF_ACT),
        text=words,
        number=st.integers(0, 200),
    ),
    min_size=20,
    max_size=40,
)
