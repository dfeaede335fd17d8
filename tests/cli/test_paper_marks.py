"""Marks from paper on the command line and in line mode (reference/UX.md 30)."""

from __future__ import annotations

from tests.cli.conftest import CommandLine
from tests.cli.world import World


def test_a_range_from_paper_is_marked_at_its_time(cli: CommandLine, world: World) -> None:
    incident = cli.declared()
    world.clock.forward(minutes=50)
    ran = cli.done("paper", incident, "1", "8=7", "02:45", "--json")
    assert ran.json["seq"] == cli.done("show", incident, "--json").json["seq"]
    assert ran.json["said"] == ["From paper: 1 8=7 02:45."]
    timeline = cli.done("timeline", incident).out
    assert "02:45" in timeline
    assert "From paper: 1 8=7 02:45." in timeline


def test_a_line_that_cannot_be_read_marks_nothing(cli: CommandLine, world: World) -> None:
    incident = cli.declared()
    world.clock.forward(minutes=50)
    before = cli.done("timeline", incident).out
    ran = cli("paper", incident, "1", "4", "02:45")
    assert ran.code == 2
    assert "Step 4 is a decision" in ran.err
    assert cli.done("timeline", incident).out == before
