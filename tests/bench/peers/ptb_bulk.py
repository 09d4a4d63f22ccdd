"""Replies while a broadcast goes out, in python-telegram-bot with its own rate limiter.

As its wiki teaches (AIORateLimiter, concurrent updates, gather in a task of its own), with what
makes it faster: uvloop, no message given up while it waits for a connection, and the pool that
was the best of 64, 256 and 1,024 connections.
"""

from __future__ import annotations

import asyncio
import os

import uvloop
from telegram import Update
from telegram.ext import (
    AIORateLimiter,
    Application,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

RATE = int(os.environ["BENCH_RATE"])
RECIPIENTS = range(int(os.environ["BENCH_FIRST"]), int(os.environ["BENCH_LAST"]) + 1)
TEXT = os.environ["BENCH_TEXT"]

Context = ContextTypes.DEFAULT_TYPE


async def reply(update: Update, context: Context) -> None:
    if update.effective_message:
        await update.effective_message.reply_html("Para ver lo que puedes hacer, toca el menú.")


async def broadcast(update: Update, context: Context) -> None:
    context.application.create_task(
        asyncio.gather(*(context.bot.send_message(recipient, TEXT) for recipient in RECIPIENTS))
    )


def main() -> None:
    application = (
        Application.builder()
        .token("1:bench")
        .base_url(os.environ["BENCH_API_URL"] + "/bot")
        .rate_limiter(AIORateLimiter(overall_max_rate=RATE, max_retries=3))
        .concurrent_updates(True)
        .connection_pool_size(64)
        .pool_timeout(60)
        .read_timeout(60)
        .build()
    )
    application.add_handler(CommandHandler("broadcast", broadcast))
    application.add_handler(MessageHandler(filters.TEXT, reply))
    application.run_polling()


if __name__ == "__main__":
    asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
    main()
