"""Paging without the log, and what an incident takes in of it afterwards."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from incident.application.errors import StorageDamaged
from incident.application.ports import AttemptClass, AttemptOutcome, Page
from incident.domain.events import NoteAdded
from tests.cli.conftest import CommandLine
from tests.fakes import START, a_team

REFUSED = AttemptOutcome(result=AttemptClass.PERMANENT, status=404, detail="status: 404")
NOBODY_KNOWS = AttemptOutcome(result=AttemptClass.UNKNOWN, detail="read-timeout")
LATER = AttemptOutcome(result=AttemptClass.NOT_SENT, detail="connection-refused")
PAGE = ("message", "page", "bo", "eva", "Join the bridge now", "--wait", "0s")


@pytest.fixture
def team(cli: CommandLine, tmp_path: Path) -> CommandLine:
    """Bo by mail and by a chat of his own, Eva by mail; the log is damaged."""
    ways = {"bo": (("mail", "bo@example.org"), ("agents-chat", "bo")), "eva": (("mail", "eva@example.org"),)}
    people = [person.changed(reach=ways.get(person.id, ())) for person in a_team().everybody]
    cli.world.directory = replace(a_team(), everybody=people)
    cli.world.spool = tmp_path / "state" / "pages.jsonl"
    cli.world.broken = StorageDamaged(path="/var/incident.db", detail="")
    return cli


def texts(team: CommandLine, incident: str) -> list[str]:
    entries = team.world.log.read(incident)
    return [str(entry.event.text) for entry in entries if isinstance(entry.event, NoteAdded)]


def test_everybody_named_is_told_on_every_way_at_once_and_told_what_it_is(team: CommandLine) -> None:
    ran = team.done(*PAGE, "--yes")
    sent = sorted((each.recipient, each.target_id) for each in team.world.sender.sent)
    assert sent == [("Bo Chen", "agents-chat"), ("Bo Chen", "mail"), ("Eva Roth", "mail")]
    assert all("Join the bridge now\n\nThe log cannot be used now" in each.body for each in team.world.sender.sent)
    assert "'/var/incident.db' is no log, or a damaged one" in ran.err
    assert "THE LOG CANNOT BE USED" in ran.err
    assert "Bo Chen by agents-chat: sent" in ran.out


def test_what_can_be_kept_in_the_log_is_not_paged_beside_it(team: CommandLine) -> None:
    team.world.broken = None
    ran = team(*PAGE, "--yes")
    assert (ran.code, team.world.sender.sent) == (1, [])
    assert "incident message send" in ran.err


def test_nothing_leaves_that_nobody_agreed_to(team: CommandLine) -> None:
    ran = team(*PAGE)
    assert (ran.code, team.world.sender.sent) == (1, [])
    assert "Say --yes to send it." in ran.err


def test_whoever_was_reached_on_no_way_is_named_with_a_number_to_phone(team: CommandLine) -> None:
    team.world.sender.answers = {"mail": REFUSED}
    ran = team(*PAGE, "--yes")
    assert ran.code == 5
    assert "Eva Roth by mail: failed, the server refused (404)" in ran.out
    assert "NOT REACHED, phone now: Eva Roth" in ran.out
    assert "NOT REACHED, phone now: Bo Chen" not in ran.out


def test_what_may_have_arrived_is_unknown_and_not_sent_again(team: CommandLine) -> None:
    team.world.sender.answers = {"mail": NOBODY_KNOWS}
    ran = team("message", "page", "eva", "Now", "--wait", "20s", "--yes")
    assert (ran.code, len(team.world.sender.sent)) == (5, 1)


def test_what_was_not_taken_is_tried_again(team: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("incident.application.delivery.unlogged._AGAIN_SECONDS", 0.05)
    team.world.sender.answers = {"mail": LATER}
    team("message", "page", "eva", "Now", "--wait", "1s", "--yes")
    assert len(team.world.sender.sent) > 2


def test_a_page_that_can_be_kept_nowhere_leaves_all_the_same(team: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where a folder should be")
    ran = team.done(*PAGE, "--yes")
    assert len(team.world.sender.sent) == 3
    assert "This page is kept nowhere: write it down." in ran.err


def test_an_incident_takes_in_each_page_once(team: CommandLine) -> None:
    team.done(*PAGE, "--yes")
    team.world.broken = None
    incident = team.declared()
    assert "Entered 1 page." in team.done("message", "paged", incident).err
    assert "No page waits to be entered." in team.done("message", "paged", incident).err
    (words,) = texts(team, incident)
    assert "to Bo Chen, Eva Roth: Join the bridge now" in words
    assert "Eva Roth by mail: sent" in words


def test_a_page_during_which_the_program_ended_is_said_to_be_unknown(team: CommandLine) -> None:
    team.world.broken = None
    incident = team.declared()
    spool = team.world.open_pager(team.world.asked[-1]).spool
    spool.keep(Page(id="PAGE-1", at=START, by="ana", people=["bo"], text="Now"))
    with team.world.spool.open("a") as file:
        file.write('{"id": "PAGE-2", "at": "20')  # the battery was dead
    spool.keep(Page(id="PAGE-3", at=START, by="ana", people=["bo"], text="Then"))
    team.done("message", "paged", incident)
    first, second = texts(team, incident)
    assert "nobody knows what left" in first
    assert "Then" in second


def test_what_no_incident_has_taken_in_yet_is_named_by_the_doctor(team: CommandLine) -> None:
    team.world.broken = None
    incident = team.declared()
    assert "left without the log" not in team("doctor").out
    team.world.open_pager(team.world.asked[-1]).spool.keep(
        Page(id="PAGE-1", at=START, by="ana", people=["bo"], text="Now")
    )
    assert "1 page left without the log: 'incident message paged INCIDENT' enters it." in team("doctor").out
    team.done("message", "paged", incident)
    assert "left without the log" not in team("doctor").out
