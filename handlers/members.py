"""The members, for coordinators: who they are, what they may do, when they were last active."""

from __future__ import annotations

from bot.conversation.forms import Filled, Form, Saved
from bot.conversation.keyboards import Button
from bot.conversation.steps.text import AskText
from bot.conversation.words import clip
from bot.features import Command, Feature, Tap, Who
from bot.language.text import Text, _, _n, _p, layout, lines
from bot.pipeline.turn import Turn
from handlers import member_firm, member_groups, member_roles, pausing, reminding
from handlers.member_card import CARD, LIST_OF, cluster_name, seen
from handlers.member_groups import Place, read_place
from handlers.people_words import ROLES
from handlers.silent_firms import remind_all, silent_in
from storage import audit, roster_pages
from storage.audit import Act
from storage.roster import Listed, State
from storage.roster_pages import Count, Group, Page
from storage.scope import Role

PAGE = 8
SHORT = 30
# Of the words that were looked for, in bytes: so much of them a button can carry to the next page.
LONGEST_WORDS = 32
LONGEST_NUMBER = 5


async def show_list(turn: Turn, words: str) -> None:
    """All of them, or those whose name or firm is like the words after the command."""
    if words:
        await show_found(turn, words)
        return
    await audit.note(turn.tx, turn.scope, Act.LISTED, turn.now)
    await show_page(turn, "")


async def show_page(turn: Turn, argument: str) -> None:
    place = read_place(argument)
    group = place.group
    silent = await _silent(turn) if group is Group.SILENT else ()
    page = await roster_pages.page(
        turn.tx, turn.scope, group, silent=silent, number=place.page, size=PAGE
    )
    here = Place(group, page.number)
    head = lines(
        _("<b>Members of {cluster}</b>", cluster=cluster_name(turn)),
        _count(await roster_pages.count(turn.tx, turn.scope)),
    )
    about = member_groups.about(turn, group, page.of) if page.of else None
    turning = [Button(label, LIST.data(Place(group, number))) for label, number in _turning(page)]
    told = _told(turn, page) if page.of else [member_groups.nobody(turn, group)]
    turn.edit(
        lines(head, about, *told, gap="\n\n"),
        [
            *_by_two([*member_groups.choices(group), _find()]),
            *_cards(page, f"~{here}"),
            turning,
            [remind_all(member_groups.last_week(turn))] if silent else [],
        ],
    )


async def _silent(turn: Turn) -> list[int]:
    return [firm.firm_id for firm in await silent_in(turn, member_groups.last_week(turn))]


def _count(count: Count) -> Text:
    active = _n("{n} member", "{n} members", count.active)
    if not count.paused:
        return layout("{members}", members=active)
    return _n(
        "{members}, plus {n} paused", "{members}, plus {n} paused", count.paused, members=active
    )


async def search(turn: Turn, argument: str) -> None:
    """From the `argument`: the page, and what was looked for."""
    number, _dot, words = argument.partition(".")
    fits = number.isascii() and number.isdigit() and len(number) <= LONGEST_NUMBER
    await show_found(turn, words, int(number) if fits else 0)


async def show_found(turn: Turn, words: str, number: int = 0) -> None:
    page = await roster_pages.found(turn.tx, turn.scope, words, number=number, size=PAGE)
    carried = _carried(words)
    if page.of > PAGE and carried != words:
        # Else the next page would be one of others.
        await show_found(turn, carried)
        return
    back = [_find(), Button(_("‹ Members"), LIST.data())]
    if not page.of:
        text = _("I find nobody called “{words}”. A part of the name is enough.", words=words[:80])
        turn.edit(text, [back])
        return
    head = _n(
        "<b>{n} member like “{words}”</b>",
        "<b>{n} members like “{words}”</b>",
        page.of,
        words=words[:80],
    )
    turning = [Button(label, FOUND.data(f"{to}.{words}")) for label, to in _turning(page)]
    turn.edit(lines(head, *_told(turn, page), gap="\n\n"), [*_cards(page, ""), turning, back])


def _carried(words: str) -> str:
    return (
        " ".join(words.split())
        .encode(errors="ignore")[:LONGEST_WORDS]
        .decode(errors="ignore")
        .strip()
    )


def _turning(page: Page) -> list[tuple[Text, int]]:
    before = [(_("‹ Previous"), page.number - 1)] if page.number else []
    return before if page.last else [*before, (_("More ›"), page.number + 1)]


def _told(turn: Turn, page: Page) -> list[Text]:
    """The page in words: a line for each, and which part of them all it is."""
    first, last = page.before + 1, page.before + len(page.members)
    part = _("{first}–{last} of {n}", first=first, last=last, n=page.of)
    return [
        lines(*(_line(turn, listed) for listed in page.members)),
        lines(part if page.of > PAGE else None, _("Tap one to see more.")),
    ]


def _line(turn: Turn, listed: Listed) -> Text:
    """That somebody is a plain member is not said of each, so that the line stays short."""
    role = None if listed.scope.role is Role.MEMBER else ROLES[listed.scope.role]
    return lines(
        layout("<b>{name}</b>", name=clip(listed.name, SHORT)),
        clip(listed.person.firm or "—", SHORT),
        _("paused") if listed.state is State.SUSPENDED else role,
        seen(turn, listed),
        gap=" · ",
    )


def _cards(page: Page, place: str) -> list[list[Button]]:
    buttons = [
        Button(layout("{n}", n=clip(m.name, SHORT)), CARD.data(f"{m.member_id}{place}"))
        for m in page.members
    ]
    return _by_two(buttons)


def _by_two(buttons: list[Button]) -> list[list[Button]]:
    return [buttons[at : at + 2] for at in range(0, len(buttons), 2)]


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
FOUND = Tap("found", Who.COORDINATORS, search)
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
    taps=[
        *(LIST, FOUND, FIND, member_firm.FIRM, CARD),
        *(*member_roles.TAPS, *pausing.TAPS, *reminding.TAPS),
    ],
    forms=[FORM, member_firm.FORM],
)
