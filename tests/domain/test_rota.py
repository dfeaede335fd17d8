"""Who is on duty: exactly who the rota says, at every instant, on both sides of a change of the clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident.domain.duties.duty import Shift, on_duty, rotas_for
from incident.domain.duties.rota import Layer, Override, Rota
from incident.domain.duties.stretches import duty_until, gaps, stretches
from incident.domain.law.periods import Calendar

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = ["Europe/Berlin", "America/New_York", "Asia/Shanghai", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"]
START = date(2026, 1, 5)
MINUTE = timedelta(minutes=1)


def layer(name: str = "first", *people: str, **fields: object) -> Layer:
    usual = Layer(
        name=name, people=people or ("ana", "bo"), start=START, zone="Europe/Berlin", begins=time(9), ends=time(9)
    )
    return usual.changed(**fields)


def rota(*layers: Layer, **fields: object) -> Rota:
    return Rota(id="technical", name="", roles=("technical",), layers=layers).changed(**fields)


def berlin(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=BERLIN).astimezone(UTC)


def names(shifts: tuple[Shift, ...]) -> list[str]:
    return [shift.person for shift in shifts]


times = st.times(min_value=time(4)).map(lambda each: each.replace(second=0, microsecond=0))
instants = st.datetimes(datetime(2026, 1, 10), datetime(2027, 6, 1), timezones=st.just(UTC))  # noqa: DTZ001  (given a zone)
people = st.lists(st.sampled_from("abcde"), min_size=1, max_size=5, unique=True).map(tuple)
layers = st.builds(
    Layer,
    name=st.just(""),
    people=people,
    start=st.dates(date(2025, 12, 1), date(2026, 3, 1)),
    zone=st.sampled_from(ZONES),
    begins=times,
    ends=times,
    turn_days=st.integers(1, 9),
    weekdays=st.frozensets(st.integers(1, 7), min_size=1),
    worked=st.sampled_from([None, True, False]),
)
lengths = st.timedeltas(MINUTE, timedelta(days=9))
overrides = st.builds(
    lambda start, length, person, place: Override(start=start, end=start + length, person=person, layer=place),
    instants,
    lengths,
    st.sampled_from("abxyz"),
    st.sampled_from(["", "L0", "L1"]),
)
rotas = st.builds(
    lambda found, stand_ins: rota(
        *(each.changed(name=f"L{number}") for number, each in enumerate(found)), overrides=tuple(stand_ins)
    ),
    st.lists(layers, min_size=1, max_size=3),
    st.lists(overrides, max_size=4),
)


@given(layers, instants)
def test_a_layer_covers_exactly_the_hours_and_days_that_it_states(line: Layer, at: datetime) -> None:
    """Told from the clock on the wall, which no hand-over at four or later shows twice."""
    wall = at.astimezone(ZoneInfo(line.zone)).replace(tzinfo=None)
    calendar = Calendar(id="x", holidays=frozenset({date(2026, 5, 1), date(2026, 12, 25)}))
    wraps = line.ends <= line.begins
    day = wall.date() if wall.time() >= line.begins else wall.date() - timedelta(days=1)
    end = datetime.combine(day + timedelta(days=wraps), line.ends)
    is_covered = (
        wall < end
        and day >= line.start
        and day.isoweekday() in line.weekdays
        and line.worked in (None, calendar.is_working_day(day))
    )
    number = (day - line.start).days // line.turn_days % len(line.people)
    found = on_duty(rota(line, days_off=calendar.holidays), at)
    assert names(found) == ([line.people[number]] if is_covered else [])


@given(rotas, instants)
def test_no_layer_has_two_people_and_nobody_is_woken_twice(given_rota: Rota, at: datetime) -> None:
    shifts = on_duty(given_rota, at)
    assert len({shift.layer for shift in shifts}) == len(shifts)
    assert len({shift.person for shift in shifts}) == len(shifts)


@given(st.lists(st.lists(st.sampled_from("abc"), min_size=1), min_size=1, max_size=5), instants)
def test_people_are_woken_in_the_order_of_the_layers_and_each_at_the_first(
    lines: list[list[str]], at: datetime
) -> None:
    """Told from rotas of one layer each."""
    found = [layer(f"L{number}", *line, turn_days=1) for number, line in enumerate(lines)]
    told = [(shift.person, shift.layer) for each in found for shift in on_duty(rota(each), at)]
    firsts = [place for n, place in enumerate(told) if place[0] not in [person for person, _layer in told[:n]]]
    assert [(shift.person, shift.layer) for shift in on_duty(rota(*found), at)] == firsts


def test_whoever_stands_first_and_last_is_woken_first() -> None:
    lines = layer("first", "ann"), layer("second", "bo"), layer("third", "ann")
    found = on_duty(rota(*lines), berlin("2026-06-01 12:00"))
    assert [(shift.person, shift.layer) for shift in found] == [("ann", "first"), ("bo", "second")]


@given(rotas, overrides)
def test_the_override_that_was_written_last_wins(given_rota: Rota, last: Override) -> None:
    told = given_rota.changed(overrides=(*given_rota.overrides, last))
    for at in (last.start, last.end - MINUTE / 2):
        shifts = on_duty(told, at)
        assert last.person in names(shifts)
        if not last.layer:
            assert shifts[0].person == last.person
        before, after = on_duty(given_rota, last.end), on_duty(told, last.end)
        assert before == after


def test_of_two_who_fill_a_gap_the_later_is_first_even_if_a_layer_was_filled_between() -> None:
    start, end = berlin("2026-01-06 10:00"), berlin("2026-01-06 11:00")
    given = (("a", ""), ("a", "first"), ("b", ""))
    stand_ins = tuple(Override(start=start, end=end, person=person, layer=place) for person, place in given)
    nobody = layer(weekdays=frozenset({7}))
    assert names(on_duty(rota(nobody, overrides=stand_ins), start))[0] == "b"


@given(rotas, instants, lengths, st.lists(st.floats(0, 0.99), min_size=1, max_size=5))
def test_stretches_cover_the_span_once_and_say_what_every_instant_says(
    given_rota: Rota, start: datetime, length: timedelta, shares: list[float]
) -> None:
    found = stretches(given_rota, start, start + length)
    assert (found[0].start, found[-1].end) == (start, start + length)
    assert all(one.end == other.start and one.shifts != other.shifts for one, other in pairwise(found))
    for share in shares:
        at = start + share * length
        (here,) = [each for each in found if each.start <= at < each.end]
        assert here.shifts == on_duty(given_rota, at)
        assert (here in gaps(given_rota, start, start + length)) is not bool(here.shifts)


@given(st.lists(st.sampled_from(ZONES), min_size=1, max_size=3), times, st.integers(1, 14), instants)
def test_a_rotation_without_limits_has_no_gap(zones: list[str], at: time, days: int, start: datetime) -> None:
    lines = [layer(zone, zone=zone, begins=at, ends=at, turn_days=days) for zone in dict.fromkeys(zones)]
    assert gaps(rota(*lines), start, start + timedelta(days=9)) == ()


def test_the_hand_over_stays_at_nine_when_the_clocks_change() -> None:
    spring = stretches(rota(layer(turn_days=1)), berlin("2026-03-28 09:00"), berlin("2026-03-31 09:00"))
    assert [stretch.end - stretch.start for stretch in spring] == [
        timedelta(hours=23),
        timedelta(days=1),
        timedelta(days=1),
    ]
    autumn = stretches(rota(layer(turn_days=1)), berlin("2026-10-24 09:00"), berlin("2026-10-25 09:00"))
    assert [stretch.end - stretch.start for stretch in autumn] == [timedelta(hours=25)]


def test_a_window_that_the_clocks_skip_is_no_duty() -> None:
    """In Berlin 02:00 to 03:00 does not exist on 2026-03-29; what begins in it would begin after its end."""
    night = rota(layer(begins=time(2, 30), ends=time(3, 10)))
    nights = stretches(night, berlin("2026-03-28 00:00"), berlin("2026-03-31 00:00"))
    assert [stretch.start for stretch in nights if stretch.shifts] == [
        berlin("2026-03-28 02:30"),
        berlin("2026-03-30 02:30"),
    ]


def test_an_hour_that_comes_twice_hands_over_once() -> None:
    """02:30 comes twice on 2026-10-25; the first one counts."""
    night = rota(layer(begins=time(2, 30), ends=time(2, 30), turn_days=1))
    first, second = (datetime(2026, 10, 25, 2, 30, fold=fold, tzinfo=BERLIN) for fold in (0, 1))
    around = stretches(night, first.astimezone(UTC) - MINUTE, second.astimezone(UTC) + MINUTE)
    assert [stretch.start for stretch in around][1:] == [first.astimezone(UTC)]


def test_the_sun_is_followed_from_one_team_to_the_next() -> None:
    lines = [
        layer("shanghai", "lin", zone="Asia/Shanghai", begins=time(8), ends=time(16)),
        layer("berlin", "ana", zone="UTC", begins=time(8), ends=time(16)),
        layer("lima", "pia", zone="UTC", begins=time(16), ends=time(0)),
    ]
    day = stretches(rota(*lines), datetime(2026, 6, 1, tzinfo=UTC), datetime(2026, 6, 2, tzinfo=UTC))
    assert [names(stretch.shifts) for stretch in day] == [["lin"], ["ana"], ["pia"]]


def test_days_off_have_their_own_people_and_a_make_up_day_is_worked() -> None:
    both = rota(
        layer("office", "ana", worked=True),
        layer("weekend", "bo", worked=False),
        days_off=frozenset({date(2026, 10, 1)}),
        made_up=frozenset({date(2026, 10, 10)}),
    )
    said = {day: names(on_duty(both, berlin(f"2026-10-{day} 12:00"))) for day in ("01", "02", "03", "10")}
    assert said == {"01": ["bo"], "02": ["ana"], "03": ["bo"], "10": ["ana"]}


def test_an_override_names_its_layer_or_takes_the_first_place() -> None:
    lines = layer("first", "ana"), layer("second", "bo")
    noon = berlin("2026-06-01 12:00")
    cover = Override(start=noon, end=noon + timedelta(hours=8), person="cy")
    assert names(on_duty(rota(*lines, overrides=(cover,)), noon)) == ["cy", "bo"]
    second = cover.changed(layer="second")
    assert names(on_duty(rota(*lines, overrides=(second,)), noon)) == ["ana", "cy"]
    assert on_duty(rota(*lines, overrides=(second,)), noon)[1].override == second
    own = cover.changed(person="bo")
    assert names(on_duty(rota(*lines, overrides=(own,)), noon)) == ["bo"]


def test_an_override_fills_a_gap() -> None:
    never = rota(layer("first", start=date(2030, 1, 1)))
    noon = berlin("2026-06-01 12:00")
    told = never.changed(overrides=(Override(start=noon, end=noon + MINUTE, person="cy"),))
    assert on_duty(never, noon) == ()
    assert [(shift.person, shift.layer) for shift in on_duty(told, noon)] == [("cy", "")]


@pytest.mark.parametrize(
    ("people_in_turn", "until"), [(("ana", "bo"), "2026-01-12 09:00"), (("ana", "ana", "bo"), "2026-01-19 09:00")]
)
def test_a_duty_ends_when_somebody_else_takes_over(people_in_turn: tuple[str, ...], until: str) -> None:
    here = rota(layer("first", *people_in_turn))
    at = berlin("2026-01-06 03:00")
    assert duty_until(here, at, on_duty(here, at)[0]) == berlin(until)


def test_a_duty_of_one_person_alone_has_no_end() -> None:
    here = rota(layer("first", "ana"))
    at = berlin("2026-01-06 03:00")
    assert duty_until(here, at, on_duty(here, at)[0]) is None


def test_a_rota_is_found_by_the_role_that_it_serves() -> None:
    one, other = rota(layer()), rota(layer()).changed(id="desk", roles=())
    assert list(rotas_for([one, other], "technical")) == [one]
    assert list(rotas_for([one, other], "desk")) == []


def test_a_span_that_is_none_has_no_stretch() -> None:
    at = berlin("2026-01-06 03:00")
    assert stretches(rota(layer()), at, at) == ()
