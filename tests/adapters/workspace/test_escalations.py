from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from incident.adapters.workspace.checking import check_workspace
from incident.adapters.workspace.opening import open_workspace
from tests.adapters.workspace.written import NOW, rewrite

ESCALATE = """\
  executives:
    who: [{role: commander}]
    escalate: {after: 3m, then: [{person: mara}, {person: ana}, {target: chat, name: Duty phone}]}
"""

ROTA = """\
rota:
  desk:
    roles: []
    layers:
      - {name: early, people: [mara], start: 2026-11-02, turn: day, hours: "00:00-05:00"}
      - {name: late, people: [bo], start: 2026-11-02, turn: day, hours: "05:00-06:00"}
"""
HOUR = timedelta(hours=1)


@pytest.fixture
def waited_for(folder: Path) -> Path:
    """A folder in which somebody waits for the executives' answer."""
    line = "  executives: {who: [{role: commander}, {person: mara}, {person: ana}]}\n"
    rewrite(folder / "targets.yaml", line, ESCALATE)
    return folder


def test_an_escalation_goes_by_the_ways_that_fit_of_each_who_is_next(waited_for: Path) -> None:
    directory = open_workspace(waited_for, None).directory
    found = directory.escalation("executives", {}, exercise=False, at=NOW)
    assert found is not None
    assert found.after == timedelta(minutes=3)
    assert [[(way.person, way.target_id) for way in each] for each in found.then] == [
        [("mara", "mail")],
        [],
        [("", "chat")],
    ]
    assert [way.target_id for way in directory.ways("mara", exercise=True)] == ["drill"]
    assert directory.escalation("customers", {}, exercise=False, at=NOW) is None


def test_an_escalation_of_an_exercise_finds_exercise_targets_and_no_others(waited_for: Path) -> None:
    found = open_workspace(waited_for, None).directory.escalation("executives", {}, exercise=True, at=NOW)
    assert found is not None
    assert [[way.target_id for way in each] for each in found.then] == [["drill"], [], []]


def test_who_is_next_is_who_is_on_duty_at_that_hour(waited_for: Path) -> None:
    """Where nobody is, the others keep their place in line."""
    rewrite(waited_for / "targets.yaml", "{person: ana}, {target", "{on_duty: desk}, {target")
    with (waited_for / "people.yaml").open("a", encoding="utf-8") as people:
        people.write(ROTA)
    directory = open_workspace(waited_for, None).directory
    then = (directory.escalation("executives", {}, exercise=False, at=NOW + hours * HOUR) for hours in range(3))
    assert [[way.target_id for way in each.then[1]] for each in then if each] == [["mail"], ["chat"], []]


@pytest.mark.parametrize(
    ("was", "written", "rule", "words"),
    [
        ("{person: ana}", "{person: anna}", "WS004", "There is no person 'anna'."),
        ("{person: ana}", "{}", "WS002", "exactly one of"),
        ("after: 3m", "after: 20s", "WS006", "between 30 seconds and 1 hour"),
        ("after: 3m", "after: 2d", "WS006", "between 30 seconds and 1 hour"),
        (", then: [{person: mara}, {person: ana}, {target: chat, name: Duty phone}]", "", "WS006", "leads nowhere"),
        ("after: 3m, ", "", "WS002", "after"),
    ],
)
def test_a_wrong_escalation_is_told_where_it_stands(
    waited_for: Path, was: str, written: str, rule: str, words: str
) -> None:
    rewrite(waited_for / "targets.yaml", was, written)
    (found,) = check_workspace(waited_for)
    assert found.rule == rule
    assert words in found.message
    assert found.line >= 12


def test_an_escalation_comes_from_the_cache_as_it_was_compiled(waited_for: Path, tmp_path: Path) -> None:
    first, again = (open_workspace(waited_for, tmp_path / "cache").config.audiences for _read in range(2))
    assert first == again
    assert again[-1].escalate is not None
