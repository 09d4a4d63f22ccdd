"""The demo's people for the gallery: all but one of a language, and one of them in two clusters."""

from bot import templates
from bot.founding import found
from bot.furnishing import Furnishing
from bot.language.voice import Language
from bot.simulator import Simulator
from bot.templates import Template
from storage import people
from storage.scope import Role

OTHER = {"es": "en", "en": "es"}
STRANGER = "Pía"


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


def add_stranger(sim: Simulator, language: Language) -> None:
    """Somebody without an invitation."""
    sim.add_user(STRANGER, "Gil", language_code=language)
