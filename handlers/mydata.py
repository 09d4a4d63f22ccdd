"""What is held about whoever asks: sent to them as files, or forgotten after being asked twice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import orjson

from bot.conversation.keyboards import Button, Menu
from bot.features import Command, Feature, Tap, Who
from bot.language.text import Text, _, _p, lines
from bot.pipeline.outgoing import Upload
from bot.pipeline.turn import Turn
from bot.pipeline.workshop import Workshop
from handlers import my_table, rsvp
from storage import personal, roster
from storage.people import Speaker
from storage.scope import Role

# The last button works for so long: one that lies about in a chat must not erase years later.
SURE_FOR = timedelta(minutes=10)


# Sent to them


async def send(turn: Turn, _words: str) -> None:
    wanted = orjson.dumps(
        {"telegram_id": turn.speaker.telegram_id, "language": turn.voice.language}
    )
    turn.say(
        lines(
            _("This is all that I hold about you, in every cluster you are in."),
            _(
                "The first file opens in a spreadsheet; the second holds all of it, for other"
                " programs."
            ),
            _("To have it erased, type /forgetme."),
        )
    )
    for name, maker in (("ayni.csv", "my_data_csv"), ("ayni.json", "my_data_json")):
        turn.send_file("document", Upload("document", name, wanted, maker=maker))


async def as_json(shop: Workshop, wanted: dict[str, Any]) -> bytes:
    held = await personal.held(shop.reading, wanted["telegram_id"])
    return orjson.dumps(held, option=orjson.OPT_INDENT_2)


async def as_csv(shop: Workshop, wanted: dict[str, Any]) -> bytes:
    held = await personal.held(shop.reading, wanted["telegram_id"])
    return my_table.written(held, wanted["language"])


# Forgotten


async def ask(turn: Turn, _words: str) -> None:
    turn.edit(
        lines(
            _("<b>Shall I forget you?</b>"),
            _(
                "I erase your name, your Telegram number, your language, what you allowed, your"
                " notes and photos, what you had begun to fill in, and what we wrote to each other"
                " as far as I keep it. Your bookings ahead are cancelled."
            ),
            _(
                "What stays, without you: the figures that you reported for your firm, in its"
                " totals and, if you allowed it, in the cluster's. Nobody can tell any more that"
                " they came from you."
            ),
            _(
                "A mark without name or number stays too: for a week, so that nobody tries again"
                " and again; and where you are paused, until the coordination lets you in."
            ),
            await _coordinates(turn),
            _("To keep a copy first, type /mydata."),
            gap="\n\n",
        ),
        [[Button(_("Forget me"), SURE.data())], [Button(_("No, stay"), STAY.data())]],
    )


async def _coordinates(turn: Turn) -> Text | None:
    """Their links end; a cluster may be left without anybody who can let others in."""
    scope = turn.speaker.scope
    if scope is None or scope.role is not Role.COORDINATOR:
        return None
    links = _("The invitations that you made let nobody in any more.")
    if len(await roster.coordinators(turn.tx, scope)) > 1:
        return links
    alone = _(
        "You are the only coordinator of your cluster. Please make somebody else one first:"
        " /members."
    )
    return lines(links, alone, gap="\n\n")


async def ask_again(turn: Turn, _argument: str) -> None:
    until = int((turn.now + SURE_FOR).timestamp())
    turn.edit(
        lines(
            _("<b>Are you sure?</b> This cannot be undone."),
            _("To come back you would need a new invitation."),
        ),
        [
            [Button(_("Yes, forget me for good"), FORGET.data(until))],
            [Button(_("No, stay"), STAY.data())],
        ],
    )


async def stay(turn: Turn, _argument: str) -> None:
    turn.edit(_("Good. Nothing was erased."))


async def forget(turn: Turn, until: str) -> None:
    """Only by the button of the second question, which is good for ten minutes."""
    if not _in_time(turn, until):
        turn.toast(_("This button is old."))
        await ask(turn, "")
        return
    seats = await personal.seats(turn.tx, turn.speaker.telegram_id, turn.now)
    await personal.forget(turn.tx, turn.speaker.telegram_id, turn.now)
    for scope, event_id in seats:
        await rsvp.move_up(turn, scope, event_id)
    turn.become(
        Speaker(
            turn.speaker.telegram_id,
            turn.speaker.name,
            language=turn.voice.language,
            reachable=False,
        )
    )
    turn.forgotten = True
    turn.edit(_("Erased ✓"))
    turn.call_bot("deleteMyCommands", turn.chat_id, scope={"type": "chat", "chat_id": turn.chat_id})
    turn.say(
        _(
            "I have forgotten you. Thank you for what you did for your cluster. The messages above"
            " are on your phone only: delete the chat if you like."
        ),
        menu=Menu([]),
    )


def _in_time(turn: Turn, until: str) -> bool:
    if not (until.isascii() and until.isdigit() and len(until) <= 12):
        return False
    now = turn.now.timestamp()
    return now <= int(until) <= now + SURE_FOR.total_seconds()


SURE = Tap("forget", Who.ANYONE, ask_again, anywhere=True)
STAY = Tap("stay", Who.ANYONE, stay, anywhere=True)
FORGET = Tap("forgetnow", Who.ANYONE, forget, anywhere=True)

FEATURE = Feature(
    "mydata",
    commands=[
        Command(
            "misdatos",
            "mydata",
            Who.ANYONE,
            _("Get all that is held about you"),
            send,
            words=_p(
                "typed words, parted by |", "my data|what do you know about me|delete my data"
            ),
        ),
        Command(
            "olvidame",
            "forgetme",
            Who.ANYONE,
            _("Have me forget what is held about you"),
            ask,
            words=_p(
                "typed words, parted by |", "forget me|delete my data|erase my data|delete me"
            ),
        ),
    ],
    taps=[SURE, STAY, FORGET],
    makers={"my_data_json": as_json, "my_data_csv": as_csv},
)
