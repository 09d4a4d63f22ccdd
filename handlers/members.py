"""The members, for coordinators: who they are, what they may do, when they were last active."""

from __future__ import annotations

from bot.conversation.forms import Filled, Form, Saved
from bot.conversation.keyboards import Button
from bot.conversation.steps.text import AskText
from bot.conversation.words import clip
from bot.features import Command, Feature, Tap, Who
from bot.language.text import Text, _, _p, both, layout, lines
from bot.pipeline.turn import Turn
from handlers import member_card, member_firm, member_roles, pausing
from handlers.member_card import CARD, LIST_OF, seen
from handlers.people_words import ROLES
from handlers.records import read_id
from storage import audit, roster
from storage.audit import Act
from storage.roster import Listed, State

PAGE = 8
SHORT = 30


async def show_list(turn: Turn, words: str) -> None:
    """All of them, or those whose name or firm is like the words after the command."""
    if words:
        await show_found(turn, words)
        return
    await audit.note(turn.tx, turn.scope, Act.LISTED, turn.now)
    await show_page(turn, "")


async def show_page(turn: Turn, after: str) -> None:
    page = await roster.page(turn.tx, turn.scope, after=read_id(after) or 0, limit=PAGE + 1)
    name = both(turn.speaker.cluster_es or "", turn.speaker.cluster_en or "")
    first = [Button(_("‹ First"), LIST.data())] if after else []
    more = [Button(_("More ›"), LIST.data(page[PAGE - 1].member_id))] if len(page) > PAGE else []
    _show(turn, _("<b>Members of {cluster}</b>", cluster=name), page[:PAGE], [*first, *more])


async def show_found(turn: Turn, words: str) -> None:
    found = await roster.found(turn.tx, turn.scope, words, limit=PAGE)
    if not found:
        turn.edit(
            _("I find nobody called “{words}”. A part of the name is enough.", words=words[:80]),
            [[_find(), Button(_("‹ Members"), LIST.data())]],
        )
        return
    title = _("<b>Members like “{words}”</b>", words=words[:80])
    _show(turn, title, found, [Button(_("‹ Members"), LIST.data())])


def _show(turn: Turn, title: Text, page: list[Listed], turning: list[Button]) -> None:
    told = lines(*(_line(turn, listed) for listed in page)) if page else None
    buttons = [Button(layout("{n}", n=clip(m.name, SHORT)), CARD.data(m.member_id)) for m in page]
    rows = [buttons[at : at + 2] for at in range(0, len(buttons), 2)]
    ask = _("Tap one to see more.") if page else _("There is nobody on this page any more.")
    turn.edit(lines(title, told, ask, gap="\n\n"), [*rows, turning, [_find()]])


def _line(turn: Turn, listed: Listed) -> Text:
    return layout(
        "<b>{name}</b> · {firm} · {role} · {seen}",
        name=clip(listed.name, SHORT),
        firm=clip(listed.person.firm or "—", SHORT),
        role=_("paused") if listed.state is State.SUSPENDED else ROLES[listed.scope.role],
        seen=seen(turn, listed),
    )


def _find() -> Button:
    return Button(_("Find by name"), FIND.data())


async def find(turn: Turn, _argument: str) -> None:
    await turn.bot.forms.start(turn, FORM.name)


async def look_for(turn: Turn, filled: Filled) -> Saved | None:
    turn.drop_panel()
    await show_found(turn, filled["words"])
    return None


FORM = Form(
    "find_member",
    AskText("words", _("Whom are you looking for?"), hint=_("A part of the name, or the firm.")),
    title=_("Find a member"),
    submit=look_for,
    who=Who.COORDINATORS,
    confirm=False,
)

LIST = Tap(LIST_OF, Who.COORDINATORS, show_page)
FIND = Tap("findmember", Who.COORDINATORS, find)

FEATURE = Feature(
    "members",
    commands=[
        Command(
            "integrantes",
            "members",
            Who.COORDINATORS,
            _("See the members and their last activity"),
            show_list,
            words=_p(
                "typed words, parted by |",
                "pause|pause a member|change role|change firm|remind|the list of members",
            ),
        )
    ],
    taps=[LIST, FIND, *member_card.TAPS, member_firm.FIRM, *member_roles.TAPS, *pausing.TAPS],
    forms=[FORM, member_firm.FORM],
)
