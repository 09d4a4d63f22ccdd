"""A link by which each names their own firm, and whoever comes by it."""

from __future__ import annotations

from storage import invitations, people
from tests.dialogues.people import link_in
from tests.phone import Phone
from tests.town import Town


async def link_for_all(rosa: Phone, uses: str = "20") -> str:
    await rosa.says("/invitar")
    await rosa.taps("Cada quien dice la suya")
    await rosa.says(uses)
    await rosa.taps("Hacerla")
    return link_in(rosa.text)


async def opens(phone: Phone, link: str, firm: str) -> None:
    """Up to what is asked about the firm that they type."""
    await phone.starts(link)
    await phone.taps("Unirme" if phone.user.language_code == "es" else "Join")
    await phone.says(firm)


async def joins(phone: Phone, link: str, firm: str) -> None:
    await opens(phone, link, firm)
    await phone.taps("Empresa" if phone.user.language_code == "es" else "Business")
    await phone.taps("Listo" if phone.user.language_code == "es" else "Done")


async def firms_of(town: Town) -> dict[str, str | None]:
    """Whom each active member reports for."""
    members = await people.members(town.app.database.reader, town.made.scope)
    return {member.name: member.firm for member in members}


async def uses_left(town: Town) -> int:
    reader, scope = town.app.database.reader, town.made.scope
    made = await invitations.in_force(reader, scope, town.clock.now())
    return made[0].uses_left if made else 0
