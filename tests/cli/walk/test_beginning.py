"""What comes before the first step, line by line: asked until it is answered, whoever answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from incident.domain.commands import AnswerNowLine
from tests.bundles import RUNBOOK_ID, a_beginning
from tests.cli.walk.conftest import Aloud, HeldLog, declare
from tests.cli.world import World
from tests.fakes import ShelfLibrary

ASKED = "Do these first. Its number says that one is done."


@pytest.fixture
def begun(log: HeldLog, tmp_path: Path) -> Aloud:
    """An incident whose runbook has three lines, of which none is answered."""
    world = World(log=log, library=ShelfLibrary({RUNBOOK_ID: a_beginning()}))
    declare(world)
    return Aloud(world, log, tmp_path)


def test_the_lines_are_asked_first_and_each_answer_is_in_the_log_at_once(begun: Aloud) -> None:
    heard = begun("1")
    assert heard.index(ASKED) < heard.index("Type 1: AGENTS: tell them before customers ask")
    assert "[x] 1 AGENTS: tell them before customers ask - done, Ana Lima 02:40" in heard
    assert begun.timeline.count("NowLineAnswered") == 1


def test_the_next_walk_asks_for_what_is_left_and_no_more_once_nothing_is(begun: Aloud) -> None:
    begun("1")
    again = begun("2", "3", "where", person="bo")
    assert "Type 1: AGENTS: tell them before customers ask" not in again
    assert "[x] 3 CHANGES: freeze them - done, Bo Chen 02:40" in again
    assert "<REAL, step 1:>" in again
    assert ASKED not in begun()


def test_going_on_leaves_the_lines_for_later_and_their_word_asks_again(begun: Aloud) -> None:
    heard = begun("go", "0", "2", "go")
    assert heard.count("NOW, before everything else") == 2
    assert any("2 NOW lines" in line for line in begun("go"))
    assert begun.timeline.count("NowLineAnswered") == 1


def test_a_line_that_will_not_be_done_is_answered_with_its_reason(begun: Aloud) -> None:
    heard = begun("not", "2", "no room is free", "1", "3", "where")
    assert '[!] 2 ROOM: open one call - not done, Ana Lima 02:40: "no room is free"' in heard
    assert "<REAL, step 1:>" in heard


def test_who_is_second_is_told_who_was_first_and_goes_on(begun: Aloud) -> None:
    heard = begun(begun.by("bo", AnswerNowLine(by="bo", line=1)), "1", "2", "3")
    assert any(line.startswith("NOW line 1 is already answered: Bo") for line in heard)
    assert begun.timeline.count("NowLineAnswered") == 3


def test_the_way_back_is_told_again_with_the_lines(begun: Aloud) -> None:
    heard = begun("?", ".")
    assert heard.count("A dot alone goes back; what was answered is kept.") == 2
    assert heard.count(ASKED) == 2


def test_a_number_alone_is_no_reason_why_a_line_is_not_done(begun: Aloud) -> None:
    heard = begun("1", "2", "not", "3", "3", "no room is free", "where")
    assert "'3' alone is no reason. Write in a word or two why it is not done." in heard
    assert any(line.endswith('not done, Ana Lima 02:40: "no room is free"') for line in begun("now", "?"))
    assert begun.timeline.count("NowLineAnswered") == 3


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("messages", "nothing was sent yet"),
        ("where", "you lead"),
        ("people", "Ana Lima"),
        ("help", "Leave; the place is kept"),
    ],
)
def test_what_only_asks_to_hear_is_said_before_the_lines_are_answered(begun: Aloud, typed: str, said: str) -> None:
    heard = begun(typed, "1")
    assert any(said in line for line in heard)
    assert not any("does nothing here" in line for line in heard)
    assert begun.timeline.count("NowLineAnswered") == 1


@pytest.mark.parametrize("typed", ["g", "messages 2", "space", "defer"])
def test_what_would_do_something_else_waits_until_the_lines_are_left(begun: Aloud, typed: str) -> None:
    heard = begun(typed, "1")
    assert f"'{typed}' does nothing here." in heard
    assert begun.timeline.count("NowLineAnswered") == 1


@pytest.mark.parametrize("typed", ["q", "quit"])
def test_the_word_that_leaves_leaves_before_the_lines_are_answered_too(begun: Aloud, typed: str) -> None:
    heard = begun("1", typed, "2")
    assert heard[-1] == "Left. The place is kept."
    assert not any("does nothing here" in line for line in heard)
    assert begun.timeline.count("NowLineAnswered") == 1
    assert "Type 2: ROOM: open one call" in begun("q")
