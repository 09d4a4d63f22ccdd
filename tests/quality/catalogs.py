"""The catalogs of locales/: `python -m tests.quality.catalogs` brings them up to date.

A catalog is written so that the same texts always give the same file: sorted by text, without
dates and places. English texts stand in the code, so the English catalog is filled from there, and
is edited only where a text should read otherwise than in the code.
"""

import io
import sys
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from tests.quality.sources import ROOT

LANGUAGES = ("en", "es")
SPEAKING_PACKAGES = ("bot", "handlers")
KEYWORDS = {"_": None, "_n": (1, 2), "_p": ((1, "c"), 2)}
LOCALES = ROOT / "locales"
TEMPLATE = LOCALES / "ayni.pot"


def path_of(language: str) -> Path:
    return LOCALES / language / "LC_MESSAGES" / "ayni.po"


def extract() -> Catalog:
    """The texts of the code, with the comments for whoever translates them."""
    template = Catalog(charset="utf-8")
    for package in SPEAKING_PACKAGES:
        found = extract_from_dir(
            ROOT / package,
            [("**.py", "python")],
            keywords=KEYWORDS,
            comment_tags=("Translators:",),
        )
        for _file, _line, text, comments, context in found:
            template.add(text, auto_comments=comments, context=context)
    return template


def read(language: str) -> Catalog:
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def updated(language: str, template: Catalog) -> Catalog:
    catalog = read(language)
    # Babel puts the template's own messages into the catalog; a copy keeps languages apart.
    catalog.update(deepcopy(template), no_fuzzy_matching=True)
    if language == "en":
        for message in untranslated(catalog):
            message.string = message.id
    return catalog


def messages(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)


def untranslated(catalog: Catalog) -> list[Message]:
    return [message for message in messages(catalog) if not all(strings(message))]


def strings(message: Message) -> tuple[str, ...]:
    """The translation, one string a plural form; a missing one is empty."""
    given = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return tuple(string or "" for string in given)


def render(catalog: Catalog) -> str:
    header = [r"Content-Type: text/plain; charset=utf-8\n"]
    if catalog.locale is not None:
        header.insert(0, rf"Language: {catalog.locale}\n")
        header.append(rf"Plural-Forms: {catalog.plural_forms}\n")
    for message in messages(catalog):
        message.flags.discard("python-format")  # a per cent sign is no placeholder here
    body = io.BytesIO()
    write_po(
        body,
        catalog,
        width=0,
        no_location=True,
        omit_header=True,
        sort_output=True,
        ignore_obsolete=True,
    )
    quoted = "\n".join(f'"{line}"' for line in header)
    return f'msgid ""\nmsgstr ""\n{quoted}\n\n{body.getvalue().decode()}'.rstrip() + "\n"


def main() -> int:
    template = extract()
    LOCALES.mkdir(exist_ok=True)
    TEMPLATE.write_text(render(template), encoding="utf-8")
    missing = 0
    for language in LANGUAGES:
        catalog = updated(language, template)
        path_of(language).parent.mkdir(parents=True, exist_ok=True)
        path_of(language).write_text(render(catalog), encoding="utf-8")
        for message in sorted(untranslated(catalog)):
            missing += 1
            sys.stdout.write(f"{language}: not translated: {message.id!r}\n")
    sys.stdout.write(f"{len(template)} texts, {missing} translations missing\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
