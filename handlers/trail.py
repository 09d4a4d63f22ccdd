"""The audit trail: who changed and who viewed what of other people, for coordinators to read."""

from __future__ import annotations

from bot.conversation.keyboards import Button
from bot.conversation.words import clip
from bot.features import Command, Feature, Tap, Who
from bot.language.text import Text, _, layout, lines
from bot.pipeline.turn import Turn
from handlers.people_words import ROLES
from handlers.records import read_id
from storage import audit
from storage.audit import Act, Entry
from storage.scope import Role

PAGE = 10
SHORT = 40


async def show(turn: Turn, _words: str) -> None:
    await show_page(turn, "")


async def show_page(turn: Turn, before: str) -> None:
    """Newest first, from the one after `before` (an entry's id)."""
    page = await audit.latest(turn.tx, turn.scope, before=read_id(before), limit=PAGE + 1)
    newest = [Button(_("‹ Newest"), PAGES.data())] if before else []
    if not page:
        turn.edit(
            _(
                "Nothing is noted yet. Here you will see who invited, accepted, paused or looked at"
                " whom."
            ),
            [newest],
        )
        return
    told = [
        layout("{at} · <b>{who}</b>: {what}", at=e.at, who=clip(e.who, SHORT), what=_what(e))
        for e in page[:PAGE]
    ]
    older = [Button(_("Older ›"), PAGES.data(page[PAGE - 1].id))] if len(page) > PAGE else []
    turn.edit(lines(_("<b>Who did what</b>"), *told, gap="\n"), [[*newest, *older]])


def _what(entry: Entry) -> Text:
    whom, role = clip(entry.about or "", SHORT), _named(entry.detail)
    said = {
        Act.INVITED: _("made an invitation ({role})", role=role),
        Act.REVOKED: _("withdrew an invitation ({role})", role=role),
        Act.DECLINED: _("declined a request to join"),
        Act.LISTED: _("looked at the list of members"),
        Act.EXPORTED: _("exported the cluster's records"),
        Act.ROLE: _changed_role(entry, whom),
        Act.FIRM: _("changed the firm of {whom}", whom=whom),
        Act.REOPENED: _("took back that a request to join was declined"),
        Act.ACCEPTED: _("let {whom} in", whom=whom) if whom else _("accepted a request to join"),
        Act.SUSPENDED: _("paused {whom}", whom=whom),
        Act.RESUMED: _("let {whom} take part again", whom=whom),
        Act.REMINDED: _("reminded {whom}", whom=whom),
        Act.VIEWED: _("looked at the card of {whom}", whom=whom),
    }
    return said[entry.act]


def _changed_role(entry: Entry, whom: str) -> Text:
    """With the one before, which older entries do not have."""
    before, _to, now = (entry.detail or "").partition(">")
    if not now:
        return _("gave {whom} another role: {role}", whom=whom, role=_named(before))
    return _(
        "changed the role of {whom}: {before} → {role}",
        whom=whom,
        before=_named(before),
        role=_named(now),
    )


def _named(role: str | None) -> Text:
    return ROLES[Role(role)] if role in set(Role) else layout("—")


PAGES = Tap("trail", Who.COORDINATORS, show_page)

FEATURE = Feature(
    "trail",
    commands=[
        Command("bitacora", "log", Who.COORDINATORS, _("See who changed or viewed what"), show)
    ],
    taps=[PAGES],
)
