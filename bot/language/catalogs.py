"""The translations of locales/, compiled in memory at the first use: never stale, no build step."""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path

from babel.messages.pofile import read_po

from bot.language.text import Text

LOCALES = Path(__file__).resolve().parents[2] / "locales"
DOMAIN = "ayni"

Forms = tuple[str, ...]
Key = tuple[str | None, str]

_TAG = re.compile(r"</?[a-z][a-z-]*(?:\s[^<>]*)?>")


class Catalog:
    """What one language says. A message that it lacks, or has as fuzzy, is said in English."""

    def __init__(self, forms: dict[Key, Forms], plural: Callable[[int], int]) -> None:
        self._forms = forms
        self._plural = plural

    @classmethod
    def read(cls, path: Path) -> Catalog:
        if not path.exists():
            return cls({}, _english_plural)
        with path.open("rb") as file:
            po = read_po(file)
        forms: dict[Key, Forms] = {}
        for message in po:
            said = message.string if isinstance(message.string, tuple) else (message.string,)
            if message.id and not message.fuzzy and all(said):
                msgid = message.id if isinstance(message.id, str) else message.id[0]
                forms[message.context, msgid] = tuple(str(form) for form in said)
        return cls(forms, gettext.c2py(po.plural_expr))

    def template(self, text: Text) -> str:
        forms = self._forms.get((text.context, text.msgid))
        if text.plural is None or text.n is None:
            return forms[0] if forms else text.msgid
        if forms is None:
            return (text.msgid, text.plural)[_english_plural(text.n)]
        return forms[min(self._plural(abs(text.n)), len(forms) - 1)]


@cache
def catalog(language: str) -> Catalog:
    return Catalog.read(LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po")


def said(text: Text, language: str) -> str:
    """A text without parameters, for where there is no reader yet: menus, labels, descriptions."""
    return without_tags(catalog(language).template(text))


@lru_cache(4096)
def without_tags(template: str) -> str:
    """The same words for a button or a toast, where Telegram reads no HTML."""
    plain = _TAG.sub("", template)
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _english_plural(n: int) -> int:
    return int(n != 1)
