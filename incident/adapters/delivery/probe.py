"""Sees what Apprise does not tell: what was written, what the server answered, what went wrong.

Apart and for sender children only, because it changes `requests` and `http.client`
for the whole process. A plug-in that used neither would show no exchange.
"""

from __future__ import annotations

import http.client
import socket
from collections.abc import Callable, Iterator
from typing import Any, Final

import requests
from urllib3.exceptions import HTTPError, NameResolutionError

from incident.adapters.delivery.exchange import Exchange
from incident.adapters.delivery.job import Underway
from incident.application.delivery.reasons import Reason

__all__ = ["Probe"]

_MOST_BYTES: Final = 64 * 1024
"""What is read of an answer; a server may send for ever."""

_ENOUGH: Final = {429}
"""After these answers the server is left alone; when to come back, the outbox decides."""


class Probe:
    """Watches the one send that its process has in flight."""

    def __init__(self) -> None:
        self.exchanges: list[Exchange] = []
        self._underway: Underway = lambda: None
        self._asks_first = False

    def watch(self, underway: Underway, *, asks_first: bool = False) -> None:
        """Forget what was; tell `underway` before the next message's first byte.

        `asks_first`: a GET carries no message, it asks for a token.
        """
        self.exchanges = []
        self._underway = underway
        self._asks_first = asks_first

    def install(self) -> None:
        """Look over the shoulder of every request of this process, for good."""
        # ignored for mypy, twice: a method of a library is replaced; a probe is for that, in a process of its own
        requests.Session.send = self._watched(requests.Session.send)  # type: ignore[method-assign]
        http.client.HTTPConnection.send = self._told(http.client.HTTPConnection.send)  # type: ignore[method-assign]

    def _watched(self, send: Callable[..., requests.Response]) -> Callable[..., requests.Response]:
        def watched(session: requests.Session, request: requests.PreparedRequest, **options: Any) -> requests.Response:  # noqa: ANN401 - what requests hands through
            if self.exchanges and self.exchanges[-1].status in _ENOUGH:
                raise requests.ConnectionError  # Discord's plug-in would wait and send again by itself
            exchange = Exchange(carries=not (self._asks_first and request.method == "GET"))
            self.exchanges.append(exchange)
            try:
                response = send(session, request, **{**options, "stream": True})
                exchange.status, exchange.headers = response.status_code, response.headers
                _read(response)
            except (requests.RequestException, HTTPError, OSError) as error:
                exchange.fault = _reason(error, wrote=exchange.wrote)
                raise
            exchange.body, exchange.is_whole = response.content, True
            return response

        return watched

    def _told(self, send: Callable[..., None]) -> Callable[..., None]:
        def told(connection: http.client.HTTPConnection, data: object) -> None:
            if connection.sock is None and connection.auto_open:
                connection.connect()
            last = self.exchanges[-1] if self.exchanges else None
            if last is not None and last.carries and not last.wrote:
                last.wrote = True
                self._underway()
            send(connection, data)

        return told


def _read(response: requests.Response) -> None:
    """Read a bounded answer here, where a fault can be told from silence, and give the line up."""
    try:
        response._content = response.raw.read(_MOST_BYTES, decode_content=True)  # noqa: SLF001 - what `content` returns
        response._content_consumed = True  # noqa: SLF001 - so that nobody reads on
    except HTTPError as error:
        raise requests.ConnectionError(error) from error
    finally:
        response.close()


def _reason(error: BaseException, *, wrote: bool) -> Reason:
    """The first cause that says something."""
    if wrote and not isinstance(error, requests.exceptions.ProxyError):
        is_late = any(isinstance(cause, requests.Timeout | TimeoutError) for cause in _causes(error))
        return Reason.READ_TIMEOUT if is_late else Reason.CONNECTION_RESET
    for kind, reason in _BEFORE_WRITING:
        if any(isinstance(cause, kind) for cause in _causes(error)):
            return reason
    return Reason.UNREACHABLE


_BEFORE_WRITING: Final[tuple[tuple[type[BaseException], Reason], ...]] = (
    (requests.exceptions.ProxyError, Reason.PROXY),
    (requests.exceptions.SSLError, Reason.TLS),
    (NameResolutionError, Reason.DNS),
    (socket.gaierror, Reason.DNS),
    (requests.exceptions.ConnectTimeout, Reason.CONNECT_TIMEOUT),
    (ConnectionRefusedError, Reason.CONNECTION_REFUSED),
    (requests.exceptions.InvalidURL, Reason.TARGET_INVALID),
    (requests.exceptions.InvalidSchema, Reason.TARGET_INVALID),
    (requests.exceptions.InvalidHeader, Reason.TARGET_INVALID),
    (UnicodeError, Reason.TARGET_INVALID),
)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and all that led to it, including what urllib3 carries in its arguments."""
    waiting, seen = [error], set[int]()
    while waiting:
        cause = waiting.pop()
        if id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        inner = [cause.__cause__, cause.__context__, getattr(cause, "reason", None), *cause.args]
        waiting += [each for each in inner if isinstance(each, BaseException)]
