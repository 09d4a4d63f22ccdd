"""Comparing names: two spellings are one where only case, accents and spaces differ."""

import unicodedata


def bare(name: str) -> str:
    """Without case and accents, one space between words."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())
