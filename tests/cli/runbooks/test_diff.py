"""What another revision or tier says otherwise, by ids."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.runbooks.conftest import Desk
from tests.conftest import CHECKOUT

SHIPPED = CHECKOUT / "runbooks" / "en" / "outage.core-channel.yaml"
REVISION = int(SHIPPED.read_text("utf-8").partition("\nrevision: ")[2].partition("\n")[0])


@pytest.fixture
def edited(desk: Desk) -> Path:
    """The workspace's own revision of a shipped runbook: a limit, a moved step, a removed one."""
    text = SHIPPED.read_text("utf-8").replace(f"revision: {REVISION}\n", f"revision: {REVISION + 1}\n")
    text = text.replace("within: {1: 5m, 2: 10m, 3: 30m}", "within: {1: 4m, 2: 10m, 3: 30m}", 1)
    text = text.replace("affected_share > 10%\n", "affected_share > 12%\n", 1)
    above, moved, below = text.partition("      - id: first-update\n")
    step, rest = (moved + below).split("      - id: resources\n", 1)
    removed, phases = rest.split("\n  - id: contain\n", 1)
    assert "request:" in removed
    target = desk.folder / "runbooks" / "mine.yaml"
    above, notice, between = above.partition("      - id: voice-notice\n")
    target.write_text(f"{above}{step}{notice}{between}\n  - id: contain\n{phases}", encoding="utf-8")
    return target


@pytest.mark.usefixtures("edited")
def test_an_id_alone_is_compared_with_the_shipped_one(desk: Desk) -> None:
    told = desk.done("runbook", "diff", "outage.core-channel").out
    assert told.startswith(f"outage.core-channel: revision {REVISION} → revision {REVISION + 1}\n")
    assert "\nTRIAGE\n  + added 1: affected_share > 12%\n  - removed 1: affected_share > 10%\n" in told
    assert "  ~ changed confirm: FAILURE: confirm with a test contact\n      within at tier 1: 5 min → 4 min\n" in told
    assert told.count("> moved") == 1
    assert "- removed resources" in told
    assert "zh-CN)" not in told  # a language that only one of them has is told once


def test_files_are_compared_in_the_order_they_are_named(desk: Desk, edited: Path) -> None:
    there = desk.done("runbook", "diff", str(SHIPPED), str(edited), "--json").json
    back = desk.done("runbook", "diff", "outage.core-channel", "--against", str(SHIPPED), "--json").json
    assert there["changes"] == back["changes"]
    assert {change["how"] for change in there["changes"]} == {"added", "removed", "moved", "changed"}
    limit = next(change for change in there["changes"] if change["id"] == "confirm")
    assert limit["fields"] == [{"name": "within.1", "old": "5 min", "new": "4 min"}]
    turned = desk.done("runbook", "diff", str(edited), str(SHIPPED), "--json").json
    assert {change["id"] for change in turned["changes"] if change["how"] == "added"} >= {"resources"}


def test_a_tier_is_compared_with_another(desk: Desk) -> None:
    told = desk.done("runbook", "diff", "outage.core-channel", "--tier", "3", "--tier", "1").out
    assert told.startswith("outage.core-channel: tier 3 (general) → tier 1 (major)\n")
    assert "update every: 24 h → 20 min" in told
    assert "  + added deputy: Deputy\n" in told
    assert "  + added equipment/alternate-site: 1 within 2 h\n" in told
    assert "  + added executives-tier-1" in told
    assert "  - removed raise-tier" in told  # at tier 1 there is none above


def test_it_speaks_chinese(desk: Desk) -> None:
    told = desk.done("runbook", "diff", "outage.core-channel", "--tier", "3", "--tier", "1", "--lang", "zh-CN").out
    assert "\n角色\n  + 新增 deputy：副总指挥\n" in told or "\n角色\n  + 新增 deputy: 副总指挥\n" in told


def test_the_same_is_the_same_and_still_zero(desk: Desk) -> None:
    ran = desk.done("runbook", "diff", str(SHIPPED), str(SHIPPED))
    assert (ran.out, ran.err) == ("", "They say the same.\n")


def test_what_cannot_be_compared_is_said(desk: Desk) -> None:
    assert desk("runbook", "diff", "outage.core-channel").code == 2
    assert desk("runbook", "diff", "no.such").code == 1
    assert desk("runbook", "diff", str(desk.folder / "gone.yaml"), str(SHIPPED)).code == 3
    assert desk("runbook", "diff", *["outage.core-channel"] * 2, "--tier", "1", "--tier", "2").code == 2


def test_words_in_another_language_count_too(desk: Desk) -> None:
    name = desk.new()
    file = desk.folder / "runbooks" / f"{name}.zh-CN.yaml"
    before = desk.folder / "before.yaml"
    before.write_bytes(file.read_bytes())
    text = file.read_text("utf-8").replace("  # 待译", "")
    file.write_text(text.replace('"Card payments fail"', '"银行卡支付失败"'), "utf-8")
    told = desk.done("runbook", "diff", name, "--against", str(before), "--lang", "zh-CN").out
    assert "Card payments fail → 银行卡支付失败" in told
