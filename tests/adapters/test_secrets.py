"""Secrets are found at the moment of use, and leave no trace in a text."""

from __future__ import annotations

import base64
import logging
import os
import time
from pathlib import Path
from urllib.parse import quote

import pytest

from incident.adapters.secrets import Redactor, Secrets
from incident.application.errors import SecretUnavailable

CANARY = "s3cr3t/canary+ü"


def test_an_environment_variable_is_read_at_each_attempt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secrets = Secrets(tmp_path)
    monkeypatch.setenv("HOOK", "one")
    assert secrets.resolve("env:HOOK") == "one"
    monkeypatch.setenv("HOOK", "two")
    assert secrets.resolve("env:HOOK") == "two"


def test_a_file_is_found_from_the_workspace(tmp_path: Path) -> None:
    (tmp_path / "hook").write_text("json://example.org\n")
    assert Secrets(tmp_path).resolve("file:hook") == "json://example.org"
    assert Secrets(Path("/nowhere")).resolve(f"file:{tmp_path}/hook") == "json://example.org"


def test_the_first_line_of_a_command_is_the_secret(tmp_path: Path) -> None:
    assert Secrets(tmp_path).resolve("cmd:printf 'first\\nsecond\\n'") == "first"


def test_no_shell_reads_a_command(tmp_path: Path) -> None:
    assert Secrets(tmp_path).resolve("cmd:echo a; touch made $HOME") == "a; touch made $HOME"
    assert list(tmp_path.iterdir()) == []


def test_no_reference_is_no_secret(tmp_path: Path) -> None:
    assert Secrets(tmp_path).resolve("") == ""


@pytest.mark.parametrize(
    ("reference", "kind", "name"),
    [
        ("env:INCIDENT_NO_SUCH_NAME", "env", "INCIDENT_NO_SUCH_NAME"),
        ("file:missing", "file", "missing"),
        ("file:.", "file", "."),
        ("file:binary", "file", "binary"),
        ("file:empty", "file", "empty"),
        ("file:\x00", "file", "\x00"),
        ("file:pipe", "file", "pipe"),
        ("file:/dev/zero", "file", "/dev/zero"),
        ("file:~nobody-of-that-name/x", "file", "~nobody-of-that-name/x"),
        ("cmd:yes s3cr3t", "cmd", "yes"),
        ("cmd:false s3cr3t", "cmd", "false"),
        ("cmd:no-such-program s3cr3t", "cmd", "no-such-program"),
        ("cmd:", "cmd", ""),
        ("cmd:true", "cmd", "true"),
        ("cmd:'unclosed", "cmd", "'unclosed"),
        ("keyring:chat", "keyring", "chat"),
        ("keyring:", "keyring", ""),
        ("json://s3cr3t@example.org", "", ""),
    ],
)
def test_what_is_not_there_is_named_and_no_more(tmp_path: Path, reference: str, kind: str, name: str) -> None:
    """A secret written where a reference belongs is not repeated."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "binary").write_bytes(b"\xff\xfe")
    (tmp_path / "empty").write_text("\n")
    with pytest.raises(SecretUnavailable) as caught:
        Secrets(tmp_path).resolve(reference)
    assert caught.value.fields == {"kind": kind, "name": name}
    assert "s3cr3t" not in str(caught.value)
    assert caught.value.__cause__ is None


_KEYRING = """
import sys, time
asked, service, name = sys.argv[1:]
assert (asked, service) == ("get", "incident"), sys.argv
if name == "locked":
    time.sleep(60)
