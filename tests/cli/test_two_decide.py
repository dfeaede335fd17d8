"""Two people on one decision: the log holds one answer, and the second person is told whose."""

from __future__ import annotations

from incident.domain.events import NoteAdded, StepAnswered
from tests.cli.conftest import CommandLine


def test_the_second_answer_is_refused_with_who_answered_what_and_when(cli: CommandLine) -> None:
    incident = cli.declared()
    cli.done("step", incident, "cause", "answer", "--option", "release")
    ran = cli("--as", "bo", "step", incident, "cause", "answer", "--option", "vendor")
    assert ran.code == 1
    assert "Ana Lima chose 'A release' at 02:40" in ran.err
    assert "Next:" not in ran.err
    answers = [e.event for e in cli.world.log.read(incident) if isinstance(e.event, StepAnswered)]
    assert [answer.option for answer in answers] == ["release"]


def test_a_reason_changes_the_answer_and_stands_in_the_timeline(cli: CommandLine) -> None:
    incident = cli.declared()
    cli.done("step", incident, "cause", "answer", "--option", "release")
    change = ("step", incident, "cause", "answer", "--option", "vendor", "--reason", "their status page says so")
    cli.done("--as", "bo", *change)
    last = [entry.event for entry in cli.world.log.read(incident)][-2:]
    assert isinstance(last[0], StepAnswered)
    assert isinstance(last[1], NoteAdded)
    assert "their status page says so" in cli.done("timeline", incident).out
