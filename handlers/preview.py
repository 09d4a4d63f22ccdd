"""An announcement before it goes out: exactly as members will see it, and how many they are."""

from __future__ import annotations

from datetime import datetime

from bot.agenda.quiet import over_at, rule
from bot.conversation.keyboards import Button
from bot.conversation.words import utf16
from bot.language.text import Text, _, _n, layout, lines
from bot.pipeline.turn import Turn
from handlers.announcement_words import Letter, audience, letter
from handlers.event_words import begun_by, closed
from handlers.texts import LONGEST_ABOUT_EVENT
from storage import audience as audiences
from storage.announcements import Announcement, Kind, State
from storage.audience import Count
from storage.clusters import Language

# The buttons, by the names that handlers/announcements.py declares them under.
SEND, CHANGE, AIM, DISCARD = "send", "redraft", "aim", "discard"
# And that of handlers/events.py.
MAKE_EVENT = "makeevent"


async def show(turn: Turn, draft: Announcement, note: Text | None = None) -> None:
    """Each language that somebody reads, as they will see it; below it what is about to happen."""
    count = await audiences.count(turn.tx, turn.scope, draft.audience)
    written = await letter(turn.tx, turn.scope, draft)
    turn.drop_panel()
    for language in _languages(count):
        turn.show_as(written.voice(language), written.content(language))
    no = hindrance(written, turn.now)
    told = lines(note, _told(turn, written, count, no), gap="\n\n")
    turn.say(told, _buttons(draft, sendable=no is None and count.reachable > 0))


def _languages(count: Count) -> list[Language]:
    read: list[Language] = []
    if count.es or not count.en:
        read.append("es")
    if count.en:
        read.append("en")
    return read


def hindrance(written: Letter, now: datetime) -> Text | None:
    """Why it cannot go out: the event that it announces is over, called off, or would be over."""
    event = written.event
    if event is None:
        return None
    return closed(event, now) or begun_by(event, written.announced.send_at)


def _told(turn: Turn, written: Letter, count: Count, no: Text | None) -> Text:
    draft = written.announced
    to = layout("<b>{audience}</b>", audience=audience(draft.audience))
    return lines(
        _("This is how it will look."),
        lines(to, told_count(count)),
        _missing(written, count),
        no or _moment(turn, written),
        _("Do you want to know who comes? Make it an event: members answer with a tap.")
        if may_be_event(draft)
        else None,
        gap="\n\n",
    )


def told_count(count: Count) -> Text:
    """By language, and apart from them who will not get it."""
    get = _n("{n} person will get it", "{n} people will get it", count.reachable)
    if count.es and count.en:
        told = _("{get}: {es} in Spanish, {en} in English.", get=get, es=count.es, en=count.en)
    elif count.en:
        told = _("{get}, in English.", get=get)
    else:
        told = _("{get}, in Spanish.", get=get) if count.es else _("{get}.", get=get)
    if not count.unreachable:
        return told
    blocked = _n(
        "{n} person cannot be reached: they have blocked me.",
        "{n} people cannot be reached: they have blocked me.",
        count.unreachable,
    )
    return lines(told, blocked)


def may_be_event(draft: Announcement) -> bool:
    """A fair or a training that is told of only, in words that an event has room for."""
    texts = (draft.text_es or "", draft.text_en or "")
    return (
        draft.state is State.DRAFT
        and draft.event_id is None
        and draft.kind in {Kind.FAIR, Kind.TRAINING}
        and max(utf16(text) for text in texts) <= LONGEST_ABOUT_EVENT
    )


def _missing(written: Letter, count: Count) -> Text | None:
    """Who gets the other language's words, for want of some in theirs."""
    texts, a = written.event or written.announced, written.announced
    found = [
        _text_missing(_lacking(texts.text_es, texts.text_en, count), count),
        _reason_missing(_lacking(a.why_es, a.why_en, count), count),
    ]
    return lines(*found) if any(found) else None


def _lacking(es: str | None, en: str | None, count: Count) -> Language | None:
    """The language in which it is not written, though somebody reads it."""
    if es and not en and count.en:
        return "en"
    return "es" if en and not es and count.es else None


def _text_missing(language: Language | None, count: Count) -> Text | None:
    if language == "en":
        return _n(
            "There is no text in English: {n} person who reads English gets the Spanish one.",
            "There is no text in English: {n} people who read English get the Spanish one.",
            count.en,
        )
    if language == "es":
        return _n(
            "There is no text in Spanish: {n} person who reads Spanish gets the English one.",
            "There is no text in Spanish: {n} people who read Spanish get the English one.",
            count.es,
        )
    return None


def _reason_missing(language: Language | None, count: Count) -> Text | None:
    if language == "en":
        return _n(
            "There is no reason in English: {n} person who reads English gets the Spanish one.",
            "There is no reason in English: {n} people who read English get the Spanish one.",
            count.en,
        )
    if language == "es":
        return _n(
            "There is no reason in Spanish: {n} person who reads Spanish gets the English one.",
            "There is no reason in Spanish: {n} people who read Spanish get the English one.",
            count.es,
        )
    return None


def _moment(turn: Turn, written: Letter) -> Text:
    draft, cluster = written.announced, written.cluster
    at = max(draft.send_at, turn.now) if draft.send_at else turn.now
    quiet = over_at(rule(cluster), at)
    if draft.kind is Kind.URGENT and quiet is not None:
        return lines(_when(draft, at), _("It does not wait for the end of the quiet hours."))
    if quiet is not None:
        return _("Nobody is written to at night: it goes out on {at}", at=quiet)
    return _when(draft, at)


def _when(draft: Announcement, at: datetime) -> Text:
    if draft.send_at is None:
        return _("It goes out as soon as you tap Send.")
    if draft.send_at < at:
        return _("Its time has passed: it goes out as soon as you tap Send.")
    return _("It goes out on {at}, once you tap Send.", at=at)


def _buttons(draft: Announcement, *, sendable: bool) -> list[list[Button]]:
    """Of an event's, to whom it goes is changed apart from what it says: that is the event's."""
    send = [Button(_("Send"), f"{SEND}:{draft.id}")] if sendable else []
    aim = [Button(_("For whom, when, photo"), f"{AIM}:{draft.id}")] if draft.event_id else []
    change = Button(_("Change"), f"{CHANGE}:{draft.id}")
    event = Button(_("Make it an event"), f"{MAKE_EVENT}:{draft.id}")
    make = [event] if may_be_event(draft) else []
    return [send, aim, make, [change, Button(_("Discard"), f"{DISCARD}:{draft.id}")]]
