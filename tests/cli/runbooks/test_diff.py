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
    assert limit["fields"] == [{"name": "within.1", "language": None, "old": "5 min", "new": "4 min"}]
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
    assert (ran.out, ran.err) == ("", "They say the same.\nCompared in: English.\n")


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
    told = desk.done("runbook", "diff", name, "--against", str(before), "--lang", "zh-CN")
    assert "Card payments fail → 银行卡支付失败" in told.out
    assert "比较语言：中文。" in told.err
    assert "只有新的一方有 English" in told.err


@pytest.fixture
def both(desk: Desk) -> tuple[str, list[Path]]:
    """A runbook in two languages, and its files before Chinese words were changed in several of its parts."""
    name = desk.new()
    files = [desk.folder / folder / f"{name}.zh-CN.yaml" for folder in ("runbooks", "templates")]
    old = desk.folder / "old"
    old.mkdir()
    for language in ("en", "zh-CN"):
        for folder in ("runbooks", "templates"):
            there = desk.folder / folder / f"{name}.{language}.yaml"
            (old / f"{folder}.{language}.yaml").write_bytes(there.read_bytes())
    text = files[0].read_text("utf-8")
    for before, after in (
        ("Customers cannot pay", "客户无法付款"),
        ("坐席：先行告知", "坐席：立即告知"),
        ("规模已达到一级", "规模已达一级"),
    ):
        text = text.replace(before, after)
    files[0].write_text(text, "utf-8")
    words = files[1].read_text("utf-8")
    files[1].write_text(words.replace('title: "', 'title: "新', 1), "utf-8")
    return name, [old / f"runbooks.{language}.yaml" for language in ("en", "zh-CN")]


def test_words_of_a_language_that_the_reader_does_not_read_are_told_with_its_name(
    desk: Desk, both: tuple[str, list[Path]]
) -> None:
    name, old = both
    against = [word for path in old for word in ("--against", str(path))]
    ran = desk.done("runbook", "diff", name, *against)
    assert ran.err == "Compared in: English, 中文.\n"
    assert "\nUSE IT WHEN\n  + added 客户无法付款 (中文)\n  - removed Customers cannot pay (中文)\n" in ran.out
    assert "\nMESSAGES\n" in ran.out
    assert "title (中文): " in ran.out
    assert "(English)" not in ran.out
    fields = [
        each
        for change in desk.done("runbook", "diff", name, *against, "--json").json["changes"]
        for each in change["fields"]
    ]
    assert {each["language"] for each in fields} == {"zh-CN"}


def test_a_language_that_one_side_lacks_is_named_and_never_called_the_same(
    desk: Desk, both: tuple[str, list[Path]]
) -> None:
    name, (english, chinese) = both
    ran = desk.done("runbook", "diff", name, "--against", str(english))
    assert ran.out == ""
    assert ran.err == (
        "They say the same.\nCompared in: English.\nOnly the new side has 中文: those words were not compared.\n"
    )
    assert "added 客户无法付款" in desk.done("runbook", "diff", name, "--against", str(chinese)).out
    apart = desk.done("runbook", "diff", str(english), str(chinese))
    assert "no language in common" in apart.err
    assert apart.out == ""


def test_a_new_title_of_a_phase_moves_none_of_its_steps(desk: Desk) -> None:
    changed = desk.folder / "changed.yaml"
    changed.write_text(SHIPPED.read_text("utf-8").replace("title: Decide and contain", "title: Contain it"), "utf-8")
    told = desk.done("runbook", "diff", str(SHIPPED), str(changed)).out
    assert "title: Decide and contain → Contain it" in told
    assert "moved" not in told
