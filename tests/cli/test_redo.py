"""`incident redo`: the mark that was taken back last is set again, as often as there are such marks."""

from __future__ import annotations

import pytest

from tests.cli.conftest import CommandLine


@pytest.fixture
def incident(cli: CommandLine) -> str:
    return cli.declared()


REASON = ("--reason", "a reason")


@pytest.mark.parametrize(
    "mark",
    [
        ("1", "done"),
        ("1", "not-expected", "--value", "silence"),
        ("1", "defer", "--until", "step:cause", *REASON),
        ("1", "not-applicable", *REASON),
        ("1", "hold", *REASON),
        ("1", "ask", "--person", "bo", "--within", "3m"),
    ],
)
def test_every_mark_comes_again_as_it_was(cli: CommandLine, incident: str, mark: tuple[str, ...]) -> None:
    step, *words = mark
    cli.done("step", incident, step, *words)
    stood = cli.done("show", incident).out
    cli.done("undo", incident)
    assert cli.done("show", incident).out != stood
    ran = cli.done("redo", incident)
    assert "Set again: step 'VOICE MENU: put up the outage notice'" in ran.err
    assert cli.done("show", incident).out.splitlines()[1:] == stood.splitlines()[1:]


def test_an_answer_and_an_understanding_come_again(cli: CommandLine, incident: str) -> None:
    cli.done("ask", incident, "bo", "Is the feed behind?", "--within", "3m")
    number = str(cli.done("question", incident, "--json").json["questions"][0]["question"])
    cli.done("question", incident, number, "understood")
    cli.done("question", incident, number, "answer", "no")
    for _ in range(2):
        assert "Taken back: question" in cli.done("undo", incident).err
    (waiting,) = cli.done("question", incident, "--json").json["questions"]
    assert (waiting["understood_at"], waiting["answer"]) == (None, None)
    cli.done("redo", incident)
    cli.done("redo", incident)
    (answered,) = cli.done("question", incident, "--json").json["questions"]
    assert answered["answer"]["words"] == "no"
    assert answered["understood_at"]


def test_with_nothing_taken_back_nothing_is_set_again(cli: CommandLine, incident: str) -> None:
    ran = cli("redo", incident)
    assert (ran.code, ran.err.strip()) == (
        1,
        "There is nothing to set again: you took nothing back, or have marked something since.",
    )


def test_what_tells_people_is_not_set_again_unread(cli: CommandLine, incident: str) -> None:
    cli.done("--as", "chen", "step", incident, "customers", "done", "--approved-by", "ana", "--yes")
    cli.done("--as", "chen", "undo", incident)
    ran = cli("--as", "chen", "redo", incident)
    assert ran.code == 1
    assert "This does more than mark, so it is not set again unread" in ran.err
