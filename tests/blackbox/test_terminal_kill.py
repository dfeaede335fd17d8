"""Power cuts: a mark is in the log exactly once or not at all, and never on the screen without being there."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from functools import partial
from random import Random
from time import monotonic, sleep

import pytest

from tests.blackbox.conftest import Team
from tests.blackbox.terminal import Terminal

pytestmark = pytest.mark.slow

KILLS = [pytest.param(10), pytest.param(50, marks=pytest.mark.soak)]
HALVES = [pytest.param(4), pytest.param(20, marks=pytest.mark.soak)]
MOST = 30
"""So many more kills until they have come on both sides of the append, and the promise was kept in spite of others."""
PROMISED_SECONDS = 0.25
"""So soon after the last key the words are on the disk."""
STEP = "confirm"
MARKED, OPEN = "[x]   1", "[>] 1"


def _marks(team: Team, incident: str) -> int:
    """How often the step was completed, undone or not, as the log itself has it."""
    with closing(sqlite3.connect(team.folder / "incident.db")) as log:
        rows = log.execute(
            "SELECT count(*) FROM events WHERE incident_id = ? AND type = 'StepCompleted' AND body LIKE ?",
            (incident, f'%"{STEP}"%'),
        )
        (count,) = rows.fetchone()
    return int(count)


def _notes(team: Team, incident: str) -> int:
    with closing(sqlite3.connect(team.folder / "incident.db")) as log:
        rows = log.execute("SELECT count(*) FROM events WHERE incident_id = ? AND type = 'NoteAdded'", (incident,))
        (count,) = rows.fetchone()
    return int(count)


def _on_disk(team: Team, typed: str) -> bool:
    drafts = [path.read_text(encoding="utf-8") for path in (team.folder / ".drafts").glob("*.json")]
    return typed in [json.loads(draft)["typed"] for draft in drafts]


def _cut_off(team: Team, incident: str, seconds: float | None = None) -> tuple[bool, float]:
    """Mark the step and pull the plug so long after the key; without a figure, as soon as the mark is drawn.

    The answer is whether it was drawn, and how long after the key the end came.
    """
    with Terminal([team.program], team.environment) as terminal:
        terminal.sees(incident)
        terminal.press("Enter")
        terminal.sees(OPEN)
        begin = monotonic()
        terminal.press("Space")
        if seconds is None:
            terminal.sees(MARKED)
        else:
            sleep(seconds)
        terminal.kill()
        end = monotonic()
        terminal.read()
        return MARKED in terminal.text, end - begin


@pytest.mark.parametrize("kills", KILLS)
def test_a_kill_at_any_instant_of_marking_leaves_the_mark_once_or_not_at_all(team: Team, kills: int) -> None:
    """The kills crowd around the append: one that came after it makes the next come earlier, and the reverse."""
    incident = team.declared("outage.core-channel", "--tier", "2", "--title", "Voice")
    chance = Random(20261121)  # noqa: S311  (instants, not secrets)
    _drawn, span = _cut_off(team, incident)
    marks = _marks(team, incident)
    assert marks == 1
    team.done("step", incident, STEP, "undo")
    before, after = 0, 0
    for kill in range(kills + MOST):
        if kill >= kills and min(before, after) >= kills // 10:
            break
        drawn, _end = _cut_off(team, incident, span * chance.uniform(0.5, 1.5))
        is_marked = _marks(team, incident) == marks + 1
        assert is_marked or _marks(team, incident) == marks
        assert is_marked or not drawn
        before, after = before + (not is_marked), after + is_marked
        span *= 0.7 if is_marked else 1.4
        if is_marked:
            marks += 1
            team.done("step", incident, STEP, "undo")
    assert min(before, after) >= kills // 10, f"{before} before and {after} after the append have tested nothing"
    assert team.done("verify", incident).code == 0


@pytest.mark.parametrize("kills", HALVES)
def test_a_half_typed_note_is_on_disk_at_once_and_there_after_every_kill(team: Team, kills: int) -> None:
    incident = team.declared("outage.core-channel", "--tier", "2", "--title", "Voice")
    chance, typed, soonest = Random(20261122), "", 60.0  # noqa: S311  (letters, not secrets)
    for kill in range(kills + MOST):
        with Terminal([team.program], team.environment) as terminal:
            terminal.sees(incident)
            terminal.press("Enter")
            terminal.sees("step 1")
            if kill == 0:
                terminal.press("m")
            terminal.sees("TYPING", typed[-60:])
            more = "".join(chance.choice("abcdefgh客户 ") for _ in range(chance.randint(1, 4)))
            typed += more
            terminal.press(more)
            begin = monotonic()
            terminal.until(partial(_on_disk, team, typed), "the words on the disk")
            soonest = min(soonest, monotonic() - begin)
            terminal.kill()
        if kill + 1 >= kills and soonest < PROMISED_SECONDS:
            break
    assert soonest < PROMISED_SECONDS
    assert not _notes(team, incident)


def test_the_next_start_shows_the_same_step_and_the_half_typed_note(team: Team) -> None:
    incident = team.declared("outage.core-channel", "--tier", "2", "--title", "Voice")
    with Terminal([team.program], team.environment) as terminal:
        terminal.sees(incident)
        terminal.press("Enter")
        terminal.sees("[>] 1")
        terminal.press("Space")
        terminal.sees("[>] 2")
        terminal.press("m")
        terminal.sees("TYPING")
        terminal.press("5xx now at 4.1 %")
        terminal.until(lambda: _on_disk(team, "5xx now at 4.1 %"), "the words on the disk")
        terminal.kill()
    with Terminal([team.program], team.environment) as terminal:
        terminal.sees(incident)
        terminal.press("Enter")
        terminal.sees("TYPING", "5xx now at 4.1 %", "step 2 ")
        terminal.press("Enter")
        terminal.sees("Noted.", "[>] 2")
