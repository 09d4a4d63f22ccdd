"""What people type, evened out before it is read: capitals, accents, spaces, digits, dashes.

Accents and the tilde of ñ are optional on many phones, so both sides of every comparison lack them:
"Mañana", "manana" and "MAÑANA" are one word. Digits of other scripts become ours; signs that only
look like numbers (Roman numerals, circled or raised digits) become one that no reader knows.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

# Nobody types an amount, a day or a country in more; it bounds the work that a text can cause.
LONGEST = 200

UNKNOWN = "\ufffd"

_SIGNS = {
    "½": " 1/2 ",
    "⅓": " 1/3 ",
    "⅔": " 2/3 ",
    "¼": " 1/4 ",
    "¾": " 3/4 ",
    "⅛": " 1/8 ",
    "−": "-",
    "’": "'",
    "‘": "'",
    "´": "'",
    "`": "'",
    "\n": " ",
    "\t": " ",
}


@lru_cache(1024)
def folded(raw: str) -> str:
    """Lower case, no accents, single spaces; empty if it is too long to be an answer."""
    if len(raw) > LONGEST:
        return ""
    known = "".join(_known(sign, before) for before, sign in zip(" " + raw, raw, strict=False))
    compatible = unicodedata.normalize("NFKC", known).lower()
    bare = "".join(
        sign
        for sign in unicodedata.normalize("NFD", compatible)
        if unicodedata.category(sign) != "Mn"
    )
    return " ".join(bare.split()).strip("¡¿").rstrip(".,;:!? ")


def _known(sign: str, before: str) -> str:
    if sign in _SIGNS:
        return _SIGNS[sign]
    match unicodedata.category(sign):
        case "Nd":
            return str(unicodedata.decimal(sign))
        case "Nl" | "No":
            return unicodedata.normalize("NFKC", sign) if before.isalpha() else UNKNOWN
        case "Cf" | "Cc" | "Co" | "Cs":
            return ""  # marks of direction, joiners, controls
        case "Pd":
            return "-"
        case _:
            return sign


def corrected(word: str, vocabulary: frozenset[str]) -> str:
    """The one known word at a slip of the finger from this one, else the word as it is.

    Short words are too near to each other for that: "mes" is not "mas".
    """
    if len(word) < 5 or not word.isalpha() or word in vocabulary:
        return word
    near = extract(word, vocabulary, scorer=OSA.distance, score_cutoff=1, limit=2)
    return str(near[0][0]) if len(near) == 1 else word
