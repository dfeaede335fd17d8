from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incident.adapters.documents.foreign.importer import import_document
from incident.application.errors import DocumentError, Problem
from tests.adapters.documents.foreign.cacao import Steps, action, compiled, imported, playbook, start, written

KINDS = ["action", "if-condition", "while-condition", "switch-condition", "parallel", "playbook-action", "end", "start"]


def _refused(folder: Path, content: dict[str, object] | str | bytes, name: str = "bad.json") -> tuple[Problem, ...]:
    with pytest.raises(DocumentError) as refusal:
        imported(folder, content, name)
    for problem in refusal.value.problems:
        assert "\n" not in problem.message
        assert problem.message.endswith(".")
        assert problem.path.endswith(name)
    return refusal.value.problems


@pytest.mark.parametrize(
    ("content", "rule", "line", "column"),
    [
        (b"", "IM001", 1, 1),
        (b"[]", "IM002", 1, 1),
        (b'{"a": 1,\n "a": 2}', "IM001", 2, 2),
        (b'{"a":\n  NaN}', "IM001", 2, 3),
        (b'{"a": "x', "IM001", 1, 7),
        (b'{"a": 1,}', "IM001", 1, 9),
        (b'{"a" 1}', "IM001", 1, 6),
        (b"{} {}", "IM001", 1, 4),
        (b'{"a": "\\x"}', "IM001", 1, 8),
        ('{"a": "中文"}'.encode("gbk"), "IM001", 1, 8),
        (b"[" * 100_000, "IM001", 1, 61),
        (b'{"a":' * 1_000, "IM001", 1, 301),
        (b'{"a": "' + b"x" * 5_000_000 + b'"}', "IM001", 1, 1),
        (b'{"type": "playbook"}', "IM002", 1, 1),
        (b'{"type": "playbook", "workflow": []}', "IM002", 1, 34),
        (b'{"type": "playbook", "workflow": {}}', "IM002", 1, 1),
        (b'{"type": "playbook", "workflow": {"a": {"type": "action"}, "b": {"type": "action"}}}', "IM003", 1, 1),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(
    tmp_path: Path, content: bytes, rule: str, line: int, column: int
) -> None:
    (problem,) = _refused(tmp_path, content)
    assert (problem.rule, problem.line, problem.column) == (rule, line, column)


def test_a_step_that_is_missing_is_told_where_it_is_named(tmp_path: Path) -> None:
    content = playbook({"start": start("a"), "a": action("Main", "gone")})
    (problem,) = _refused(tmp_path, content)
    assert problem.message == "'on_completion' names 'gone', which is no step."
    assert '"gone"' in (tmp_path / "bad.json").read_text("utf-8").splitlines()[problem.line - 1]


def test_all_that_is_missing_is_told_at_once(tmp_path: Path) -> None:
    steps: Steps = {"start": start("q"), "q": {"type": "switch-condition", "cases": {"a": "x", "b": "y"}}}
    assert len(_refused(tmp_path, playbook(steps))) == 2


@pytest.mark.parametrize(
    "steps",
    [
        {"start": start("a"), "a": action("Main", "a")},
        {"start": start("a"), "a": action("Main", "b"), "b": action("Again", "a")},
        {
            "start": start("q"),
            "q": {"type": "if-condition", "name": "Q", "on_true": "e", "on_completion": "q"},
            "e": {"type": "end"},
        },
    ],
)
def test_steps_that_go_round_for_ever_are_refused(tmp_path: Path, steps: Steps) -> None:
    problems = _refused(tmp_path, playbook(steps))
    assert {problem.rule for problem in problems} == {"IM004"}


@pytest.mark.parametrize("pointer", [5, {"a": 1}, True, [[]]])
def test_a_pointer_that_names_nothing_is_refused(tmp_path: Path, pointer: object) -> None:
    (problem,) = _refused(tmp_path, playbook({"start": {"type": "start", "on_completion": pointer}}))
    assert problem.message == "'on_completion' must name a step by its id."


def test_work_that_grows_with_every_branch_is_refused(tmp_path: Path) -> None:
    steps: Steps = {"start": start("q0"), "a": action("Main", "end"), "end": {"type": "end"}}
    for number in range(30):
        following = f"q{number + 1}" if number < 29 else "a"
        steps[f"q{number}"] = {
            "type": "switch-condition",
            "switch": "x",
            "cases": {"a": following, "b": following, "c": "end"},
        }
    (problem,) = _refused(tmp_path, playbook(steps))
    assert problem.rule == "IM005"


def test_a_chain_of_thousands_is_refused_and_not_hung_upon(tmp_path: Path) -> None:
    steps: Steps = {f"a{n}": action("Main", f"a{n + 1}") for n in range(5_000)}
    (problem,) = _refused(tmp_path, playbook({"start": start("a0"), **steps, "a5000": {"type": "end"}}))
    assert problem.rule == "IM005"


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "IM002"),
        (b"\n\n", "IM002"),
        ("# 中文".encode("gbk"), "IM001"),
        ("\n".join("  " * n + "- x" for n in range(1_000)).encode(), "IM005"),
        (b">" * 5_000 + b" x", "IM005"),
        (b"- [ ] step\n" * 5_000, "IM005"),
        (b"x" * 2_000_000, "IM001"),
    ],
)
def test_a_checklist_that_nobody_can_walk_is_refused(tmp_path: Path, content: bytes, rule: str) -> None:
    (problem,) = _refused(tmp_path, content, "bad.md")
    assert problem.rule == rule


