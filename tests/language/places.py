"""The nine places whose ways of writing are known, and a voice for each in both languages."""

from datetime import date

from bot.language.voice import Language, Voice

PLACES: dict[str, tuple[Language, str, str, str]] = {
    "es-MX": ("es", "MX", "MXN", "America/Mexico_City"),
    "es-CO": ("es", "CO", "COP", "America/Bogota"),
    "es-PE": ("es", "PE", "PEN", "America/Lima"),
    "es-CL": ("es", "CL", "CLP", "America/Santiago"),
    "es-ES": ("es", "ES", "EUR", "Europe/Madrid"),
    "en-US": ("en", "US", "USD", "America/Chicago"),
    "en-KE": ("en", "KE", "KES", "Africa/Nairobi"),
    "en-IN": ("en", "IN", "INR", "Asia/Kolkata"),
    "en-CA": ("en", "CA", "CAD", "America/Toronto"),
}
LANGUAGES: tuple[Language, ...] = ("es", "en")
TODAY = date(2026, 11, 25)
UNITS = ("kg", "piece", "dozen")


def voice_of(place: str, language: Language | None = None) -> Voice:
    main, territory, currency, zone = PLACES[place]
    return Voice.of(language or main, territory, currency, zone)


EVERY_VOICE = [voice_of(place, language) for place in PLACES for language in LANGUAGES]
