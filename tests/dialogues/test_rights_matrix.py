"""Who may do what: a row for every command, button and form, and everybody who could try.

What is expected stands here a second time, so that a right that was given away by mistake fails.
"""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

import handlers
from bot.features import Table, Who, may
from storage.scope import Role
from tests.dialogues.crowd import SECRET, Crowd, Raw, Two, a_crowd, contents, two_clusters

TABLE = Table(handlers.FEATURES)

# Every command (by its English name) and every button, under who may use it. One that is missing
# here, or that moves to others, fails: rights are changed knowingly.
COMMANDS = {
    Who.ANYONE: "back cancel cluster forgetme help language mydata start",
    Who.MEMBERS: "consents equipment events menu myweek pulse stats",
    Who.REPORTERS: "book headcount job mybookings myjobs mysales nosales sale",
    Who.COORDINATORS: """
        addequipment announce announcements coordination event export invitations invite log
        members requests""",
}
TAPS = {
    Who.ANYONE: "ask askin cluster forget forgetnow go join joinin language open stay",
    Who.MEMBERS: """
        consent eqday equipment eqweek event eventics events figures figuresjobs
        figurespic going myevents notgoing pulse pulseagain pulsepic pulseres read resource
        resphoto week""",
    Who.REPORTERS: """
        book booking bookingics bookings bookyes edit headcount history job jobedit jobhistory
        jobrestore jobrevert jobs jobundo jobvoid jobvoidnow jobvoids movebk nosales receipt restore
        revert sale sales somesales take unbook unbooknow undo void voidnow
        voids""",
    Who.COORDINATORS: """
        accept aim askqr block correct decline discard eventannounce eventcancel eventcancelnow
        eventchange eventoffwhy eventspast findmember found guests invitation invitations inviteqr
        declinenow firmof lift makeevent member members pause pausenow putback readers
        recall recallnow redraft remind remindall remindallnow remindnow report request requests
        resedit resume retire retired retirenow revoke revokenow role rolenow rolesure
        send sendagain silent silentpage told trail undecline""",
}
FORMS = {
    Who.ANYONE: ["ask", "join", "join_own_firm"],
    Who.MEMBERS: ["pulse changes", "pulse discontent", "pulse wishes"],
    Who.REPORTERS: ["booking", "headcount", "job", "move_booking", "sale"],
    Who.COORDINATORS: [
        *(
            "announcement",
            "block",
            "calling_off",
            "correction",
            "event",
            "event_announcement",
            "find_member",
        ),
        *("invite", "member_firm", "resource"),
    ],
}

STRANGER, MEMBER, SUSPENDED, COORDINATOR, OBSERVER = 901, 100, 102, 103, 104
FOREIGN_MEMBER, FOREIGN_COORDINATOR = 200, 203
ROLES: dict[int, tuple[Role | None, bool]] = {
    STRANGER: (None, False),
    SUSPENDED: (None, False),
    MEMBER: (Role.MEMBER, True),
    OBSERVER: (Role.OBSERVER, True),
    COORDINATOR: (Role.COORDINATOR, False),
    FOREIGN_MEMBER: (Role.MEMBER, True),
    FOREIGN_COORDINATOR: (Role.COORDINATOR, False),
}
OUTSIDE = (STRANGER, SUSPENDED, FOREIGN_MEMBER, FOREIGN_COORDINATOR)
REFUSALS = (
    "This is for members of a cluster.",
    "Your membership is paused.",
    "Only coordinators can do this.",
    "Reports are told for a firm",
    "Observers see the totals",
)


@pytest.fixture
async def crowd(tmp_path: Path) -> AsyncIterator[Crowd]:
    async with a_crowd(tmp_path) as crowd:
        yield crowd


@pytest.fixture
async def two(crowd: Crowd) -> Two:
    return await two_clusters(crowd.database)


def allowed(who: Who, person: int) -> bool:
    role, has_firm = ROLES[person]
    return may(who, role, has_firm=has_firm)


def refused(said: str) -> bool:
    """Help says the same above what they may do all the same."""
    return any(refusal in said for refusal in REFUSALS) and "/language" not in said


def arguments(two: Two) -> list[str]:
    """What a button of ours could carry, all of it about the secret cluster."""
    numbers = [str(number) for number in two.ids]
    dotted = [f"{number}.{rest}" for number in numbers for rest in ("", "1", "coordinator")]
    of_cluster = [f"{two.cluster_id}.{number}" for number in numbers]
    days = ["2026-11-23", f"{two.cluster_id}.2026-11-16", "1.2026-11-24"]
    return ["", "valle", "en:valle", *days, *numbers, *dotted, *of_cluster]


def test_every_command_button_and_form_has_a_row() -> None:
    """A right is granted here and in the feature, or not at all."""
    commands = {who: set(names.split()) for who, names in COMMANDS.items()}
    taps = {who: set(names.split()) for who, names in TAPS.items()}

    assert {who: {c.en for c in TABLE.commands if c.who is who} for who in Who} == commands
    assert {who: {n for n, t in TABLE.taps.items() if t.who is who} for who in Who} == taps
    assert {who: sorted(f.name for f in TABLE.forms if f.who is who) for who in Who} == FORMS


