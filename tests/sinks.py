"""The other side of delivery, on loopback: a web server and mail servers that misbehave as they are told."""

from __future__ import annotations

import asyncio
import socket
import struct
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from ssl import SSLContext
from threading import Event
from types import TracebackType
from typing import ClassVar, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from incident.adapters.demo_sinks import Hook, HttpSink, Letter

__all__ = ["DRIP", "HANG", "RESET", "Answer", "MailServer", "ScriptedHook", "ScriptedSink", "closed_port"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a web server says to one request."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    after: float = 0.0
    """Seconds that the server takes to think."""


HANG = "hang"
"""Say nothing, and keep the line open."""
RESET = "reset"
"""Cut the line once the request was read."""
DRIP = "drip"
"""Say something every tenth of a second, and never an end."""


class ScriptedSink(HttpSink):
    """Answers in the order of its script; the last answer stays. Takes GET as well, and any form of body."""

    def __init__(self, *script: Answer | str) -> None:
        self.script = list(script) or [Answer()]
        self.released = Event()
        super().__init__()

    def answer(self) -> Answer | str:
        return self.script.pop(0) if len(self.script) > 1 else self.script[0]

    def _hook(self) -> type[BaseHTTPRequestHandler]:
        return type("BoundHook", (ScriptedHook,), {"inbox": self.inbox, "sink": self})

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.released.set()
        super().__exit__(kind, error, at)


class ScriptedHook(Hook):
    """One call, answered as the script says."""

    sink: ClassVar[ScriptedSink]

    do_GET = Hook.do_POST  # noqa: N815 - the standard library's name for it

    def answer(self) -> None:
        match self.sink.answer():
            case "hang":
                self.sink.released.wait(60)
            case "reset":
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.connection.close()
            case "drip":
                self._drip()
            case Answer() as answer:
                self.sink.released.wait(answer.after)
                self._say(answer)

    def _say(self, answer: Answer) -> None:
        self.send_response_only(answer.status)
        standard = {"Content-Length": str(len(answer.body)), "Date": self.date_time_string()}
        for name, value in {**standard, **answer.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body)

    def _drip(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        try:
            while not self.sink.released.wait(0.1):
                self.wfile.write(b"X-Still: here\r\n")
        except OSError:
            return

    def _read(self, text: bytes) -> Letter:
        if b'"message"' in text:  # what Apprise's json:// sends
            return super()._read(text)
        return Letter(title="", body=text.decode(), recipient=self.path, headers=dict(self.headers.items()))

    def finish(self) -> None:
        try:
            super().finish()
        except (OSError, ValueError):
            return  # the line was cut on purpose


class MailServer:
    """A real mail server; `refuse` names the answer to a command: `{"RCPT": "550 5.1.1 nobody"}`, or to one recipient;
    `hang` one to be silent at, `reset` one to cut the line at, both also `END`, when the mail has been handed over.
    """

    def __init__(
        self,
        *,
        refuse: Mapping[str, str] | None = None,
        hang: str = "",
        reset: str = "",
        password: str = "",
        tls: SSLContext | None = None,
    ) -> None:
        """With `tls` it offers STARTTLS, and takes neither mail nor password before."""
        self.refuse = dict(refuse or {})
        self.mails: list[bytes] = []
        self.recipients: list[str] = []
        self.passwords: list[str] = []
        self._hang, self._reset, self._password = hang, reset, password
        self._controller = Controller(
            self,
            hostname="127.0.0.1",
            port=closed_port(),
            authenticator=self._authenticate if password else None,
            auth_require_tls=tls is not None,
            tls_context=tls,
            require_starttls=tls is not None,
        )

    @property
    def port(self) -> int:
        return int(self._controller.port)

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._controller.stop()

    async def handle_MAIL(self, server: SMTP, _: Session, envelope: Envelope, address: str, _options: list[str]) -> str:  # noqa: N802 - aiosmtpd's name
        envelope.mail_from = address
        return await self._say("MAIL", server, "250 fine")

    async def handle_RCPT(self, server: SMTP, _: Session, envelope: Envelope, address: str, _options: list[str]) -> str:  # noqa: N802 - aiosmtpd's name
        answer = self.refuse.get(address) or await self._say("RCPT", server, "250 fine")
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, _: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        assert isinstance(envelope.content, bytes)
        self.mails.append(envelope.content)
        self.recipients += envelope.rcpt_tos
        return await self._say("END", server, "250 2.0.0 queued as A1B2")

    async def _say(self, command: str, server: SMTP, otherwise: str) -> str:
        if command == self._hang:
            await asyncio.sleep(60)
        if command == self._reset:
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return self.refuse.get(command, otherwise)

    def _authenticate(self, *told: object) -> AuthResult:
        login = told[-1]
        assert isinstance(login, LoginPassword)
        word = login.password.decode()
        self.passwords.append(word)
        echo = b64encode(b"\0" + login.login + b"\0" + login.password).decode()
        return AuthResult(
            success=word == self._password, handled=False, message=f"535 5.7.8 bad creds AUTH PLAIN {echo}, {word}"
        )


def closed_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
