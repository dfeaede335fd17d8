"""Legal deadlines on the command line: stated, shown, filed, and in the way of lowering and closing."""

from __future__ import annotations

import pytest

from incident.domain.holding import HeldTo
from tests.cli.conftest import CommandLine
from tests.desks import shipped_register

LEAK = ("people_affected=1000000", "cii_involved=no", "central_organ=no", "pi_exposed=no")


@pytest.fixture
def leak(cli: CommandLine) -> str:
    """An incident of a million people in the mainland, known of since 02:40 UTC."""
    cli.world.held_to = HeldTo(register=shipped_register(), jurisdictions=("cn",), sectors=())
    incident = cli.declared(*(word for fact in LEAK for word in ("--fact", fact)))
    cli.done("mark", incident, "aware", "--at", "now")
    return incident


def test_the_clocks_name_rule_recipient_due_time_source_and_how_sure_it_is(cli: CommandLine, leak: str) -> None:
    shown = " ".join(cli.done("clocks", leak).out.split())
    assert "CAC: Report to the provincial cyberspace administration" in shown
    assert "due 2026-11-21 06:40 (4 h left)" in shown
    assert "to: Provincial cyberspace administration of the place" in shown
    assert "quoted word by word elsewhere" in shown
    assert "by the facts alone: nobody has stated the class" in shown


def test_the_detail_has_the_contents_of_the_report_and_what_is_not_switched_on(cli: CommandLine, leak: str) -> None:
    assert "[ ] 1. Name of the unit" not in cli.done("clocks", leak).out
    assert "[ ] 1. Name of the unit" in cli.done("clocks", leak, "--detail").out


def test_json_has_every_rule_that_binds_or_may_bind(cli: CommandLine, leak: str) -> None:
    rows = {row["obligation"]: row for row in cli("clocks", leak, "--json").json["statutory"]}
    assert (rows["cn.cac.ordinary"]["state"], rows["cn.cac.ordinary"]["due_at"]) == ("open", "2026-11-21T06:40:00Z")
    assert rows["cn.cac.closing"]["state"] == "waiting"
    assert rows["cn.cac.police"]["asks"][0]["id"] == "crime_suspected"


def test_what_nobody_verified_says_so(cli: CommandLine) -> None:
    cli.world.held_to = HeldTo(register=shipped_register(), jurisdictions=("cn",), sectors=("banking",))
    rows = cli("clocks", cli.declared(), "--json").json["statutory"]
    unverified = [row for row in rows if row["confidence"] == "G"]
    assert unverified
    assert all("(unverified)" in row["title"] for row in unverified)


def test_a_report_stops_its_clock_and_stands_in_the_timeline(cli: CommandLine, leak: str) -> None:
    said = cli.done("obligation", leak, "cn.cac.ordinary", "file", "--reference", "no. 7").err
    assert "reported 'CAC: Report to the provincial cyberspace administration'" in said
    assert "reference 'no. 7'" in " ".join(cli.done("timeline", leak).out.split())
    rows = {row["obligation"]: row for row in cli("clocks", leak, "--json").json["statutory"]}
    assert rows["cn.cac.ordinary"]["state"] == "filed"
    assert "Legal reports" in cli.done("review", leak).out


def test_a_report_without_proof_is_a_wrong_use(cli: CommandLine, leak: str) -> None:
    ran = cli("obligation", leak, "cn.cac.ordinary", "file")
    assert (ran.code, "--reference" in ran.err) == (2, True)


def test_a_class_is_stated_with_its_regime_and_a_wrong_one_gets_the_nearest(cli: CommandLine, leak: str) -> None:
    assert "Did you mean 'larger'?" in cli("class", leak, "cn.cac", "lager").err
    said = cli.done("class", leak, "cn.cac", "larger", "--because", "a million").err
    assert "classed by CAC as larger" in said
    assert "CAC: larger" in cli.done("clocks", leak).out


def test_a_corrected_moment_shows_what_was_stated_before(cli: CommandLine, leak: str) -> None:
    said = cli.done("mark", leak, "aware", "--at", "02:00").err
    assert "became aware: 2026-11-21 02:00 (corrected; before: 2026-11-21 02:40)" in said


def test_closing_over_a_deadline_wants_a_reason(cli: CommandLine, leak: str) -> None:
    ran = cli("close", leak, "--yes", "--with-deadlines")
    assert (ran.code, "--because" in ran.err) == (2, True)


def test_a_workspace_without_jurisdictions_is_held_to_nothing(cli: CommandLine) -> None:
    incident = cli.declared()
    assert cli("clocks", incident, "--json").json["statutory"] == []
    ran = cli("class", incident, "cn.cac", "larger")
    assert (ran.code, "held to no rules of law" in ran.err) == (1, True)
