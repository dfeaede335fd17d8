"""What PagerDuty tells us: that somebody acknowledged there what we sent.

Apart from the pages, because a machine asks: it shows nothing, and proves by a signature who it is.
"""

from __future__ import annotations

import asyncio
import hmac
import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any, Final

from aiohttp import web

from incident.application.errors import IncidentError
from incident.wording.safe import clean_line

__all__ = ["PAGERDUTY", "Hooked"]

PAGERDUTY: Final = "/hooks/pagerduty"
_MOST_BYTES: Final = 256 * 1024
_LONGEST_NAME: Final = 80
_ACKNOWLEDGED: Final = "incident.acknowledged"


class Hooked:
    """Hears PagerDuty's webhooks of version 3."""

    def __init__(
        self,
        acknowledge: Callable[[str, str], bool],
        key: Callable[[], str],
        went_wrong: Callable[[Exception], None],
    ) -> None:
        """`acknowledge` is told the delivery and by whom; it may take a while."""
        self._acknowledge = acknowledge
        self._key = key
        self._went_wrong = went_wrong

    async def pagerduty(self, request: web.Request) -> web.Response:
        """Take one event; what is not about us is taken and forgotten, so that it is not said again."""
        body = await _body(request)
        try:
            key = await asyncio.to_thread(self._key)
            if not _is_signed(body, request.headers.get("X-PagerDuty-Signature", ""), key):
                return web.Response(status=web.HTTPUnauthorized.status_code)
            found = _acknowledged(body)
            if found is not None:
                await asyncio.to_thread(self._acknowledge, *found)
        except IncidentError as error:  # the log is away, or the key is: PagerDuty says it again
            self._went_wrong(error)
            return web.Response(status=web.HTTPServiceUnavailable.status_code)
        return web.Response(status=web.HTTPNoContent.status_code)


async def _body(request: web.Request) -> bytes:
    body = b""
    async for part in request.content.iter_chunked(_MOST_BYTES):
        body += part
        if len(body) > _MOST_BYTES:
            raise web.HTTPRequestEntityTooLarge(max_size=_MOST_BYTES, actual_size=len(body))
    return body


def _is_signed(body: bytes, header: str, key: str) -> bool:
    """Whether one of the signatures is by the key; while a key is changed there are two."""
    right = f"v1={hmac.new(key.encode(), body, sha256).hexdigest()}".encode()
    return any(hmac.compare_digest(each.strip().encode("utf-8", "replace"), right) for each in header.split(","))


def _acknowledged(body: bytes) -> tuple[str, str] | None:
    """The key by which PagerDuty knows what we sent, and who acknowledged it there; None for anything else."""
    try:
        said: Any = json.loads(body)
    except (ValueError, RecursionError):
        return None
    match said:
        case {"event": {"event_type": event_type, "data": {"incident_key": str(key)}}} if event_type == _ACKNOWLEDGED:
            who = said["event"].get("agent")
            name = str(who.get("summary") or "") if isinstance(who, dict) else ""
            return key, clean_line(f"PagerDuty: {name}" if name else "PagerDuty")[:_LONGEST_NAME]
    return None
