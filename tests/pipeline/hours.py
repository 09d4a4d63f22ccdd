"""Quiet hours as a cluster has them."""

from dataclasses import dataclass

from bot.agenda import quiet


@dataclass(frozen=True, slots=True)
class Night:
    zone: str
    quiet_from: int
    quiet_until: int


def rule(zone: str, quiet_from: int, quiet_until: int) -> str:
    return quiet.rule(Night(zone, quiet_from, quiet_until))
