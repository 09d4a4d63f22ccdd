"""The drafts of a chat: the one being filled in, and those put aside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from bot.conversation.drafts import Draft, key_of, load
from bot.conversation.forms import Form

if TYPE_CHECKING:
    from bot.pipeline.turn import Turn

# Unfinished changes of many records could pile up; the newest are kept.
MOST = 20


class Shelf:
    """Only drafts of the cluster that the member is in now are on it; the others wait unseen."""

    def __init__(self, turn: Turn, forms: Mapping[str, Form]) -> None:
        self._turn = turn
        self._conversation = turn.conversation
        self._forms = forms
        scope = turn.speaker.scope
        self.cluster_id = scope.cluster_id if scope else None

    @property
    def active(self) -> Draft | None:
        """The form being filled in."""
        kept = self._conversation.form
        draft = load(kept, self._forms) if kept is not None else None
        return draft if draft is not None and self._is_ours(draft) else None

    def waiting(self) -> list[Draft]:
        """Those that were put aside, the newest first."""
        drafts = (load(kept, self._forms) for kept in reversed(self._conversation.parked.values()))
        return [draft for draft in drafts if draft is not None and self._is_ours(draft)]

    def all(self) -> Iterator[Draft]:
        if (active := self.active) is not None:
            yield active
        yield from self.waiting()

    def held(self, instance: int | None = None) -> Draft | None:
        """The draft of this instance, without one the active one, if it may be spoken of here.

        Whoever is in no cluster just now, as their membership is paused, still has what they had.
        """
        kept = [self._conversation.form, *self._conversation.parked.values()]
        drafts = (load(one, self._forms) for one in kept[: None if instance else 1] if one)
        fitting = (d for d in drafts if d is not None and instance in (None, d.instance))
        return next((d for d in fitting if self.cluster_id is None or self._is_ours(d)), None)

    def new(self, form: Form, answers: dict[str, Any], record_id: int | None) -> Draft:
        """One that is on no shelf yet; its buttons are told from those of all before it."""
        self._conversation.instances += 1
        draft = Draft(form, self._conversation.instances, "", answers, record_id=record_id)
        draft.cluster_id = self.cluster_id
        return draft

    def is_waiting(self, draft: Draft) -> bool:
        return draft.key in self._conversation.parked

    def find(self, form: Form, record_id: int | None) -> Draft | None:
        """That of this form, or of this record, being filled in or put aside."""
        key, active = key_of(form.name, record_id, self.cluster_id), self.active
        if active is not None and active.key == key:
            return active
        kept = self._conversation.parked.get(key)
        return load(kept, self._forms) if kept is not None else None

    def put(self, draft: Draft) -> None:
        """Aside, as the newest."""
        parked = self._conversation.parked
        parked.pop(draft.key, None)
        parked[draft.key] = draft.dump()
        for oldest in list(parked)[:-MOST]:
            del parked[oldest]
        self._turn.conversation_changed = True

    def activate(self, draft: Draft | None) -> None:
        """From now on this is filled in. Another one that was is put aside if it holds answers."""
        kept = self._conversation.form
        before = load(kept, self._forms) if kept is not None else None
        if before is not None and before.touched and (draft is None or before.key != draft.key):
            self.put(before)
        if draft is not None:
            self._conversation.parked.pop(draft.key, None)
        self.keep(draft)

    def keep(self, draft: Draft | None) -> None:
        """Write the active draft down as it is now; None: there is none any more."""
        self._conversation.form = draft.dump() if draft is not None else None
        self._turn.conversation_changed = True

    def _is_ours(self, draft: Draft) -> bool:
        return draft.cluster_id in (None, self.cluster_id)
