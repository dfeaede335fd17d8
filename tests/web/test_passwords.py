from __future__ import annotations

import json
import stat
import threading
from pathlib import Path
from time import monotonic, sleep

import pytest

from incident.application.errors import PasswordUnfit
from incident.web.login_command import LoginCommand
from incident.web.passwords import Passwords

RIGHT = "correct horse battery"


def test_a_password_admits_its_person_and_nobody_else(tmp_path: Path) -> None:
    passwords = Passwords(tmp_path)
    assert not passwords.are_any()
    passwords.set("ana", RIGHT)
    assert passwords.are_any()
    assert passwords.admits("ana", RIGHT)
    assert not passwords.admits("ana", RIGHT.upper())
    assert not passwords.admits("bo", RIGHT)
    assert not passwords.admits(None, RIGHT)


def test_only_the_owner_reads_the_file_and_git_does_not_take_it(tmp_path: Path) -> None:
    Passwords(tmp_path).set("ana", RIGHT)
    kept = tmp_path / ".serve/passwords.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
    assert (kept.parent / ".gitignore").read_text() == "*\n"


def test_one_password_of_two_persons_is_kept_as_two_hashes_with_their_cost(tmp_path: Path) -> None:
    passwords = Passwords(tmp_path)
    passwords.set("ana", RIGHT)
    passwords.set("bo", RIGHT)
    text = (tmp_path / ".serve/passwords.json").read_text()
    people = json.loads(text)["people"]
    assert RIGHT not in text
    assert people["ana"]["hash"] != people["bo"]["hash"]
    assert {people["ana"][name] for name in ("n", "r", "p")} == {"32768", "8", "1"}


def test_a_new_password_ends_the_old_one_and_changes_the_seal(tmp_path: Path) -> None:
    passwords = Passwords(tmp_path)
    passwords.set("ana", RIGHT)
    before = passwords.seal("ana")
    passwords.set("ana", "another horse")
    assert not passwords.admits("ana", RIGHT)
    assert passwords.admits("ana", "another horse")
    assert before != passwords.seal("ana")


@pytest.mark.parametrize("password", ["", "nine char", "x" * 201])
def test_a_password_that_is_too_short_or_too_long_is_not_taken(tmp_path: Path, password: str) -> None:
    with pytest.raises(PasswordUnfit):
        Passwords(tmp_path).set("ana", password)
    assert not Passwords(tmp_path).are_any()


def test_a_password_is_the_same_however_the_keyboard_composed_it(tmp_path: Path) -> None:
    Passwords(tmp_path).set("ana", "na\u00efve at night")
    assert Passwords(tmp_path).admits("ana", "nai\u0308ve at night")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": "passwords/9", "people": {}}', '{"format": 1}'])
def test_a_file_that_is_none_lets_nobody_in(tmp_path: Path, content: str) -> None:
    Passwords(tmp_path).set("ana", RIGHT)
    (tmp_path / ".serve/passwords.json").write_text(content)
    assert not Passwords(tmp_path).admits("ana", RIGHT)


def test_passwords_that_are_set_at_once_are_all_kept(tmp_path: Path) -> None:
    people = [f"person-{number}" for number in range(6)]
    threads = [threading.Thread(target=Passwords(tmp_path).set, args=(person, RIGHT)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(Passwords(tmp_path).seal(person) for person in people)


def _command(folder: Path, body: str) -> LoginCommand:
    script = folder / "check it.sh"
    script.write_text(f"#!/bin/sh\n{body}\n")
    script.chmod(0o755)
    return LoginCommand(f"'{script}' --strict", folder)


def test_a_command_gets_the_person_as_argument_and_the_password_on_its_input(tmp_path: Path) -> None:
    command = _command(tmp_path, 'read -r word; [ "$1 $2 $word" = "--strict ana $(cat expected)" ]')
    (tmp_path / "expected").write_text("$(reboot) `x` 'y' 密码")
    assert command.admits("ana", "$(reboot) `x` 'y' 密码")
    assert not command.admits("ana", "else")
    assert not command.admits("bo", "$(reboot) `x` 'y' 密码")
    assert not command.admits(None, "$(reboot) `x` 'y' 密码")


def test_a_command_that_does_not_answer_in_time_is_ended_and_says_no(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command, child = _command(tmp_path, "sleep 600 & echo $! > child; wait; exit 0"), tmp_path / "child"
    for patience in (0.2, 2, 8):  # a shell has to come so far in the time
        monkeypatch.setattr("incident.web.login_command._PATIENCE_SECONDS", patience)
        assert not command.admits("ana", RIGHT)
        if child.exists() and child.read_text():
            break
    status, end = Path(f"/proc/{int(child.read_text())}/stat"), monotonic() + 60
    while _is_running(status) and monotonic() < end:
        sleep(0.01)  # killed is not yet gone
    assert not _is_running(status)


def _is_running(status: Path) -> bool:
    try:
        return status.read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_command_that_is_not_there_says_no(tmp_path: Path) -> None:
    assert not LoginCommand("/nowhere/at-all", tmp_path).admits("ana", RIGHT)
