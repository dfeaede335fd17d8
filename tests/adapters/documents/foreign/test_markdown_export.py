from __future__ import annotations

from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from incident.adapters.documents.foreign.importer import import_document
from incident.adapters.documents.foreign.markdown.exporting import export_markdown
from incident.adapters.documents.library import YamlLibrary
from incident.domain.grading.tiers import Tier
from incident.domain.runbooks.runbook import Bundle, Verb
from incident.shipped import library_root
from tests.adapters.documents.foreign.cacao import compiled, imported, written
from tests.adapters.documents.library import FIXTURES


@pytest.fixture(scope="module")
def shipped() -> Bundle:
    return YamlLibrary([library_root()]).bundle("outage.core-channel")


def _items(text: str) -> list[str]:
    """The first line of every item, wherever it is nested."""
    root = SyntaxTreeNode(MarkdownIt("commonmark").parse(text))
    lines = text.split("\n")
    return [lines[node.map[0]].strip() for node in root.walk() if node.type == "list_item" and node.map]


@pytest.mark.parametrize("language", ["en", "zh-CN"])
@pytest.mark.parametrize("tier", list(Tier))
def test_every_step_of_the_tier_has_a_box_and_a_blank_for_its_time(shipped: Bundle, tier: Tier, language: str) -> None:
    steps = [step for step in shipped.runbook.steps() if tier in step.tiers]
    boxes = [item for item in _items(export_markdown(shipped, tier, language)) if item.startswith("- [ ] **")]
    assert len(boxes) == len(steps)
    assert all(item.endswith(r"\_\_:\_\_") for item in boxes)


def test_steps_below_a_step_keep_the_numbers_of_the_screen(shipped: Bundle) -> None:
    boxes = [item for item in _items(export_markdown(shipped, Tier.MAJOR, "en")) if item.startswith("- [ ] **")]
    assert [box.removeprefix("- [ ] **").split()[0] for box in boxes[:5]] == ["1", "1a", "2", "2a", "3"]


def test_limits_and_people_are_those_of_the_tier(shipped: Bundle) -> None:
    major, general = (export_markdown(shipped, tier, "en") for tier in (Tier.MAJOR, Tier.GENERAL))
    assert "Spokesperson: " in major
    assert "Spokesperson: " not in general
    assert "first message within 15m" in major
    assert "first message within 4h" in general


def test_words_are_words_and_never_markup(tmp_path: Path) -> None:
    name = "# [x](javascript:y) <b> *z* `a` | 1."
    content = f"type: playbook\nname: 'N'\nworkflow_start: a\nworkflow:\n  a: {{type: action, name: '{name}'}}\n"
    bundle = compiled(tmp_path, imported(tmp_path, content, "small.yaml"))
    html = MarkdownIt("commonmark").render(export_markdown(bundle, Tier.MAJOR, "en"))
    assert "<b>" not in html
    assert "<a " not in html
    assert "[x](javascript:y)" in html


def test_our_own_checklist_can_be_read_back(tmp_path: Path, shipped: Bundle) -> None:
    made = import_document(written(tmp_path, export_markdown(shipped, Tier.MAJOR, "en"), "printed.md"))
    assert len(list(compiled(tmp_path, made).runbook.steps())) >= len(list(shipped.runbook.steps())) // 2


@pytest.fixture(scope="module")
def whole() -> Bundle:
    return YamlLibrary([FIXTURES / "verbs"]).bundle("outage.every-verb")


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_steps_that_hold_others_are_printed_with_all_of_them(whole: Bundle, language: str) -> None:
    boxes = [item for item in _items(export_markdown(whole, Tier.MAJOR, language)) if item.startswith("- [ ] **")]
    assert len(boxes) == len([step for step in whole.runbook.steps() if Tier.MAJOR in step.tiers])


def test_how_long_and_how_often_is_printed(whole: Bundle) -> None:
    text = export_markdown(whole, Tier.MAJOR, "en")
    assert "- Wait: 10m\n" in text
    assert "- Repeat until: share \\< 1% · again every 15m · 3 times at most\n" in text
    assert "- Rounds: " + " · ".join([r"\_\_:\_\_"] * 3) in text
    assert "- At the same time:\n  - [ ] Telephones\n" in text
    assert "- Run the other runbook: Customer data may be seen\n" in text
    assert "(only once added: The media write about us)" in text


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_a_printed_checklist_comes_back_with_its_verbs(tmp_path: Path, whole: Bundle, language: str) -> None:
    made = import_document(written(tmp_path, export_markdown(whole, Tier.MAJOR, language), "printed.md"))
    steps = {step.verb: step for step in compiled(tmp_path, made).runbook.steps()}
    assert {Verb.WAIT, Verb.REPEAT, Verb.TOGETHER} <= steps.keys()
    assert steps[Verb.REPEAT].rounds == 3
    assert len(steps[Verb.TOGETHER].options) == 2
