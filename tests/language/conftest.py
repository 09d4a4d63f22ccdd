"""The first reading of a kind builds its tables, which is slow by the measure of one example."""

from hypothesis import settings

settings.register_profile("language", deadline=None)
settings.load_profile("language")
