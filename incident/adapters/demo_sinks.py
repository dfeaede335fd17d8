"""A webhook and a mail server on loopback, so that the demo really delivers and nothing leaves the machine.

Standard library only, and not a part of delivery: these are the other side.
"""

from __future__ import annotations

import email
import email.policy
import json
import socketserver
from dataclasses import dataclass
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Thread
from types import TracebackType
from typing import ClassVar, Final, Self, TypeVar

__all__ = ["Hook", "HttpSink", "Inbox", "Letter", "SmtpSink"]

_MOST_BYTES: Final = 1024 * 1024
_PATIENCE_SECONDS: Final = 5.0
_ARRIVAL_SECONDS: Final = 30.0

_Handler = TypeVar("_Handler", bound=socketserver.BaseRequestHandler)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One message that arrived."""

    title: str
    body: str
    recipient: str
    """The address of a mail, the path of a webhook."""
    headers: dict[str, str]


class Inbox:
    """What arrived, in order; may be asked from any thread."""

    def __init__(self) -> None:
        self._letters: list[Letter] = []
        self._changed = Condition()

    @property
    def letters(self) -> tuple[Letter, ...]:
        with self._changed:
            return tuple(self._letters)

    def put(self, letter: Letter) -> None:
        with self._changed:
            self._letters.append(letter)
            self._changed.notify_all()

    def wait_for(self, count: int, seconds: float = _ARRIVAL_SECONDS) -> tuple[Letter, ...]:
        """The letters once there are that many, or those that there are when the time is up."""
        with self._changed:
            self._changed.wait_for(lambda: len(self._letters) >= count, seconds)
            return tuple(self._letters)


class _WebServer(ThreadingHTTPServer):
    request_queue_size = 128
    """Calls that may come at once: many lanes send, and a call that is cut off would be sent again."""


class HttpSink:
    """Takes webhooks in the form that Apprise's `json://` has; `with` starts and stops it."""

    def __init__(self) -> None:
        self.inbox = Inbox()
        self._server = _WebServer(("127.0.0.1", 0), self._hook())
        self._thread = _thread(self._server)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        """The Apprise URL that delivers here."""
        return f"json://127.0.0.1:{self.port}/incident"

    def _hook(self) -> type[BaseHTTPRequestHandler]:
        return _bound(Hook, self.inbox)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        _stop(self._server, self._thread)


class SmtpSink:
    """Takes mail without asking who sends it; `with` starts and stops it."""

    def __init__(self) -> None:
        self.inbox = Inbox()
        self._server = _MailServer(("127.0.0.1", 0), _bound(_Mailbox, self.inbox))
        self._thread = _thread(self._server)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        _stop(self._server, self._thread)


class _MailServer(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


def _bound(handler: type[_Handler], inbox: Inbox) -> type[_Handler]:
    """The handler with its inbox: socketserver makes a new one for every connection."""
    return type(handler.__name__, (handler,), {"inbox": inbox})


def _thread(server: socketserver.BaseServer) -> Thread:
    return Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True, name="demo sink")


def _stop(server: socketserver.BaseServer, thread: Thread) -> None:
    server.shutdown()
    server.server_close()
    thread.join(_PATIENCE_SECONDS)


class Hook(BaseHTTPRequestHandler):
    """One call of a webhook."""

    inbox: ClassVar[Inbox]
    timeout = _PATIENCE_SECONDS

    def do_POST(self) -> None:
        size = min(int(self.headers.get("Content-Length", "0")), _MOST_BYTES)
        self.inbox.put(self._read(self.rfile.read(size)))
        self.answer()

    def answer(self) -> None:
        """Take it."""
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _read(self, text: bytes) -> Letter:
        said = json.loads(text)
        return Letter(
            title=str(said.get("title", "")),
            body=str(said.get("message", "")),
            recipient=self.path,
            headers=dict(self.headers.items()),
        )

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library's name for it
        """Say nothing: the demo's terminal is not ours."""


class _Mailbox(socketserver.StreamRequestHandler):
    """One talk in the least SMTP that a sender needs (RFC 5321, 4.5.1)."""

    inbox: ClassVar[Inbox]
    timeout = _PATIENCE_SECONDS

    def handle(self) -> None:
        recipient = ""
        self._say("220 demo ready")
        while line := self.rfile.readline(1000).decode("utf-8", "replace").strip():
            match line[:4].upper():
                case "DATA":
                    self._say("354 go on")
                    self.inbox.put(_letter(self._text(), recipient))
                    self._say("250 kept")
                case "RCPT":
                    recipient = line.partition("<")[2].partition(">")[0]
                    self._say("250 fine")
                case "EHLO" | "HELO" | "MAIL" | "RSET" | "NOOP":
                    self._say("250 fine")
                case "QUIT":
                    return self._say("221 good night")
                case _:
                    self._say("502 not here")
        return None

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())

    def _text(self) -> bytes:
        lines: list[bytes] = []
        while (line := self.rfile.readline(10_000)) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b"."))
        return b"".join(lines)


def _letter(text: bytes, recipient: str) -> Letter:
    mail = email.message_from_bytes(text, _class=EmailMessage, policy=email.policy.default)
    return Letter(
        title=str(mail["Subject"]),
        body="\n".join(str(mail.get_content()).splitlines()),
        recipient=recipient,
        headers={name: str(value) for name, value in mail.items()},
    )
