"""Who hears of an exercise when: a week, a day and an hour before, and of some exercises nobody who plays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from incident.domain.exercises.announcing import Stage, announcements
from incident.domain.exercises.overdue import Place, planned_standings
from incident.domain.exercises.programme import Notice
from tests.domain.exercises.test_programme import MARCH, _entry, _plan

BEGINS = datetime(2027, 3, 10, 14, tzinfo=UTC)


def _due(left: timedelta, notice: Notice = Notice.ANNOUNCED, *, is_approved: bool = True) -> list[tuple[object, ...]]:
    entry = _entry("payments", MARCH, players=("bo", "ana")).changed(notice=notice)
    agreed = entry.changed(occurrences=(entry.occurrences[0].changed(begins=BEGINS),))
    plan = _plan(agreed).changed(trusted=("eva",))
    rows = planned_standings(plan, [], (BEGINS - left).date(), UTC)
    approved = {rows[0].occurrence.key} if is_approved else set[str]()
    assert rows[0].place is not Place.HELD
    return [(each.stage, each.told, each.is_secret) for each in announcements(plan, rows, approved, BEGINS - left)]


def test_people_are_invited_and_then_reminded_three_times() -> None:
    lefts = (timedelta(days=8), timedelta(days=7), timedelta(hours=25), timedelta(days=1), timedelta(hours=1))
    assert [_due(left)[0][0] for left in lefts] == [Stage.INVITED, Stage.WEEK, Stage.WEEK, Stage.DAY, Stage.HOUR]
    assert _due(timedelta(0)) == []
    assert _due(timedelta(days=1), is_approved=False) == []


def test_who_plays_without_notice_hears_nothing_and_the_trusted_do() -> None:
    left = timedelta(days=1)
    assert _due(left)[0][1:] == (("bo", "ana"), False)
    assert _due(left, Notice.NO_NOTICE)[0][1:] == (("eva", "ana"), True)
    assert _due(left, Notice.LIMITED)[0][1:] == (("eva", "ana"), True)
