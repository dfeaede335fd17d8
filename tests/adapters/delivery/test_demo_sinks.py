"""The demo's own webhook and mail server take what is really sent to them."""

from __future__ import annotations

import socket

import pytest

from incident.adapters.demo_sinks import HttpSink, SmtpSink
from incident.application.ports import AttemptClass
from tests.adapters.delivery.conftest import Rig


def test_the_demos_webhook_takes_a_message(rig: Rig) -> None:
    with HttpSink() as sink:
        assert rig.hook(sink.url, title="核心渠道中断").result is AttemptClass.DELIVERED
        (letter,) = sink.inbox.wait_for(1)
    assert (letter.title, letter.body, letter.recipient) == ("核心渠道中断", "Join the bridge now.", "/incident")


def test_the_demos_mail_server_takes_a_mail(rig: Rig) -> None:
    with SmtpSink() as sink:
        outcome = rig.mail(sink.port, title="核心渠道中断", body="请加入。\n.\n..end")
        (letter,) = sink.inbox.wait_for(1)
    assert outcome.result is AttemptClass.DELIVERED
    assert (letter.title, letter.body) == ("核心渠道中断", "请加入。\n.\n..end")
    assert letter.recipient == "ana@example.org"


def test_the_demos_mail_server_answers_every_command() -> None:
    with (
        SmtpSink() as sink,
        socket.create_connection(("127.0.0.1", sink.port), 5) as line,
        line.makefile("rwb") as talk,
    ):
        said = [talk.readline()[:3]]
        for words in (b"NOOP", b"VRFY x", b"QUIT"):
            talk.write(words + b"\r\n")
            talk.flush()
            said.append(talk.readline()[:3])
    assert said == [b"220", b"250", b"502", b"221"]


@pytest.mark.parametrize("make", [HttpSink, SmtpSink])
def test_a_sink_is_gone_when_the_demo_ends(make: type[HttpSink | SmtpSink]) -> None:
    with make() as sink:
        port = sink.port
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), 5)


def test_what_never_comes_is_not_waited_for_for_ever() -> None:
    with HttpSink() as sink:
        assert sink.inbox.wait_for(1, 0.05) == ()
