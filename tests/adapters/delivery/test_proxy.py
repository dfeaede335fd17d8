"""Fault 11: where a proxy stands between, it is used, and its own refusals are not the target's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from incident.application.delivery.reasons import Reason
from incident.application.ports import AttemptClass
from tests.adapters.delivery.stand_in import Child, certificate, child_to
from tests.sinks import Answer, ScriptedSink, closed_port

HOOK = "json://hook.example.org/incident"
PROXY = {"HTTP_PROXY": "http://proxy.example.org:3128", "HTTPS_PROXY": "http://proxy.example.org:3128"}


@pytest.fixture(scope="module")
def proxy() -> Iterator[ScriptedSink]:
    with ScriptedSink() as running:
        yield running


@pytest.fixture(scope="module")
def child(proxy: ScriptedSink, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Child]:
    trusted = certificate(tmp_path_factory.mktemp("certificate"))
    with child_to(proxy.port, trusted, **PROXY) as sender:
        yield sender


def test_the_proxy_of_the_surroundings_is_asked_for_the_target(child: Child, proxy: ScriptedSink) -> None:
    proxy.script = [Answer()]
    assert child.send("apprise", HOOK).result is AttemptClass.DELIVERED
    assert proxy.inbox.letters[-1].recipient == "http://hook.example.org/incident"


@pytest.mark.parametrize("status", [407, 502, 503, 511])
def test_a_proxy_that_lets_nobody_through_means_later(child: Child, proxy: ScriptedSink, status: int) -> None:
    proxy.script = [Answer(status=status)]
    outcome = child.send("apprise", HOOK)
    assert (outcome.result, outcome.status) == (AttemptClass.NOT_SENT, status)


def test_a_proxy_that_refuses_the_tunnel_means_later(child: Child, proxy: ScriptedSink) -> None:
    """The server of this test speaks no CONNECT: it answers 501, as a proxy may that was set up wrongly."""
    heard = len(proxy.inbox.letters)
    outcome = child.send("apprise", "jsons://hook.example.org/incident")
    assert (outcome.result, outcome.detail) == (AttemptClass.NOT_SENT, Reason.PROXY)
    assert len(proxy.inbox.letters) == heard


def test_a_proxy_that_is_down_means_later(tmp_path: Path) -> None:
    with child_to(closed_port(), certificate(tmp_path), **PROXY) as child:
        outcome = child.send("apprise", HOOK)
        assert not child.was_underway
    assert (outcome.result, outcome.detail) == (AttemptClass.NOT_SENT, Reason.PROXY)
