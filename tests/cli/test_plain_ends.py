"""What the command line says where something is not done, not allowed alone, or missing at the end."""

from __future__ import annotations

from incident.domain.grading.tiers import Tier
from tests.bundles import a_bundle
from tests.cli.conftest import CommandLine


def _ruled_out(cli: CommandLine, incident: str) -> None:
    for step in a_bundle().runbook.steps():
        if Tier.SERIOUS in step.tiers and step.branch is None:
            cli("step", incident, step.id, "not-applicable", "--reason", "a test")


def test_a_step_that_two_check_says_that_it_is_only_taken_and_what_is_next(cli: CommandLine) -> None:
    incident = cli.declared()
    said = cli.done("step", incident, "fix", "done").err
    assert "One of two: your check is recorded, the step is not done yet." in said
    assert f"incident --as WHO step {incident} fix done" in said
    assert "after 10 s with --alone" in said
    alone = cli("step", incident, "fix", "done", "--alone", said.rpartition("--alone ")[2].splitlines()[0].strip("'."))
    assert alone.code == 1
    assert "10 s later" in alone.err


def test_in_chinese_the_second_person_is_named_as_the_help_names_one(cli: CommandLine) -> None:
    incident = cli.declared()
    said = cli.done("step", incident, "fix", "done", "--lang", "zh-CN").err
    assert f"incident --as 人员 step {incident} fix done" in said
    assert "--as 人员" in cli.done("--help", "--lang", "zh-CN").out


def test_a_script_sees_that_the_first_of_two_signatures_completes_nothing(cli: CommandLine) -> None:
    """Its own act is done, so the exit code is 0; how the step stands is said beside it."""
    incident = cli.declared()
    first = cli.done("step", incident, "fix", "done", "--json").json
    assert (first["step"], first["state"], first["complete"]) == ("fix", "to-do", False)
    second = cli.done("--as", "bo", "step", incident, "fix", "done", "--json").json
    assert (second["step"], second["state"], second["complete"]) == ("fix", "as-expected", True)


def test_no_command_is_printed_that_the_rules_refuse_at_once(cli: CommandLine) -> None:
    incident = cli.declared()
    cli.done("tier", incident, "raise", "1", "--because", "worse")
    for step in ("notice", "agents"):
        cli.done("step", incident, step, "not-applicable", "--reason", "a test")
    shown = cli.done("show", incident).out
    assert "cannot approve their own text" in shown
    assert f"> incident step {incident} customers done --approved-by ana" not in shown
    assert f"> incident --as … step {incident} customers done --approved-by ana --yes" in shown
    cli.done("--as", "chen", "step", incident, "customers", "done", "--approved-by", "ana", "--yes")


def test_closing_names_what_the_incident_is_closed_without(cli: CommandLine) -> None:
    incident = cli.declared()
    _ruled_out(cli, incident)
    shown = cli.done("show", incident).out
    assert "n/a" in shown
    assert "Every step is done" not in shown
    said = cli.done("close", incident, "--yes").err
    assert "No message went to the customers as a whole." in said
    assert "Not stated, and its clock runs: service restored" in said
    assert "Nobody holds: " in said
    assert "Ruled out as not applicable: " in said
    assert "by people;" in said
    assert "Customers were never told. Who decided that, or what kept it?" in cli.done("review", incident).out


def test_a_mark_that_was_taken_back_is_told_and_not_counted(cli: CommandLine) -> None:
    incident = cli.declared()
    cli.done("step", incident, "notice", "not-expected", "--value", "no tone")
    cli.done("undo", incident)
    review = cli.done("review", incident).out
    assert "0 not as expected" in review
    assert "taken back 1 time" in review


def test_a_change_of_tier_says_which_open_steps_it_no_longer_asks_and_keeps_what_was_asked(cli: CommandLine) -> None:
    incident = cli.declared()
    cli.done("tier", incident, "raise", "1", "--because", "worse")
    cli.done("step", incident, "second-line", "ask", "--person", "bo")
    said = cli.done("tier", incident, "lower", "2", "--because", "better").err
    assert "Stays open, for somebody was asked: " in said
    assert "No longer asked at TIER 2 SERIOUS: " in said
    assert "the tier changed, the question stands" in " ".join(cli.done("show", incident).out.split())
    cli.done("--as", "bo", "step", incident, "second-line", "done")
    assert "the question stands" not in cli.done("show", incident).out


def test_a_case_that_was_told_and_not_done_is_named_at_the_close_and_finished_after_it(cli: CommandLine) -> None:
    """Its customer was promised something, and is asked whether they are content once they have it."""
    incident = cli.declared()
    for name in ("Lin", "Wu"):
        five = ("--name", name, "--contact", f"{name}@x.cn", "--service", "pay", "--problem", "x", "--request", "y")
        cli.done("case", "add", incident, *five)
    cli.done("case", "told", incident, "1", "2")
    cli.done("case", "done", incident, "1")
    _ruled_out(cli, incident)
    said = " ".join(cli.done("close", incident, "--yes").err.split())
    assert "Told, but not done: case C-0002." in said
    cli.done("case", "done", incident, "2")
    cli.done("case", "satisfaction", incident, "2", "--score", "5")
    assert cli.done("case", "show", incident, "2", "--json").json["satisfaction"]["score"] == 5
