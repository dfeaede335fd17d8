"""The facilitator's screen looks each second, and reads only what came since."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from incident.application.exercises.kept import KeptEntries
from incident.domain import commands as c
from incident.domain.events import Recorded
from incident.tui.leading import console
from tests.tui.led import led
from tests.tui.worlds import BO, World


@pytest.fixture
def read(world: World, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many entries each reading of the log came to."""
    counts: list[int] = []
    reading = world.log.read

    def counted(incident_id: str, after: int = 0) -> Sequence[Recorded]:
        found = reading(incident_id, after)
        counts.append(len(found))
        return found

    monkeypatch.setattr(world.log, "read", counted)
    return counts


def test_of_what_it_knows_it_reads_nothing_again(world: World, read: list[int]) -> None:
    exercise, kept = led(world), KeptEntries()
    console(world, kept, exercise)
    assert sum(read) > 0
    read.clear()
    before = console(world, kept, exercise).console
    assert sum(read) == 0
    world.of(BO).does(exercise, c.AddNote(by="bo", text="the bank does not answer"))
    read.clear()
    after = console(world, kept, exercise).console
    assert 0 < sum(read) <= 2
    assert after.players != before.players


def test_what_is_kept_is_what_the_log_says(world: World) -> None:
    exercise, kept = led(world), KeptEntries()
    for number in range(3):
        world.of(BO).does(exercise, c.AddNote(by="bo", text=f"note {number}"))
        assert list(kept.read(world.log, exercise)) == list(world.log.read(exercise))
