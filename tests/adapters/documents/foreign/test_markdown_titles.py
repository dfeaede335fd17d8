"""A checklist is called what it calls itself, a step is about something, and no heading goes without a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.adapters.documents.foreign.cacao import compiled, imported, told

WORK = "- [ ] Stop it\n"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"# Ransomware\n\nFor all.\n\n# Preparation\n\n{WORK}\n# Recovery\n\n{WORK}", "Ransomware"),
        (f"**Disk full**\n\nTriage:\n{WORK}", "Disk full"),
        (f'+++\ntitle = "Cache stampede"\nweight = 3\n+++\n# Check\n{WORK}', "Cache stampede"),
        (f"---\n标题: 数据泄露\n---\n## 处置\n{WORK}", "数据泄露"),
        (f"## Steps\n\n{WORK}", "small"),
        (f"# Preparation\n\nBe ready.\n\n# Recovery\n\n{WORK}", "small"),
        (f"# 1. First\n\nText.\n\n# 2. Second\n\n{WORK}", "small"),
    ],
)
def test_a_checklist_has_the_title_of_its_document_and_never_that_of_a_part(
    tmp_path: Path, text: str, title: str
) -> None:
    bundle = compiled(tmp_path, imported(tmp_path, text, "small.md"))
    assert bundle.text("title", bundle.languages[0]) == title


def test_a_step_under_a_heading_that_says_nothing_is_about_the_document(tmp_path: Path) -> None:
    bundle = compiled(tmp_path, imported(tmp_path, f"# Database failover\n\n## Steps\n\n{WORK}", "small.md"))
    (step,) = bundle.runbook.steps()
    assert bundle.text(f"step.{step.id}.title", "en") == "DATABASE FAILOVER: Stop it"


def test_a_heading_that_stands_nowhere_is_told(tmp_path: Path) -> None:
    made = imported(tmp_path, f"# A leak\n## Part A\n### Between\n#### Innermost\n{WORK}", "small.md")
    assert told(made, "IM103") == ["The heading 'Between' stays in the original only."]


def test_a_phase_of_several_parts_names_them_all(tmp_path: Path) -> None:
    text = f"# A leak\n\n# Work\n\n## First\n\n{WORK}\n## Second\n\n{WORK}"
    bundle = compiled(tmp_path, imported(tmp_path, text, "small.md"))
    assert [bundle.text(f"phase.{each.id}.title", "en") for each in bundle.runbook.phases] == ["Work – First, Second"]


def test_a_picture_is_kept_as_a_reference(tmp_path: Path) -> None:
    made = imported(tmp_path, "# A leak\n\n- [ ] Look at ![the plan](img/plan.png)\n", "small.md")
    assert "where: img/plan.png" in made.text


def test_a_lone_case_below_a_step_is_shown_and_told_and_is_no_way_out(tmp_path: Path) -> None:
    text = "# 断电\n\n1. 启动发电机\n   - 如果没有启动：联系供应商\n   - 若不放心，请示组长\n"
    made = imported(tmp_path, "# 断电\n\n1. 启动发电机\n   - 如果没有启动：联系供应商\n", "small.md")
    bundle = compiled(tmp_path, made)
    (step,) = bundle.runbook.steps()
    assert bundle.text(f"step.{step.id}.show", "zh-CN") == "- 如果没有启动：联系供应商"
    assert any("如果没有启动" in warning for warning in told(made, "IM105"))
    assert len(list(compiled(tmp_path, imported(tmp_path, text, "small.md")).runbook.steps())) == 5


def test_an_id_is_never_a_number_alone(tmp_path: Path) -> None:
    bundle = compiled(tmp_path, imported(tmp_path, "# 断电\n\n- [ ] 上报（30 分钟内）\n", "small.md"))
    assert [step.id for step in bundle.runbook.steps()] == ["step"]


def test_a_heading_that_a_title_has_in_part_or_a_question_as_a_whole_is_not_told(tmp_path: Path) -> None:
    long = "Everything that one should know of the buckets and the rules of their owners"
    asked = "Is the data of the customers confirmed as accessed or taken by others?"
    made = imported(
        tmp_path, f"# A leak\n\n## Work\n\n{WORK}\n### {long}\n\nRead on.\n\n### {asked}\n\n- Yes\n- No\n", "a.md"
    )
    assert told(made, "IM103") == []
