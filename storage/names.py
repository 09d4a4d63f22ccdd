"""Comparing names: two spellings are one where only case, accents and spaces differ."""

import re
import unicodedata

# Those of Latin, Greek and Cyrillic; the signs of other scripts are no accents, but make words.
ACCENTS = re.compile("[\u0300-\u036f]")


def bare(name: str) -> str:
    """Without case and accents, one space between words; something always, where a name is."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return " ".join((ACCENTS.sub("", decomposed) or decomposed).split())
