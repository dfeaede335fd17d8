"""One run of the server: it listens, says so, and ends at a signal with everything that it started.

Apart from the server, so that whoever wires it needs no event loop.
"""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from aiohttp import web

if TYPE_CHECKING:
    from incident.web.server import WebServer

__all__ = ["serve"]

_PATIENCE_SECONDS: Final = 8.0
"""Longer than a child has to end."""


def serve(make: Callable[[], WebServer], listening: Callable[[str], None]) -> None:
    """Serve until SIGINT, SIGTERM or SIGHUP; `listening` is told the address once browsers can come.

    Raises:
        OSError: nobody can listen there.
    """
    for name in ("aiohttp", "asyncio"):  # strangers' broken requests are no news, and their traces nobody's reading
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    asyncio.run(_serve(make, listening))


async def _serve(make: Callable[[], WebServer], listening: Callable[[str], None]) -> None:
    stop = asyncio.Event()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name)
        if signal.getsignal(number) is not signal.SIG_IGN:
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
    server = make()
    runner = web.AppRunner(server.application(), access_log=None, shutdown_timeout=_PATIENCE_SECONDS)
    await runner.setup()
    try:
        site = web.TCPSite(runner, server.site.host, server.site.port)
        await site.start()
        server.site.port = runner.addresses[0][1]  # where 0 was asked for, the system chose one
        listening(server.site.url)
        await stop.wait()
    finally:
        await runner.cleanup()
