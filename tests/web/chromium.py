"""Debian's Chromium without a window, driven by the DevTools protocol: pages, keys, and what arrived for the terminal.

The terminal is drawn on a canvas, which nobody can read back. So the cells are those that reached this very browser
through its websocket, and a picture of the window shows whether it drew them.
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
import shutil
import subprocess
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pyte

__all__ = ["NoChromiumError", "Tab", "running_chromium"]

PATIENCE_SECONDS = 30.0
KEYS = {"Enter": ("\r", "Enter", 13), "Escape": ("", "Escape", 27), "Tab": ("", "Tab", 9)}


class NoChromiumError(Exception):
    """There is no Chromium on this machine."""


class Tab:
    """One page of the browser; its terminal, if it has one, as cells."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self._count = 0
        self.problems: list[str] = []
        """What the browser complained of: scripts that failed, things that the policy forbids."""
        self._screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self._screen)
        self._reader = asyncio.create_task(self._read())

    async def ask(self, method: str, **params: Any) -> Any:  # noqa: ANN401  (whatever the protocol says)
        """Call a method of the protocol."""
        self._count += 1
        answer = self._answers[self._count] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": self._count, "method": method, "params": params})
        return await asyncio.wait_for(answer, PATIENCE_SECONDS)

    async def go(self, url: str) -> None:
        """Open an address, and wait until all of it is there."""
        await self.ask("Page.navigate", url=url)
        await self.shows("document.readyState === 'complete'")

    async def value(self, script: str) -> Any:  # noqa: ANN401  (whatever the script makes)
        """What a script in the page comes to; None where the page is just changing."""
        answer = await self.ask("Runtime.evaluate", expression=script, returnByValue=True)
        return answer["result"].get("value")

    async def shows(self, script: str) -> None:
        """Wait until a script in the page comes to something true."""
        end = monotonic() + PATIENCE_SECONDS
        while monotonic() < end:
            with suppress(RuntimeError):  # the page is gone, and the next one not yet there
                if await self.value(script):
                    return
            await asyncio.sleep(0.02)
        raise AssertionError((script, self.problems, await self.value("document.body.innerText")))

    async def click(self, selector: str) -> None:
        """Click on the middle of an element."""
        box = await self.value(
            f"(() => {{const b = document.querySelector({selector!r}).getBoundingClientRect();"
            "return [b.x + b.width / 2, b.y + b.height / 2]})()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            await self.ask("Input.dispatchMouseEvent", type=kind, x=box[0], y=box[1], button="left", clickCount=1)

    async def type(self, text: str) -> None:
        """Type text as a keyboard or an input method does."""
        await self.ask("Input.insertText", text=text)

    async def compose(self, typed: str, text: str) -> None:
        """Type letters that an input method makes the text of."""
        await self.ask("Input.imeSetComposition", text=typed, selectionStart=len(typed), selectionEnd=len(typed))
        await self.ask("Input.insertText", text=text)

    async def press(self, key: str) -> None:
        """Press one key."""
        text, code, number = KEYS.get(key) or (key, "", ord(key.upper()))
        fields = {"key": key, "code": code, "windowsVirtualKeyCode": number}
        await self.ask("Input.dispatchKeyEvent", type="keyDown", text=text, **fields)
        await self.ask("Input.dispatchKeyEvent", type="keyUp", **fields)

    @property
    def text(self) -> str:
        """The terminal's rows; the second cell of a wide character is left out."""
        return "\n".join("".join(cell for cell in self._row(number)).rstrip() for number in range(self._screen.lines))

    def _row(self, number: int) -> list[str]:
        return [self._screen.buffer[number][column].data for column in range(self._screen.columns)]

    async def sees(self, *words: str) -> None:
        """Wait until all of them stand in the terminal."""
        await self.until(lambda: all(word in self.text for word in words), words)

    async def until(self, holds: Callable[[], bool], what: object = None) -> None:
        """Wait until it holds."""
        end = monotonic() + PATIENCE_SECONDS
        while not holds():
            assert monotonic() < end, f"waited for {what!r}; {self.problems}\n{self.text}"
            await asyncio.sleep(0.02)

    async def picture(self) -> bytes:
        """The window as a PNG."""
        answer = await self.ask("Page.captureScreenshot", format="png")
        return base64.b64decode(answer["data"])

    async def _read(self) -> None:
        async for message in self._socket:
            said = json.loads(message.data)
            if "id" in said:
                self._answer(said)
                continue
            self._hear(said["method"], said["params"])

    def _answer(self, said: dict[str, Any]) -> None:
        answer = self._answers.pop(said["id"])
        if answer.done():
            return
        if "error" in said:
            answer.set_exception(RuntimeError(said["error"]["message"]))
        else:
            answer.set_result(said["result"])

    def _hear(self, method: str, params: dict[str, Any]) -> None:
        match method:
            case "Network.webSocketCreated":
                size = parse_qs(urlsplit(params["url"]).query)
                self._screen.resize(int(size["height"][0]), int(size["width"][0]))
            case "Network.webSocketFrameReceived" if params["response"]["opcode"] == 2:
                self._stream.feed(base64.b64decode(params["response"]["payloadData"]))
            case "Network.webSocketFrameSent":
                sent = json.loads(params["response"]["payloadData"])
                if sent[0] == "resize":
                    self._screen.resize(sent[1]["height"], sent[1]["width"])
            case "Runtime.exceptionThrown":
                self.problems.append(params["exceptionDetails"].get("exception", {}).get("description", "?"))
            case "Log.entryAdded" if params["entry"]["level"] == "error":
                self.problems.append(params["entry"]["text"])

    async def close(self) -> None:
        """Stop listening."""
        await self._socket.close()
        await self._reader


@asynccontextmanager
async def running_chromium(folder: Path) -> AsyncIterator[Callable[[], Awaitable[Tab]]]:
    """A browser that knows nobody; what is handed out opens a tab of it.

    Raises:
        NoChromiumError: there is none.
    """
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        raise NoChromiumError("no Chromium was found ('apt-get install chromium')")
    process = await asyncio.create_subprocess_exec(
        *(program, "--headless=new", "--remote-debugging-port=0", f"--user-data-dir={folder / 'profile'}"),
        *("--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"),
        *("--disable-dev-shm-usage", "--window-size=1000,700", "--lang=en", "--enable-unsafe-swiftshader"),
        *(("--no-sandbox",) if os.geteuid() == 0 else ()),
        "about:blank",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "HOME": str(folder)},
    )
    try:
        port = await _port(folder / "profile/DevToolsActivePort", process)
        async with aiohttp.ClientSession() as client:
            tabs: list[Tab] = []

            async def opened() -> Tab:
                async with client.put(f"http://127.0.0.1:{port}/json/new?about:blank") as answer:
                    about = await answer.json()
                socket = await client.ws_connect(about["webSocketDebuggerUrl"], max_msg_size=0)
                tab = Tab(socket)
                tabs.append(tab)
                for domain in ("Page", "Network", "Runtime", "Log"):
                    await tab.ask(f"{domain}.enable")
                await tab.ask("Emulation.setFocusEmulationEnabled", enabled=True)  # as the window in front has it
                return tab

            yield opened
            for tab in tabs:
                await tab.close()
    finally:
        process.terminate()
        await process.wait()


async def _port(path: Path, process: Process) -> int:
    end = monotonic() + PATIENCE_SECONDS
    while monotonic() < end and process.returncode is None:
        if port := _first_line(path):
            return int(port)
        await asyncio.sleep(0.02)
    raise AssertionError(f"Chromium did not start: {process.returncode}")


def _first_line(path: Path) -> str:
    with suppress(OSError):
        return path.read_text().partition("\n")[0]
    return ""
