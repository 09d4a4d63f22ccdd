"""The invitations in force: what each is for, its picture once more, and taking it back."""

from __future__ import annotations

from typing import Any

import orjson
from telegram.helpers import create_deep_linked_url

from bot.conversation.keyboards import Button, Keyboard
from bot.features import Tap, Who
from bot.language.text import In, Text, _, _n, both, layout, lines, raw
from bot.language.voice import Language
from bot.pipeline.outgoing import Upload
from bot.pipeline.turn import Turn
from bot.pipeline.workshop import Workshop
from bot.reports.qr import qr_code
from handlers.firm_steps import SAY_THEIR_OWN
from handlers.menu import GO, old_button
from handlers.people_words import ROLES
from handlers.records import read_id
from storage import audit, invitations
from storage.audit import Act
from storage.invitations import Invitation

PAGE = 8


def send_picture(turn: Turn, invitation: Invitation) -> None:
    invites = _(
        "<b>{cluster}</b> invites you. Point your phone's camera here, or open the link. Valid"
        " until {until}",
        cluster=both(invitation.cluster_es, invitation.cluster_en),
        until=invitation.expires_at,
    )
    send_link(turn, invitation.token, invites)


def send_link(turn: Turn, payload: str, said: Text) -> None:
    """The QR code is drawn when it is sent; the text under it can be forwarded as it is.

    What whoever opens it reads is not known yet: it is in the cluster's language and the other.
    """
    link = create_deep_linked_url(turn.bot.username, payload)
    languages: list[Language] = ["es", "en"]
    if turn.speaker.cluster_language == "en":
        languages.reverse()
    caption = lines(*(In(language, said) for language in languages), raw(link), gap="\n\n")
    wanted = Upload("photo", "invitation.png", orjson.dumps({"link": link}), maker="invitation_qr")
    turn.send_file("photo", wanted, caption)


async def draw(shop: Workshop, wanted: dict[str, Any]) -> bytes:
    return await shop.draw(qr_code, wanted["link"])


def facts(invitation: Invitation) -> Text:
    return lines(
        layout("{role}{firm}", role=ROLES[invitation.role], firm=_of_firm(invitation)),
        _n("It can be used {n} time.", "It can be used {n} times.", invitation.uses_left),
        _("Valid until: {until}", until=invitation.expires_at),
    )


def _of_firm(invitation: Invitation) -> Text:
    if invitation.says_firm:
        return layout(" · {firm}", firm=SAY_THEIR_OWN)
    return layout(" · {firm}", firm=invitation.firm) if invitation.firm else layout("")


# Those that are in force


async def show_list(turn: Turn, _words: str) -> None:
    await show_page(turn, "")


async def show_page(turn: Turn, after: str) -> None:
    """From the invitation after `after` (its id), in the order they were made."""
    page = await invitations.in_force(
        turn.tx, turn.scope, turn.now, after=read_id(after) or 0, limit=PAGE + 1
    )
    make_one = [Button(_("Invite somebody"), GO.data("invite"))]
    if after and not page:
        await show_page(turn, "")
        return
    if not page:
        turn.edit(_("No invitation is in force. Make one: it takes a minute."), [make_one])
        return
    rows = [[Button(_label(i), CARD.data(i.id))] for i in page[:PAGE]]
    more = [Button(_("More ›"), LIST.data(page[PAGE - 1].id))] if len(page) > PAGE else []
    every = await invitations.count_in_force(turn.tx, turn.scope, turn.now)
    title = _n("<b>{n} invitation in force</b>", "<b>{n} invitations in force</b>", every)
    turn.edit(lines(title, _("Tap one to send it again or withdraw it.")), [*rows, more, make_one])


def _label(invitation: Invitation) -> Text:
    uses = _n("{n} use", "{n} uses", invitation.uses_left)
    if invitation.says_firm:
        # Members, always; a label has the room of a phone's button.
        return layout("{firm} · {uses}", firm=SAY_THEIR_OWN, uses=uses)
    role = ROLES[invitation.role]
    return layout("{role}{firm} · {uses}", role=role, firm=_of_firm(invitation), uses=uses)


async def show_card(turn: Turn, argument: str) -> None:
    invitation = await _in_force(turn, argument)
    if invitation is not None:
        turn.edit(lines(_("<b>Invitation</b>"), facts(invitation)), _card_buttons(invitation))


def _card_buttons(invitation: Invitation) -> Keyboard:
    return [
        [Button(_("Send me the picture"), PICTURE.data(invitation.id))],
        [Button(_("Withdraw it"), REVOKE.data(invitation.id))],
        [Button(_("‹ Invitations"), LIST.data())],
    ]


async def show_picture(turn: Turn, argument: str) -> None:
    invitation = await _in_force(turn, argument)
    if invitation is not None:
        send_picture(turn, invitation)


async def ask_revoke(turn: Turn, argument: str) -> None:
    invitation = await _in_force(turn, argument)
    if invitation is None:
        return
    turn.edit(
        lines(
            _("<b>Withdraw this invitation?</b> Its link will let nobody in any more."),
            facts(invitation),
        ),
        [
            [Button(_("Yes, withdraw it"), REVOKE_NOW.data(invitation.id))],
            [Button(_("No, keep it"), CARD.data(invitation.id))],
        ],
    )


async def revoke(turn: Turn, argument: str) -> None:
    if await invitations.withdrawn(turn.tx, turn.scope, read_id(argument) or 0):
        # A second tap, or another coordinator was first.
        turn.toast(_("It is withdrawn already."))
        return
    invitation = await _in_force(turn, argument)
    if invitation is None:
        return
    await invitations.revoke(turn.tx, turn.scope, invitation.id, turn.now)
    await audit.note(turn.tx, turn.scope, Act.REVOKED, turn.now, detail=invitation.role)
    turn.toast(_("Withdrawn."))
    await show_page(turn, "")


async def _in_force(turn: Turn, argument: str) -> Invitation | None:
    """The one whose id a button carries; says so where it is not in force, or nobody's."""
    wanted = read_id(argument) or 0
    found = await invitations.one_in_force(turn.tx, turn.scope, wanted, turn.now)
    if found is None:
        await old_button(turn)
    return found


LIST = Tap("invitations", Who.COORDINATORS, show_page)
CARD = Tap("invitation", Who.COORDINATORS, show_card)
PICTURE = Tap("inviteqr", Who.COORDINATORS, show_picture)
REVOKE = Tap("revoke", Who.COORDINATORS, ask_revoke)
REVOKE_NOW = Tap("revokenow", Who.COORDINATORS, revoke)
TAPS = [LIST, CARD, PICTURE, REVOKE, REVOKE_NOW]
