"""The watchdog's URL is asked for, and whatever else happens is one kind of silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from incident.adapters.delivery import beacon as beacon_module
from incident.adapters.delivery.beacon import UrlBeacon
from incident.adapters.secrets import Secrets
from incident.application.errors import BeaconUnanswered, SecretUnavailable
from tests.sinks import HANG, RESET, Answer, ScriptedSink, closed_port


def _beacon(folder: Path, url: str) -> UrlBeacon:
    (folder / "watchdog").write_text(url, "utf-8")
    return UrlBeacon("file:watchdog", Secrets(folder))


def test_the_url_is_asked_for_once(tmp_path: Path) -> None:
    with ScriptedSink() as sink:
        _beacon(tmp_path, f"http://127.0.0.1:{sink.port}/alive").ping()
        assert [letter.recipient for letter in sink.inbox.letters] == ["/alive"]


@pytest.mark.parametrize("answer", [Answer(status=404), Answer(status=500), RESET, HANG])
def test_a_watchdog_that_does_not_take_it_is_silence(
    tmp_path: Path, answer: Answer | str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beacon_module, "_PATIENCE_SECONDS", 0.3)
    with ScriptedSink(answer) as sink, pytest.raises(BeaconUnanswered):
        _beacon(tmp_path, f"http://127.0.0.1:{sink.port}").ping()


@pytest.mark.parametrize("url", ["file:///etc/hostname", "ftp://127.0.0.1/x", "no url", "http://[", "http://a b/"])
def test_what_is_no_web_address_is_never_opened(tmp_path: Path, url: str) -> None:
    with pytest.raises(BeaconUnanswered):
        _beacon(tmp_path, url).ping()


def test_nobody_listening_is_silence(tmp_path: Path) -> None:
    with pytest.raises(BeaconUnanswered):
        _beacon(tmp_path, f"http://127.0.0.1:{closed_port()}/").ping()


def test_a_reference_that_leads_nowhere_says_so(tmp_path: Path) -> None:
    with pytest.raises(SecretUnavailable):
        UrlBeacon("file:none", Secrets(tmp_path)).ping()
