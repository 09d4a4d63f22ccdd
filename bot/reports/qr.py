"""A picture of a QR code, which a phone's camera opens."""

from __future__ import annotations

from io import BytesIO

# Dots a module: large enough to be read from a poster's photo and from another phone's screen.
SCALE = 14


def qr_code(words: str) -> bytes:
    """A PNG with the quiet margin that readers want; still read where a quarter of it is lost."""
    import segno  # noqa: PLC0415 - few codes are drawn, and most bots run for days without

    drawn = BytesIO()
    segno.make(words, error="q", micro=False).save(drawn, kind="png", scale=SCALE, border=4)
    return drawn.getvalue()
