"""What there is, whose it is, and what is wrong with it."""

from __future__ import annotations

import re

import pytest

from tests.cli.runbooks.conftest import Desk
from tests.conftest import CHECKOUT


def test_each_tells_whose_it_is_and_how_it_stands(desk: Desk) -> None:
    desk.new()
    rows = {row["id"]: row for row in desk.done("runbook", "list", "--json").json["runbooks"]}
    own, shipped = rows["service-outage.card-payments-fail"], rows["outage.core-channel"]
    assert (own["own"], own["status"], own["languages"]) == (True, "draft", ["en", "zh-CN"])
    assert (shipped["own"], shipped["status"], shipped["hides_shipped"]) == (False, "active", False)
    assert shipped["title"] == "A customer channel is down"
    assert "客户渠道中断" in desk.done("runbook", "list", "--lang", "zh-CN").out


def test_an_overdue_review_shows(desk: Desk) -> None:
    name = desk.new()
    for file in (desk.folder / "runbooks").iterdir():
        lines = file.read_text("utf-8").splitlines()
        dated = ["reviewed: {date: 2020-01-01, every: 90d}" if line.startswith("reviewed:") else line for line in lines]
        file.write_text("\n".join(dated), "utf-8")
    assert "OVERDUE since 2020-03-31" in desk.done("runbook", "list").out
    row = next(row for row in desk.done("runbook", "list", "--json").json["runbooks"] if row["id"] == name)
    assert row["review_overdue"]


def test_a_broken_one_hides_no_other(desk: Desk) -> None:
    name = desk.new()
    file = desk.folder / "runbooks" / f"{name}.en.yaml"
    file.write_text(file.read_text("utf-8").replace("owner:", "# owner:"), "utf-8")
    ran = desk("runbook", "list")
    assert ran.code == 3
    assert "A customer channel is down" in ran.out
    assert "BROKEN" in ran.out
    assert "'owner' is missing" in ran.err


def test_one_with_errors_can_be_declared_with_and_is_marked(desk: Desk) -> None:
    name = desk.new()
    assert "ERROR" not in desk.done("runbook", "list").out
    file = desk.folder / "runbooks" / f"{name}.en.yaml"
    text = file.read_text("utf-8")
    words = text.partition("why: ")[2].splitlines()[0]
    file.write_text(text.replace(f"why: {words}", 'why: "Because of ${nobody_asked}"', 1), "utf-8")
    ran = desk.done("runbook", "list")
    assert "your own, 1 ERROR, draft" in ran.out
    assert "'incident runbook check' tells what is wrong" in ran.err
    row = next(row for row in desk.done("runbook", "list", "--json").json["runbooks"] if row["id"] == name)
    assert (row["valid"], row["errors"]) == (True, 1)


def test_ones_own_stands_instead_of_the_shipped(desk: Desk) -> None:
    text = (CHECKOUT / "runbooks" / "en" / "outage.core-channel.yaml").read_text("utf-8")
    (desk.folder / "runbooks" / "mine.yaml").write_text(re.sub(r"\nrevision: \d+\n", "\nrevision: 77\n", text), "utf-8")
    told = desk.done("runbook", "list").out
    assert "your own, instead of the shipped one, active, revision 77" in told
    entry = told.partition("outage.core-channel ")[2].partition("\n")[2].partition("\n")[0]
    assert entry.strip().startswith("your own, instead of the shipped one")
    assert told.count("outage.core-channel") == 1


def test_the_shipped_ones_need_no_workspace(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("INCIDENT_HOME")
    monkeypatch.setenv("HOME", str(desk.folder / "nobody"))
    monkeypatch.chdir(desk.folder.parent)
    assert "outage.core-channel" in desk.done("runbook", "list").out
    assert "PHASE 1/6" in desk.done("runbook", "print", "outage.core-channel").out


def test_a_plan_is_shown_for_one_tier_in_a_language(desk: Desk) -> None:
    shown = desk.done("runbook", "show", "outage.core-channel", "--tier", "2", "--lang", "zh-CN").out
    assert "客户渠道中断" in shown
    assert "executives-tier-1" not in shown
