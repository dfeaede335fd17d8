"""A team's workspace and the server before it, on loopback; a client that behaves as a browser does."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

import aiohttp
import pyte
from aiohttp import web

from incident.bootstrap.assembly import Program
from incident.bootstrap.serving import _Team
from incident.demo.workspace import write_workspace
from incident.web.door import Door
from incident.web.passwords import Passwords
from incident.web.server import WebServer
from incident.web.sessions import Sessions
from incident.web.site import Site

__all__ = ["PATIENCE_SECONDS", "RIGHT", "Guest", "House", "a_workspace", "children_of", "open_house", "until"]

RIGHT = "correct horse battery"
PATIENCE_SECONDS = 30.0


def a_workspace(folder: Path, language: str = "en") -> Path:
    """Lin has a login on this machine, Bo has none; both have a password, Mara has not."""
    folder.mkdir()
    write_workspace(folder, language, "lin", hook_url="http://127.0.0.1:9/", mail_port=9)
    program = Program(folder)
    program.make_log()
    program.close()
    for person in ("lin", "bo"):
        Passwords(folder).set(person, RIGHT)
    return folder


def children_of(folder: Path) -> list[str]:
    """The programs that run for the workspace, as the system lists them."""
    listed = subprocess.run(["ps", "ax", "-ww", "-o", "stat=,command="], check=True, capture_output=True, text=True)
    found = [line.split(maxsplit=1) for line in listed.stdout.splitlines()]
    return [words for state, words in found if f"--workspace={folder}" in words and not state.startswith("Z")]


async def until(holds: Callable[[], bool], what: str) -> None:
    """Wait until it holds."""
    end = monotonic() + PATIENCE_SECONDS
    while not holds():
        assert monotonic() < end, f"waited for {what}"
        await asyncio.sleep(0.02)


@dataclass(kw_only=True)
class House:
    """A server in this process, with a clock that a test moves."""

    folder: Path
    url: str
    now: float = 1000.0
    told: list[str] = field(default_factory=list)

    def seconds(self) -> float:
        return self.now

    def came_in(self, person: str, address: str) -> None:
        self.told.append(f"{person} in from {address}")

    def stayed_out(self, name: str, address: str) -> None:
        self.told.append(f"{name} out from {address}")

    def went_wrong(self, error: Exception) -> None:
        self.told.append(repr(error))


@asynccontextmanager
async def open_house(
    folder: Path, public_url: str = "", idle: float = 600.0, database: str | None = None
) -> AsyncIterator[House]:
    """The server, until the end of the block."""
    house, team = House(folder=folder, url=""), _Team(folder, database)
    door = Door(team.people, team.judge(), house.seconds)
    sessions = Sessions(house.seconds, idle=idle)
    page = team.workspace.config.settings.links
    site = Site("127.0.0.1", 0, public_url, page.public_url if page else "")
    server = WebServer(
        site,
        door,
        sessions,
        team=team.workspace.name,
        start=team.start,
        notices=house,
        linked=team.linked(site, house.went_wrong),
        hooked=team.hooked(house.went_wrong),
    )
    runner = web.AppRunner(server.application(), access_log=None, shutdown_timeout=PATIENCE_SECONDS)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        site.port = runner.addresses[0][1]
        house.url = f"http://127.0.0.1:{site.port}"
        yield house
    finally:
        await runner.cleanup()


class Guest:
    """A browser without a window; `origin` is what it says of the page that it shows."""

    def __init__(self, client: aiohttp.ClientSession, url: str, origin: str | None = None) -> None:
        self._client, self.url = client, url
        self.headers = {"Origin": url if origin is None else origin}
        self._screen = pyte.Screen(100, 30)
        self._stream = pyte.ByteStream(self._screen)

    async def get(self, path: str, **headers: str) -> tuple[aiohttp.ClientResponse, str]:
        """Ask for a page."""
        async with self._client.get(self.url + path, headers=headers, allow_redirects=False) as answer:
            return answer, await answer.text()

    async def post(self, path: str, **fields: str) -> tuple[aiohttp.ClientResponse, str]:
        """Send a form."""
        sent = self._client.post(self.url + path, data=fields, headers=self.headers, allow_redirects=False)
        async with sent as answer:
            return answer, await answer.text()

    async def log_in(self, name: str, password: str = RIGHT) -> tuple[aiohttp.ClientResponse, str]:
        """Send the login form."""
        return await self.post("/login", name=name, password=password)

    def terminal(self) -> Any:  # noqa: ANN401  (aiohttp's own kind of context manager)
        """Open the websocket of the terminal."""
        return self._client.ws_connect(f"{self.url}/ws?width=100&height=30", headers=self.headers)

    @property
    def text(self) -> str:
        """What the terminal shows."""
        return "\n".join(self._screen.display)

    async def sees(self, socket: aiohttp.ClientWebSocketResponse, words: str) -> None:
        """Read what arrives until the words stand in the terminal."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while words not in self.text:
                message = await socket.receive()
                assert message.type is aiohttp.WSMsgType.BINARY, f"{message}, before {words!r}:\n{self.text}"
                self._stream.feed(message.data)

    async def hangs_up(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        """Read what arrives until the server ends it."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            async for message in socket:
                self._stream.feed(message.data)
