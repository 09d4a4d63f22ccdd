"""The demo's people for the gallery: all but one of a language, and one of them in two clusters."""

from datetime import timedelta

from bot import templates
from bot.founding import found
from bot.furnishing import Furnishing
from bot.language.voice import Language
from bot.simulator import Simulator
from bot.templates import Template
from storage import own_firms, people
from storage.scope import Role

OTHER = {"es": "en", "en": "es"}
STRANGER, AT_MEETING = "Pía", "Elsa"
# What a link is opened with whose own token nobody knows before.
MEETING = "meeting"


def speaking(template: Template, language: Language) -> Template:
    """All of them, but for the last: what is announced is looked at in both languages."""
    firms = [
        firm.model_copy(
            update={
                "people": tuple(p.model_copy(update={"language": language}) for p in firm.people)
            }
        )
        for firm in template.firms
    ]
    last = firms[-1].people[0].model_copy(update={"language": OTHER[language]})
    firms[-1] = firms[-1].model_copy(update={"people": (last,)})
    newcomer = template.newcomer.model_copy(update={"language": language})
    return template.model_copy(update={"firms": tuple(firms), "newcomer": newcomer})


async def second_cluster(demo: Furnishing) -> None:
    """The first member is in another one too, and back in the first."""
    ceramics = await found(demo.tx, "celaya", "celaya", templates.load("celaya"), demo.now)
    member = demo.members[0]
    await people.join(demo.tx, ceramics.scope, member.person_id, Role.MEMBER, None, demo.now)
    await people.switch_cluster(demo.tx, member.person_id, member.member_id)


async def meeting(demo: Furnishing) -> None:
    """One link, by which each newcomer names their own firm."""
    until = demo.now + timedelta(days=30)
    scope = demo.cluster.scope
    made = await own_firms.invite(demo.tx, scope, expires_at=until, uses=50, now=demo.now)
    await demo.tx.write("UPDATE invitation SET token = ? WHERE id = ?", (MEETING, made.id))


DATA = [second_cluster, meeting]


def add_strangers(sim: Simulator, language: Language) -> None:
    """Somebody without an invitation, and somebody who was at the meeting."""
    for name in (STRANGER, AT_MEETING):
        sim.add_user(name, "Gil", language_code=language)
