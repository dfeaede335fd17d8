"""Calendars as others write them: folded lines, zones, whole days, what repeats, what was moved or called off."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from time import process_time

import pytest

from incident.adapters.calendars.ics import Entry, Unreadable, read_calendar, write_calendar

FIRST = datetime(2026, 11, 21, tzinfo=UTC)
LAST = FIRST + timedelta(days=60)


def _file(*events: str) -> bytes:
    body = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//x//EN\n{body}END:VCALENDAR\n".replace("\n", "\r\n").encode()


def _read(*events: str) -> list[tuple[str, str, str]]:
    found = read_calendar(_file(*events), FIRST, LAST).entries
    return [(f"{each.start:%m-%d %H:%M %Z}".strip(), f"{each.end:%m-%d %H:%M}", each.summary) for each in found]


def test_what_is_written_is_read_again() -> None:
    entry = Entry(uid="a@x", start=FIRST, end=FIRST + timedelta(hours=9), summary="Duty: 林敏, then " + "a" * 100)
    text = write_calendar("Night shift", [entry], FIRST)
    assert "X-WR-CALNAME:Night shift" in text
    assert read_calendar(text.encode(), FIRST, LAST).entries == (entry,)


def test_an_hour_in_a_zone_a_floating_hour_and_a_whole_day_are_read() -> None:
    assert _read(
        "UID:1\nDTSTART;TZID=Asia/Shanghai:20261201T090000\nDTEND;TZID=Asia/Shanghai:20261201T180000\nSUMMARY:zone",
        "UID:2\nDTSTART:20261202T090000\nDURATION:PT2H\nSUMMARY:floats",
        "UID:3\nDTSTART;VALUE=DATE:20261225\nSUMMARY:one day",
        "UID:4\nDTSTART;VALUE=DATE:20261226\nDTEND;VALUE=DATE:20261228\nSUMMARY:two days",
    ) == [
        ("12-01 09:00 CST", "12-01 18:00", "zone"),
        ("12-02 09:00", "12-02 11:00", "floats"),
        ("12-25 00:00", "12-26 00:00", "one day"),
        ("12-26 00:00", "12-28 00:00", "two days"),
    ]


@pytest.mark.parametrize(
    ("hour", "days"), [("2026-12-25T23:59", ["12-25", "12-26"]), ("2026-12-26T11:59", ["12-25", "12-26"])]
)
def test_a_day_that_is_not_over_everywhere_is_read(hour: str, days: list[str]) -> None:
    """In the evening of a day off in New York it is the next day in UTC."""
    now = datetime.fromisoformat(hour).replace(tzinfo=UTC)
    both = "UID:1\nDTSTART;VALUE=DATE:20261225\nSUMMARY:off", "UID:2\nDTSTART;VALUE=DATE:20261226\nSUMMARY:off"
    repeated = "UID:3\nDTSTART;VALUE=DATE:20261225\nRRULE:FREQ=DAILY;COUNT=2\nSUMMARY:off"
    for events in (both, (repeated,)):
        assert [f"{each.start:%m-%d}" for each in read_calendar(_file(*events), now, LAST).entries] == days
        later = read_calendar(_file(*events), now + timedelta(days=1), LAST).entries
        assert [f"{each.start:%m-%d}" for each in later] == days[1:]


def test_what_repeats_is_read_time_by_time_without_what_was_left_out_and_with_what_was_moved() -> None:
    weekly = (
        "UID:1\nDTSTART;TZID=Europe/Berlin:20261005T090000\nDTEND;TZID=Europe/Berlin:20261005T170000\n"
        "RRULE:FREQ=WEEKLY;BYDAY=MO\nEXDATE;TZID=Europe/Berlin:20261130T090000\nSUMMARY:Ana"
    )
    moved = (
        "UID:1\nRECURRENCE-ID;TZID=Europe/Berlin:20261207T090000\nDTSTART;TZID=Europe/Berlin:20261208T100000\n"
        "DTEND;TZID=Europe/Berlin:20261208T120000\nSUMMARY:Bo"
    )
    assert _read(weekly, moved)[:3] == [
        ("11-23 09:00 CET", "11-23 17:00", "Ana"),
        ("12-08 10:00 CET", "12-08 12:00", "Bo"),
        ("12-14 09:00 CET", "12-14 17:00", "Ana"),
    ]


def test_more_dates_and_an_end_of_the_repetition_are_read() -> None:
    daily = "UID:1\nDTSTART;VALUE=DATE:20261201\nRRULE:FREQ=DAILY;COUNT=2\nRDATE;VALUE=DATE:20261210\nSUMMARY:off"
    assert [start for start, _end, _summary in _read(daily)] == ["12-01 00:00", "12-02 00:00", "12-10 00:00"]


def test_what_is_called_off_or_over_is_not_read() -> None:
    found = read_calendar(
        _file(
            "UID:1\nDTSTART:20261201T090000Z\nDTEND:20261201T100000Z\nSTATUS:CANCELLED\nSUMMARY:x",
            "UID:2\nDTSTART:20201201T090000Z\nDTEND:20201201T100000Z\nSUMMARY:y",
        ),
        FIRST,
        LAST,
    )
    assert (found.entries, found.wrong) == ((), ())


@pytest.mark.parametrize(
    "event",
    [
        "UID:1\nSUMMARY:wrong",
        "UID:1\nDTSTART:20261201T090000Z\nSUMMARY:wrong",
        "UID:1\nDTSTART:20261201T090000Z\nDTEND:20261201T080000Z\nSUMMARY:wrong",
        "UID:1\nDTSTART:soon\nSUMMARY:wrong",
        "UID:1\nDTSTART:20261201T090000Z\nDTEND:20261201\nSUMMARY:wrong",
        "UID:1\nDTSTART:20261201T090000Z\nDURATION:PT1H\nRRULE:FREQ=SOMETIMES\nSUMMARY:wrong",
        "UID:2\nDTSTART:20261201T090000Z\nDURATION:PT1H\nSUMMARY:wrong" + "\nRECURRENCE-ID:20261201T090000Z" * 2,
    ],
)
def test_an_entry_that_cannot_be_understood_is_named_and_the_rest_is_read(event: str) -> None:
    right = "UID:2\nDTSTART:20261201T090000Z\nDURATION:PT1H\nSUMMARY:right"
    found = read_calendar(_file(event, right), FIRST, LAST)
    assert ([each.summary for each in found.entries], found.wrong) == (["right"], ("wrong",))


@pytest.mark.parametrize(
    "rule",
    [
        "SECONDLY",
        "MINUTELY",
        "HOURLY",
        "HOURLY;BYMONTH=2;BYMONTHDAY=30",
        "DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21",
    ],
)
def test_an_entry_that_repeats_too_often_is_named_and_nothing_of_it_is_read(rule: str) -> None:
    event = f"UID:1\nDTSTART:20261201T090000Z\nDURATION:PT1M\nRRULE:FREQ={rule}\nSUMMARY:often"
    found = read_calendar(_file(event), FIRST, LAST)
    assert (found.entries, found.too_often, found.wrong) == ((), ("often",), ())


def test_an_entry_that_repeats_since_the_year_one_is_named() -> None:
    event = "UID:1\nDTSTART:00010101T090000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY\nSUMMARY:old"
    assert read_calendar(_file(event), FIRST, LAST).too_often == ("old",)


@pytest.mark.parametrize("frequency", ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"])
def test_a_day_that_never_comes_keeps_nobody_waiting(frequency: str) -> None:
    event = f"DTSTART:20261201T090000Z\nDURATION:PT1H\nRRULE:FREQ={frequency};BYMONTH=2;BYMONTHDAY=30\nSUMMARY:x"
    before = process_time()
    assert len(read_calendar(_file(*[event] * 20), FIRST, LAST).entries) == 20
    assert process_time() - before < 2


@pytest.mark.parametrize(("line", "name"), [("X-WR-CALNAME:Night  shift", "Night shift"), ("NAME:x", "x"), ("", "")])
def test_a_calendar_tells_what_it_is_called(line: str, name: str) -> None:
    data = _file().replace(b"VERSION:2.0", f"VERSION:2.0\r\n{line}".rstrip().encode())
    assert read_calendar(data, FIRST, LAST).name == name


def test_who_is_invited_is_read() -> None:
    who = "ATTENDEE;CN=Eva:MAILTO:Eva@Example.org\nATTENDEE:tel:5"
    event = f"UID:2\nDTSTART:20261201T090000Z\nDURATION:PT1H\n{who}\nSUMMARY:x"
    (entry,) = read_calendar(_file(event), FIRST, LAST).entries
    assert entry.mails == ("eva@example.org",)


@pytest.mark.parametrize("data", [b"hello", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT", b"\xff\xfe\x00", b"\x00" * 9])
def test_a_file_that_is_no_calendar_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        read_calendar(data, FIRST, LAST)


def test_what_repeats_without_an_end_is_read_up_to_the_last_day() -> None:
    every = "UID:1\nDTSTART:20000101T090000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY\nSUMMARY:x"
    assert len(_read(every)) == 60


def test_the_start_is_the_first_of_the_count_also_where_the_rule_does_not_name_it() -> None:
    """1 December 2026 is a Tuesday."""
    for day, count, days in (
        ("20261201", 3, ["12-01 00:00", "12-07 00:00", "12-14 00:00"]),
        ("20261207", 3, ["12-07 00:00", "12-14 00:00", "12-21 00:00"]),
        ("20261201", 1, ["12-01 00:00"]),
    ):
        mondays = f"UID:1\nDTSTART;VALUE=DATE:{day}\nRRULE:FREQ=WEEKLY;BYDAY=MO;COUNT={count}\nSUMMARY:off"
        assert [start for start, _end, _summary in _read(mondays)] == days