def test_a_folder_and_a_file_that_is_not_there_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.json"):
        with pytest.raises(DocumentError):
            import_document(path)


def test_a_runbook_of_ours_needs_no_import(tmp_path: Path) -> None:
    (problem,) = _refused(tmp_path, "format: runbook/1\nid: a.b\n", "bad.yaml")
    assert problem.message == "This is a runbook of ours already."


def _outcome(folder: Path, path: Path) -> tuple[Problem, ...]:
    """Why a file was refused; nothing if it was imported, and then something can be walked."""
    try:
        made = import_document(path)
    except DocumentError as refusal:
        return refusal.problems
    assert any(True for _step in compiled(folder, made).runbook.steps())
    return ()


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=8)
    | st.sampled_from(KINDS),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "type",
                    "name",
                    "workflow",
                    "workflow_start",
                    "on_completion",
                    "on_true",
                    "cases",
                    "commands",
                    "a",
                    "b",
                ]
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=25,
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.dictionaries(st.sampled_from(["type", "name", "labels", "severity", "workflow_start"]), JSON),
    workflow=JSON,
)
def test_any_json_is_imported_or_refused(tmp_path: Path, content: dict[str, object], workflow: object) -> None:
    path = written(tmp_path, json.dumps({**content, "workflow": workflow}))
    problems = _outcome(tmp_path, path)
    assert all(problem.message and problem.rule != "IM006" for problem in problems)


NAMES = st.sampled_from([f"s{number}" for number in range(6)])
STEPS = st.fixed_dictionaries(
    {"type": st.sampled_from(KINDS)},
    optional={
        "name": st.sampled_from(["Look", "Is it so?", "A: b", "", "隔离"]),
        "on_completion": NAMES,
        "on_success": NAMES,
        "on_failure": NAMES,
        "on_true": NAMES,
        "on_false": NAMES,
        "cases": st.dictionaries(st.sampled_from(["x", "y", "default"]), NAMES, max_size=3),
        "next_steps": st.lists(NAMES, max_size=3),
        "condition": st.sampled_from(["__v__:value == 1", "prose"]),
        "delay": st.integers(-5, 10**13),
        "out_args": st.just(["__v__"]),
    },
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.fixed_dictionaries({f"s{number}": STEPS for number in range(6)}))
def test_any_graph_becomes_a_walk_that_ends_or_is_refused(tmp_path: Path, steps: Steps) -> None:
    path = written(tmp_path, playbook(steps, workflow_start="s0"))
    problems = _outcome(tmp_path, path)
    assert {problem.rule for problem in problems} <= {"IM002", "IM003", "IM004", "IM005"}


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("# Plan\n\n- [ ] " + "[" * 15_000, 3),
        ("# Plan\n\n" + "[\n" * 15_000, 203),
        ("# Plan\n- [ ] " + "word " * 10_000, 2),
        ("# Plan\n" + "- [ ] look at it\n" * 50_000, 1),
    ],
)
def test_a_text_that_would_keep_somebody_waiting_is_refused_before_it_is_read(
    tmp_path: Path, content: str, line: int
) -> None:
    (problem,) = _refused(tmp_path, content, "slow.md")
    assert (problem.rule, problem.line) == ("IM005", line)
