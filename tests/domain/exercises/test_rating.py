"""What the log proposes as the rating of a critical task."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from incident.domain import events as e
from incident.domain.exercises.clock import ExerciseClock
from incident.domain.exercises.evidence import Evidence, EvidenceKind
from incident.domain.exercises.leading import Rating
from incident.domain.exercises.rating import proposed
from incident.domain.exercises.scenario import Task
from incident.domain.exercises.state import Exercise, Phase

START = datetime(2026, 11, 22, 9, tzinfo=UTC)
INJECT_AT = START + timedelta(minutes=35)
TASK = Task(id="found", evidence=Evidence(kind=EvidenceKind.STEP, name="behind"), within=timedelta(minutes=10))
PLAY = Exercise(
    scenario="video",
    revision=1,
    controllers=("fay",),
    length=timedelta(minutes=90),
    phase=Phase.ENDED,
    clock=ExerciseClock().going(START),
    released={"forum": INJECT_AT},
    ended_at=START + timedelta(minutes=90),
)


def _done(*minutes: int) -> list[e.Recorded]:
    return [
        e.Recorded(
            incident_id="EX-0001",
            seq=seq,
            event_id=f"e{seq}",
            event=e.StepCompleted(step="behind"),
            actor="bo",
            on_behalf_of=None,
            occurred_at=START + timedelta(minutes=minute),
            recorded_at=START + timedelta(minutes=minute),
        )
        for seq, minute in enumerate(minutes, 1)
    ]


def test_what_was_done_before_its_inject_came_is_no_proof_and_is_for_a_person_to_judge() -> None:
    found = proposed(TASK.changed(after="forum"), PLAY, _done(5))
    assert (found.rating, found.took, found.is_before) == (None, None, True)


def test_what_was_done_again_after_its_inject_counts_from_the_inject() -> None:
    found = proposed(TASK.changed(after="forum"), PLAY, _done(5, 47))
    assert (found.rating, found.took, found.is_before) == (Rating.SOME, timedelta(minutes=12), False)
    assert found.evidence == ("e2",)


def test_a_task_that_counts_from_the_start_has_its_proof_from_then_on() -> None:
    found = proposed(TASK, PLAY, _done(5))
    assert (found.rating, found.took, found.is_before) == (Rating.PERFORMED, timedelta(minutes=5), False)


def test_what_was_done_while_play_stood_is_told_so_and_is_for_a_person_to_judge() -> None:
    """The clock stood from the 20th minute to the 30th; what was done at the instant of a turn was done in play."""
    clock = ExerciseClock().going(START).standing(START + timedelta(minutes=20)).going(START + timedelta(minutes=30))
    play = PLAY.changed(clock=clock)
    rows = [proposed(TASK, play, _done(minute)) for minute in (20, 25, 30)]
    assert [(row.rating, row.while_stood) for row in rows] == [
        (Rating.MAJOR, False),
        (None, True),
        (Rating.MAJOR, False),
    ]
    assert rows[1].took == timedelta(minutes=20)
