"""`python -m tests.bench [sale|bulk|start|scale|all]`: this bot beside its peers, here and now.

Every measurement is repeated in turn with its peer's, and only ratios within a repeat are compared.
Exits with 1 when a bar fails.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, Mapping

import orjson
import uvloop

from tests.bench import bulk, sale, scale, start
from tests.bench.contenders import WORKSHOP, make_peers_environment, peer
from tests.bench.ours import OUR_SALE, ours, prepare
from tests.bench.processes import BOT_CORE, OWN_CORE, pin_to_own_core
from tests.bench.report import Bar, Comparison, Figures, percentile
from tests.bench.telegram import ONE_WAY

Measure = Callable[[], Awaitable[Figures]]
# More than is ever sent here: the peer of (a) and (c) has no limit.
FAST = 5_000
GENERATOR = "load generator's core, %"
AIOGRAM = peer("aiogram", "aiogram_sale")
# The whole of it ends by itself, whatever hangs.
LONGEST = 30 * 60
RESULTS = WORKSHOP / "results.json"


async def in_turn(comparison: Comparison, repeats: int, mine: Measure, theirs: Measure) -> None:
    """A B, B A, A B: a machine that slows down or speeds up favours neither."""
    for number in range(repeats):
        order = [(comparison.ours, mine), (comparison.peer, theirs)]
        for runs, measure in order if number % 2 == 0 else reversed(order):
            runs.append(await measure())
            print(".", end="", flush=True)


async def compare_sales(repeats: int) -> Comparison:
    bot = ours(await prepare("members", with_bulk=False), FAST)
    comparison = Comparison("(a) Sale dialogues by buttons; peer: aiogram 3, FSM in SQLite")
    await in_turn(
        comparison,
        repeats,
        lambda: sale.measure(bot, OUR_SALE),
        lambda: sale.measure(AIOGRAM, sale.PEER_SCRIPT),
    )
    calls = comparison.ratio("API calls/update")
    comparison.bars = [
        Bar("throughput, ours/peer", comparison.ratio("updates/s"), 1.3, at_least=True),
        Bar("CPU an update, ours/peer", comparison.ratio("CPU us/update"), 0.6),
        Bar("API calls an update, ours/peer apart by", abs(calls - 1), 0.02),
        Bar("load generator's core, % (with ours)", comparison.highest(GENERATOR), 80),
    ]
    return comparison


async def compare_bulk(repeats: int) -> Comparison:
    bot = ours(await prepare("bulk", with_bulk=True), bulk.RATE)
    comparison = Comparison(
        f"(b) Replies at {bulk.REPLIES_A_SECOND}/s while {bulk.MESSAGES} bulk messages go out"
        f" at {bulk.RATE}/s; peer: python-telegram-bot, AIORateLimiter"
    )
    during: list[float] = []
    without: list[float] = []

    async def mine() -> Figures:
        run = await bulk.measure(bot, None)
        during.extend(run.during)
        without.extend(run.without)
        return run.figures

    async def theirs() -> Figures:
        return (await bulk.measure(bulk.PEER, "/broadcast")).figures

    await in_turn(comparison, repeats, mine, theirs)
    slower = percentile(during, 99) / percentile(without, 99)
    comparison.bars = [
        Bar("our p99 with the bulk / without, all repeats together", slower, 1.3),
        Bar(
            "our time for the bulk / (messages/rate), slowest",
            comparison.highest("bulk time / (messages/rate)"),
            1.1,
        ),
        Bar("our messages that never came, most", comparison.highest("never came"), 0),
        Bar("p99 with the bulk, ours/peer", comparison.ratio("p99 ms with bulk"), 1.0),
    ]
    return comparison


async def compare_start(repeats: int) -> Comparison:
    bot = ours(await prepare("members", with_bulk=False), FAST)
    comparison = Comparison(
        f"(c) Start, and memory with {start.MEMBERS} members; peer: the aiogram bot of (a)"
    )
    await in_turn(
        comparison,
        repeats,
        lambda: start.measure(bot, OUR_SALE),
        lambda: start.measure(AIOGRAM, sale.PEER_SCRIPT),
    )
    comparison.bars = [
        Bar("seconds to first poll, median", comparison.median("seconds to first poll"), 1.5),
        Bar("memory MB, all talking, most", comparison.highest("memory MB, all talking"), 100),
    ]
    return comparison


COMPARISONS: Mapping[str, tuple[Callable[[int], Awaitable[Comparison | scale.Growth]], int]] = {
    "sale": (compare_sales, 5),
    "bulk": (compare_bulk, 4),
    "start": (compare_start, 3),
    "scale": (scale.compare, 2),
}


async def run(names: list[str], repeats: int | None) -> bool:
    results = {}
    async with asyncio.timeout(LONGEST):
        for name in names:
            compare, usual = COMPARISONS[name]
            comparison = await compare(repeats or usual)
            comparison.show()
            results[name] = comparison.as_json()
            RESULTS.write_bytes(orjson.dumps(results, option=orjson.OPT_INDENT_2))
    return all(bar["passes"] for result in results.values() for bar in result["bars"])


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("what", nargs="?", choices=[*COMPARISONS, "all"], default="all")
    parser.add_argument("--repeats", type=int)
    asked = parser.parse_args()
    make_peers_environment()
    print(
        f"Telegram is {ONE_WAY * 1000:.0f} ms away in each direction. The bot has core {BOT_CORE},"
        f" the load generator core {OWN_CORE}. Load before: {os.getloadavg()[0]:.1f}."
    )
    if BOT_CORE == OWN_CORE:
        print("There is one core only: bot and load generator disturb each other.")
    pin_to_own_core()
    names = list(COMPARISONS) if asked.what == "all" else [asked.what]
    passed = uvloop.run(run(names, asked.repeats))
    print("\nAll bars pass." if passed else "\nA bar FAILED.")
    sys.exit(not passed)


if __name__ == "__main__":
    main()
