"""Power cuts: a mark is in the log exactly once or not at all, and never on the screen without being there."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from random import Random
from time import monotonic, sleep

import pytest

from tests.blackbox.conftest import Team
from tests.blackbox.terminal import Terminal

pytestmark = pytest.mark.slow

KILLS = 50
FEWEST_OF_A_KIND = KILLS // 10
"""So many kills at least must come before the append and so many after it, or the test has tested nothing."""
HALVES = 20
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


def test_a_kill_at_any_instant_of_marking_leaves_the_mark_once_or_not_at_all(team: Team) -> None:
    """The kills crowd around the append: one that came after it makes the next come earlier, and the reverse."""
    incident = team.declared("outage.core-channel", "--tier", "2", "--title", "Voice")
    chance = Random(20261121)  # noqa: S311  (instants, not secrets)
    _drawn, span = _cut_off(team, incident)
    marks = _marks(team, incident)
    assert marks == 1
    team.done("step", incident, STEP, "undo")
    before, after = 0, 0
    for _kill in range(KILLS):
        drawn, _end = _cut_off(team, incident, span * chance.uniform(0.5, 1.5))
        is_marked = _marks(team, incident) == marks + 1
        assert is_marked or _marks(team, incident) == marks
        assert is_marked or not drawn
        before, after = before + (not is_marked), after + is_marked
        span *= 0.8 if is_marked else 1.25
        if is_marked:
            marks += 1
            team.done("step", incident, STEP, "undo")
    assert min(before, after) >= FEWEST_OF_A_KIND, (before, after)
    assert team.done("verify", incident).code == 0


def test_a_half_typed_note_is_there_after_each_of_twenty_kills(team: Team) -> None:
    incident = team.declared("outage.core-channel", "--tier", "2", "--title", "Voice")
    chance, typed = Random(20261122), ""  # noqa: S311  (letters, not secrets)
    for kill in range(HALVES):
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
            terminal.sees(typed.strip()[-12:])
            sleep(0.25)  # the promise itself
            terminal.kill()
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
        terminal.sees("5xx now at 4.1 %")
        sleep(0.25)  # the promise itself: a quarter of a second after the last key
        terminal.kill()
    with Terminal([team.program], team.environment) as terminal:
        terminal.sees(incident)
        terminal.press("Enter")
        terminal.sees("TYPING", "5xx now at 4.1 %", "step 2 ")
        terminal.press("Enter")
        terminal.sees("Noted.", "[>] 2")
