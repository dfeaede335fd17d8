"""The clock of an exercise is a function of its turns and of now, whoever looks and whenever."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from incident.domain.exercises.clock import FASTEST, ExerciseClock

START = datetime(2026, 11, 22, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)

STEPS = st.lists(st.tuples(st.integers(0, 7200), st.sampled_from(["go", "stand", "pace"]), st.integers(1, FASTEST)))
"""Seconds since the turn before, what is done, and the rate."""


def _played(steps: list[tuple[int, str, int]]) -> tuple[ExerciseClock, datetime]:
    clock, at = ExerciseClock().going(START), START
    for seconds, act, rate in steps:
        at += timedelta(seconds=seconds)
        match act:
            case "go":
                clock = clock.going(at)
            case "stand":
                clock = clock.standing(at)
            case _:
                clock = clock.paced(at, rate)
    return clock, at


def _counted(steps: list[tuple[int, str, int]], until: int) -> int:
    """Seconds that the clock shows, counted one turn after the other."""
    shown, pace, rate = 0, 1, 1
    for seconds, act, new in [*steps, (until, "stand", 1)]:
        shown += seconds * pace
        if act == "pace":
            rate, pace = new, new if pace else 0
        else:
            pace = rate if act == "go" else 0
    return shown


@given(STEPS, st.integers(0, 7200))
def test_it_shows_every_stretch_times_its_pace(steps: list[tuple[int, str, int]], later: int) -> None:
    clock, at = _played(steps)
    assert clock.read(at + timedelta(seconds=later)) == timedelta(seconds=_counted(steps, later))


@given(STEPS, st.integers(0, 100_000), st.integers(0, 100_000))
def test_it_never_goes_back(steps: list[tuple[int, str, int]], one: int, other: int) -> None:
    clock, _at = _played(steps)
    early, late = sorted((one, other))
    assert clock.read(START + timedelta(seconds=early)) <= clock.read(START + timedelta(seconds=late))


@given(STEPS, STEPS, st.integers(0, 100_000))
def test_what_it_showed_is_not_changed_by_what_comes_later(
    before: list[tuple[int, str, int]], after: list[tuple[int, str, int]], ago: int
) -> None:
    clock, at = _played(before)
    longer, _end = _played([*before, *after])
    moment = max(START, at - timedelta(seconds=ago))
    assert longer.read(moment) == clock.read(moment)


def test_before_its_start_it_shows_nothing() -> None:
    assert ExerciseClock().read(START) == timedelta()
    assert ExerciseClock().began_at is None
    clock = ExerciseClock().paced(START, 10).going(START)
    assert clock.read(START - MINUTE) == timedelta()
    assert clock.read(START + MINUTE) == 10 * MINUTE
    assert clock.began_at == START


def test_what_falls_due_waits_while_it_stands_and_comes_as_much_sooner_as_it_goes_faster() -> None:
    clock = ExerciseClock().going(START).standing(START + 20 * MINUTE)
    due, late = START + 30 * MINUTE, START + 120 * MINUTE
    assert clock.put_off(START, due, late) == due + 100 * MINUTE
    assert clock.put_off(START, due, None) == due
    gone_on = clock.going(late, rate=10)
    assert gone_on.put_off(START, due, late + 5 * MINUTE) == late + MINUTE
    assert gone_on.put_off(START + 60 * MINUTE, START + 70 * MINUTE, late) == START + 121 * MINUTE
    assert clock.paced(START + 21 * MINUTE, 5).put_off(START, due, late) == late + 2 * MINUTE
    assert gone_on.put_off(START, START + 10 * MINUTE, late) == START + 10 * MINUTE


@given(STEPS, st.integers(-600, 20_000), st.integers(0, 20_000))
def test_what_falls_due_does_so_when_as_much_of_its_own_time_has_passed(
    steps: list[tuple[int, str, int]], since: int, length: int
) -> None:
    clock, at = _played([*steps, (0, "go", 1)])
    begun = START + timedelta(seconds=since)
    due = clock.put_off(begun, begun + timedelta(seconds=length), at)
    over = clock.went(begun, due) - timedelta(seconds=length)
    assert timedelta() <= over < timedelta(milliseconds=1), "never early: a limit cut to seconds is the limit"


def test_time_between_two_moments_is_what_it_went_between_them() -> None:
    assert ExerciseClock().went(START, START + MINUTE) == MINUTE
    clock = ExerciseClock().going(START).standing(START + 20 * MINUTE).going(START + 120 * MINUTE, rate=10)
    assert clock.went(START - MINUTE, START + 130 * MINUTE) == (20 + 10 * 10) * MINUTE
    assert clock.went(START + 60 * MINUTE, START + 130 * MINUTE) == 100 * MINUTE
    assert clock.went(START + 121 * MINUTE, START + 130 * MINUTE) == 90 * MINUTE


def test_time_runs_from_its_start_whatever_lay_before_it() -> None:
    """What an exercise is declared with was set for play, and play begins a moment later."""
    declared = START - timedelta(milliseconds=600)
    for clock in (ExerciseClock().going(START, 30), ExerciseClock().going(START).going(START + MINUTE / 7, 7)):
        due = clock.put_off(declared, declared + 60 * MINUTE, None)
        assert timedelta() <= clock.read(due) - 60 * MINUTE < timedelta(milliseconds=1)
        assert clock.went(declared, due) == clock.read(due)


def test_a_turn_that_is_entered_late_counts_from_the_one_before() -> None:
    clock = ExerciseClock().going(START).standing(START + 5 * MINUTE).going(START + 2 * MINUTE)
    assert clock.read(START + 6 * MINUTE) == 6 * MINUTE


def test_what_is_late_is_as_late_as_the_clock_went_since_and_no_later_while_it_stands() -> None:
    due = START + 10 * MINUTE
    faster = ExerciseClock().going(START).going(START + 20 * MINUTE, 30)
    assert faster.left(due, START + 21 * MINUTE) == -40 * MINUTE
    slower = faster.going(START + 21 * MINUTE, 1)
    assert slower.left(due, START + 22 * MINUTE) == -41 * MINUTE
    standing = ExerciseClock().going(START).standing(START + 11 * MINUTE)
    assert standing.left(due, START + 71 * MINUTE) == -MINUTE
    assert faster.left(START + 22 * MINUTE, START + 21 * MINUTE) == 30 * MINUTE, "ahead, at the pace of now"
