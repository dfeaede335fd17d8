"""Who may start, pause, resume, speed up and end an exercise, and what its players get."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, get_args

import pytest

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.cases.words import CaseWords
from incident.domain.commands.every import Command
from incident.domain.content import FreeText
from incident.domain.exercises.reserved import play_ceased
from incident.domain.exercises.state import Exercise, Phase
from incident.domain.grading.tiers import Tier
from incident.domain.incident import PROGRAM, Status
from incident.domain.refusals import Refusal
from incident.wording.exercising import standstill_words
from incident.wording.speech import Speech
from tests.domain.stores import Store
from tests.domain.walks import Walk, at, plan, step

PREPARE = c.PrepareExercise(
    by="fay",
    scenario="exercise.small",
    revision=1,
    plan="ab",
    controllers=("gil",),
    length=timedelta(hours=1),
    briefing={"en": "It is nine."},
)
INJECT = c.ReleaseInject(by="fay", inject="one", number=1, to=("all",), channel="phone", words={"en": ("Eve", "Help")})


def _exercise(walk: Walk) -> Exercise:
    assert walk.incident.exercise is not None
    return walk.incident.exercise


def _standstill(walk: Walk) -> str:
    return standstill_words(_exercise(walk), Speech(), at("02:46"))


@pytest.fixture
def walk() -> Walk:
    """An exercise that runs since 02:40."""
    walk = Walk(plan([step("a")]), mode=e.IncidentMode.EXERCISE)
    walk.do(PREPARE)
    walk.do(c.StartExercise(by="gil"))
    return walk


def test_a_real_incident_is_never_led_as_an_exercise() -> None:
    assert Walk(plan([step("a")])).refusal(PREPARE).code is Refusal.NO_EXERCISE


def test_an_exercise_without_a_scenario_cannot_begin() -> None:
    walk = Walk(plan([step("a")]), mode=e.IncidentMode.EXERCISE)
    assert walk.refusal(c.StartExercise(by="ann")).code is Refusal.EXERCISE_UNPREPARED
    walk.do(PREPARE)
    assert walk.refusal(PREPARE).code is Refusal.EXERCISE_PREPARED
    assert walk.refusal(c.PauseExercise(by="ann")).code is Refusal.EXERCISE_READY


@pytest.mark.parametrize(
    "words",
    [
        "REAL EVENT",
        "a real event: she fainted",
        "真实事件：有人晕倒",
        "Real-world emergency!",
        "ＲＥＡＬ ＥＶＥＮＴ",
        "真实 事件",
        "真實事件",
        "two REAL EVENTS",
        "real\nevent",
    ],
)
def test_the_reserved_word_from_anybody_stops_the_clock(walk: Walk, words: str) -> None:
    told = walk.do(c.AddNote(by="ann", text=words))
    assert isinstance(told[-1], e.ExercisePaused)
    assert (_exercise(walk).phase, str(_exercise(walk).because)) == (Phase.PAUSED, "REAL EVENT")
    assert len(walk.do(c.AddNote(by="bo", text=words))) == 1, "it stands already"


def test_the_reserved_word_counts_in_an_answer_and_over_a_lesser_pause_and_other_words_do_not(walk: Walk) -> None:
    walk.do(c.AddNote(by="ann", text="a really eventful day"))
    walk.do(c.TakeStep(by="ann", step="a"))
    assert _exercise(walk).phase is Phase.RUNNING
    walk.do(c.PauseExercise(by="ann", because="coffee"))
    walk.do(c.ReportNotAsExpected(by="ann", step="a", observed="REAL EVENT"))
    assert str(_exercise(walk).because) == "REAL EVENT"


_NO_WORDS_OF_THEIRS = {
    # moves or ends play, or has the words of a runbook, a scenario, a policy or the program
    *get_args(c.OfExercise),
    c.ReleaseMessage,
    *(
        c.SendMessage,
        c.CorrectMessage,
        c.CloseIncident,
        c.DeclareIncident,
        c.ReportUndelivered,
        c.ReportDelivered,
    ),
}
_WORDS = """
    text because observed value request worry half_decided next_action can_hurt due_next proof how liked missed risk
    options lacked reference change
