"""The NOW lines of an incident that was declared on the command line: asked in the program until they are answered."""

from __future__ import annotations

import pytest

from tests.blackbox.conftest import Team
from tests.blackbox.terminal import Terminal

pytestmark = pytest.mark.slow

CARD = "NOW, before everything else"


def test_what_was_declared_by_a_command_asks_for_its_lines_in_the_walk_even_after_a_power_cut(team: Team) -> None:
    incident = team.done("declare", "outage.core-channel", "--tier", "2", "--title", "Voice", "--json").json["id"]
    with Terminal([team.program], team.environment) as terminal:
        terminal.sees("Voice", "NEEDS YOU")
        terminal.press("Enter")
        terminal.sees(CARD, "1  AGENTS", "2  ROOM", "3  CHANGES")
        terminal.confirm("2")
        terminal.sees("[x] 2 ROOM")
        terminal.kill()
    states = [line["state"] for line in team.done("now", incident, "--json").json["lines"]]
    assert states == ["unanswered", "done", "unanswered"]
    with Terminal([team.program, "walk", incident], team.environment) as terminal:
        terminal.sees(CARD, "[x] 2 ROOM")
        team.done("--as", "bo", "now", incident, "1", "done")
        terminal.sees("[x] 1 AGENTS")
        terminal.press("g")
        terminal.sees("[>] 1", "0 answers: NOW line 3, CHANGES")
        terminal.press("0")
        terminal.sees(CARD)
        terminal.press("3")
        terminal.until(lambda: CARD not in terminal.text, "the walk")
    assert "NOW" not in team.done("show", incident).out
    team.done("verify")
