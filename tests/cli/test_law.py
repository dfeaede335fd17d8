"""Legal deadlines on the command line: stated, shown, filed, and in the way of lowering and closing."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from incident.application.errors import DocumentError, Problem
from incident.domain.law.holding import HeldTo, Profile
from tests.bundles import RUNBOOK_ID
from tests.cli.conftest import CommandLine
from tests.desks import shipped_register

LEAK = ("people_affected=1000000", "cii_involved=no", "central_organ=no", "pi_exposed=no")


@pytest.fixture
def leak(cli: CommandLine) -> str:
    """An incident of a million people in the mainland, known of since 02:40 UTC."""
    cli.world.held_to = HeldTo(register=shipped_register(), profile=Profile(jurisdictions=("cn",), sectors=()))
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


def test_an_exercise_is_held_to_the_law_as_an_incident_is(cli: CommandLine) -> None:
    cli.world.held_to = HeldTo(register=shipped_register(), profile=Profile(jurisdictions=("cn",), sectors=()))
    exercise = cli.done("drill", "run", "exercise.provider-down", "--no-watch", "--solo").out.strip()
    cli.done("fact", exercise, *LEAK)
    cli.done("mark", exercise, "aware", "--at", "now")
    assert "CAC: Closing report" in cli.done("clocks", exercise).out


def test_what_nobody_verified_says_so(cli: CommandLine) -> None:
    cli.world.held_to = HeldTo(
        register=shipped_register(), profile=Profile(jurisdictions=("cn",), sectors=("banking",))
    )
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


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Reported before, 2026-11-21 02:50 by Ana Lima, reference 'no. 7'. The first hour counts"),
        ("zh-CN", "此前已报告：2026-11-21 02:50，Ana Lima，凭据「no. 7」。以首次时间为准"),
    ],
)
def test_a_report_that_is_entered_twice_counts_from_the_first_and_names_it(
    cli: CommandLine, leak: str, language: str, said: str
) -> None:
    order = ("--lang", language, "obligation", leak, "cn.cac.ordinary", "file", "--reference")
    cli.world.clock.forward(minutes=60)
    assert said[:8] not in cli.done(*order, "no. 7", "--at", "02:50").err
    assert said in " ".join(cli.done(*order, "no. 8", "--at", "03:29").err.split())
    (clock,) = (row for row in cli("clocks", leak, "--json").json["statutory"] if row["filed_at"])
    assert (clock["filed_at"], clock["filed_again_at"]) == ("2026-11-21T02:50:00Z", "2026-11-21T03:29:00Z")
    (row,) = (row for row in cli("review", leak, "--json").json["legal"] if row["filed_at"])
    assert (row["filed_at"][11:16], row["reference"]) == ("02:50", "no. 7")
    assert (row["again_at"][11:16], row["again_reference"]) == ("03:29", "no. 8")
    again = {"en": "entered again for 2026-11-21 03:29", "zh-CN": "又录入 2026-11-21 03:29"}[language]
    assert again in cli.done("--lang", language, "review", leak).out
    assert again in " ".join(cli.done("--lang", language, "clocks", leak).out.split())


def test_a_report_without_proof_is_a_wrong_use(cli: CommandLine, leak: str) -> None:
    ran = cli("obligation", leak, "cn.cac.ordinary", "file")
    assert (ran.code, "--reference" in ran.err) == (2, True)


def test_the_receipt_is_kept_by_its_name_and_its_digest_and_the_review_prints_it(
    cli: CommandLine, leak: str, tmp_path: Path
) -> None:
    receipt = tmp_path / "回执.pdf"
    receipt.write_bytes(b"received at 03:12")
    digest = f"sha256:{sha256(receipt.read_bytes()).hexdigest()}"
    filed = ("obligation", leak, "cn.cac.ordinary", "file", "--reference", "no. 7", "--proof", str(receipt))
    assert f"proof '回执.pdf' ({digest})" in cli.done(*filed, "--command-id", "once").err
    assert "nothing is done twice" in cli.done(*filed, "--command-id", "once").err
    assert digest in cli.done("review", leak).out.replace("\\", "")
    (row,) = (row for row in cli("review", leak, "--json").json["legal"] if row["file"])
    assert (row["file"], row["file_digest"], row["file_size"]) == ("回执.pdf", digest, 17)
    (clock,) = (row for row in cli("clocks", leak, "--json").json["statutory"] if row["file"])
    assert (clock["reference"], clock["file_digest"]) == ("no. 7", digest)


@pytest.mark.parametrize("name", ["gone.pdf", "", "empty.pdf"])
def test_what_is_no_file_with_something_in_it_proves_nothing(
    cli: CommandLine, leak: str, tmp_path: Path, name: str
) -> None:
    (tmp_path / "empty.pdf").touch()
    ran = cli("obligation", leak, "cn.cac.ordinary", "file", "--reference", "no. 7", "--proof", str(tmp_path / name))
    assert (ran.code, "cannot be taken as a proof" in " ".join(ran.err.split())) == (2, True)
    assert "REPORTED" not in cli.done("clocks", leak).out


def test_the_review_says_what_is_still_to_be_filed_where_and_what_it_holds(cli: CommandLine, leak: str) -> None:
    said = cli.done("review", leak).out.replace("\\", "")
    assert "Still to be filed: CAC: Report to the provincial cyberspace administration" in said
    assert "how: Hotline 12387" in said
    assert "[ ] Name of the unit" in said


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


@pytest.fixture
def lawless(cli: CommandLine) -> CommandLine:
    """A workspace that names jurisdictions, and a file of the rules that does not compile."""
    problem = Problem(path="runbooks/house.yaml", line=3, column=1, rule="OB001", message="unknown key 'star'.")
    cli.world.workspace = replace(cli.world.workspace, names_law=True)
    cli.world.lawless = DocumentError((problem,))
    return cli


class TestRulesThatCannotBeRead:
    def test_keep_nobody_from_declaring_and_are_said_with_the_way_on(self, lawless: CommandLine) -> None:
        ran = lawless.done("declare", RUNBOOK_ID, "--tier", "2", "--title", "A leak", "--fact", LEAK[0])
        incident = ran.out.strip()
        assert "runbooks/house.yaml:3:1: unknown key 'star'." in ran.err
        assert f"no legal clock runs. Mend that, then: incident law {incident}" in " ".join(ran.err.split())
        assert "'people_affected' is not recorded" in " ".join(ran.err.split())
        assert f"incident law {incident}" in " ".join(lawless.done("clocks", incident).err.split())

    def test_keep_nobody_from_an_exercise_and_are_said_at_its_start(self, lawless: CommandLine) -> None:
        ran = lawless.done("drill", "run", "exercise.provider-down", "--no-watch")
        assert "runbooks/house.yaml:3:1: unknown key 'star'." in ran.err
        assert f"no legal clock runs. Mend that, then: incident law {ran.out.strip()}" in " ".join(ran.err.split())

    def test_are_pinned_later_and_count_from_then_on(self, lawless: CommandLine) -> None:
        incident = lawless.declared()
        assert lawless("law", incident).code == 3
        lawless.world.lawless = None
        lawless.world.held_to = HeldTo(register=shipped_register(), profile=Profile(jurisdictions=("cn",), sectors=()))
        assert "is held to" in lawless.done("law", incident).err
        lawless.done("mark", incident, "aware", "--at", "now")
        lawless.done("fact", incident, *LEAK)
        rows = {row["obligation"]: row for row in lawless("clocks", incident, "--json").json["statutory"]}
        assert rows["cn.cac.ordinary"]["due_at"] == "2026-11-21T06:40:00Z"
        ran = lawless("law", incident)
        assert (ran.code, "already" in ran.err) == (1, True)

    def test_leave_incidents_behind_that_doctor_names(self, lawless: CommandLine) -> None:
        incident = lawless.declared()
        assert f"incident law {incident}" in " ".join(lawless("doctor").out.split())

    def test_a_workspace_that_names_no_place_has_none_to_pin(self, cli: CommandLine) -> None:
        ran = cli("law", cli.declared())
        assert (ran.code, "Name the jurisdictions in incident.yaml" in " ".join(ran.err.split())) == (1, True)


def test_an_unknown_obligation_is_answered_with_the_ids_like_it_and_the_command_that_lists_all(
    cli: CommandLine, leak: str
) -> None:
    ran = cli("obligation", leak, "cac", "file", "--reference", "no. 7")
    assert ran.code == 1
    first = ran.err.partition("The nearest are ")[2].partition(",")[0]
    assert "cac" in first
    assert f"'incident clocks {leak} --detail'" in ran.err
