"""How fast the bot speaks: measured on a clock of its own, which only waiting moves."""

from __future__ import annotations

import asyncio
import heapq
import itertools
from collections.abc import Coroutine
from typing import Any

import pytest

from bot.pipeline import limits
from bot.pipeline.limits import Limits, Rates

Work = Coroutine[Any, Any, None]


class FakeTime:
    """Wakes sleepers one by one, in the order of their times, when nobody else can go on."""

    def __init__(self) -> None:
        self.now = 1000.0
        self._sleeping: list[tuple[float, int, asyncio.Future[None]]] = []
        self._count = itertools.count()

    async def sleep(self, seconds: float) -> None:
        waking: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleeping, (self.now + seconds, next(self._count), waking))
        await waking

    async def run(self, *works: Work) -> None:
        """Until all are done, the clock going on whenever nobody can do anything."""
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(work) for work in works]
            while not all(task.done() for task in tasks):
                for _turn in range(5):
                    await REAL_SLEEP(0)
                if self._sleeping and not all(task.done() for task in tasks):
                    at, _number, waking = heapq.heappop(self._sleeping)
                    self.now = max(self.now, at)
                    if not waking.done():
                        waking.set_result(None)


REAL_SLEEP = asyncio.sleep


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> FakeTime:
    time = FakeTime()
    monkeypatch.setattr(limits, "_now", lambda: time.now)
    monkeypatch.setattr(asyncio, "sleep", time.sleep)
    return time


class Log:
    """When each of many got its place, in seconds since the start."""

    def __init__(self, time: FakeTime) -> None:
        self.at: list[tuple[float, str]] = []
        self._time = time
        self._start = time.now

    async def place(self, name: str, waiting: Work) -> None:
        await waiting
        self.at.append((round(self._time.now - self._start, 6), name))

    def most_in_a_second(self) -> int:
        """In any second, wherever it begins; a hair less, since sums of times are not exact."""
        times = sorted(at for at, _name in self.at)
        return max(sum(start <= t < start + 0.999 for t in times) for start in times)

    def when(self, name: str) -> list[float]:
        return [at for at, who in self.at if who == name]


def reply(limit: Limits, chat_id: int, *, new_message: bool = True) -> Work:
    return limit.reply(chat_id, new_message=new_message)


async def test_no_second_has_more_messages_than_telegram_allows(time: FakeTime) -> None:
    """A hundred chats at once: thirty go now, the rest in the seconds after, all of them."""
    limit, log = Limits(Rates()), Log(time)
    await time.run(*(log.place("reply", reply(limit, chat)) for chat in range(1, 101)))

    assert log.most_in_a_second() == 30
    assert len(log.when("reply")) == 100
    assert max(log.when("reply")) <= 4


async def test_a_chat_may_have_a_burst_and_then_one_a_second(time: FakeTime) -> None:
    """Five in a row; what is more than five in five seconds waits."""
    limit, log = Limits(Rates()), Log(time)

    async def conversation() -> None:
        for _message in range(12):
            await log.place("ana", reply(limit, 7))

    await time.run(conversation())

    assert log.when("ana") == [0.0] * 5 + [5.0] * 5 + [10.0] * 2


async def test_edits_count_in_all_but_not_against_their_chat(time: FakeTime) -> None:
    """A form that edits one message in place is not slowed down."""
    limit, log = Limits(Rates()), Log(time)

    async def form() -> None:
        for _edit in range(40):
            await log.place("edit", reply(limit, 7, new_message=False))

    await time.run(form())

    assert log.when("edit") == [0.0] * 30 + [1.0] * 10


async def test_a_group_gets_twenty_a_minute(time: FakeTime) -> None:
    """Groups have negative ids."""
    limit, log = Limits(Rates()), Log(time)

    async def talk() -> None:
        for _message in range(21):
            await log.place("group", reply(limit, -7))

    await time.run(talk())

    assert log.when("group") == [0.0] * 20 + [60.0]


