"""What waits, repeats, branches and joins, as the command line shows and takes it."""

from __future__ import annotations

import pytest

from incident.wording.cells import cells
from tests.bundles import RUNBOOK_ID
from tests.cli.conftest import CommandLine
from tests.paced import OTHER, a_paced_bundle


@pytest.fixture
def incident(cli: CommandLine) -> str:
    cli.world.library.shelf[RUNBOOK_ID] = a_paced_bundle()
    return cli.declared(tier=2)


def test_a_wait_is_begun_says_its_end_and_lets_the_other_branch_go_on(cli: CommandLine, incident: str) -> None:
    assert f"  > incident step {incident} settle done" in cli.done("show", incident).out.splitlines()
    assert "(notice)" in cli.done("step", incident, "settle", "done").err
    refused = cli("step", incident, "settle", "done")
    assert refused.code == 1
    assert "is over at 02:50" in refused.err
    assert "end of the wait 'QUEUE: let it settle'" in cli.done("clocks", incident).out


def test_a_text_to_copy_stands_whole_with_its_blanks(cli: CommandLine, incident: str) -> None:
    cli.done("step", incident, "settle", "done")
    screen = cli.done("show", incident).out.splitlines()
    place = screen.index("  TO COPY")
    assert screen[place + 1 : place + 3] == ["    echo ____ (Which channel fails)", "  # second line [/nope]"]


def test_what_is_made_of_others_is_not_marked(cli: CommandLine, incident: str) -> None:
    refused = cli("step", incident, "both", "done")
    assert refused.code == 1
    assert "its steps are what is done" in refused.err


def _rounds(cli: CommandLine, incident: str) -> None:
    for step in ("settle", "notice"):
        cli.done("step", incident, step, "not-applicable", "--reason", "x")
    for step in ("size", "fix", "size~2", "fix~2"):
        cli.done("fact", incident, "affected_share=1%")
        cli.done("step", incident, step, "done")


def test_a_round_says_when_it_begins_and_the_last_one_asks(cli: CommandLine, incident: str) -> None:
    for step in ("settle", "notice"):
        cli.done("step", incident, step, "not-applicable", "--reason", "x")
    cli.done("fact", incident, "affected_share=1%")
    cli.done("step", incident, "size", "done")
    assert "(round 2)" in cli.done("step", incident, "fix", "done").err
    screen = cli.done("show", incident).out
    assert "ROUND" in screen
    assert "begins at 03:00" in screen
    cli.done("fact", incident, "affected_share=1%")
    cli.done("step", incident, "size~2", "done")
    cli.done("step", incident, "fix~2", "done")
    screen = cli.done("show", incident).out
    assert "all 2 are over" in screen
    assert f"  > incident step {incident} again not-expected" in screen.splitlines()


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_no_line_is_too_wide_in_either_language(cli: CommandLine, incident: str, language: str) -> None:
    _rounds(cli, incident)
    screens = [cli.done("--lang", language, command, incident).out for command in ("show", "clocks", "timeline")]
    assert all(cells(line) <= 80 for screen in screens for line in screen.splitlines())


def test_every_line_says_in_json_what_it_hangs_on_and_how_far_it_is(cli: CommandLine, incident: str) -> None:
    cli.done("step", incident, "settle", "done")
    steps = {step["id"]: step for step in cli("show", incident, "--json").json["steps"]}
    assert (steps["settle"]["under"], steps["settle"]["waits_until"]) == ("both", "2026-11-21T02:50:00Z")
    assert (steps["both"]["done"], steps["both"]["total"], steps["again"]["rounds"]) == (0, 2, 2)


def test_a_runbook_that_a_rule_offers_is_proposed_with_its_command_and_added(cli: CommandLine, incident: str) -> None:
    cli.done("fact", incident, "data_exposed=yes")
    screen = cli.done("show", incident).out
    assert "Add the steps of 'Data is exposed'?" in screen
    assert f"incident runbook add {incident} {OTHER}" in screen
    [proposal] = cli("show", incident, "--json").json["proposals"]
    assert proposal["runbook"] == OTHER
    said = cli.done("runbook", "add", incident, OTHER, "--because", "it was seen").err
    assert "has the steps of 'Data is exposed'" in said
    assert "1 step was added." in said
    assert "added the steps of the runbook 'Data is exposed'" in cli.done("timeline", incident).out.replace("\n", " ")
    again = cli("runbook", "add", incident, OTHER)
    assert again.code == 1
    assert "already added" in again.err
    unknown = cli("runbook", "add", incident, "gone")
    assert f"Add one of '{OTHER}'" in unknown.err


def test_a_raise_says_that_it_brings_a_runbook_along(cli: CommandLine, incident: str) -> None:
    cli.done("tier", incident, "lower", "3", "--because", "small")
    cli.done("fact", incident, "data_exposed=yes")
    assert "and add the steps of 'Data is exposed'" in cli.done("show", incident).out
    cli.done("tier", incident, "raise", "2", "--because", "data")
    assert f"{OTHER}/law" in cli("show", incident, "--json").out