print("json://example.org") if name == "chat" else sys.exit(1)
"""
"""Answers as `python -m keyring` does: the secret, or 1; a locked store asks somebody for a password."""


@pytest.fixture
def keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Secrets:
    """A keyring with one secret, and a workspace that has a module of the same name to catch the asking."""
    (tmp_path / "store" / "keyring").mkdir(parents=True)
    (tmp_path / "store" / "keyring" / "__main__.py").write_text(_KEYRING)
    (tmp_path / "store" / "keyring" / "__init__.py").touch()
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "keyring.py").write_text("print('caught')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "store"))
    return Secrets(tmp_path / "folder")


def test_the_keyring_is_asked_for_a_name_and_never_a_file_of_the_workspace(keyring: Secrets) -> None:
    assert keyring.resolve("keyring:chat") == "json://example.org"
    with pytest.raises(SecretUnavailable) as caught:
        keyring.resolve("keyring:other")
    assert caught.value.fields == {"kind": "keyring", "name": "other"}


def test_a_locked_keyring_is_given_up(keyring: Secrets, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("incident.adapters.secrets._PATIENCE_SECONDS", 0.5)
    with pytest.raises(SecretUnavailable):
        keyring.resolve("keyring:locked")


def test_a_command_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("incident.adapters.secrets._PATIENCE_SECONDS", 0.2)
    with pytest.raises(SecretUnavailable):
        Secrets(tmp_path).resolve("cmd:sleep 60")


def test_a_command_is_ended_with_all_that_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first ends at once; what it started holds the line open."""
    said, began = tmp_path / "started", time.monotonic()
    for patience in (0.5, 2, 8):  # a shell has to come so far in the time
        monkeypatch.setattr("incident.adapters.secrets._PATIENCE_SECONDS", patience)
        with pytest.raises(SecretUnavailable):
            Secrets(tmp_path).resolve("cmd:sh -c 'sleep 60 & echo $! > started; echo s3cr3t'")
        if said.exists() and said.read_text():
            break
    assert time.monotonic() - began < 30
    state = Path(f"/proc/{int(said.read_text())}/stat")
    while state.exists() and state.read_text().split()[2] != "Z":
        assert time.monotonic() - began < 30, "it was left behind"


@pytest.mark.parametrize(
    "spelling",
    [
        CANARY,
        quote(CANARY),
        quote(CANARY, safe=""),
        base64.b64encode(CANARY.encode()).decode(),
        base64.urlsafe_b64encode(CANARY.encode()).decode().rstrip("="),
    ],
)
def test_every_spelling_is_taken_out(spelling: str) -> None:
    redactor = Redactor()
    redactor.hide(CANARY)
    assert redactor.redact(f"before {spelling} after") == "before [secret] after"


@pytest.mark.parametrize("login", ["\0ana\0{}", "ana\0ana\0{}", "ana:{}"])
def test_a_login_made_with_the_secret_is_taken_out(login: str) -> None:
    redactor = Redactor()
    redactor.hide(CANARY, "ana")
    spelled = base64.b64encode(login.format(CANARY).encode()).decode()
    assert redactor.redact(f"bad creds {spelled} and {spelled.rstrip('=')}") == "bad creds [secret] and [secret]"


def test_the_login_of_a_url_is_taken_out() -> None:
    redactor = Redactor()
    redactor.hide("json://ana:pw@hooks.example.org/send")
    assert redactor.redact(f"Basic {base64.b64encode(b'ana:pw').decode()}") == "Basic [secret]"


def test_the_parts_of_a_url_are_taken_out_each() -> None:
    redactor = Redactor()
    redactor.hide("json://user01:pass%2Fword@hooks.example.org:8443/T0KEN001/send?key=k3yk3y&x=1#fragment")
    said = redactor.redact("pass/word pass%2Fword T0KEN001 k3yk3y hooks.example.org send fragment x=1")
    assert said == "[secret] [secret] [secret] [secret] [secret] send [secret] x=1"


def test_the_words_of_an_address_that_a_provider_publishes_stay() -> None:
    redactor = Redactor()
    redactor.hide("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx")
    assert redactor.redact("invalid webhook url key 693a91f6-7xxx") == "invalid webhook url key [secret]"
    redactor.hide("webhook")
    assert redactor.redact("invalid webhook url") == "invalid [secret] url"


def test_what_is_no_secret_stays() -> None:
    redactor = Redactor()
    redactor.hide("")
    redactor.hide("http://[broken")
    assert redactor.redact("nothing to hide") == "nothing to hide"


def test_nothing_is_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        Secrets(tmp_path).resolve("cmd:echo s3cr3t")
    assert caplog.text == ""
