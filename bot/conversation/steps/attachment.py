"""A photo or a document; Telegram keeps the file, we keep its file_id."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from bot.conversation.kept import Attachment
from bot.conversation.steps.base import Answer, Asking, Outcome, Screen, Step, Unclear
from bot.conversation.words import cleaned, clip
from bot.language.text import Text, _, lines, raw

if TYPE_CHECKING:
    from telegram import Message

_LONGEST_NAME = 60


@dataclass(frozen=True)
class AskAttachment(Step):
    """`documents=False` takes photos only; a picture sent as a file is a photo all the same."""

    _: KW_ONLY
    documents: bool = True
    kind: ClassVar[str] = "photo or document"

    async def screen(self, asking: Asking) -> Screen:
        return Screen(hint=self.hint or self._how())

    async def typed(self, asking: Asking, words: str) -> Outcome:
        skip = _("If you have none, tap Skip.") if self.optional else None
        return Unclear(lines(self._how(), skip, gap=" "))

    def attached(self, message: Message) -> Outcome:
        if message.photo:
            return Answer(Attachment("photo", message.photo[-1].file_id))
        document = message.document
        if document is None:
            return None
        if not self.documents and not (document.mime_type or "").startswith("image/"):
            return Unclear(_("I need a photo here, not a document."))
        name = clip(cleaned(document.file_name or ""), _LONGEST_NAME) or None
        return Answer(Attachment("document", document.file_id, name))

    def say(self, value: Any) -> Text:
        if value.name:
            return raw(value.name)
        if not self.documents:
            return _("added")
        return _("photo") if value.kind == "photo" else _("document")

    def _how(self) -> Text:
        if self.documents:
            return _("Send a photo or a file with the paper clip 📎.")
        return _("Send a photo with the paper clip 📎.")
