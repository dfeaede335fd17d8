"""What every answer tells the browser: run only our script, be in nobody's frame, keep nothing.

Apart, because it is one list, and is read by those who judge such lists.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

from aiohttp import web

from incident.web.site import Site

__all__ = ["set_headers"]

_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self' {websocket}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""The terminal's script writes styles for its cells, hence 'unsafe-inline' for styles; for scripts there is none."""

_FIXED: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with 'no-referrer' a browser hides the origin of our own forms from us
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Server": "incident",
}


def set_headers(site: Site) -> Callable[[web.Request, web.StreamResponse], Awaitable[None]]:
    """A hook for aiohttp."""

    async def prepare(request: web.Request, response: web.StreamResponse) -> None:
        response.headers.update(_FIXED)
        websocket = site.websocket_origin(request.host) if site.knows(request.host) else ""
        response.headers["Content-Security-Policy"] = _POLICY.format(websocket=websocket)
        is_library = request.path.startswith("/static/") and response.status < web.HTTPBadRequest.status_code
        response.headers["Cache-Control"] = "no-cache" if is_library else "no-store"

    return prepare
