"""Legal hold and retention from the command line: proposed by a rule, confirmed by another, refused while held."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine

YEARS = timedelta(days=1095)


@pytest.fixture
def closed(cli: CommandLine, tmp_path: Path) -> str:
    """A closed incident with a piece of evidence and a note; evidence is kept for three years."""
    cli.world.workspace = replace(cli.world.workspace, retention={"evidence": YEARS})
    incident = cli.declared()
    (tmp_path / "calls.csv").write_text("mrs kowalczyk")
    cli.done("evidence", "add", incident, str(tmp_path / "calls.csv"), "--where", "gateway 2")
    cli.done("note", incident, "seen")
    cli.done("role", incident, "scribe", "bo")
    _rule_out_every_step(cli, incident)
    cli.done("close", incident, "--because", "over", "--yes")
    return incident


def _rule_out_every_step(cli: CommandLine, incident: str) -> None:
    for step in cli.done("show", incident, "--json").json["steps"]:
        cli("step", incident, step["id"], "not-applicable", "--reason", "a test")


def test_before_its_time_nothing_is_due(cli: CommandLine, closed: str) -> None:
    cli.world.clock.forward(days=1094, hours=23)
    assert "Nothing is due" in cli.done("erase", "--due").err
    assert cli.done("evidence", "list", closed, "--json").json["erasures"] == []


def test_what_is_due_of_an_open_incident_or_of_none_is_said(cli: CommandLine) -> None:
    cli.world.workspace = replace(cli.world.workspace, retention={"evidence": YEARS})
    incident = cli.declared()
    said = cli.done("erase", incident, "--due").err
    assert "is open. The rules of 'retention' count from when it is closed." in " ".join(said.split())
    assert cli("erase", "INC-0999", "--due").code == 1


def test_a_rule_proposes_and_another_person_confirms(cli: CommandLine, closed: str) -> None:
    cli.world.clock.forward(days=1095)
    assert cli.done("erase", "--due").out == f"{closed} X1\n"
    assert "Nothing is due" in cli.done("erase", "--due").err
    assert "erasure X1 of 1 entry (3) proposed by Ana Lima" in cli.done("evidence", "list", closed).out
    assert cli("erase", closed, "--confirm", "x1", "--yes").code == 1
    asked = cli("--as", "bo", "erase", closed, "--confirm", "x1")
    assert (asked.code, "retention: evidence 1095d" in asked.err) == (2, True)
    cli.done("--as", "bo", "erase", closed, "--confirm", "x1", "--yes")
    assert "erased by Bo Chen" in cli.done("evidence", "list", closed).out
    shown = cli.done("evidence", "show", closed, "E1").out
    assert "kowalczyk" not in shown
    assert "calls.csv" not in shown
    assert cli.world.log.verify() == []
    assert cli("evidence", "get", closed, "E1", "-o", "x").code == 1
    assert "Nothing is due" in cli.done("erase", "--due").err
    said = " ".join(cli.done("timeline", closed).out.split())
    for words in ("proposes erasure X1: entry 3", "confirmed erasure X1", "erased words of entry 3"):
        assert words in said


def test_a_legal_hold_is_named_and_stops_no_other_incident(cli: CommandLine, closed: str) -> None:
    cli.world.clock.forward(days=1095)
    assert cli.done("evidence", "hold", closed, "--because", "a suit", "--approved-by", "dee").out == "L1\n"
    ran = cli("erase", "--due")
    assert ran.code == 1
    assert "set the legal hold L1" in " ".join(ran.err.split())
    assert "legal hold L1, set by Ana Lima" in cli.done("evidence", "list", closed).out
    assert cli("erase", closed, "4", "--because", "rule", "--yes").code == 1
    cli.done("evidence", "hold", closed, "--because", "another", "--approved-by", "dee")
    left = cli.done("evidence", "lift", closed, "l1", "--because", "settled", "--approved-by", "bo")
    assert "L2 still stands" in left.err
    cli.done("evidence", "lift", closed, "L2", "--because", "settled", "--approved-by", "bo")
    assert cli.done("erase", closed, "--due").out == f"{closed} X1\n"
    assert "set legal hold L1" in cli.done("timeline", closed).out
    assert "lifted by" in " ".join(cli.done("evidence", "list", closed).out.split())


def test_who_entered_a_hold_or_an_erasure_for_another_is_named_beside_them(cli: CommandLine, closed: str) -> None:
    why = ("--because", "a suit", "--approved-by", "dee")
    cli.done("--as", "bo", "evidence", "hold", closed, *why)
    cli.done("--as", "bo", "evidence", "lift", closed, "L1", *why)
    cli.done("--as", "bo", "erase", closed, "3", "--propose", "--because", "asked to")
    said = " ".join(cli.done("evidence", "list", closed).out.split())
    both = "Bo Chen (entered by Ana Lima)"
    for words in (f"set by {both}", f"lifted by {both}", f"proposed by {both}"):
        assert words in said
    cli.done("--as", "bo", "erase", closed, "--decline", "X1", "--because", "not yet")
    shape = cli.done("evidence", "list", closed, "--json").json
    hold, erasure = shape["holds"][0], shape["erasures"][0]
    assert [hold["set_entered_by"], hold["lifted_entered_by"]] == ["ana", "ana"]
    assert [erasure["proposed_entered_by"], erasure["settled_entered_by"]] == ["ana", "ana"]


def test_the_words_of_customers_go_by_their_own_rule_and_the_record_verifies(cli: CommandLine) -> None:
    cli.world.workspace = replace(cli.world.workspace, retention={"cases": timedelta(days=730)})
    incident = cli.declared()
    for name in ("Lin Wei", "Ito"):
        five = ("--name", name, "--contact", name, "--service", "pay", "--problem", "late", "--request", "refund")
        cli.done("case", "add", incident, *five)
    cli.done("case", "done", incident, "1", "2", "--told", "--text", f"refunded {incident} Lin Wei")
    _rule_out_every_step(cli, incident)
    cli.done("close", incident, "--yes")
    cli.world.clock.forward(days=729)
    assert "Nothing is due" in cli.done("erase", "--due").err
    cli.world.clock.forward(days=1)
    assert cli.done("erase", "--due").out == f"{incident} X1\n"
    cli.done("--as", "bo", "erase", incident, "--confirm", "X1", "--yes")
    assert "name: erased" in cli.done("case", "show", incident, "2").out
    assert "Lin Wei" not in cli.done("timeline", incident).out
    assert "Nothing is due" in cli.done("erase", "--due").err
    assert cli.done("verify").code == 0


def test_evidence_is_proposed_by_hand_and_can_be_declined(cli: CommandLine, closed: str) -> None:
    assert "--propose" in cli("erase", closed, "3", "--because", "asked to", "--yes").err
    cli.done("erase", closed, "3", "--propose", "--because", "asked to")
    cli.done("--as", "bo", "erase", closed, "--decline", "X1", "--because", "still needed")
    assert "calls.csv" in cli.done("evidence", "list", closed).out
    assert "declined erasure X1" in cli.done("timeline", closed).out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), 2),
        (("INC-0001",), 2),
        (("INC-0001", "3", "--propose", "--due"), 2),
        (("INC-0001", "2", "--propose", "--because", "x"), 1),
    ],
)
def test_a_line_that_says_too_little_or_too_much_erases_nothing(
    cli: CommandLine, closed: str, words: tuple[str, ...], code: int
) -> None:
    assert cli("erase", *words).code == code
    assert cli.done("evidence", "list", closed, "--json").json["erasures"] == []


def test_without_a_rule_nothing_is_due(cli: CommandLine) -> None:
    assert "no rule says" in " ".join(cli.done("erase", "--due").err.split())
