"""How announcements are told in words: the copy that each member gets, and how it went."""

from __future__ import annotations

from bot.conversation.kept import Attachment
from bot.conversation.keyboards import Button
from bot.conversation.words import clip
from bot.features import Tap, Who
from bot.language.text import Text, _, _p, both, layout, lines
from bot.language.voice import Language, Voice
from bot.pipeline.content import Content
from bot.pipeline.turn import Turn
from handlers import event_copies, event_words, rsvp
from handlers.records import read_id
from storage import announcements, clusters, events
from storage.announcements import UNSENT, Announcement, Kind
from storage.audience import Audience, By
from storage.clusters import Cluster
from storage.database import Reading
from storage.events import Event
from storage.firms import Kind as FirmKind
from storage.rsvps import Reply
from storage.scope import ClusterScope

KINDS = {
    Kind.NEWS: _p("announcement", "News"),
    Kind.FAIR: _p("announcement", "Fair"),
    Kind.TRAINING: _p("announcement", "Training"),
    Kind.FUNDING: _p("announcement", "Funding call"),
    Kind.URGENT: _p("announcement", "Urgent"),
}
FIRM_KINDS = {
    FirmKind.BUSINESS: _("The businesses"),
    FirmKind.SCHOOL: _("The schools and training centres"),
    FirmKind.UNIVERSITY: _("The universities and research centres"),
    FirmKind.GOVERNMENT: _("The public bodies"),
    FirmKind.COMMUNITY: _("The community organisations"),
    FirmKind.SERVICE: _("The service providers"),
    FirmKind.EXPORT: _("The export desks"),
}
LANGUAGES = {"es": _("Those who read Spanish"), "en": _("Those who read English")}


def audience(wanted: Audience) -> Text:
    if wanted.of is None:
        return _("All members")
    return FIRM_KINDS[FirmKind(wanted.of)] if wanted.by is By.FIRM_KIND else LANGUAGES[wanted.of]


def excerpt(written: Letter, most: int) -> Text:
    if written.event is not None:
        return event_words.clip_name(written.event)
    a = written.announced
    es, en = a.text_es or a.text_en or "", a.text_en or a.text_es or ""
    return both(clip(" ".join(es.split()), most), clip(" ".join(en.split()), most))


# The copy


class Letter:
    """What an announcement says to its readers, with all it needs to be said."""

    def __init__(self, announced: Announcement, event: Event | None, cluster: Cluster) -> None:
        self.announced = announced
        self.event = event
        self.cluster = cluster

    @property
    def kind(self) -> Kind:
        """Of an event the one that it has by now."""
        return Kind(self.event.kind.value) if self.event else self.announced.kind

    def voice(self, language: Language) -> Voice:
        place = self.cluster
        return Voice.of(language, place.territory, place.currency, place.zone)

    @property
    def why(self) -> Text | None:
        """Of an urgent one, in the reader's language or in the other."""
        es, en = self.announced.why_es, self.announced.why_en
        return event_words.either(es, en) if es or en else None

    @property
    def file(self) -> Attachment | None:
        kept = self.announced.file
        return Attachment(kept.kind, kept.id, kept.name) if kept else None

    def content(self, language: Language, reply: Reply | None = None) -> Content:
        """`reply` is what the reader has answered to the event already."""
        a = self.announced
        heading = _(
            "<b>{kind}</b> · {cluster}",
            kind=KINDS[self.kind],
            cluster=both(self.cluster.name_es, self.cluster.name_en),
        )
        why = _("Sent to you at once because: {why}", why=self.why) if self.why else None
        corrected = None
        if a.revision and a.changed_at:
            corrected = _("<i>Corrected on {at}</i>", at=a.changed_at)
        text = lines(heading, self._body(language), why, corrected, gap="\n\n")
        return Content(text, self.buttons(reply), self.file)

    def withdrawn(self) -> Content:
        """What stands in the place of a copy too old to be deleted."""
        return Content(
            _("<b>Withdrawn.</b> What was announced here no longer holds."), (), self.file
        )

    def buttons(self, reply: Reply | None) -> list[list[Button]]:
        a = self.announced
        read = [Button(_("Read"), READ.data(f"{a.id}.{a.revision}"))]
        if self.event is None or self.event.cancelled_at:
            return [read]
        return [*event_copies.copy_buttons(self.event.id, [a.id, a.revision], reply), read]

    def _body(self, language: Language) -> Text:
        if self.event is not None:
            cancelled = event_words.called_off(self.event) if self.event.cancelled_at else None
            return lines(cancelled, event_words.card(self.event, kind=False), gap="\n\n")
        a = self.announced
        text = event_words.either(a.text_es, a.text_en)
        if language == "es" and not a.text_es:
            return lines(text, _("<i>It was written in English only.</i>"), gap="\n\n")
        if language == "en" and not a.text_en:
            return lines(text, _("<i>It was written in Spanish only.</i>"), gap="\n\n")
        return text


async def letter(reading: Reading, scope: ClusterScope, announced: Announcement) -> Letter:
    event = None
    if announced.event_id is not None:
        event = await events.find(reading, scope, announced.event_id)
    return Letter(announced, event, await clusters.load(reading, scope))


async def read(turn: Turn, argument: str) -> None:
    """`argument` is the announcement and how often it was corrected before this was read."""
    announced_id, _dot, rest = argument.partition(".")
    revision, _dot, shown = rest.partition(".")
    known = [read_id(announced_id) or 0, read_id(revision) or 0]
    if not await announcements.copies.read(turn.tx, turn.scope, known[0], known[1], turn.now):
        turn.toast(await _no_copy(turn, known[0]), alert=True)
        return
    turn.toast(_("Noted, thank you."))
    if not shown:
        marked = layout("✓ {label}", label=_("Read"))
        button = Button(marked, READ.data(f"{known[0]}.{known[1]}.{event_copies.SHOWN}"))
        turn.edit_buttons([[button]])


async def _no_copy(turn: Turn, announcement_id: int) -> Text:
    found = await announcements.find(turn.tx, turn.scope, announcement_id)
    if found is not None and found.state in UNSENT:
        return rsvp.ONLY_HOW_IT_LOOKS
    return _("That announcement is not of the cluster you are in now.")


READ = Tap("read", Who.MEMBERS, read)
