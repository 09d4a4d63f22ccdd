"""A message that keeps itself up to date, until nothing changes or something else is put there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zlib import crc32

from bot.agenda.due import DueWork, Occasion
from bot.conversation.keyboards import Keyboard
from bot.features import Who
from bot.language.text import Text, _, lines
from bot.pipeline.content import Content
from bot.pipeline.rights import allowed
from bot.pipeline.turn import Turn
from storage import conversations, due, speakers
from storage.conversations import Live
from storage.database import Reading, Transaction
from storage.people import Speaker
from storage.scope import MemberScope

# A little less than the agenda takes from one look to the next, so that each of them finds it due.
EVERY = timedelta(seconds=15)
# How long it is looked at after the first moment at which it can change.
LONGEST = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class View:
    """`facts` is what it tells: it is shown anew when they have changed, not for the time alone.

    `again` is when they may change next, or None when they will not any more.
    """

    text: Text
    buttons: Keyboard
    facts: object
    again: datetime | None


# What is to be seen of something (its id) now; None where there is nothing for who asks.
Draw = Callable[[Reading, MemberScope, datetime, int], Awaitable[View | None]]


@dataclass(frozen=True, slots=True)
class LiveScreen:
    """`kind` is that of the due work that looks at it; its subject is the member who sees it."""

    kind: str
    who: Who
    draw: Draw

    async def show(self, turn: Turn, about: int) -> bool:
        """On the message that was tapped; False where there is nothing to be seen."""
        view = await self.draw(turn.tx, turn.scope, turn.now, about)
        if view is None:
            return False
        again = _next(view, turn.now) if turn.tapped_message is not None else None
        content = _content(view, turn.now, stays=again is not None)
        turn.edit(content.text, content.buttons)
        if again is not None and turn.tapped_message is not None:
            digest = _digest(view, stays=True)
            place = (turn.tapped_message, self.kind, about)
            turn.keep_live(Live(*place, shown=digest, again=again, until=again + LONGEST))
            if not await self._planned(turn.tx, turn.scope.member_id, again):
                await due.plan(turn.tx, self.kind, turn.scope.member_id, again)
        return True

    @property
    def work(self) -> DueWork:
        return DueWork(self.kind, self._look, self._next_at, worth=timedelta(days=365))

    async def _look(self, occasion: Occasion) -> None:
        """Show what has changed. What it says is decided by the rights that there are by now."""
        found = await speakers.of_member(occasion.tx, occasion.due.subject)
        live = found[1].live if found else None
        if found is None or live is None or live.kind != self.kind:
            return
        speaker, conversation = found
        conversation.live = None
        view = await self._seen(occasion, speaker, live)
        if view is not None:
            again = _next(view, occasion.now)
            stays = again is not None and again <= live.until
            digest = _digest(view, stays=stays)
            if digest != live.shown:
                content = _content(view, occasion.now, stays=stays)
                occasion.update(live.message, speaker, conversation.chat_id, content)
                conversation.panel_digest = None
            if again is not None and stays:
                conversation.live = replace(live, shown=digest, again=again)
        await conversations.save_many(occasion.tx, [conversation])

    async def _seen(self, occasion: Occasion, speaker: Speaker, live: Live) -> View | None:
        """Nothing for who may not see it any more, or has gone over to another cluster."""
        scope = speaker.scope
        if scope is None or scope.member_id != occasion.due.subject:
            return None
        if not allowed(speaker, self.who):
            return None
        return await self.draw(occasion.tx, scope, occasion.now, live.about)

    async def _next_at(self, occasion: Occasion, _after: datetime) -> datetime | None:
        member_id = occasion.due.subject
        found = await speakers.of_member(occasion.tx, member_id)
        live = found[1].live if found else None
        if live is None or live.kind != self.kind or occasion.now > live.until:
            return None
        again = max(live.again, occasion.now + EVERY)
        return None if await self._planned(occasion.tx, member_id, again) else again

    async def _planned(self, tx: Transaction, member_id: int, at: datetime) -> bool:
        """Whether somebody looks by then already: however often it is shown, one chain does."""
        earliest = await due.earliest(tx, self.kind, member_id)
        return earliest is not None and earliest <= at


def _next(view: View, now: datetime) -> datetime | None:
    return max(view.again, now + EVERY) if view.again is not None else None


def _digest(view: View, *, stays: bool) -> int:
    return crc32(repr((view.facts, stays)).encode())


def _content(view: View, now: datetime, *, stays: bool) -> Content:
    since = _("<i>As of {at}; it is kept up to date by itself</i>", at=now)
    as_of = since if stays else _("<i>As of {at}</i>", at=now)
    return Content(lines(view.text, as_of, gap="\n\n"), view.buttons)
