"""Power cuts: a mark is in the log exactly once or not at all, and never on the screen without being there."""

from __future__ import annotations

from collections import Counter
from time import sleep
from typing import Any

import pytest

from tests.blackbox.conftest import Team
from tests.blackbox.terminal import Terminal

pytestmark = pytest.mark.slow

KILLS = 50
LONGEST_SECONDS = 0.04
"""The last kill comes so long after the key; the first one at once."""


def _events(team: Team, incident: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = team.done("timeline", incident, "--json").json["entries"]
    return entries


def _notes(team: Team, incident: str) -> Counter[str]:
    return Counter(entry["words"] for entry in _events(team, incident) if entry["kind"] == "A")


def test_a_kill_at_any_instant_of_marking_leaves_the_mark_once_or_not_at_all(team: Team) -> None:
    """Notes are marks that never run out: each kill has a note of its own."""
    incident = team.done("declare", "outage.core-channel", "--tier", "2", "--title", "Voice", "--json").json["id"]
    drawn: dict[str, bool] = {}
    for number in range(KILLS):
        note = f"cut {number} ends here"
        with Terminal([team.program], team.environment) as terminal:
            terminal.sees(incident)
            terminal.press("Enter")
            terminal.until(lambda: "[>] 1" in terminal.text or "TYPING" in terminal.text, "the walk")
            if "TYPING" in terminal.text:
                terminal.press("\x15")  # the draft of the note that was cut off: empty the field
                terminal.press(note)
            else:
                terminal.press("m", "2", note)
            terminal.sees(note)
            terminal.press("Enter")
            sleep(LONGEST_SECONDS * number / KILLS)
            terminal.kill()
            terminal.read()
            drawn[note] = "Noted." in terminal.text
    notes = _notes(team, incident)
    assert set(notes.values()) <= {1}
    assert {note for note, was_drawn in drawn.items() if was_drawn} <= set(notes)
    assert team.done("verify", incident).code == 0


def test_the_next_start_shows_the_same_step_and_the_half_typed_note(team: Team) -> None:
    incident = team.done("declare", "outage.core-channel", "--tier", "2", "--title", "Voice", "--json").json["id"]
    with Terminal([team.program], team.environment) as terminal:
        terminal.sees(incident)
        terminal.press("Enter")
        terminal.sees("[>] 1")
        terminal.press("Space")
        terminal.sees("[>] 2")
        terminal.press("m", "1")
        terminal.sees("TYPING")
        terminal.press("5xx now at 4.1 %")
        terminal.sees("5xx now at 4.1 %")
        sleep(0.25)  # the promise itself: a quarter of a second after the last key
        terminal.kill()
    with Terminal([team.program], team.environment) as terminal:
        terminal.sees(incident)
        terminal.press("Enter")
        terminal.sees("TYPING", "5xx now at 4.1 %", "step 2 of")
        terminal.press("Enter")
        terminal.sees("Noted.", "[>] 2")
