"""`incident resource`: from the request to the thanks, on the command line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from incident.application.errors import StorageDamaged
from incident.domain.events import Recorded
from incident.domain.grading.tiers import Tier
from incident.domain.resources.resource import Approval, Approver, Inventory, Resource, Rest
from tests.cli.conftest import CommandLine
from tests.fakes import START
from tests.rotas import DESK, TECHNICAL


@pytest.fixture
def stocked(cli: CommandLine) -> str:
    """An incident, and a team that has something."""
    resources = (
        Resource(id="queue", kind="equipment", type="overflow-queue", quantity=1),
        Resource(id="on", kind="staff", type="agent", quantity=40, on_duty=True),
        Resource(
            id="off",
            kind="staff",
            type="agent",
            quantity=20,
            rests=(Rest(quantity=5, until=START + timedelta(hours=3)),),
        ),
        Resource(id="budget", kind="money", type="emergency-budget", quantity=100_000, unit="CNY"),
    )
    approver = Approver(role="commander", limit=50_000, currency="CNY")
    cli.world.inventory = Inventory(
        resources={each.id: each for each in resources},
        approvals={Tier.SERIOUS: Approval(within=timedelta(hours=1), reach="team", approvers=(approver,))},
    )
    return cli.declared()


def test_a_resource_goes_from_the_request_to_the_thanks(cli: CommandLine, stocked: str) -> None:
    asked = cli.done("resource", "request", stocked, "overflow-queue", "--needed-by", "20m", "--because", "queues")
    assert "R1 requested: 1 × overflow queue" in asked.err
    assert "queues" in asked.err
    assert "R1 approved by Ana" in cli.done("resource", "approve", stocked, "R1").err
    assert "expected at" in cli.done("resource", "order", stocked, "R1", "--due", "30m").err
    cli.done("resource", "enroute", stocked, "r1")
    cli.done("resource", "arrive", stocked, "R1")
    assert "for Bo" in cli.done("resource", "assign", stocked, "R1", "bo").err
    assert "assigned" in cli.done("resource", "list", stocked).out
    ended = cli.done("resource", "release", stocked, "R1", "--thanks", "well done")
    assert "well done" in ended.err
    assert "R1" not in cli.done("resource", "list", stocked).out
    assert "released" in cli.done("resource", "list", stocked, "--all").out
    assert "R1 released" in cli.done("timeline", stocked).out


def test_what_the_inventory_has_not_is_ordered_of_a_firm_as_the_refusal_says(cli: CommandLine, stocked: str) -> None:
    cli.done("resource", "request", stocked, "vendor-engineer", "--kind", "staff")
    assert "incident resource order --from" in cli("resource", "order", stocked, "R1").err
    refused = cli("resource", "approve", stocked, "R1").err
    assert f"'incident resource order {stocked} R1 --from NAME'" in refused
    of_hollis = ("--from", "Hollis Data", "--of", "team", "--who", "J. Park, by phone")
    ordered = cli.done("resource", "order", stocked, "R1", *of_hollis, "--due", "20m")
    assert "R1 approved by Ana Lima: 1 of 'Hollis Data': \"J. Park, by phone\"" in ordered.err
    assert "R1 ordered, expected at" in ordered.err
    assert "Hollis Data" in cli.done("resource", "list", stocked).out
    assert "not both" in cli("resource", "approve", stocked, "R1", "off", *of_hollis).err
    assert "--who goes with --from" in cli("resource", "approve", stocked, "R1", "--who", "J. Park").err
    assert "--of goes with --from" in cli("resource", "approve", stocked, "R1", "--of", "team").err
    assert "said with the approval" in cli("resource", "order", stocked, "R1", "--of", "team").err
    assert "said with the approval" in cli("resource", "order", stocked, "R1", "--quantity", "2").err
    cli.done("resource", "request", stocked, "vendor-engineer", "--kind", "staff")
    assert "'Hollis Data'" in (team := cli.done("resource", "approve", stocked, "R2", *of_hollis).err)
    cli.done("resource", "request", stocked, "vendor-engineer", "--kind", "staff")
    cli.done("tier", stocked, "raise", "1", "--because", "worse")
    free = cli.done("resource", "order", stocked, "r3", "--from", "Hollis Data").err
    assert ["no limit of the approver holds it" in each for each in (team, free)] == [False, True]


def test_what_is_assigned_at_once_fills_the_request_for_it_and_says_so(cli: CommandLine, stocked: str) -> None:
    cli.done("resource", "request", stocked, "agent", "--quantity", "2")
    few = cli.done("resource", "assign", stocked, "off").err
    assert f"R1 asks for 2 × agents and stays open; when enough are there: incident resource cancel {stocked} R1" in few
    cli.done("resource", "request", stocked, "agent")
    assert "That fills the request R3." in cli.done("resource", "assign", stocked, "off").err
    cli.done("resource", "request", stocked, "agent")
    both = cli("resource", "assign", stocked, "off", "--quantity", "2")
    assert "Several requests ask for 'off': 'R1', 'R4'. Say which one it fills, such as '--for R1'" in both.err
    assert "That fills the request R4." in cli.done("resource", "assign", stocked, "off", "--for", "R4").err
    assert "fills" not in cli.done("resource", "assign", stocked, "off", "--quantity", "2", "--for", "none").err


def test_a_table_that_is_not_there_is_named(cli: CommandLine) -> None:
    ran = cli("resource", "import", "/nowhere/stock.xlsx")
    assert (ran.code, "'/nowhere/stock.xlsx'" in ran.err, "No such file" in ran.err) == (1, True, False)


def test_a_reason_may_be_said_as_the_boards_say_it_in_chinese(cli: CommandLine, stocked: str) -> None:
    cli.done("resource", "assign", stocked, "off", "--quantity", "2")
    assert "'x' is not one of rest, repair, staffing." in cli("resource", "out", stocked, "R1", "x").err
    wrong = cli("--lang", "zh-CN", "resource", "out", stocked, "R1", "睡觉").err
    assert "rest（休息）、repair（维修）、staffing（无人操作）" in wrong.replace("\n", "")
    cli.done("resource", "out", stocked, "R1", "休息", "--until", "8h")
    assert "rest, repair or staffing" in cli.done("resource", "out", "--help").out


def test_whoever_rests_for_days_is_not_given_although_nothing_was_written_since(cli: CommandLine, stocked: str) -> None:
    cli.done("resource", "assign", stocked, "off", "--quantity", "15")
    cli.done("resource", "out", stocked, "R1", "rest", "--until", "200h")
    cli.done("resource", "release", stocked, "R1", "--thanks", "sleep well")
    cli.world.clock.forward(hours=150)
    second = cli.declared()
    assert " rest until" in cli("resource", "assign", second, "off", "--quantity", "6").err
    cli.world.clock.forward(hours=51)
    cli.done("resource", "assign", second, "off", "--quantity", "20")


def test_the_last_one_goes_to_one_incident_and_the_other_is_told_which(cli: CommandLine, stocked: str) -> None:
    cli.done("resource", "assign", stocked, "queue")
    second = cli.declared()
    ran = cli("resource", "assign", second, "queue")
    assert ran.code == 1
    assert f"'queue' is held by {stocked}; 0 left" in ran.err
    assert stocked in cli.done("resource", "stock").out
    cli.done("resource", "release", stocked, "R1")
    cli.done("resource", "assign", second, "queue")


def test_who_rests_and_what_is_too_dear_is_said(cli: CommandLine, stocked: str) -> None:
    assert " rest until" in cli("resource", "assign", stocked, "off", "--quantity", "16").err
    ran = cli("resource", "assign", stocked, "off", "--quantity", "2", "--cost", "500.01 CNY", "--budget", "budget")
    assert "above the limit of Ana" in ran.err
    assert "500.00 CNY" in ran.err
    cli.done("resource", "assign", stocked, "off", "--quantity", "2", "--cost", "500.00 CNY", "--budget", "budget")
    cli.done("resource", "release", stocked, "R1", "--spent", "120.50 CNY")
    assert "879.50 CNY" in cli.done("resource", "stock").out
    second = cli.declared()
    cli.done("resource", "assign", second, "budget", "--amount", "20.00 CNY")
    shown = cli.done("resource", "stock", "budget").out
    assert f"held by: {stocked} 120.50 CNY, {second} 20.00 CNY" in shown, "so much each"


def test_money_is_requested_as_an_amount(cli: CommandLine, stocked: str) -> None:
    asked = cli.done("resource", "request", stocked, "emergency-budget", "--amount", "300 CNY")
    assert "300.00 CNY" in asked.err
    assert "R1 approved by Ana Lima: 300.00 CNY of 'budget'" in cli.done("resource", "approve", stocked, "R1").err
    assert cli("resource", "request", stocked, "emergency-budget", "--amount", "much").code == 2
    assert (
        "R2 approved by Ana Lima: 0.01 CNY"
        in cli.done("resource", "assign", stocked, "budget", "--amount", "0.01 CNY").err
    )
    assert "699.99 CNY" in cli.done("resource", "stock").out
    both = cli("resource", "assign", stocked, "budget", "--amount", "1 CNY", "--cost", "1 CNY")
    assert (both.code, "Say --amount of money" in both.err) == (2, True)


def test_money_without_a_sum_is_refused_and_says_what_to_type(cli: CommandLine, stocked: str) -> None:
    cli.done("resource", "request", stocked, "emergency-budget", "--amount", "300 CNY")
    for words in (
        ("assign", stocked, "budget"),
        ("assign", stocked, "budget", "--quantity", "3"),
        ("assign", stocked, "budget", "--cost", "3 CNY"),
        ("assign", stocked, "budget", "--amount", "0 CNY"),
        ("approve", stocked, "R1", "--quantity", "3"),
        ("approve", stocked, "R1", "--cost", "3 CNY"),
        ("approve", stocked, "R1", "--amount", "0 CNY"),
        ("approve", stocked, "R1", "--from", "Hollis", "--quantity", "3"),
        ("request", stocked, "emergency-budget"),
        ("request", stocked, "emergency-budget", "--quantity", "3"),
        ("request", stocked, "emergency-budget", "--amount", "0 CNY"),
    ):
        refused = cli("resource", *words)
        said = "'emergency-budget' is money. Say how much of it, above nothing and with the currency: --amount"
        assert (refused.code, said in " ".join(refused.err.split())) == (1, True), words
    assert "free: 1,000.00 CNY of 1,000.00 CNY" in cli.done("resource", "stock", "budget").out


def test_money_of_another_currency_is_said_to_be_there(cli: CommandLine, stocked: str) -> None:
    cli.done("resource", "request", stocked, "emergency-budget", "--amount", "5 EUR")
    refused = " ".join(cli("resource", "approve", stocked, "R1").err.split())
    assert "The inventory has 'emergency-budget' in CNY alone, and 'R1' asks for other money." in refused


def test_what_is_counted_is_not_taken_as_a_sum(cli: CommandLine, stocked: str) -> None:
    """0.10 CNY of agents would be ten of them."""
    cli.done("resource", "request", stocked, "agent", "--quantity", "10")
    for words in (("assign", stocked, "off"), ("approve", stocked, "R1", "off"), ("request", stocked, "agent")):
        refused = cli("resource", *words, "--amount", "0.10 CNY")
        assert (refused.code, "is counted and is no money" in " ".join(refused.err.split())) == (1, True), words
    assert cli("resource", "assign", stocked, "off", "--amount", "1 CNY", "--quantity", "1").code == 2


def test_the_rules_for_use_and_who_is_responsible_are_said_to_whoever_gets_it(cli: CommandLine, stocked: str) -> None:
    stock = cli.world.inventory
    ruled = stock.resources["queue"].changed(
        rules={"en": "Call by 22:00"}, responsible="bo", shared_with=("sales",), reserve=1, site="hefei"
    )
    cli.world.inventory = stock.changed(resources={**stock.resources, "queue": ruled})
    shown = cli.done("resource", "stock", "queue").out
    for words in ("free: 1 of 1", "reserve for tier 1: 1", "site: hefei", "shared with: sales"):
        assert words in shown
    assert "use: Call by 22:00; Bo Chen is responsible" in shown
    assert "held by" not in shown
    row = cli.done("resource", "stock", "queue", "--json").json["resources"][0]
    assert (row["rules"], row["shared_with"]) == ("Call by 22:00", ["sales"])
    cli.world.inventory = stock.changed(resources={**stock.resources, "queue": ruled.changed(reserve=0)})
    given = cli.done("resource", "assign", stocked, "queue").err
    assert "queue: Call by 22:00; Bo Chen is responsible" in given
    near = cli("resource", "stock", "queu")
    assert (near.code, "'queue'" in near.err) == (1, True)


def test_want_have_and_gap_are_a_table(cli: CommandLine, stocked: str) -> None:
    cli.done("tier", stocked, "raise", "1", "--because", "worse")
    printed = cli.done("resource", "gap", stocked).out
    assert "GAP" in printed
    assert cli.done("resource", "gap", stocked, "--tier", "3", "--json").json["tier"] == 3


def test_a_rest_needs_its_end_and_the_end_is_said(cli: CommandLine, stocked: str) -> None:
    cli.done("resource", "assign", stocked, "off")
    assert "Say until when" in cli("resource", "out", stocked, "R1", "rest").err
    assert "rest" in cli.done("resource", "out", stocked, "R1", "rest", "--until", "2h").err
    refused = cli("resource", "assign", stocked, "R1").err
    assert "'incident resource undo-rest' takes back what was entered by mistake" in refused
    assert cli("resource", "undo-rest", stocked, "R1").code == 2
    longer = cli.done("resource", "out", stocked, "R1", "rest", "--until", "12h").err
    assert "It rested until 2026-11-21 04:40 already" in longer
    first = cli.done("resource", "undo-rest", stocked, "R1", "--because", "typed twice").err
    assert "It still rests until" in first
    undone = cli.done("resource", "undo-rest", stocked, "R1", "--because", "the other one").err
    assert "It still rests" not in undone
    assert 'is taken back: "the other one"' in undone
    cli.done("resource", "assign", stocked, "R1", "bo")
    assert "no rest to take back" in cli("resource", "undo-rest", stocked, "R1", "--because", "again").err


def test_who_rests_in_an_incident_is_counted_at_rest_while_it_holds_them(cli: CommandLine, stocked: str) -> None:
    def told() -> tuple[int, int]:
        row = cli.done("resource", "stock", "off", "--json").json["resources"][0]
        return row["resting"], row["free"]

    cli.done("resource", "assign", stocked, "off", "--quantity", "10")
    assert told() == (5, 5)
    cli.done("resource", "out", stocked, "R1", "rest", "--until", "4h")
    assert told() == (15, 5)
    assert "at rest: 5 until 2026-11-21 05:40, 10 until 2026-11-21 06:40" in cli.done("resource", "stock", "off").out
    cli.done("resource", "release", stocked, "R1")
    assert told() == (15, 5)


def test_a_rest_outlasts_the_incident_in_which_it_was_said(cli: CommandLine, stocked: str) -> None:
    cli.done("resource", "assign", stocked, "off", "--quantity", "15")
    cli.done("resource", "out", stocked, "R1", "rest", "--until", "2h")
    cli.done("resource", "release", stocked, "R1", "--thanks", "sleep well")
    second = cli.declared()
    refused = cli("resource", "assign", second, "off")
    assert (refused.code, "Of 'off' only 0 can be assigned now: " in refused.err) == (1, True)
    asked = cli.done("resource", "request", second, "agent", "--needed-by", "3h").err.split()[0]
    assert "rest until" in cli("resource", "approve", second, asked, "off").err
    cli.world.clock.forward(hours=2)
    cli.done("resource", "approve", second, asked, "off")


def test_an_incident_that_cannot_be_read_keeps_nobody_from_work_in_another(
    cli: CommandLine, stocked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    second, read = cli.declared(), cli.world.log.read

    def damaged(incident_id: str, after: int = 0) -> Sequence[Recorded]:
        if incident_id == stocked:
            raise StorageDamaged
        return read(incident_id, after)

    monkeypatch.setattr(cli.world.log, "read", damaged)
    cli.done("resource", "assign", second, "off")


def test_at_eight_a_team_is_proposed_and_a_team_counts_as_one(cli: CommandLine, stocked: str) -> None:
    for _ in range(7):
        assert "report to the commander" not in cli.done("resource", "assign", stocked, "off").err
    assert "8 report to the commander" in cli.done("resource", "assign", stocked, "off").err
    cli.done("resource", "team", stocked, "Alpha", "bo")
    cli.done("resource", "assign", stocked, "R1", "Alpha")
    assert "report to the commander" not in cli.done("resource", "assign", stocked, "R2", "Alpha").err
    kept = cli("resource", "team", stocked, "Alpha", "ana")
    assert (kept.code, "'Alpha' is led by Bo Chen. With --replace" in kept.err) == (2, True)
    replaced = cli.done("resource", "team", stocked, "Alpha", "ana", "--replace").err
    assert "Until now it was led by Bo Chen." in replaced
    dissolved = cli.done("resource", "team", stocked, "Alpha", "--dissolve").err
    assert "team 'Alpha' is dissolved; what it had is the commander's" in dissolved
    assert "Alpha" not in cli.done("resource", "list", stocked).out
    assert cli("resource", "team", stocked, "Alpha").code == 2


def test_a_team_that_does_not_stand_is_asked_about_and_those_that_do_are_named(cli: CommandLine, stocked: str) -> None:
    for words in (("assign", stocked, "off", "Alfa"), ("request", stocked, "agent", "--for", "Alfa")):
        none = cli("resource", *words)
        assert (none.code != 0, "No team was formed yet." in " ".join(none.err.split())) == (True, True)
    cli.done("resource", "team", stocked, "Alpha", "bo")
    cli.done("resource", "assign", stocked, "off", "alpha")
    for words in (("assign", stocked, "R1", "Alfa"), ("request", stocked, "agent", "--for", "Alfa")):
        refused = cli("resource", *words)
        said = "There is no team 'Alfa', no role and no person of that name. The teams are: Alpha."
        assert (refused.code != 0, said in " ".join(refused.err.split())) == (True, True)
        cli.done("resource", *words, "--yes")
    cli.done("resource", "assign", stocked, "R1", "Bo Chen")
    shown = [each["whom"] for each in cli.done("resource", "list", stocked, "--json").json["allocations"]]
    assert shown == ["bo", "Alfa"], "a team, a role and a person are known by any of their names"


def test_whoever_is_taken_out_of_a_team_is_said_to_be(cli: CommandLine, stocked: str) -> None:
    cli.done("resource", "team", stocked, "Alpha", "bo")
    cli.done("resource", "assign", stocked, "off", "Alpha")
    moved = cli.done("resource", "assign", stocked, "r1", "commander")
    said = "R1 (agents) works in the team 'Alpha', led by Bo Chen, and leaves it: tell Bo Chen."
    assert said in " ".join(moved.err.split())
    assert "leaves it" not in cli.done("resource", "assign", stocked, "R1", "bo").err


def test_a_period_begins_and_ends(cli: CommandLine, stocked: str) -> None:
    assert "operational period 1 begins" in cli.done("resource", "period", stocked, "8h").err


def test_a_request_is_declined_or_called_off_with_a_reason(cli: CommandLine, stocked: str) -> None:
    for how in ("decline", "cancel"):
        name = cli.done("resource", "request", stocked, "agent").err.split()[0]
        assert cli("resource", how, stocked, name).code == 1
        cli.done("resource", how, stocked, name, "--because", "nobody is free")


def test_nothing_to_show_is_said(cli: CommandLine) -> None:
    incident = cli.declared()
    assert "Nothing was asked for" in cli.done("resource", "list", incident).err
    assert "no inventory" in cli.done("resource", "stock").err
    assert "wants no resources" in cli.done("resource", "gap", incident, "--tier", "3").err


def test_a_wrong_row_of_a_table_is_named_and_stops_no_other(cli: CommandLine, tmp_path: Path) -> None:
    good = "id,kind,type,quantity,name\nvans,equipment,van,3,Vans\n"
    bad = good + "Bus,equipment,bus,1,\nvans,equipment,van,1,\nx,thing,x,1,\ny,staff,y,many,\n"
    (tmp_path / "a.csv").write_text(bad, encoding="utf-8-sig")
    ran = cli("resource", "import", str(tmp_path / "a.csv"), "--check")
    assert (ran.code, "1 row is whole; nothing was entered" in ran.err) == (1, True)
    assert [f"Row {n}:" in ran.err for n in (2, 3, 4, 5, 6)] == [False, True, True, True, True]
    assert cli.world.imported == []
    entered = cli("resource", "import", str(tmp_path / "a.csv"), "--json")
    assert (entered.code, "1 resource was entered.\n4 rows were left out." in entered.err) == (1, True)
    assert (entered.json["imported"], len(entered.json["wrong"])) == (1, 4)
    assert cli.world.imported == [
        '  vans: {"kind": "equipment", "type": "van", "name": {"en": "Vans", "zh-CN": "Vans"}, "quantity": 3}\n'
    ]
    (tmp_path / "c.csv").write_text(good.replace("name", "rests"), encoding="utf-8")
    kept = cli("resource", "import", str(tmp_path / "c.csv"), "--json", "--check")
    assert (kept.json["left_out"], "Unknown columns are left out: rests." in kept.err) == (["rests"], True)
    (tmp_path / "b.csv").write_bytes(b"\xff\xff")
    assert cli("resource", "import", str(tmp_path / "b.csv")).code == 2
    assert cli("resource", "import", str(tmp_path / "none.csv")).code == 1


def test_types_that_no_runbook_wants_are_named_with_what_was_probably_meant(cli: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,kind,type,quantity\non,staff,agents,5\noff,staff,agent,5\nv,equipment,van,1\n")
    said = cli.done("resource", "import", str(tmp_path / "a.csv")).err
    assert "No runbook wants these types, so no want counts them: agents (agent?), van." in said


def test_an_inventory_that_is_less_than_what_is_held_is_told_with_what_it_changes(
    cli: CommandLine, stocked: str, tmp_path: Path
) -> None:
    kept = "format: resources/1\nresources:\n  off: {kind: staff, type: agent, quantity: 20, site: Rome}\n"
    cli.world.workspace = replace(cli.world.workspace, root=str(tmp_path))
    (tmp_path / "resources.yaml").write_text(kept, encoding="utf-8")
    cli.done("resource", "assign", stocked, "off", "--quantity", "10")
    (tmp_path / "a.csv").write_text("id,kind,type,quantity\noff,staff,agent,5\n", encoding="utf-8")
    ran = cli("resource", "import", str(tmp_path / "a.csv"), "--json")
    assert "Row 2, 'off': quantity 20 -> 5." in ran.err
    assert f"Of 'off' 10 is held ({stocked}), more than the 5 there would be." in ran.err
    assert "1 of them stood there before: 0 as they were, 1 changed." in ran.err
    assert '"site": "Rome"' in cli.world.imported[0]
    assert (ran.json["replaced"][0]["id"], len(ran.json["over"])) == ("off", 1)


def test_a_substitute_and_whom_it_was_asked_for_stay_in_sight(cli: CommandLine, stocked: str) -> None:
    cli.done("resource", "request", stocked, "clean-laptop", "--kind", "equipment", "--for", "bo",
             "--substitute", "overflow-queue", "--needed-by", "2h")  # fmt: skip
    asked = " ".join(cli.done("resource", "list", stocked).out.split())
    assert "1 × clean laptops, or else overflow queue, by " in asked
    (own,) = json.loads(cli.done("resource", "list", stocked, "--json").out)["allocations"]
    assert own["substitutes"] == ["overflow-queue"]
    given = cli.done("resource", "approve", stocked, "R1").err
    assert "That is a substitute. Asked for: clean laptops; given: overflow queue." in given
    listed = " ".join(cli.done("resource", "list", stocked).out.split())
    assert "1 × overflow queue instead of clean laptops, by " in listed
    cli.done("resource", "assign", stocked, "R1", "ana")
    assert "Ana Lima, asked for Bo Chen" in cli.done("resource", "list", stocked).out


def test_utilisation_is_a_table_with_bars_and_csv(cli: CommandLine, stocked: str) -> None:
    assert "No incident has held" in cli.done("resource", "use").err
    cli.done("resource", "assign", stocked, "queue")
    cli.world.clock.forward(hours=3)
    assert cli.done("resource", "use").out.splitlines()[1].split() == ["equipment", "3.0", "3.0", "#" * 20, "100%"]
    assert f"equipment,{stocked},2026-Q4,3.0,3.0,1.0,,," in cli.done("resource", "use", "--csv").out
    assert stocked in cli.done("resource", "use", "--by", "incident").out
    assert "2026-Q4" in cli.done("resource", "use", "--by", "quarter").out


def test_money_is_used_by_what_was_promised_and_what_was_spent_of_it(cli: CommandLine, stocked: str) -> None:
    cli.done("resource", "assign", stocked, "queue", "--cost", "300.05 CNY", "--budget", "budget")
    cli.done("resource", "assign", stocked, "budget", "--amount", "100 CNY")
    assert cli.done("resource", "use").out.splitlines()[-2].split()[:5] == ["equipment", "300.05", "CNY", "0.00", "CNY"]
    refused = cli("resource", "release", stocked, "R1", "--spent", "30 EUR")
    assert (refused.code, "approved for 300.05 CNY, and EUR is other money" in " ".join(refused.err.split())) == (
        1,
        True,
    )
    cli.done("resource", "release", stocked, "R1", "--spent", "120.04 CNY")
    assert f"equipment,{stocked},2026-Q4,,,,0.00,120.04,CNY" in cli.done("resource", "use", "--csv").out
    last = cli.done("resource", "use", "--by", "quarter").out.splitlines()[-1].split()
    assert last[:5] == ["2026-Q4", "100.00", "CNY", "120.04", "CNY"]
    assert cli.done("resource", "use", "--json").json["money"][-1] == {
        "kind": "money",
        "incident": stocked,
        "quarter": "2026-Q4",
        "currency": "CNY",
        "promised": 100_00,
        "spent": 0,
    }


def test_the_schema_of_the_inventory_is_printed_as_it_is(cli: CommandLine) -> None:
    assert json.loads(cli.done("resource", "schema").out)["title"] == "Inventory"


def test_a_stranger_who_gives_back_what_is_used_reads_who_may(cli: CommandLine, stocked: str) -> None:
    cli.done("resource", "assign", stocked, "queue")
    ran = cli("--as", "dee", "resource", "release", stocked, "R1")
    assert "You hold no role here and did not ask for 'R1'. Who may say what becomes of it: Ana Lima" in ran.err
    assert "R1  assigned" in cli.done("resource", "list", stocked).out


def test_who_is_said_to_have_approved_reads_so_where_the_incident_stands(cli: CommandLine, stocked: str) -> None:
    cli.done("--as", "bo", "resource", "request", stocked, "overflow-queue")
    cli.done("--as", "bo", "resource", "approve", stocked, "R1", "--approved-by", "ana")
    said = "R1 1 × overflow queue was approved by you, as Bo Chen entered. If not, tell them."
    assert said in " ".join(cli.done("show", stocked).out.split())
    assert "was approved by you" not in cli.done("--as", "bo", "show", stocked).out


def test_what_is_out_says_why_and_until_when_in_the_list(cli: CommandLine, stocked: str) -> None:
    cli.done("resource", "assign", stocked, "off", "--quantity", "3")
    cli.done("resource", "out", stocked, "R1", "rest", "--until", "1h")
    assert "out (rest until 03:40)" in cli.done("resource", "list", stocked).out


@pytest.mark.parametrize("more", [("--for", "scribe"), ("--quantity", "2"), ("--cost", "5.00 CNY")])
def test_what_is_said_of_a_thing_that_is_given_already_is_not_passed_over(
    cli: CommandLine, stocked: str, more: tuple[str, str]
) -> None:
    cli.done("resource", "request", stocked, "overflow-queue")
    cli.done("resource", "approve", stocked, "R1")
    ran = cli("resource", "assign", stocked, "R1", *more)
    assert (ran.code, "assigned" in cli.done("resource", "list", stocked).out) == (2, False)
    cli.done("resource", "assign", stocked, "R1", "scribe")


def resting_bo(cli: CommandLine, incident: str) -> None:
    """Bo is sent to rest for eight hours."""
    cli.world.inventory = Inventory(
        resources={"dba-bo": Resource(id="dba-bo", kind="staff", type="dba", quantity=1, person="bo")},
        approvals=cli.world.inventory.approvals,
    )
    cli.done("resource", "assign", incident, "dba-bo")
    cli.done("resource", "out", incident, "R1", "rest", "--until", "8h")


@pytest.mark.parametrize("given_back", [(), ("R1",)])
def test_a_role_goes_to_whoever_rests_only_with_a_yes(
    cli: CommandLine, stocked: str, given_back: Sequence[str]
) -> None:
    resting_bo(cli, stocked)
    for allocation in given_back:
        cli.done("resource", "release", stocked, allocation)
    refused = cli("role", stocked, "scribe", "bo")
    assert refused.code == 2
    assert "rests until 2026-11-21" in refused.err
    assert "Assign somebody else, or wait until then." in refused.err
    assert "Nothing was given. Nobody is there to ask. Say --yes." in refused.err
    assert "rests" not in cli.done("role", stocked, "scribe", "ana").err
    assert "Scribe: Bo" in cli.done("role", stocked, "scribe", "bo", "--yes", "--command-id", "c-1").err
    cli.done("role", stocked, "scribe", "bo", "--command-id", "c-1")


CASE = ("--name", "A", "--contact", "5550100", "--service", "s", "--problem", "p", "--request", "r")


@pytest.mark.parametrize(
    ("words", "undone"),
    [
        (("ask", "bo", "Is the feed behind?"), "Nobody was asked."),
        (("question", "{number}", "give", "--person", "bo"), "Nobody was asked."),
        (("step", "notice", "ask", "--person", "bo"), "Nobody was asked."),
        (("handover", "offer", "bo", "--worry", "the queue"), "Nothing was given."),
        (("resource", "team", "Alpha", "bo"), "Nothing was given."),
        (("resource", "team", "Beta", "bo", "--replace"), "Nothing was given."),
        (("case", "hand-on", "C-0001", "--to", "bo"), "Nothing was given."),
        (("step", "notice", "defer", "--until", "person:bo", "--reason", "busy"), "Nothing was given."),
    ],
)
def test_whoever_rests_is_given_nothing_without_a_yes(
    cli: CommandLine, stocked: str, words: Sequence[str], undone: str
) -> None:
    resting_bo(cli, stocked)
    cli.done("ask", stocked, "ana", "Who calls?")
    number = cli.done("question", stocked, "--json").json["questions"][0]["question"]
    cli.done("resource", "team", stocked, "Beta", "ana")
    cli.done("case", "add", stocked, *CASE)
    place = 2 if words[0] in {"resource", "case"} else 1
    line = [*words[:place], stocked, *(word.format(number=number) for word in words[place:])]
    before = cli.done("show", stocked, "--json").json["seq"]
    refused = cli(*line)
    assert refused.code == 2
    assert "Bo Chen rests until 2026-11-21" in refused.err
    assert f"{undone} Nobody is there to ask. Say --yes." in refused.err
    assert cli.done("show", stocked, "--json").json["seq"] == before
    cli.done(*line, "--yes")
    assert cli.done("show", stocked, "--json").json["seq"] > before


def test_whoever_holds_a_role_is_at_work_since_they_took_it_until_they_rest(cli: CommandLine, stocked: str) -> None:
    cli.world.clock.forward(hours=11, minutes=10)
    cli.done("role", stocked, "scribe", "bo")
    cli.world.clock.forward(minutes=20)
    said = " ".join(cli.done("resource", "list", stocked).out.split())
    assert said == (
        "longest at work: Ana Lima 11 h 30 min, Bo Chen 20 min "
        "rest due: Ana Lima 14:40 (hand-over suggested), Bo Chen tomorrow 01:50"
    )
    first, second = cli.done("resource", "list", stocked, "--json").json["at_work"]
    assert first == {
        "person": "ana",
        "allocation": None,
        "since": "2026-11-21T02:40:00Z",
        "rest_due": "2026-11-21T14:40:00Z",
    }
    assert second["person"] == "bo"
    briefing = cli.done("handover", stocked).out
    assert "longest at work: Ana Lima 11 h 30 min; Bo Chen 20 min" in briefing
    assert "rest due: Ana Lima 14:40 (hand-over suggested)" in briefing
    cli.done("role", stocked, "scribe", "--vacate")
    assert "Bo Chen" not in cli.done("resource", "list", stocked).out
    resting_bo(cli, stocked)
    cli.done("role", stocked, "scribe", "bo", "--yes")
    assert "Bo Chen" not in cli.done("resource", "list", stocked).out.partition("longest")[2]
    cli.world.clock.forward(hours=9)
    assert "Bo Chen 1 h" in cli.done("resource", "list", stocked).out


def test_until_another_is_entered_the_period_ends_with_the_shift(cli: CommandLine, stocked: str) -> None:
    assert cli.done("resource", "list", stocked, "--json").json["period_ends"] is None
    cli.world.directory.all_rotas = (DESK, TECHNICAL.changed(roles=("commander",)))
    assert "period: the shift, ends 05:00" in cli.done("resource", "list", stocked).out
    listed = cli.done("resource", "list", stocked, "--json").json
    assert (listed["period"], listed["period_ends"]) == (None, "2026-11-21T05:00:00Z")
    cli.done("resource", "period", stocked, "1h")
    assert "period 1, ends 03:40" in cli.done("resource", "list", stocked).out
    assert cli.done("resource", "list", stocked, "--json").json["period_ends"] == "2026-11-21T03:40:00Z"


def test_a_time_that_cannot_be_read_is_named_by_what_was_typed_for_it(cli: CommandLine, stocked: str) -> None:
    refused = cli("resource", "period", stocked, "yesterday").err
    assert "UNTIL" in refused
    assert "person:ID" not in refused
    assert "--needed-by" in cli("resource", "request", stocked, "agent", "--needed-by", "step:notice").err
