"""Getting to know whoever speaks, and choosing the language to answer in."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from telegram import User

from bot.conversation.words import cleaned, is_blank
from bot.language.text import Text, both, layout
from bot.language.voice import Language, Voice
from storage import people
from storage.clusters import Cluster
from storage.database import Transaction
from storage.people import Speaker

# How exact "last active" is: a write for every tap would buy nobody anything.
SEEN_EVERY = timedelta(minutes=15)
# Whose name on Telegram shows nothing.
NAMELESS = "—"


class Listener(Protocol):
    """Somebody who is written to without having spoken."""

    @property
    def telegram_id(self) -> int: ...
    @property
    def language(self) -> str | None: ...
    @property
    def phone_language(self) -> str | None: ...


def name_of(user: User) -> str:
    """Their whole name, which must not turn or break the lines of others that it stands in."""
    name = shown(user.full_name)
    return user.username or NAMELESS if is_blank(name) else name


def shown(name: str) -> str:
    """Of a name or of a part of it what can stand in one line."""
    return " ".join(cleaned(name).split())


async def acquaint(tx: Transaction, user: User, speaker: Speaker, now: datetime) -> Speaker:
    """Write down a newcomer, a changed name or language, a return, and that they were here."""
    name = name_of(user)
    known = (speaker.name, speaker.phone_language) == (name, user.language_code)
    recent = speaker.last_seen_at is not None and now - speaker.last_seen_at < SEEN_EVERY
    if known and recent and speaker.reachable:
        return speaker
    person_id = await people.meet(tx, user.id, name, user.language_code, now)
    return replace(
        speaker,
        person_id=person_id,
        name=name,
        phone_language=user.language_code,
        reachable=True,
        last_seen_at=now,
    )


def language_of(speaker: Speaker) -> Language:
    """The member's choice, else the phone's if we speak it, else the cluster's, else Spanish."""
    phone = (speaker.phone_language or "")[:2]
    wishes = (speaker.language, phone, speaker.cluster_language)
    first = next((wish for wish in wishes if wish in ("es", "en")), "es")
    return "en" if first == "en" else "es"


def whereabouts(speaker: Speaker) -> Text | None:
    """The cluster they are in now, for whoever could take it for another of theirs."""
    if speaker.scope is None or not speaker.in_several:
        return None
    cluster = both(speaker.cluster_es or "", speaker.cluster_en or "")
    return layout("<i>{cluster}</i>", cluster=cluster)


def voice_of(speaker: Speaker) -> Voice:
    """In a cluster its territory rules numbers and money; a stranger sees none of either."""
    language = language_of(speaker)
    return Voice.of(
        language,
        speaker.territory or ("MX" if language == "es" else "US"),
        speaker.currency or ("MXN" if language == "es" else "USD"),
        speaker.zone or "UTC",
    )


def voice_for(cluster: Cluster, listener: Listener) -> Voice:
    """How a member of this cluster is spoken to, whichever one they speak in now."""
    return voice_of(
        Speaker(
            listener.telegram_id,
            "",
            language=listener.language,
            phone_language=listener.phone_language,
            territory=cluster.territory,
            currency=cluster.currency,
            zone=cluster.zone,
            cluster_language=cluster.language,
        )
    )
