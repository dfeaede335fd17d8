"""The verbs that hold other steps, or none: wait, repeat, together, run; and what a raise adds."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from incident.adapters.documents.checker import check
from incident.adapters.documents.library import YamlLibrary
from incident.application.errors import Problem
from incident.domain.grading.tiers import Tier
from incident.domain.runbooks.conditions import Op
from incident.domain.runbooks.runbook import Branch, Bundle, Step, Verb
from tests.adapters.documents.library import FIXTURES

VERBS = FIXTURES / "verbs"
MAIN = "outage.every-verb"
MAJOR, SERIOUS, GENERAL = Tier


@pytest.fixture(scope="module")
def whole() -> Bundle:
    return YamlLibrary([VERBS]).bundle(MAIN)


def _step(bundle: Bundle, step_id: str) -> Step:
    step = bundle.runbook.step(step_id)
    assert step is not None
    return step


def test_a_runbook_with_every_verb_breaks_no_rule_in_either_language(whole: Bundle) -> None:
    assert check([VERBS]) == []
    assert {step.verb for step in whole.runbook.steps()} == set(Verb)
    assert whole.languages == ("en", "zh-CN")


def test_a_wait_is_a_length_of_time(whole: Bundle) -> None:
    assert _step(whole, "rest").wait == timedelta(minutes=10)


def test_a_repeat_is_followed_by_one_round_and_then_its_way_out(whole: Bundle) -> None:
    poll = _step(whole, "poll")
    assert (poll.every, poll.rounds) == (timedelta(minutes=15), 3)
    assert poll.condition is not None
    assert poll.condition.op is Op.LESS
    below = [(step.id, step.branch) for step in whole.runbook.steps() if step.branch and step.branch.step == "poll"]
    body = Branch(step="poll", is_body=True)
    assert below == [("look", body), ("retries", body), ("poll-if-not", Branch(step="poll"))]


def test_branches_that_are_worked_together_are_named_like_answers(whole: Bundle) -> None:
    assert _step(whole, "both").options == ("phones", "offices")
    assert whole.text("step.both.option.phones", "en") == "Telephones"
    assert _step(whole, "queue").branch == Branch(step="both", option="phones", is_body=True)
    assert _step(whole, "desks").branch == Branch(step="both", option="offices", is_body=True)


def test_a_runbook_that_is_run_becomes_the_body_of_its_step(whole: Bundle) -> None:
    body = Branch(step="leak", is_body=True)
    found = [(step.id, step.branch) for step in whole.runbook.steps() if step.id.startswith("leak")]
    assert found == [
        ("leak", None),
        ("leak/shut", body),
        ("leak/exposure", body),
        ("leak/say", body),
        ("leak/copies", body),
        ("leak/list", Branch(step="leak/copies", option="made")),
        ("leak/end", body),
    ]
    assert _step(whole, "leak").runbook == "data.seen"
    assert whole.text("step.leak/shut.do", "zh-CN") == "关闭所用的途径"
    assert whole.text("step.leak/copies.option.made", "en") == "Yes"
    assert whole.text("runbook.data.seen.title", "en") == "Customer data may be seen"


def test_what_is_run_belongs_to_the_tiers_of_the_step_that_runs_it(whole: Bundle) -> None:
    assert all(_step(whole, name).tiers == (MAJOR, SERIOUS) for name in ("leak", "leak/shut", "leak/list"))


def test_the_limit_of_a_phase_becomes_that_of_its_steps_without_one(whole: Bundle) -> None:
    assert _step(whole, "leak/exposure").within == {MAJOR: timedelta(minutes=30), SERIOUS: timedelta(hours=1)}
    assert _step(whole, "leak/shut").within == dict.fromkeys((MAJOR, SERIOUS), timedelta(minutes=20))
    assert _step(whole, "leak/list").within == {}  # its question has the limit


def test_a_raise_may_add_the_phases_of_another_runbook(whole: Bundle) -> None:
    runbook = whole.runbook
    added = [phase for phase in runbook.phases if "/" in phase.id]
    assert [phase.id for phase in added] == ["press.story/answer", "press.story/end"]
    assert {(step.added_by, step.id.partition("/")[0]) for phase in added for step in phase.steps} == {
        ("press.story", "press.story")
    }
    assert added[0].limit[MAJOR] == timedelta(hours=1)
    assert [rule.also_run for rule in runbook.raise_rules] == ["press.story", None]
    assert runbook.added == {"press.story": dict.fromkeys(Tier, ("commander", "press"))}
    assert runbook.roles == ("commander", "technical", "liaison", "press")
    assert whole.text("role.press", "zh-CN") == "媒体专员"
    assert whole.text("phase.press.story/answer.title", "en") == "Answer"
    assert whole.text("step.press.story/voice.do", "en") == "Name the one who answers"


def test_every_step_that_another_runbook_brings_has_its_words_and_messages(whole: Bundle) -> None:
    for language in whole.languages:
        words = whole.words[language]
        assert words.keys() == whole.words["en"].keys()
        assert all(f"step.{step.id}.title" in words for step in whole.runbook.steps())
        assert all(f"phase.{phase.id}.title" in words for phase in whole.runbook.phases)
        assert all(f"template.{step.template}.body" in words for step in whole.runbook.steps() if step.template)


def _spoilt(folder: Path, name: str, *changes: tuple[str, str]) -> list[Problem]:
    """What `check` says of the fixture with a text of one of its files replaced in both languages."""
    shutil.copytree(VERBS, folder / "library", dirs_exist_ok=True)
    for language in ("en", "zh-CN"):
        path = folder / "library" / language / f"{name}.yaml"
        text = path.read_text("utf-8")
        for old, new in changes:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        path.write_text(text, "utf-8")
    return check([folder / "library"])


@pytest.mark.parametrize(
    ("change", "rule", "words"),
    [
        (("max: 3\n", "\n"), "RB005", "The step 'poll' lacks 'max'."),
        (("until: share < 1%", ""), "RB005", "The step 'poll' lacks 'until'."),
        (("max: 3\n", "max: 0\n"), "RB002", "'max'"),
        (("max: 3\n", "max: 1000\n"), "RB005", "has 2024 steps; 2000 is the most"),
        (("wait: 10m", "wait: 10m, timer: 5m"), "RB002", "'timer' does not belong to a 'wait' step."),
        (("wait: 10m", "wait: 10m, every: 5m"), "RB002", "'every' does not belong to a 'wait' step."),
        (("wait: 10m", "wait: soon"), "RB002", "must be a duration"),
        (("until: share < 1%", "until: sahre < 1%"), "RB008", "The fact 'sahre' is not declared."),
        (("run: data.seen", "run: data.sene"), "RB022", "There is no runbook 'data.sene'."),
        (("also_run: press.story", "also_run: press.stroy"), "RB022", "There is no runbook 'press.stroy'."),
        (("run: data.seen", "run: outage.every-verb"), "RB005", "outage.every-verb → outage.every-verb"),
        (("also_run: press.story", "also_run: outage.every-verb"), "RB005", "outage.every-verb → outage.every-verb"),
        (("id: offices", "id: phones"), "RB003", "The id 'phones' stands twice"),
        (("id: queue,", "id: queue/1,"), "RB002", "'queue/1' cannot be an id."),
        (("id: queue,", "id: queue~1,"), "RB002", "'queue~1' cannot be an id."),
    ],
)
def test_a_mistake_in_a_verb_is_told_where_it_stands(
    tmp_path: Path, change: tuple[str, str], rule: str, words: str
) -> None:
    problems = _spoilt(tmp_path, MAIN, change)
    found = [problem for problem in problems if words in problem.message]
    assert {(problem.rule, Path(problem.path).name) for problem in found} == {(rule, f"{MAIN}.yaml")}
    assert {Path(problem.path).parent.name for problem in found} == {"en", "zh-CN"}
    assert all(problem.line > 1 and problem.column for problem in found)


@pytest.mark.parametrize("kept", ["", "phones"])
def test_work_in_parallel_needs_two_branches(tmp_path: Path, kept: str) -> None:
    text = (VERBS / "en" / f"{MAIN}.yaml").read_text("utf-8")
    start, end = text.index("          - id: phones"), text.index("      - {id: leak,")
    one = text[start : text.index("          - id: offices")] if kept else ""
    path = tmp_path / "one.yaml"
    path.write_text(text[:start].rstrip() + ("\n" + one if one else " []\n") + text[end:], "utf-8")
    (problem,) = [each for each in check([path], library=[VERBS]) if each.rule != "RB030"]
    assert problem.rule == "RB002"
    assert "'together' needs at least 2 entries" in problem.message


def test_a_branch_needs_a_step(tmp_path: Path) -> None:
    text = (VERBS / "en" / f"{MAIN}.yaml").read_text("utf-8")
    step = text[text.index("              - {id: queue,") : text.index("          - id: offices")]
    path = tmp_path / "empty.yaml"
    path.write_text(text.replace(f"steps:\n{step}", "steps: []\n"), "utf-8")
    assert ["'steps' needs at least 1" in each.message for each in check([path], library=[VERBS])] == [True]
