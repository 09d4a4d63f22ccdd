"""The audit trail: who changed and who viewed what, for coordinators to read."""

from __future__ import annotations

from bot.conversation.keyboards import Button
from bot.conversation.words import clip
from bot.features import Command, Feature, Tap, Who
from bot.language.text import Listing, Text, _, layout, lines
from bot.pipeline.turn import Turn
from handlers.equipment_words import REASONS
from handlers.event_words import FACTS, either
from handlers.people_words import ROLES
from handlers.records import read_id
from storage import audit
from storage.audit import Act, Entry
from storage.events import Fact
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
                "Nothing is noted yet. Here you will see who invited or paused whom, and who"
                " announced or changed what."
            ),
            [newest],
        )
        return
    told = [
        layout("{at} · <b>{who}</b>: {what}", at=e.at, who=clip(e.who, SHORT), what=_done(e))
        for e in page[:PAGE]
    ]
    older = [Button(_("Older ›"), PAGES.data(page[PAGE - 1].id))] if len(page) > PAGE else []
    turn.edit(lines(_("<b>Who did what</b>"), *told, gap="\n"), [[*newest, *older]])


def _done(entry: Entry) -> Text:
    return _to_something(entry) if entry.es or entry.en else _to_somebody(entry)


def _to_something(entry: Entry) -> Text:
    what = either(_first_words(entry.es), _first_words(entry.en))
    said = {
        Act.ANNOUNCED: _("announced “{what}”", what=what),
        Act.ANNOUNCED_AGAIN: _("sent the announcement “{what}” again", what=what),
        Act.CORRECTED: _("corrected the announcement “{what}”", what=what),
        Act.RECALLED: _("took back the announcement “{what}”", what=what),
        Act.EVENT_MADE: _("made the event “{what}”", what=what),
        Act.EVENT_CHANGED: _changed_event(entry, what),
        Act.EVENT_OFF: _("called off the event “{what}”", what=what),
        Act.BLOCKED: _taken_out(entry, what),
        Act.LIFTED: _("put {what} back in use", what=what),
        Act.ADDED: _("added {what} to the equipment", what=what),
        Act.CHANGED: _("changed the details of {what}", what=what),
        Act.RETIRED: _("took {what} off the list of equipment", what=what),
        Act.PUT_BACK: _("put {what} back on the list of equipment", what=what),
    }
    return said[entry.act]


def _first_words(text: str | None) -> str:
    return clip(" ".join((text or "").split()), SHORT)


def _changed_event(entry: Entry, what: Text) -> Text:
    facts = Listing(tuple(FACTS[fact] for fact in Fact if fact in (entry.detail or "").split(",")))
    return _("changed the event “{what}”: {facts}", what=what, facts=facts)


def _taken_out(entry: Entry, what: Text) -> Text:
    reason = next((text for why, text in REASONS.items() if why == entry.detail), layout("—"))
    return _("took {what} out of use: {reason}", what=what, reason=reason)


def _to_somebody(entry: Entry) -> Text:
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