async def test_replies_go_before_the_bulk_which_leaves_a_reserve(time: FakeTime) -> None:
    """While a broadcast runs, no reply waits longer than the bulk leaves between two messages."""
    limit, log = Limits(Rates(overall=40)), Log(time)
    waited = []

    async def broadcast() -> None:
        for _message in range(200):
            await log.place("bulk", limit.bulk())

    async def replies() -> None:
        for chat in range(1, 41):
            await asyncio.sleep(0.1)
            asked = time.now
            await log.place("reply", reply(limit, chat))
            waited.append(time.now - asked)

    await time.run(broadcast(), replies())

    assert max(waited) <= 1 / 38
    assert log.most_in_a_second() <= 40
    assert max(log.when("bulk")) < 6.5, "what the replies leave is used"


async def test_the_bulk_waits_while_replies_wait(time: FakeTime) -> None:
    """More replies than fit: no bulk message takes a place before the last of them has one."""
    limit, log = Limits(Rates()), Log(time)
    await time.run(
        *(log.place("reply", reply(limit, chat)) for chat in range(1, 91)),
        *(log.place("bulk", limit.bulk()) for _message in range(5)),
    )

    assert min(log.when("bulk")) >= max(log.when("reply"))


async def test_one_chat_gets_one_bulk_message_a_second(time: FakeTime) -> None:
    """The burst is for conversations."""
    limit, log = Limits(Rates()), Log(time)

    async def several() -> None:
        for _message in range(3):
            await log.place("bulk", limit.bulk_chat(7))

    await time.run(several())

    assert log.when("bulk") == [0.0, 1.0, 2.0]


async def test_a_429_pauses_its_chat_alone(time: FakeTime) -> None:
    """For as long as Telegram said; others go on."""
    limit, log = Limits(Rates()), Log(time)
    limit.pause(7, 3)
    await time.run(*(log.place(str(chat), reply(limit, chat)) for chat in (7, 8)))

    assert (log.when("7"), log.when("8")) == ([3.0], [0.0])


async def test_two_members_who_were_told_to_wait_hold_up_nobody_else(time: FakeTime) -> None:
    """Whoever taps too fast is meant, not the bot: replies and bulk of others go on."""
    limit, log = Limits(Rates()), Log(time)
    limit.pause(7, 30)
    limit.pause(8, 60)
    await time.run(
        log.place("7", reply(limit, 7)),
        log.place("9", reply(limit, 9)),
        log.place("bulk", limit.bulk()),
    )

    assert (log.when("7"), log.when("9"), log.when("bulk")) == ([30.0], [0.0], [0.0])


async def test_a_429_in_many_chats_pauses_all(time: FakeTime) -> None:
    """It was not about them then: bulk and replies wait, some seconds and not for ever."""
    limit, log = Limits(Rates()), Log(time)
    for chat in range(1, 6):
        limit.pause(chat, 30)
    await time.run(
        log.place("1", reply(limit, 1)),
        log.place("9", reply(limit, 9)),
        log.place("bulk", limit.bulk()),
        log.place("bulk_chat", limit.bulk_chat(10)),
    )

    assert (log.when("1"), log.when("9")) == ([30.0], [5.0])
    assert log.when("bulk")[0] >= 5
    assert log.when("bulk_chat") == [5.0]


async def test_a_member_who_types_much_holds_up_no_bulk(time: FakeTime) -> None:
    """Replies that wait for their own chat's second take no place from others."""
    limit, log = Limits(Rates()), Log(time)

    async def talk() -> None:
        for _message in range(15):
            await log.place("ana", reply(limit, 7))

    async def bulk() -> None:
        await asyncio.sleep(0.5)
        await log.place("bulk", limit.bulk())

    await time.run(talk(), bulk())

    assert log.when("bulk") == [0.5]
    assert len(log.when("ana")) == 15


async def test_at_one_message_a_second_the_bulk_goes_out_too(time: FakeTime) -> None:
    """Nothing can be kept free out of one; that must not be taken for no place at all."""
    limit, log = Limits(Rates(overall=1)), Log(time)

    async def broadcast() -> None:
        for _message in range(3):
            await log.place("bulk", limit.bulk())

    await time.run(broadcast())

    assert log.when("bulk") == [0.0, 1.0, 2.0]


async def test_of_many_chats_few_are_remembered(
    time: FakeTime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A broadcast to a million does not fill the memory."""
    monkeypatch.setattr(limits, "CHATS_REMEMBERED", 10)
    limit = Limits(Rates(overall=1000))
    await time.run(*(limit.bulk_chat(chat) for chat in range(1, 100)))

    assert len(limit._chats) == 10
