"""Checklists numbered by hand, told in tables or in headings: each becomes steps, and every word is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from incident.adapters.documents.foreign.markdown.numbering import with_lists
from incident.domain.runbooks.runbook import Branch, Bundle
from tests.adapters.documents.foreign.cacao import compiled, imported, told

HANDBOOK = """# 语音平台故障应急处置手册

一、故障发现与报告

（一）监控发现

1、值班人员登录监控平台核实。
2、电话报告值班长。

（二）客户反馈

1、话务员记录客户反映的问题。

二、应急处置

1. 切换备用线路；
2. 通知运营商；
① 联系电信
② 联系联通
3. 发布语音公告。

三、恢复与总结

1）确认业务恢复。
2）提交复盘报告。
"""


def _bundle(folder: Path, text: str) -> Bundle:
    return compiled(folder, imported(folder, text, "team.md"))


def _titles(bundle: Bundle) -> list[list[str]]:
    (language,) = bundle.languages
    return [[bundle.text(f"step.{step.id}.title", language) for step in phase.steps] for phase in bundle.runbook.phases]


def test_a_handbook_in_the_chinese_manner_has_its_chapters_as_phases(tmp_path: Path) -> None:
    bundle = _bundle(tmp_path, HANDBOOK)
    assert _titles(bundle) == [
        [
            "监控发现：值班人员登录监控平台核实。",
            "监控发现：电话报告值班长。",
            "客户反馈：话务员记录客户反映的问题。",
        ],
        ["应急处置：切换备用线路；", "应急处置：通知运营商；", "应急处置：发布语音公告。"],
        ["恢复与总结：确认业务恢复。", "恢复与总结：提交复盘报告。"],
    ]
    shown = [bundle.text(f"step.{step.id}.show", "zh-CN") for step in bundle.runbook.steps()]
    assert [text for text in shown if text] == ["- 联系电信\n- 联系联通"]


def test_what_stands_below_a_numbered_line_belongs_to_it(tmp_path: Path) -> None:
    text = "# 数据泄露\n\n## 处置步骤\n\n**第一步：确认范围**\n\n核查日志。\n\n**第二步：上报**\n\n向网信部门报告。\n"
    bundle = _bundle(tmp_path, text)
    assert _titles(bundle) == [["数据泄露：确认范围", "数据泄露：上报"]]
    shown = [bundle.text(f"step.{step.id}.show", "zh-CN") for step in bundle.runbook.steps()]
    assert shown == ["核查日志。", "向网信部门报告。"]


@pytest.mark.parametrize(
    "text",
    [
        "1. One\n2. Two",
        "# 1. Confirm\n\nCall 119 in 2026.\n",
        "```\n一、不是标题\n1、不是步骤\n```\n\n- one",
        "    1、code that is indented",
        "~~~\n① x\n~~~\n① y".replace("① y", "y"),
    ],
)
def test_what_is_markdown_already_stays_as_it_is(text: str) -> None:
    assert with_lists(text.split("\n")) == text.split("\n")


def test_every_line_keeps_its_number() -> None:
    lines = HANDBOOK.split("\n")
    made = with_lists(lines)
    assert len(made) == len(lines)
    assert [index for index, line in enumerate(lines) if not line] == [
        index for index, line in enumerate(made) if not line
    ]


def test_steps_that_are_counted_in_words_are_steps(tmp_path: Path) -> None:
    text = "# Valves in the cellar of the house\n\nStep 1 - Open it\nStep 2 - Close it\n"
    assert _titles(_bundle(tmp_path, text)) == [["ACTION: Open it", "ACTION: Close it"]]


def test_a_heading_that_is_a_step_is_worked_and_not_read(tmp_path: Path) -> None:
    text = "# Health\n\n## Step 1: Restart\n\n`systemctl restart app`\n\n## Step 2: Tell the lead\n"
    bundle = _bundle(tmp_path, text)
    assert _titles(bundle) == [["ACTION: Restart"], ["ACTION: Tell the lead"]]
    assert bundle.text("step.restart.show", "en") == "`systemctl restart app`"


def test_each_row_of_a_table_of_work_is_a_step(tmp_path: Path) -> None:
    text = (
        "# Table\n\n| # | Action | Owner | Time | Expected result |\n|---|---|---|---|---|\n"
        "| 1 | Open the bridge | Comms | 5 min | All are in |\n| 2 | Roll back | Tech | | |\n"
    )
    bundle = _bundle(tmp_path, text)
    first, second = bundle.runbook.steps()
    assert [bundle.text(f"step.{step.id}.do", "en") for step in (first, second)] == ["Open the bridge", "Roll back"]
    assert bundle.text(f"step.{first.id}.expect", "en") == "All are in"
    assert bundle.text(f"step.{first.id}.show", "en") == "Time: 5 min"
    assert first.by != second.by


def test_a_table_that_says_nothing_to_do_is_read(tmp_path: Path) -> None:
    bundle = _bundle(
        tmp_path, "# Who\n\n| 角色 | 电话 |\n|---|---|\n| 总指挥 | 1 |\n\n| Step | 1 |\n|---|---|\n| 2 | 3 |\n"
    )
    (step,) = bundle.runbook.steps()
    assert "总指挥" in bundle.text(f"step.{step.id}.show", bundle.languages[0])


def test_remarks_are_no_steps_and_are_told(tmp_path: Path) -> None:
    made = imported(tmp_path, "<!-- toc -->\n\n# Work\n\n- look\n\n<!-- - hidden -->\n", "team.md")
    bundle = compiled(tmp_path, made)
    assert [step.id for step in bundle.runbook.steps()] == ["look"]
    assert told(made, "IM103") == ["A remark that no reader sees stays in the original only. (×2)"]


def test_words_to_be_said_name_nobody(tmp_path: Path) -> None:
    text = '# Call\n\n1. Say: "This is [NAME], I command."\n2. [Scribe] writes it down\n'
    said, written = _bundle(tmp_path, text).runbook.steps()
    assert (said.by, written.by) == (None, "scribe")


@pytest.mark.parametrize(
    ("condition", "other"),
    [("If the database is down:", "Else:"), ("When it is down, then:", "Otherwise:"), ("如果数据库宕机：", "否则：")],
)
def test_work_for_one_case_only_stands_below_a_question(tmp_path: Path, condition: str, other: str) -> None:
    text = f"# A\n\n## Work\n\n{condition}\n\n1. Fail over\n\n{other}\n\n1. Restart it\n\nThen, for all:\n\n1. Look\n"
    question, yes, no, last = _bundle(tmp_path, text).runbook.steps()
    assert question.options == ("yes", "no")
    assert yes.branch == Branch(step=question.id, option="yes")
    assert no.branch == Branch(step=question.id, option="no")
    assert last.branch is None