async def test_who_may_not_is_told_so_and_nothing_happens(crowd: Crowd, two: Two) -> None:
    """Every command, in both its names, by everybody: refused exactly where the table says."""
    wrong = []
    for person in ROLES:
        before = await contents(crowd.database, two.cluster_id, [person])
        for command in TABLE.commands:
            for name in command.names:
                said = await crowd.takes([crowd.typed(person, f"/{name}")])
                if refused(said) is allowed(command.who, person) and name != "start":
                    wrong.append((person, name, said[:200]))
                if person in OUTSIDE and SECRET in said:
                    wrong.append((person, name, "told a secret"))
        after = await contents(crowd.database, two.cluster_id, [person])
        if person in OUTSIDE and after != before:
            wrong.append((person, "", "changed something"))

    assert wrong == []
    assert await failures(crowd) == []


@pytest.mark.parametrize("person", ROLES)
async def test_no_button_goes_round_the_table(crowd: Crowd, two: Two, person: int) -> None:
    """Every button that this person may not use, about every record: refused, and nothing done."""
    closed = [tap for tap in TABLE.taps.values() if not allowed(tap.who, person)]
    before = await contents(crowd.database, two.cluster_id, [person])
    said = {
        tap.name: await crowd.takes(
            crowd.tapped(person, tap.data(argument)[:64]) for argument in arguments(two)
        )
        for tap in closed
    }

    assert [name for name, words in said.items() if not refused(words)] == []
    assert [name for name, words in said.items() if SECRET in words] == []
    assert await contents(crowd.database, two.cluster_id, [person]) == before
    assert await failures(crowd) == []


@pytest.mark.parametrize("person", OUTSIDE)
async def test_nobody_reaches_into_another_cluster(crowd: Crowd, two: Two, person: int) -> None:
    """Buttons that they may use in their own show and change nothing of the other's."""
    opened = [tap for tap in TABLE.taps.values() if allowed(tap.who, person)]
    before = await contents(crowd.database, two.cluster_id, [person])
    told = [
        tap.name
        for tap in opened
        if SECRET
        in await crowd.takes(
            crowd.tapped(person, tap.data(argument)[:64]) for argument in arguments(two)
        )
    ]

    assert told == []
    assert await contents(crowd.database, two.cluster_id, [person]) == before
    assert await failures(crowd) == []


@pytest.mark.slow
async def test_ten_thousand_forgeries_find_nothing(crowd: Crowd, two: Two) -> None:
    """Made-up buttons, of forms too, and made-up links, by those outside and those within."""
    chance = random.Random(20261123)
    before = await contents(crowd.database, two.cluster_id, OUTSIDE)
    forged = list(forgeries(crowd, two, chance, 10_000))
    secrets = (SECRET, two.secret.invitation.token)
    told = False
    for at in range(0, len(forged), 250):
        said = await crowd.takes(forged[at : at + 250])
        told = told or any(secret in said for secret in secrets)

    assert not told
    assert await contents(crowd.database, two.cluster_id, OUTSIDE) == before
    assert await failures(crowd) == []


def forgeries(crowd: Crowd, two: Two, chance: random.Random, count: int) -> Iterator[Raw]:
    taps, known = list(TABLE.taps), arguments(two)
    for _ in range(count):
        person = chance.choice(OUTSIDE)
        match chance.randrange(5):
            case 0:
                yield crowd.typed(person, f"/start {link(chance, two)}")
            case 1:
                instance, serial = chance.randrange(4), chance.randrange(6)
                arg = chance.choice(["y", "b", "s", ".0", ".1", ".other", "r0", "h0", "e1", "g"])
                yield crowd.tapped(person, f"f1:{instance}:{serial}:{arg}")
            case 2:
                yield crowd.tapped(person, mangled(chance, f"{chance.choice(taps)}:1"))
            case _:
                data = f"{chance.choice(taps)}:{chance.choice(known)}"
                yield crowd.tapped(
                    person, (mangled(chance, data) if chance.random() < 0.3 else data)
                )


def link(chance: random.Random, two: Two) -> str:
    """Near to an invitation that is in force, but not it; or a cluster's name, nearly."""
    token = two.secret.invitation.token
    return chance.choice(
        [
            mangled(chance, token),
            token[:-1],
            token.swapcase(),
            f"ask-{mangled(chance, 'valle')}",
            str(two.secret.invitation.id),
            "%",
            "' OR 1=1 --",
        ]
    )


def mangled(chance: random.Random, words: str) -> str:
    """With one sign of it changed; never longer than a button's data may be."""
    at = chance.randrange(len(words))
    sign = chance.choice("0129:.-_%'\"aZ~\\")
    changed = words[:at] + (sign if sign != words[at] else "!") + words[at + 1 :]
    return changed[:64]


async def failures(crowd: Crowd) -> list[tuple[str, str]]:
    """What went wrong in handling all that, with the place of it."""
    rows = await crowd.database.reader.rows("SELECT cause, detail FROM failure ORDER BY id")
    return [(row["cause"], row["detail"][-300:]) for row in rows]
