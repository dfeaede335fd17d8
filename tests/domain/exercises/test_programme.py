"""A year's plan beside what was held: nothing that is overdue goes away by itself."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from incident.domain.exercises.additions import Done, Past, Real, additions
from incident.domain.exercises.holding import Held
from incident.domain.exercises.overdue import Place, Planned, departures, planned_standings
from incident.domain.exercises.programme import (
    Basis,
    Entry,
    Form,
    Kind,
    Lack,
    Move,
    Notice,
    Occurrence,
    Plan,
    Window,
)
from incident.domain.exercises.turns import overloaded, turns
from incident.domain.grading.tiers import Tier
from incident.domain.runbooks.runbook import Runbook
from tests.domain.walks import plan, step

MARCH = Window(first=date(2027, 3, 1), last=date(2027, 3, 31))
JUNE = Window(first=date(2027, 6, 1), last=date(2027, 6, 30))


def _entry(name: str, *windows: Window, kind: Kind = Kind.SPECIAL, players: tuple[str, ...] = ()) -> Entry:
    return Entry(
        id=name,
        scenario="exercise.provider-down",
        family="service-outage",
        kind=kind,
        form=Form.TABLETOP,
        basis=Basis.ANNUAL,
        cites="6.3",
        owner="ana",
        length=timedelta(hours=2),
        players=players,
        occurrences=tuple(Occurrence(key=f"{name}.{each.first}", planned=each) for each in windows),
    )


def _plan(*entries: Entry) -> Plan:
    return Plan(year=2027, owner="ana", approver="bo", families=("service-outage",), entries=entries)


def _held(at: date, exercise: str = "EX-0001", *, players: tuple[str, ...] = ("bo",), is_solo: bool = False) -> Held:
    return Held(
        exercise=exercise,
        scenario="exercise.provider-down",
        at=datetime(at.year, at.month, at.day, 12, tzinfo=UTC),
        players=players,
        runbook="outage.payment-login",
        revision=3,
        is_solo=is_solo,
    )


def _places(plan: Plan, held: list[Held], today: date, approved: Plan | None = None) -> list[Place]:
    return [row.place for row in planned_standings(plan, held, today, UTC, approved)]


def test_an_entry_is_ahead_then_due_then_overdue_until_it_is_held() -> None:
    plan = _plan(_entry("payments", MARCH))
    days = (date(2027, 2, 28), date(2027, 3, 1), date(2027, 3, 31), date(2027, 4, 1), date(2029, 1, 1))
    assert [_places(plan, [], day) for day in days] == [
        [Place.AHEAD],
        [Place.DUE],
        [Place.DUE],
        [Place.OVERDUE],
        [Place.OVERDUE],
    ]
    row = planned_standings(plan, [_held(date(2027, 4, 2))], date(2029, 1, 1), UTC)[0]
    assert (row.place, row.is_late) == (Place.HELD, True)


def test_one_exercise_counts_once_and_for_what_waited_longest() -> None:
    plan = _plan(_entry("payments", MARCH, JUNE))
    assert _places(plan, [_held(date(2027, 6, 3))], date(2027, 7, 1)) == [Place.HELD, Place.OVERDUE]


def test_what_was_held_before_its_days_or_alone_counts_for_nothing() -> None:
    plan = _plan(_entry("payments", MARCH))
    early, alone = _held(date(2027, 2, 27)), _held(date(2027, 3, 3), is_solo=True)
    assert _places(plan, [early, alone], date(2027, 3, 5)) == [Place.DUE]


def test_a_move_in_time_puts_it_off_and_a_move_that_came_late_does_not() -> None:
    entry = _entry("payments", MARCH)
    for on, place in ((date(2027, 3, 30), Place.AHEAD), (date(2027, 4, 1), Place.OVERDUE)):
        move = Move(window=JUNE, because="Provider migrates", by="ana", on=on)
        moved = entry.changed(occurrences=(entry.occurrences[0].changed(moves=(move,)),))
        assert _places(_plan(moved), [], date(2027, 4, 2)) == [place]


def test_what_was_approved_holds_although_the_file_no_longer_has_it() -> None:
    approved = _plan(_entry("payments", MARCH))
    dropped = _plan(_entry("other", JUNE))
    assert departures(dropped, approved) == ["payments.2027-03-01"]
    assert _places(dropped, [], date(2027, 4, 1), approved) == [Place.OVERDUE, Place.AHEAD]
    entry = _entry("payments", MARCH)
    later = entry.occurrences[0].changed(planned=Window(first=MARCH.first, last=JUNE.last))
    assert _places(_plan(entry.changed(occurrences=(later,))), [], date(2027, 4, 1), approved) == [Place.OVERDUE]


def test_a_recorded_move_is_no_departure_from_what_was_approved() -> None:
    approved = _plan(_entry("payments", MARCH))
    entry = approved.entries[0]
    move = Move(window=JUNE, because="Provider migrates", by="ana", on=date(2027, 2, 1))
    now = _plan(entry.changed(occurrences=(entry.occurrences[0].changed(moves=(move,)),)))
    assert departures(now, approved) == []
    assert _places(now, [], date(2027, 4, 1), approved) == [Place.AHEAD]
    assert departures(approved, now) == ["payments.2027-03-01"]


def test_the_year_needs_a_full_exercise_and_a_special_one_for_each_family() -> None:
    assert _plan(_entry("payments", MARCH)).lacks() == [Lack()]
    plan = _plan(_entry("all", JUNE, kind=Kind.FULL)).changed(families=("data-security", "service-outage"))
    assert plan.lacks() == [Lack(family="data-security"), Lack(family="service-outage")]


def test_who_is_not_trusted_sees_no_exercise_without_notice_but_their_own() -> None:
    secret = _entry("secret", MARCH).changed(notice=Notice.NO_NOTICE, owner="dee")
    plan = _plan(secret, _entry("open", JUNE)).changed(trusted=("eva",))
    seen = {person: len(plan.seen_by(person).entries) for person in ("ana", "bo", "eva", "dee", "chen")}
    assert seen == {"ana": 2, "bo": 2, "eva": 2, "dee": 2, "chen": 1}


def test_whoever_never_played_comes_first_then_who_has_not_for_longest() -> None:
    held = [
        _held(date(2027, 3, 1), players=("ana", "bo")),
        _held(date(2025, 3, 1), "EX-0000", players=("dee",)),
        _held(date(2027, 1, 1), "EX-0002", players=("ana",)),
    ]
    rows = turns(("ana", "bo", "chen", "dee"), held, datetime(2026, 6, 1, tzinfo=UTC), {"bo": 1})
    assert [(row.person, row.times) for row in rows] == [("chen", 0), ("dee", 0), ("ana", 2), ("bo", 1)]


def test_the_plan_counts_how_often_it_asks_somebody_in_a_quarter() -> None:
    april = Window(first=date(2027, 4, 1), last=date(2027, 4, 2))
    plan = _plan(_entry("payments", MARCH, april, JUNE, players=("bo",))).changed(most_per_quarter=1)
    assert overloaded(plan) == [("bo", 2, 2)]
    assert overloaded(plan.changed(most_per_quarter=0)) == []
    hidden = (each.changed(notice=Notice.NO_NOTICE) for each in plan.entries)
    assert overloaded(plan.changed(entries=tuple(hidden))) == []  # nobody is invited to it, or may learn of it so


def _besides(past: Past, revision: int = 3, rows: list[Planned] | None = None) -> list[tuple[Basis, str, str]]:
    scenarios = {"exercise.provider-down": "outage.payment-login"}
    book = plan([step("failover"), step("notice"), step("x/keep", added_by="x")]).runbook.changed(revision=revision)
    found = additions(past, scenarios, {"outage.payment-login": book}, rows or [])
    return [(each.basis, each.source, each.planned) for each in found]


def test_a_changed_runbook_a_failed_step_an_incident_and_an_action_ask_for_an_exercise() -> None:
    held = _held(date(2027, 3, 1)).changed(failed=("failover",))
    at = datetime(2027, 4, 1, tzinfo=UTC)
    real = Real(incident="INC-0007", runbook="outage.payment-login", tier=Tier.SERIOUS, at=at)
    done = Done(incident="INC-0007", action="A1", runbook="outage.payment-login", at=at)
    assert _besides(Past(held=[held], real=[real], done=[done]), revision=4) == [
        (Basis.CHANGE, "EX-0001", ""),
        (Basis.FAILED_STEP, "EX-0001", ""),
        (Basis.INCIDENT, "INC-0007", ""),
        (Basis.VERIFICATION, "INC-0007 A1", ""),
    ]


def test_a_later_exercise_answers_an_incident_and_a_general_one_asks_for_none() -> None:
    at = datetime(2027, 2, 1, tzinfo=UTC)
    grave = Real(incident="INC-0007", runbook="outage.payment-login", tier=Tier.SERIOUS, at=at)
    general = grave.changed(incident="INC-0008", tier=Tier.GENERAL, at=at + timedelta(days=90))
    assert _besides(Past(held=[_held(date(2027, 3, 1))], real=[grave, general])) == []
    assert _besides(Past(held=[_held(date(2027, 3, 1), is_solo=True)], real=[grave])) != []


def _book_without() -> dict[str, Runbook]:
    return {"outage.payment-login": plan([step("notice")]).runbook.changed(revision=3)}


def test_a_failed_step_is_due_until_an_exercise_has_gone_through_it_as_expected() -> None:
    failed = _held(date(2027, 3, 1)).changed(failed=("failover",))
    other = _held(date(2027, 3, 2), "EX-0002").changed(went_well=("notice",))
    answer = _held(date(2027, 3, 3), "EX-0003").changed(went_well=("failover~2",))
    assert _besides(Past(held=[other, failed])) == [(Basis.FAILED_STEP, "EX-0001", "")]
    again = other.changed(failed=("notice",), went_well=())
    assert [source for _, source, _ in _besides(Past(held=[failed, again]))] == ["EX-0001", "EX-0002"]
    assert _besides(Past(held=[failed, other, answer])) == []
    alone = answer.changed(is_solo=True)
    assert _besides(Past(held=[failed, alone])) == [(Basis.FAILED_STEP, "EX-0001", "")]
    assert additions(Past(held=[failed]), {}, _book_without(), []) == []  # the runbook lost the step


def test_a_task_rated_u_is_due_until_an_exercise_of_its_scenario_has_done_it_as_expected() -> None:
    unable = _held(date(2027, 3, 1)).changed(unable=("holding",))
    owed = [(Basis.FAILED_STEP, "EX-0001", "")]
    other = _held(date(2027, 3, 2), "EX-0002").changed(scenario="exercise.other", able=("holding",))
    again = _held(date(2027, 3, 3), "EX-0003").changed(able=("holding",))
    assert _besides(Past(held=[unable])) == owed
    assert _besides(Past(held=[unable, other])) == owed
    assert _besides(Past(held=[unable, again.changed(is_solo=True)])) == owed
    assert _besides(Past(held=[again.changed(at=unable.at - timedelta(days=1)), unable])) == owed
    assert _besides(Past(held=[unable, again])) == []


def test_an_incident_is_due_until_the_exercises_since_have_gone_through_its_steps_as_expected() -> None:
    at = datetime(2027, 2, 1, tzinfo=UTC)
    steps = ("failover", "notice", "notice~2", "x/keep")
    real = Real(incident="INC-0007", runbook="outage.payment-login", tier=Tier.SERIOUS, at=at, steps=steps)
    first = _held(date(2027, 3, 1)).changed(went_well=("notice",))
    second = _held(date(2027, 3, 2), "EX-0002").changed(went_well=("failover",))
    before = second.changed(at=at - timedelta(days=1))
    for held in ([first], [second], [before, first]):
        assert _besides(Past(held=held, real=[real])) == [(Basis.INCIDENT, "INC-0007", "")]
    assert _besides(Past(held=[first, second], real=[real])) == []


def test_planned_days_that_were_over_before_it_happened_answer_nothing() -> None:
    rows = list(planned_standings(_plan(_entry("payments", MARCH)), [], date(2027, 5, 1), UTC))
    past = Past(held=[_held(date(2027, 4, 20)).changed(failed=("failover",))])
    assert _besides(past, rows=rows) == [(Basis.FAILED_STEP, "EX-0001", "")]


def test_what_is_due_besides_names_the_planned_exercise_that_would_answer_it() -> None:
    rows = list(planned_standings(_plan(_entry("payments", JUNE)), [], date(2027, 4, 1), UTC))
    past = Past(held=[_held(date(2027, 3, 1)).changed(failed=("failover",))])
    assert _besides(past, rows=rows) == [(Basis.FAILED_STEP, "EX-0001", "payments.2027-06-01")]
