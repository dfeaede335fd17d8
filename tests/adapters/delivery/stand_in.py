"""A server of this machine that has the names of all the providers, and the sender that believes it.

The certificate is made for each run, by the system's openssl.
"""

from __future__ import annotations

import json
import multiprocessing
import ssl
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from multiprocessing.connection import Connection
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from incident.adapters.clock import awake_seconds
from incident.adapters.delivery.job import UNDERWAY, Job
from incident.adapters.demo_sinks import Letter
from incident.application.ports import AttemptOutcome
from tests.adapters.delivery.providers_here import serve_here
from tests.deliveries import a_delivery
from tests.sinks import Answer, ScriptedHook, ScriptedSink

__all__ = ["Child", "Providers", "StandIn", "answer", "certificate", "child_to", "providers"]

HOSTS = (
    "qyapi.weixin.qq.com",
    "oapi.dingtalk.com",
    "open.feishu.cn",
    "open.larksuite.com",
    "sctapi.ftqq.com",
    "api.telegram.org",
    "hooks.slack.com",
    "slack.com",
    "discord.com",
    "api.twilio.com",
    "events.pagerduty.com",
    "prod-12.westeurope.logic.azure.com",
    "dysmsapi.aliyuncs.com",
    "dyvmsapi.aliyuncs.com",
    "sms.tencentcloudapi.com",
    "vms.tencentcloudapi.com",
    "hook.example.org",
    "mail.example.org",
)


def answer(body: object = b"", *, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    """An answer whose body is JSON, or these words."""
    said = body if isinstance(body, bytes) else (body if isinstance(body, str) else json.dumps(body)).encode()
    return Answer(status=status, body=said, headers=headers or {})


class StandIn(ScriptedSink):
    """Speaks TLS with the name of any provider; keeps what it was sent word for word."""

    def __init__(self, certificate: Path) -> None:
        super().__init__()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)

    def _hook(self) -> type[BaseHTTPRequestHandler]:
        return type("BoundVerbatim", (_Verbatim,), {"inbox": self.inbox, "sink": self})


class _Verbatim(ScriptedHook):
    def _read(self, text: bytes) -> Letter:
        return Letter(title="", body=text.decode(), recipient=self.path, headers=dict(self.headers.items()))


class Child:
    """A sender child for which every host is one port of this machine."""

    def __init__(self, line: Connection) -> None:
        self._line = line
        self.was_underway = False
        """Whether it said of the last delivery that the message may have gone out."""

    def send(
        self,
        kind: str,
        secret: str,
        /,
        *,
        options: Mapping[str, str] = MappingProxyType({}),
        seconds: float = 10,
        link: str = "",
        **changes: Any,  # noqa: ANN401 - the fields of a delivery
    ) -> AttemptOutcome:
        """Make one attempt."""
        delivery = a_delivery(**{"address": "", **changes})
        end = awake_seconds() + seconds
        self._line.send(
            Job(kind=kind, secret=secret, options=dict(options), delivery=delivery, link=link, seconds=seconds, end=end)
        )
        self.was_underway = False
        while (said := self._line.recv()) == UNDERWAY:
            self.was_underway = True
        assert isinstance(said, AttemptOutcome), said
        return said


class Providers:
    """Every provider at once, and the sender child that talks to them."""

    def __init__(self, sink: StandIn, child: Child) -> None:
        self._sink = sink
        self.child = child
        self.last: Letter
        """What the provider was sent last."""
        self.asked: tuple[Letter, ...] = ()
        """All that it was sent for the last delivery."""

    def send(self, kind: str, secret: str, /, *script: Answer | str, **said: Any) -> AttemptOutcome:  # noqa: ANN401 - as a child takes it
        """Send a delivery; the provider answers each request in turn, and the last answer stays."""
        self._sink.script = list(script)
        before = len(self._sink.inbox.letters)
        outcome = self.child.send(kind, secret, **said)
        self.asked = self._sink.inbox.letters[before:]
        if self.asked:
            self.last = self.asked[-1]
        return outcome

    @property
    def host(self) -> str:
        """The name that the last request was meant for."""
        return next(value for name, value in self.last.headers.items() if name.lower() == "host")

    @property
    def path(self) -> str:
        """Its path."""
        return urlsplit(self.last.recipient).path

    @property
    def query(self) -> dict[str, str]:
        """Its query."""
        return dict(parse_qsl(urlsplit(self.last.recipient).query))

    @property
    def form(self) -> dict[str, str]:
        """Its body, where that is a form."""
        return dict(parse_qsl(self.last.body))

    @property
    def text(self) -> str:
        """The longest words in its body, whatever form that has: the message."""
        values = self.form.values() if not self.last.body.startswith("{") else _words(self.json)
        return max((each for each in values if not each.startswith(("http", "application/"))), key=len, default="")

    @property
    def json(self) -> dict[str, object]:
        """Its body, where that is an object."""
        said = json.loads(self.last.body)
        assert isinstance(said, dict)
        return said


def _words(value: object) -> Iterator[str]:
    """Every text inside a value of JSON."""
    match value:
        case str():
            yield value
        case dict():
            yield from (words for each in value.values() for words in _words(each))
        case list():
            yield from (words for each in value for words in _words(each))


def certificate(folder: Path, days: int = 2) -> Path:
    """A certificate with its key, for all the providers' names; it vouches for itself, for so many days from now."""
    path, key, request = (folder / f"providers.{end}" for end in ("pem", "key", "request"))
    names = ",".join(f"DNS:{host}" for host in HOSTS)
    command = ["openssl", "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += ["-keyout", str(key), "-out", str(request), "-subj", "/CN=providers"]
    subprocess.run([*command, "-addext", f"subjectAltName={names}"], check=True, capture_output=True)
    command = ["openssl", "x509", "-req", "-in", str(request), "-signkey", str(key), "-out", str(path)]
    subprocess.run([*command, "-days", str(days), "-copy_extensions", "copy"], check=True, capture_output=True)
    path.write_text(path.read_text() + key.read_text())
    return path


@contextmanager
def child_to(port: int, trusted: Path, **variables: str) -> Iterator[Child]:
    """A child that reaches nothing but that port, believes nothing but that certificate, and has these variables."""
    context = multiprocessing.get_context("forkserver")
    line, theirs = context.Pipe()
    child = context.Process(target=serve_here, args=(theirs, port, str(trusted), variables), daemon=True)
    child.start()
    theirs.close()
    try:
        yield Child(line)
    finally:
        line.close()
        child.join(10)


@contextmanager
def providers(folder: Path, days: int = 2) -> Iterator[Providers]:
    """The providers, for a file of tests; with a certificate for so many days from now."""
    trusted = certificate(folder, days)
    with StandIn(trusted) as sink, child_to(sink.port, trusted) as child:
        yield Providers(sink, child)
