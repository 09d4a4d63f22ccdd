"""The page that tells whether the bot works: a web server of one page, on this machine alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from bot.pipeline.health import Health


@asynccontextmanager
async def served(health: Health, port: int) -> AsyncIterator[None]:
    """Raises OSError where the port is taken."""

    async def page(_request: web.Request) -> web.Response:
        return web.json_response(health.report(), status=200 if health.well else 503)

    pages = web.Application()
    pages.router.add_get("/health", page)
    runner = web.AppRunner(pages, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
        yield
    finally:
        await runner.cleanup()
