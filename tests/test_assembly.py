"""The wired program: what two threads ask for at once is made once."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from incident.adapters.workspace.checking import check_names, check_workspace
from incident.adapters.workspace.starter import Starter, init_workspace
from incident.application.errors import DocumentError
from incident.application.readiness import read_on_call
from incident.bootstrap.assembly import Program
from incident.demo.workspace import write_workspace


def test_two_threads_that_ask_first_get_one_service(tmp_path: Path) -> None:
    """From Python 3.12 on a plain cached property is made by each of them."""
    folder = tmp_path / "team"
    init_workspace(folder, Starter(name="team", language="en", zone="UTC", person="ann", login="ann"))
    with closing(Program(folder)) as program:
        program.make_log()
        together = threading.Barrier(2)

        def ask() -> object:
            together.wait()
            return program.service

        with ThreadPoolExecutor(2) as pool:
            first, second = (asked.result() for asked in [pool.submit(ask), pool.submit(ask)])
    assert first is second


def test_who_is_reached_is_read_anew_once_the_files_say_something_else(tmp_path: Path) -> None:
    (tmp_path / "incident.yaml").write_text("format: workspace/1\nname: T\nlanguage: en\nzone: UTC\n")
    people = tmp_path / "people.yaml"
    people.write_text("format: people/1\npeople: {ana: {name: Ana}}\n")
    program = Program(tmp_path)
    directory = program.directory
    assert not program.renew()
    people.write_text("format: people/1\npeople: {ana: {name: Ana}, bo: {name: Bo}}\n")
    assert program.renew()
    assert not program.renew()
    assert [person.id for person in directory.people()] == ["ana", "bo"]
    people.write_text("people: [\n")
    with pytest.raises(DocumentError):
        program.renew()
    assert not program.renew()
    assert [person.id for person in directory.people()] == ["ana", "bo"]


def test_a_role_that_no_runbook_has_is_warned_of_with_the_right_word(tmp_path: Path) -> None:
    (tmp_path / "people.yaml").write_text("format: people/1\npeople:\n  bo: {name: Bo, roles: [scribe, comander]}\n")
    (found,) = check_names(tmp_path, [], ["commander", "scribe"])
    assert (found.rule, found.severity, found.line, found.column) == ("WS010", "warning", 3, 34)
    assert found.hint == "Did you mean 'commander'?"


def test_people_whom_no_message_could_tell_apart_are_warned_of(tmp_path: Path) -> None:
    (tmp_path / "incident.yaml").write_text("format: workspace/1\nname: T\nlanguage: en\nzone: UTC\n")
    (tmp_path / "targets.yaml").write_text(
        "format: targets/1\ntargets: {mail: {kind: smtp, options: {host: h, sender: a@b.org}}}\n"
    )
    ways = ("desk@b.org", "desk@b.org", "other@b.org")
    people = [f"  w{n}: {{name: Wang  Wei, reach: [{{target: mail, address: {way}}}]}}\n" for n, way in enumerate(ways)]
    (tmp_path / "people.yaml").write_text("format: people/1\npeople:\n" + "".join(people))
    (found,) = check_workspace(tmp_path)
    assert (found.rule, found.severity, found.line) == ("WS011", "warning", 4)
    assert "'w0' and 'w1'" in found.message


def test_an_audience_that_no_runbook_tells_is_warned_of_with_the_right_word(tmp_path: Path) -> None:
    (tmp_path / "incident.yaml").write_text("format: workspace/1\nname: T\nlanguage: en\nzone: UTC\n")
    (tmp_path / "targets.yaml").write_text("format: targets/1\naudiences: {authorities: {who: []}, staf: {who: []}}\n")
    (found,) = check_names(tmp_path, ["authorities", "staff"], [])
    assert (found.rule, found.severity, found.line) == ("WS009", "warning", 2)
    assert "'staf'" in found.message
    assert found.hint == "Did you mean 'staff'?"


@pytest.mark.parametrize("language", ["en", "zh-CN"])
@pytest.mark.parametrize("hours", [0, 9, 20])
def test_the_shift_of_the_demonstration_is_on_call_at_whatever_hour_it_is_opened(
    tmp_path: Path, language: str, hours: int
) -> None:
    opened = datetime(2026, 11, 21, hours, 30, tzinfo=UTC)
    since = (opened - timedelta(days=1)).date()
    write_workspace(tmp_path, language, "visitor", hook_url="http://127.0.0.1:9/", mail_port=9, since=since)
    on_call = read_on_call(Program(tmp_path).directory.rotas(), opened)
    assert {rota.id: found[0].shift.person for rota, found in on_call.rotas} == {
        "commander": "lin",
        "technical": "bo",
        "customer-liaison": "mara",
    }
