"""The server: pages, static files and websockets, each behind the questions that strangers are asked.

Apart from what answers them (site, door, sessions), so that the order of the questions can be read in one place.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

import textual_serve
from aiohttp import WSMsgType, web

from incident.web import headers, pages
from incident.web.child import Child, Start
from incident.web.door import Door, Shut
from incident.web.hooked import PAGERDUTY, Hooked
from incident.web.linked import PATH, Linked
from incident.web.sessions import Login, Sessions
from incident.web.site import Site

if TYPE_CHECKING:
    from incident.application.ports import Person

__all__ = ["Notices", "WebServer"]

_COOKIE: Final = "incident"
_MOST_TERMINALS: Final = 8
"""Of one person in one browser: each is a program of its own."""
_LARGEST_FORM: Final = 16 * 1024
_LARGEST_MESSAGE: Final = 256 * 1024
"""A paste; the program itself takes less."""
_WIDEST, _HIGHEST = 500, 200
_SWEEP_SECONDS: Final = 5.0
_HEARTBEAT_SECONDS: Final = 15.0
_FAREWELL_SECONDS: Final = 2.0
"""How long a browser may take to agree that a websocket ends."""
_STATIC: Final = Path(textual_serve.__file__).parent / "static"

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Notices(Protocol):
    """Hears what whoever runs the server should know."""

    def came_in(self, person: str, address: str) -> None: ...
    def stayed_out(self, name: str, address: str) -> None: ...
    def went_wrong(self, error: Exception) -> None: ...


class WebServer:
    """Serves the terminal program to those who log in."""

    def __init__(
        self,
        site: Site,
        door: Door,
        sessions: Sessions,
        *,
        team: str,
        start: Callable[[Login], Start],
        notices: Notices,
        linked: Linked | None = None,
        hooked: Hooked | None = None,
    ) -> None:
        """`start` says how the program is started for somebody; `team` is what the pages are called; `linked` answers
        whoever opens a link, None where messages carry none; `hooked` hears a pager, None where none tells anything.
        """
        self._linked, self._hooked = linked, hooked
        self.site, self._door, self._sessions = site, door, sessions
        self._team, self._start, self._notices = team, start, notices

    def application(self) -> web.Application:
        """What aiohttp runs."""
        app = web.Application(client_max_size=_LARGEST_FORM, middlewares=[self._guarded])
        app.add_routes(
            [
                web.get("/", self._terminal),
                web.get("/login", self._login),
                web.post("/login", self._knock),
                web.post("/logout", self._logout),
                web.get("/ws", self._websocket),
                web.get("/style.css", self._style),
                web.get("/terminal.js", self._script),
                web.static("/static", _STATIC, show_index=False),
            ]
        )
        if self._linked is not None:
            app.add_routes([web.get(PATH, self._linked.show), web.post(PATH, self._linked.press)])
        if self._hooked is not None:
            app.add_routes([web.post(PAGERDUTY, self._hooked.pagerduty)])
        app.on_response_prepare.append(headers.set_headers(self.site))
        app.cleanup_ctx.append(self._sweeping)
        app.on_shutdown.append(self._close_all)
        return app

    @web.middleware
    async def _guarded(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Ask what every request is asked; whatever goes wrong ends as a page."""
        if not self.site.knows(request.host) or not self._may_ask(request):
            return self._closed(request, web.HTTPForbidden.status_code)
        if request.path.startswith("/static/") and self._session(request) is None:
            return self._closed(request, web.HTTPForbidden.status_code)
        try:
            return await handler(request)
        except web.HTTPException as error:
            return self._closed(request, error.status)
        except (ConnectionError, asyncio.CancelledError):
            raise
        except Exception as error:  # noqa: BLE001 - whoever runs the server is told; the browser gets a page
            self._notices.went_wrong(error)
            return self._closed(request, web.HTTPInternalServerError.status_code)

    def _may_ask(self, request: web.Request) -> bool:
        """Nothing is done and no terminal opened for a page of somebody else."""
        if request.path.startswith("/ack/"):  # no login helps here: whoever has the link may press its button
            return request.method in {"GET", "HEAD", "POST"}
        if request.path == PAGERDUTY:  # its signature says who asks
            return True
        if request.method == "GET" and request.path != "/ws":
            return True
        return self.site.is_own(request.headers.get("Origin", ""), request.host)

    def _closed(self, request: web.Request, status: int) -> web.Response:
        text = pages.closed_page(_language(request), self.site.prefix, team=self._team)
        return web.Response(text=text, status=status, content_type="text/html")

    async def _style(self, _request: web.Request) -> web.Response:
        return web.Response(body=pages.file("style.css"), content_type="text/css", charset="utf-8")

    async def _script(self, _request: web.Request) -> web.Response:
        return web.Response(body=pages.file("terminal.js"), content_type="text/javascript", charset="utf-8")

    async def _login(self, request: web.Request) -> web.Response:
        return self._login_page(request)

    def _login_page(self, request: web.Request, name: str = "", trouble: str = "", status: int = 200) -> web.Response:
        text = pages.login_page(
            _language(request),
            team=self._team,
            prefix=self.site.prefix,
            name=name,
            trouble=trouble,
            warning=not self.site.is_https and self.site.is_exposed,
        )
        return web.Response(text=text, status=status, content_type="text/html")

    async def _knock(self, request: web.Request) -> web.StreamResponse:
        if request.content_type != "application/x-www-form-urlencoded":
            raise web.HTTPUnsupportedMediaType
        form = await request.post()
        name, password = str(form.get("name", "")), str(form.get("password", ""))
        address = self.site.caller(request.remote or "", request.headers.get("X-Forwarded-For", ""))
        found = await self._door.knock(name, password, address)
        if isinstance(found, Shut):
            self._notices.stayed_out(name, address)
            trouble = pages.refusal(_language(request), found.wait)
            return self._login_page(request, name, trouble, web.HTTPUnauthorized.status_code)
        self._notices.came_in(found.id, address)
        return await self._let_in(request, found)

    async def _let_in(self, request: web.Request, person: Person) -> web.Response:
        """A token that nobody knew before; one of before is worth nothing any more."""
        await self._end(self._sessions.end(request.cookies.get(_COOKIE, "")))
        asked = pages.speaks(request.query.get("lang", ""))
        token = self._sessions.begin(
            person.id,
            seal=self._door.judge.seal(person.id),
            language=_language(request),
            is_asked=asked not in {"", pages.spoken_by(request.headers.get("Accept-Language", ""))},
        )
        response = _see_other(f"{self.site.prefix}/")
        response.set_cookie(
            _COOKIE, token, path=f"{self.site.prefix}/", httponly=True, samesite="Strict", secure=self.site.is_https
        )
        return response

    async def _logout(self, request: web.Request) -> web.Response:
        await self._end(self._sessions.end(request.cookies.get(_COOKIE, "")))
        response = _see_other(f"{self.site.prefix}/login")
        response.del_cookie(_COOKIE, path=f"{self.site.prefix}/")
        return response

    async def _terminal(self, request: web.Request) -> web.Response:
        login = self._session(request)
        person = self._door.people().person(login.person) if login else None
        if login is None or person is None:
            return _see_other(f"{self.site.prefix}/login")
        self._sessions.use(login)
        text = pages.terminal_page(
            login.language,
            team=self._team,
            person=person.name,
            prefix=self.site.prefix,
            websocket=f"{self.site.websocket_origin(request.host)}{self.site.prefix}/ws",
            size=_number(request.query.get("fontsize", ""), 16, 8, 48),
        )
        return web.Response(text=text, content_type="text/html")

    async def _websocket(self, request: web.Request) -> web.StreamResponse:
        login = self._session(request)
        if login is None or len(login.terminals) >= _MOST_TERMINALS:
            raise web.HTTPForbidden
        websocket = web.WebSocketResponse(
            heartbeat=_HEARTBEAT_SECONDS, timeout=_FAREWELL_SECONDS, max_msg_size=_LARGEST_MESSAGE, compress=False
        )
        child = Child(self._start(login), websocket)
        login.terminals.add(websocket)
        try:
            await websocket.prepare(request)
            await child.start(
                _number(request.query.get("width", ""), 80, 1, _WIDEST),
                _number(request.query.get("height", ""), 24, 1, _HIGHEST),
            )
            async for message in websocket:
                if message.type is not WSMsgType.TEXT or not await self._hear(login, child, websocket, message.data):
                    break
        finally:
            login.terminals.discard(websocket)
            await asyncio.shield(child.stop())  # a server that ends does not leave it half ended
            await websocket.close()
        return websocket

    async def _hear(self, login: Login, child: Child, websocket: web.WebSocketResponse, text: str) -> bool:
        """Do what the page's script asks; whether it was anything that it asks."""
        match _envelope(text):
            case ["stdin", ""]:
                pass  # of an input method that was given up; to the program it would be the end of what is typed
            case ["stdin", str(keys)]:
                self._sessions.use(login)
                return await child.send_bytes(keys.encode("utf-8", "replace"))
            case ["resize", {"width": int(width), "height": int(height)}]:
                await child.set_terminal_size(max(1, min(width, _WIDEST)), max(1, min(height, _HIGHEST)))
            case ["ping", str(token)]:
                with suppress(ConnectionError):
                    await websocket.send_json(["pong", token[:100]])
            case ["focus"]:
                await child.focus()
            case ["blur"]:
                await child.blur()
            case _:
                return False
        return True

    def _session(self, request: web.Request) -> Login | None:
        """Who asks, if they are logged in, still a person of the workspace, and their password is still the same."""
        login = self._sessions.find(request.cookies.get(_COOKIE, ""))
        if login is None:
            return None
        if self._door.people().person(login.person) is None or self._door.judge.seal(login.person) != login.seal:
            self._sessions.drop(login)
            return None
        return login

    async def _sweeping(self, _app: web.Application) -> Any:  # noqa: ANN401 - aiohttp's own kind of generator
        """End what has rested too long, for as long as the server runs."""
        sweeper = asyncio.create_task(self._sweep())
        yield
        sweeper.cancel()
        with suppress(asyncio.CancelledError):
            await sweeper

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(_SWEEP_SECONDS)
            for login in self._sessions.ended():
                await self._end(login)

    async def _close_all(self, _app: web.Application) -> None:
        for login in self._sessions.every():
            await self._end(login)

    async def _end(self, login: Login | None) -> None:
        """Close the terminals of a session; their children end with them."""
        await asyncio.gather(*(websocket.close() for websocket in (login.terminals if login else ())))


def _envelope(text: str) -> Any:  # noqa: ANN401 - whatever a browser sends
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _language(request: web.Request) -> str:
    """What the address asks for, else what the browser likes."""
    return pages.speaks(request.query.get("lang", "")) or pages.spoken_by(request.headers.get("Accept-Language", ""))


def _number(text: str, otherwise: int, least: int, most: int) -> int:
    return max(least, min(int(text), most)) if re.fullmatch(r"[0-9]{1,4}", text) else otherwise


def _see_other(place: str) -> web.Response:
    return web.Response(status=web.HTTPSeeOther.status_code, headers={"Location": place})
