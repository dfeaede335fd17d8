"""Ticks on paper are typed in line by line too (reference/UX.md 30)."""

from __future__ import annotations

from tests.cli.walk.conftest import Aloud


def test_a_range_from_paper_is_taken_after_what_was_wrong_with_it_was_said(aloud: Aloud) -> None:
    aloud.world.clock.forward(minutes=50)
    heard = aloud("paper", "1 4 02:45", "1 4=2 02:45")
    assert "Step 4 is a decision: write 4= and the number of its answer, up to 2." in heard
    assert "From paper: 1 4=2 02:45." in heard
    assert aloud.timeline[-5:] == ["NoteAdded", "StepTaken", "StepCompleted", "StepTaken", "StepAnswered"]
