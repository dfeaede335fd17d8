"""One terminal: the program as a child of the server, which ends with its websocket.

Apart from the server, because starting without a shell, ending for certain, and saying why it ended are all it does.
"""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

from incident.domain.frozen import Frozen
from incident.wording.safe import clean

if TYPE_CHECKING:
    from asyncio.subprocess import Process

    from aiohttp.web import WebSocketResponse

__all__ = ["Child", "Start"]

_READY: Final = b"__GANGLION__\n"
"""What Textual's driver for the web writes before its first packet."""
_DRIVER: Final = "incident.tui.served:ServedDriver"
_PATIENCE_SECONDS: Final = 5.0
"""How long a child may take to put drafts away; what it recorded is on disk already."""
_MOST_WORDS: Final = 4096
_RESET: Final = "\x1b[?1049l\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?2004l\x1b[?25h\x1b[0m\x1b[2J\x1b[H"
"""Back from the screen of a program to that of lines, as a terminal is left."""


class Start(Frozen):
    """How a child is started."""

    command: Sequence[str]
    environment: Mapping[str, str]


class Child(AppService):
    """The program behind one websocket; `AppService` speaks to Textual's driver, packet by packet."""

    def __init__(self, start: Start, websocket: WebSocketResponse) -> None:
        super().__init__(
            start.command[0],
            write_bytes=websocket.send_bytes,
            write_str=websocket.send_str,
            close=self._shut,
            download_manager=DownloadManager(),
        )
        self._start = start
        self._websocket = websocket
        self._said = bytearray()

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        """Start it without a shell, in a group of its own, so that whatever it started ends with it."""
        size = {"COLUMNS": str(width), "ROWS": str(height)}
        self._process = await asyncio.create_subprocess_exec(
            *self._start.command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env={**self._start.environment, **size, "TEXTUAL_DRIVER": _DRIVER, "TEXTUAL_COLOR_SYSTEM": "truecolor"},
            start_new_session=True,
        )
        self._stdin = self._process.stdin
        return self._process

    async def run(self) -> None:
        """Carry what it draws until it ends; then say what it said, and close."""
        process = self._process
        if process is None or process.stdout is None or process.stderr is None:
            raise RuntimeError("not started")
        talk = asyncio.create_task(self._listen(process.stderr))
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            await self._carry(process.stdout)
        await talk
        await process.wait()
        with suppress(ConnectionError):
            words = clean(self._said.decode("utf-8", "replace")).replace("\n", "\r\n")
            await self.remote_write_bytes(f"{_RESET}{words}".encode())
        await self._shut()

    async def stop(self) -> None:
        """End it: kindly, then without asking. Nothing of it is left afterwards."""
        process, task = self._process, self._task
        if process is None:
            return
        try:
            with suppress(OSError):
                await self.send_meta({"type": "quit"})
            with suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), _PATIENCE_SECONDS)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        if task is not None:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def on_data(self, payload: bytes) -> None:
        """Send cells; when the browser is gone, go on reading, so that the child is not held up while it ends."""
        with suppress(ConnectionError):
            await super().on_data(payload)

    async def _carry(self, stdout: asyncio.StreamReader) -> None:
        """Packets of a letter, a length and as many bytes; whatever comes before or behind them is said at the end."""
        while (line := await stdout.readline()) != _READY:
            if not line:
                return
            self._keep(line)
        while letter := await stdout.read(1):
            if letter not in {b"D", b"M", b"P"}:
                self._keep(letter + await stdout.read(_MOST_WORDS))
                continue
            payload = await stdout.readexactly(int.from_bytes(await stdout.readexactly(4), "big"))
            if letter == b"D":  # the others offer files and addresses to open, which this program has none of
                await self.on_data(payload)

    async def _listen(self, stderr: asyncio.StreamReader) -> None:
        while said := await stderr.read(_MOST_WORDS):
            self._keep(said)

    def _keep(self, said: bytes) -> None:
        self._said += said[: _MOST_WORDS - len(self._said)]

    async def _shut(self) -> None:
        await self._websocket.close()
