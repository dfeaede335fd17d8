"""A local time is one instant, or it is refused with what to write instead."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from incident.domain.refusals import Refusal, RefusalCode, Refused
from incident.wording.typed_moments import end_of_day, next_moment, parse_moment
from tests.domain.walks import at

BERLIN = ZoneInfo("Europe/Berlin")
SHANGHAI = ZoneInfo("Asia/Shanghai")


def local(words: str, zone: ZoneInfo, now: datetime) -> datetime | None:
    moment = parse_moment(words, now, zone)
    assert moment is None or moment.utcoffset() == timedelta(0)
    return moment


def test_now_is_now() -> None:
    assert parse_moment("现在", at("03:00"), BERLIN) == at("03:00")


@pytest.mark.parametrize("words", ["02:40", "2:40", "02:40:00", "02：40"])
def test_a_time_of_day_is_the_latest_one_that_is_past(words: str) -> None:
    """02:40 typed at 00:10 was yesterday."""
    assert local(words, SHANGHAI, datetime(2026, 11, 20, 16, 10, tzinfo=UTC)) == datetime(
        2026, 11, 19, 18, 40, tzinfo=UTC
    )


def test_a_watch_that_is_two_minutes_fast_means_now_and_not_yesterday() -> None:
    assert local("03:02", UTC, at("03:00")) == at("03:00")  # type: ignore[arg-type]  # UTC is a zone too
    assert local("03:03", UTC, at("03:00")) == at("03:03") - timedelta(days=1)  # type: ignore[arg-type]  # "


@pytest.mark.parametrize("words", ["00:00", "00:01"])
def test_a_fast_watch_that_is_past_midnight_before_the_clock_means_now(words: str) -> None:
    """Not the midnight that was nearly a day ago."""
    late = datetime(2026, 11, 20, 15, 59, 30, tzinfo=UTC)  # 23:59:30 in Shanghai
    assert local(words, SHANGHAI, late) == late
    assert local("00:02", SHANGHAI, late) == datetime(2026, 11, 19, 16, 2, tzinfo=UTC)


def said_no(words: str, now: datetime, zone: ZoneInfo = BERLIN) -> tuple[RefusalCode, object]:
    with pytest.raises(Refused) as refused:
        parse_moment(words, now, zone)
    return refused.value.code, refused.value.fields


def test_an_hour_that_came_twice_is_asked_for_by_its_offset_once_both_are_past() -> None:
    """Berlin, 25 October 2026: 02:00 to 03:00 came twice, from 00:00 and from 01:00 UTC."""
    night = datetime(2026, 10, 25, tzinfo=UTC)
    first, second = "2026-10-25T02:40+02:00", "2026-10-25T02:40+01:00"
    for words in ("02:40", "2026-10-25 02:40"):
        both = {"value": words, "earlier": first, "later": second}
        assert said_no(words, night + timedelta(hours=5)) == (Refusal.TIME_TWICE, both)
    assert local("02:40", BERLIN, night + timedelta(hours=1, minutes=30)) == night + timedelta(minutes=40)
    assert local(first, BERLIN, night + timedelta(hours=5)) == night + timedelta(minutes=40)
    assert local(second, BERLIN, night + timedelta(hours=5)) == night + timedelta(hours=1, minutes=40)


@pytest.mark.parametrize("words", ["02:30", "2026-03-29 02:30"])
def test_an_hour_that_never_came_is_refused_with_the_gap(words: str) -> None:
    """Berlin, 29 March 2026: after 01:59 came 03:00."""
    gap = {"value": words, "before": "02:00", "after": "03:00"}
    assert said_no(words, datetime(2026, 3, 29, 4, tzinfo=UTC)) == (Refusal.TIME_SKIPPED, gap)


def test_an_hour_that_today_has_not_was_yesterday_before_the_clocks_change() -> None:
    assert local("02:30", BERLIN, datetime(2026, 3, 29, 0, 10, tzinfo=UTC)) == datetime(2026, 3, 28, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "words", ["0001-01-02 02:40", "9999-12-30T02:40+00:00", "2016-01-01 00:00", "2027-12-01 00:00"]
)
def test_a_year_that_must_be_a_slip_is_refused(words: str) -> None:
    assert said_no(words, at("03:00")) == (Refusal.TIME_FAR, {"value": words})


def test_the_next_time_of_day_is_today_or_tomorrow_and_never_one_that_the_clocks_skip() -> None:
    assert next_moment("03:30", at("03:00"), UTC) == at("03:30")
    assert next_moment("02:10", at("03:00"), UTC) == at("02:10") + timedelta(days=1)
    with pytest.raises(Refused):
        next_moment("02:30", datetime(2026, 3, 28, 23, tzinfo=UTC), BERLIN)
    assert next_moment("02:30", datetime(2026, 10, 25, 0, 40, tzinfo=UTC), BERLIN) == datetime(
        2026, 10, 25, 1, 30, tzinfo=UTC
    )
    assert next_moment("25:00", at("03:00"), UTC) is None


def test_yesterday_is_found_across_a_change_of_the_clocks() -> None:
    assert local("23:50", BERLIN, datetime(2026, 10, 25, 0, 30, tzinfo=UTC)) == datetime(
        2026, 10, 24, 21, 50, tzinfo=UTC
    )


@pytest.mark.parametrize(
    ("typed", "due"), [("2026-11-24", "2026-11-24 23:59"), (" 2026-11-24 ", "2026-11-24 23:59"), ("03:30", "03:30")]
)
def test_a_date_alone_is_due_until_its_end(typed: str, due: str) -> None:
    assert end_of_day(typed) == due