"""


def _commands() -> list[type[Any]]:
    return [each for each in get_args(Command) if each not in _NO_WORDS_OF_THEIRS]


def _with(kind: type[Any], **given: object) -> Any:  # noqa: ANN401
    """A command whose other fields nobody fills."""
    return kind(**(dict.fromkeys(kind.__names__) | {"by": "ann"} | given))


SPOKEN = [(kind, name) for kind in _commands() for name in kind.__names__ if name in _WORDS.split()]


@pytest.mark.parametrize(("kind", "name"), SPOKEN)
def test_the_reserved_word_is_heard_in_whatever_anybody_says_by_any_command(
    walk: Walk, kind: type[Any], name: str
) -> None:
    paused = e.ExercisePaused(because=FreeText("REAL EVENT"))
    assert list(play_ceased(walk.incident, _with(kind, **{name: "REAL EVENT"}))) == [paused]
    assert not play_ceased(walk.incident, _with(kind, by=PROGRAM, **{name: "REAL EVENT"}))


@pytest.mark.parametrize("kind", _commands())
def test_a_command_of_anybody_without_the_word_stops_nothing(walk: Walk, kind: type[Any]) -> None:
    named = {name: "real-event" for name in ("step", "template", "option", "file") if name in kind.__names__}
    assert not play_ceased(walk.incident, _with(kind, **named))


def test_the_reserved_word_is_heard_in_a_fact_and_in_a_case_but_not_in_a_register(walk: Walk) -> None:
    words = CaseWords(name="Eve", contact="1", service="pay", problem="REAL EVENT", request="help")
    cases = c.ReceiveCases(by="ann", cases=[c.NewCase(words=words)])
    assert play_ceased(walk.incident, cases)
    assert not play_ceased(walk.incident, cases.changed(imported=True))
    assert play_ceased(walk.incident, c.CompleteStep(by="ann", step="a", facts={"seen": "REAL EVENT"}))


def test_who_raises_the_tier_for_a_real_event_stops_play(walk: Walk) -> None:
    walk.do(c.RaiseTier(by="ann", to=Tier.MAJOR, because="REAL EVENT"))
    assert (_exercise(walk).phase, str(_exercise(walk).because)) == (Phase.PAUSED, "REAL EVENT")


def test_a_pause_that_says_it_is_no_real_event_is_no_stop(walk: Walk) -> None:
    walk.do(c.PauseExercise(by="gil", because="This is no real event"))
    assert _standstill(walk).startswith("EXERCISE paused: its clock stands")
    walk.do(c.AddNote(by="ann", text="REAL EVENT"))
    assert _standstill(walk) == "EXERCISE STOPPED: REAL EVENT. Cease play"


def test_one_person_is_on_one_side(walk: Walk) -> None:
    assert walk.refusal(c.TakeStep(by="gil", step="a")).code is Refusal.EXERCISE_SIDES
    assert walk.refusal(c.AssignRole(by="ann", role="commander", person="fay")).code is Refusal.EXERCISE_SIDES
    walk.do(c.AddNote(by="gil", text="the world outside"))
    walk.do(c.TakeStep(by="ann", step="a"))


def test_who_declared_it_and_leads_it_leaves_command_to_a_player() -> None:
    walk = Walk(plan([step("a")]), mode=e.IncidentMode.EXERCISE)
    commander = walk.incident.roles["commander"]
    walk.do(PREPARE.changed(by=commander))
    assert "commander" not in walk.incident.roles
    walk.do(c.AssignRole(by=commander, role="commander", person="zoe"))
    assert walk.incident.roles["commander"] == "zoe"


def test_in_a_rehearsal_for_oneself_who_leads_plays_too() -> None:
    walk = Walk(plan([step("a")]), mode=e.IncidentMode.EXERCISE)
    commander = walk.incident.roles["commander"]
    walk.do(PREPARE.changed(by=commander, is_solo=True))
    walk.do(c.TakeStep(by=commander, step="a"))
    assert walk.incident.roles["commander"] == commander


def test_anybody_pauses_and_only_who_leads_goes_on(walk: Walk) -> None:
    walk.do(c.PauseExercise(by="ann", because="I feel unwell"))
    assert _exercise(walk).phase is Phase.PAUSED
    assert walk.refusal(c.ResumeExercise(by="ann")).code is Refusal.EXERCISE_NEEDS_LEAD
    assert walk.refusal(c.PauseExercise(by="ann")).code is Refusal.EXERCISE_PAUSED
    walk.do(c.ResumeExercise(by="gil"))
    assert _exercise(walk).phase is Phase.RUNNING
    assert walk.refusal(c.ResumeExercise(by="gil")).code is Refusal.EXERCISE_RUNS


def test_who_evaluates_steers_nothing_stops_play_all_the_same_and_is_no_player() -> None:
    """DRILLS 1.2: the evaluator observes and rates, and never steers."""
    walk = Walk(plan([step("a")]), mode=e.IncidentMode.EXERCISE)
    walk.do(PREPARE.changed(evaluators=("ann", "gil", "ann")))
    assert (_exercise(walk).controllers, _exercise(walk).leaders) == (("fay", "gil", "ann"), ("fay", "gil"))
    assert walk.refusal(c.StartExercise(by="ann")).code is Refusal.EXERCISE_EVALUATED
    walk.do(c.StartExercise(by="gil"))
    for command in (INJECT.changed(by="ann"), c.SetExerciseRate(by="ann", rate=2)):
        assert walk.refusal(command).fields == {"person": "fay"}
    assert walk.refusal(c.TakeStep(by="ann", step="a")).code is Refusal.EXERCISE_SIDES
    assert walk.refusal(c.AddNote(by="ann", text="Both rooms call")).code is Refusal.EXERCISE_OBSERVED
    walk.do(c.AddNote(by="ann", text="REAL EVENT: the hall is on fire"))
    assert _exercise(walk).phase is Phase.PAUSED
    assert walk.refusal(c.ResumeExercise(by="ann")).code is Refusal.EXERCISE_EVALUATED
    walk.do(c.EndExercise(by="ann"))


def test_the_clock_stands_while_it_is_paused_and_goes_at_its_rate(walk: Walk) -> None:
    walk.do(c.SetExerciseRate(by="fay", rate=10), "02:50")
    walk.do(c.PauseExercise(by="ann"), "02:51")
    walk.do(c.ResumeExercise(by="fay"), "03:30")
    assert _exercise(walk).clock.read(at("03:31")) == timedelta(minutes=10 + 10 + 10)


def test_a_rate_that_no_clock_has_is_refused(walk: Walk) -> None:
    assert walk.refusal(c.SetExerciseRate(by="fay", rate=0)).code is Refusal.EXERCISE_RATE
    assert walk.refusal(c.SetExerciseRate(by="ann", rate=2)).code is Refusal.EXERCISE_NEEDS_LEAD


def test_an_inject_is_released_once_and_by_no_player(walk: Walk) -> None:
    assert walk.refusal(INJECT.changed(by="ann")).code is Refusal.EXERCISE_NEEDS_LEAD
    (released,) = walk.do(INJECT)
    assert isinstance(released, e.InjectReleased)
    assert str(released.words["en"].text) == "Help"
    assert walk.refusal(INJECT).code is Refusal.INJECT_RELEASED
    assert walk.refusal(INJECT.changed(by=PROGRAM)).code is Refusal.INJECT_RELEASED


def test_while_it_is_paused_only_a_hand_releases(walk: Walk) -> None:
    walk.do(c.PauseExercise(by="ann"))
    assert walk.refusal(INJECT.changed(by=PROGRAM)).code is Refusal.EXERCISE_PAUSED
    walk.do(INJECT)


def test_a_real_incident_ceases_play_once_and_play_goes_on_where_it_stood(walk: Walk) -> None:
    walk.do(c.SuspendExercise(by=PROGRAM, incident="INC-0001"), "03:00")
    assert _exercise(walk).suspended_by == "INC-0001"
    assert walk.refusal(INJECT).code is Refusal.EXERCISE_SUSPENDED
    walk.do(c.SuspendExercise(by=PROGRAM, incident="INC-0002"), "03:10")
    walk.do(c.ResumeExercise(by="fay"), "04:40")
    assert _exercise(walk).clock.read(at("04:40")) == timedelta(minutes=20)
    assert walk.do(c.SuspendExercise(by=PROGRAM, incident="INC-0001")) == []
    assert walk.do(c.SuspendExercise(by=PROGRAM, incident="INC-0002")) == []


def test_the_end_of_play_closes_it_and_gives_back_what_it_holds() -> None:
    store = Store(mode=e.IncidentMode.EXERCISE)
    store.take("overflow-queue")
    store.do(PREPARE)
    store.do(c.EndExercise(by="ann"))
    assert store.incident.status is Status.CLOSED
    assert [each.state for each in store.incident.resources.allocations.values()] == [e.AllocationState.RELEASED]


def test_anybody_ends_it_and_it_stays_ended(walk: Walk) -> None:
    walk.do(c.EndExercise(by="ann", because="too real"))
    assert _exercise(walk).phase is Phase.ENDED
    for command in (c.EndExercise(by="fay"), c.ResumeExercise(by="fay"), INJECT):
        assert walk.refusal(command).code is Refusal.EXERCISE_ENDED
