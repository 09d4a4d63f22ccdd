"""Asking to join: a stranger says of which firm they are, and the first coordinator decides."""

from __future__ import annotations

from bot.agenda.quiet import rule
from bot.conversation.forms import Filled, Form, Saved
from bot.conversation.keyboards import Button
from bot.conversation.steps.carried import Carried
from bot.features import LANGUAGES, Feature, Tap, Who
from bot.language.text import Text, _, both, lines
from bot.pipeline.speaking import voice_of
from bot.pipeline.turn import Turn
from handlers.clusters import say_with_others
from handlers.firm_steps import FirmName, ask_kind
from handlers.language import NAMES, speak
from handlers.menu import old_button, say_menu
from handlers.request_words import again_from, card
from handlers.requests import card_buttons
from storage import clusters, request_cards, request_invitations, requests, roster
from storage.clusters import Cluster
from storage.firms import Kind
from storage.requests import Refusal, Request

# So many cards a day reach coordinators; the list has those that came after.
MOST_CARDS = 20
LAST_CARD = _("Many ask today: until tomorrow I send no more of these. /requests lists them all.")
REFUSALS = {
    Refusal.WAITING: _(
        "You have asked to join already. I will write to you as soon as the coordination has"
        " decided."
    ),
    Refusal.OFTEN: _(
        "You have asked more than once in the last days. Please talk to the coordination, or ask"
        " again next week."
    ),
    Refusal.ACCEPTED: _(
        "Your request was accepted. Tap “Join” in the message that I sent you, or open the"
        " cluster's link again."
    ),
    Refusal.THROTTLED: _("You have asked several clusters today. Please try again tomorrow."),
    Refusal.ALREADY_MEMBER: _("You are a member already. Welcome back!"),
    Refusal.SUSPENDED: _(
        "Your membership is paused. Please write to your coordinator to resume it."
    ),
}


async def open_to_all(turn: Turn) -> Cluster | None:
    """The cluster that a stranger without a link may ask: the only one there is."""
    known = await clusters.listing(turn.tx, limit=2)
    return known[0] if len(known) == 1 else None


async def offer(turn: Turn, slug: str) -> bool:
    """What a cluster's public link shows; False where there is no such cluster."""
    cluster = await clusters.find(turn.tx, slug)
    if cluster is None:
        return False
    no = await _refusal(turn, cluster)
    if no is not None:
        await _say_no(turn, cluster, no)
        return True
    name = both(cluster.name_es, cluster.name_en)
    text = lines(
        _("Hello, {name}!", name=turn.first_name),
        _(
            "This is <b>{cluster}</b>. If you work with it, ask to join: the coordination decides,"
            " and I write to you here.",
            cluster=name,
        ),
        gap="\n\n",
    )
    other = next(language for language in LANGUAGES if language != turn.voice.language)
    turn.edit(
        text, [[ask_button(cluster)], [Button(NAMES[other], IN_LANGUAGE.data(f"{other}:{slug}"))]]
    )
    return True


def ask_button(cluster: Cluster) -> Button:
    return Button(_("Ask to join"), ASK.data(cluster.slug))


async def in_language(turn: Turn, argument: str) -> None:
    """The same in the other language."""
    language, _colon, slug = argument.partition(":")
    if not await speak(turn, language) or not await offer(turn, slug):
        await old_button(turn)


async def begin(turn: Turn, slug: str) -> None:
    cluster = await clusters.find(turn.tx, slug)
    if cluster is None:
        await old_button(turn)
        return
    no = await _refusal(turn, cluster)
    if no is not None:
        await _say_no(turn, cluster, no)
        return
    await turn.bot.forms.start(turn, FORM.name, answers={"cluster": slug}, lasting=False)


async def _refusal(turn: Turn, cluster: Cluster) -> Refusal | None:
    person_id = turn.speaker.person_id or 0
    return await requests.refused(turn.tx, cluster.scope, person_id, turn.now)


async def _say_no(turn: Turn, cluster: Cluster, no: Refusal) -> None:
    """Whoever is a member there may be in another cluster just now."""
    said = await why(turn, cluster, no)
    if no is Refusal.ALREADY_MEMBER:
        await say_with_others(turn, said)
    else:
        say_menu(turn, said)


async def why(turn: Turn, cluster: Cluster, no: Refusal) -> Text:
    if no is not Refusal.DECLINED:
        return REFUSALS[no]
    return _(
        "Your request was declined. You can ask again from {day}; until then, please talk to the"
        " coordination.",
        day=await again_from(turn, cluster.scope, turn.speaker),
    )


async def ask(turn: Turn, filled: Filled) -> Saved | None:
    """Write it down and tell every coordinator."""
    cluster = await clusters.find(turn.tx, filled["cluster"])
    if cluster is None:
        return Saved(None, _("This button is old."))
    return await ask_for(turn, cluster, filled["firm"], filled["kind"])


async def ask_for(
    turn: Turn, cluster: Cluster, firm: str, kind: Kind, came_by: int | None = None
) -> Saved:
    """`came_by` is the invitation that did not let them in by itself."""
    person_id = turn.speaker.person_id or 0
    asked = await requests.ask(turn.tx, cluster.scope, person_id, firm, kind, turn.now)
    if isinstance(asked, Refusal):
        return Saved(None, await why(turn, cluster, asked))
    if came_by is not None:
        await request_invitations.came_by(turn.tx, cluster.scope, asked.id, came_by)
    await _tell_coordinators(turn, cluster, asked)
    name = both(cluster.name_es, cluster.name_en)
    return Saved(
        None,
        _(
            "<b>Asked</b> ✓ The coordination of {cluster} has your request. I will write to you as"
            " soon as they have decided.",
            cluster=name,
        ),
    )


async def _tell_coordinators(turn: Turn, cluster: Cluster, request: Request) -> None:
    """In the hours in which they may be written to; nobody gets more than so many cards a day."""
    asked = await requests.asked_lately(turn.tx, cluster.scope, turn.now)
    if asked > MOST_CARDS:
        return
    quiet = rule(cluster)
    last = LAST_CARD if asked == MOST_CARDS else None
    text = lines(await card(turn, request), last, gap="\n\n")
    sent = {}
    for coordinator in await roster.coordinators(turn.tx, cluster.scope):
        person = coordinator.person
        if person.reachable:
            sent[coordinator.member_id] = turn.tell(
                person.telegram_id,
                voice_of(person),
                text,
                card_buttons(request),
                cluster_id=cluster.id,
                quiet=quiet,
            )
    await request_cards.remember(turn.tx, cluster.scope, request.id, sent)


FORM = Form(
    "ask",
    Carried("cluster"),
    FirmName(),
    ask_kind(when=None),
    title=_("Asking to join"),
    submit=ask,
    save=_("Ask to join"),
)

ASK = Tap("ask", Who.ANYONE, begin, anywhere=True)
IN_LANGUAGE = Tap("askin", Who.ANYONE, in_language, anywhere=True)

FEATURE = Feature("asking", taps=[ASK, IN_LANGUAGE], forms=[FORM])
