"""An exercise on the real engine with a moved clock: what goes out, when, once, and what a real incident does."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import NoReturn

import pytest

from incident.adapters.documents.scenarios.library import ScenarioLibrary
from incident.adapters.storage.memory import MemoryLog
from incident.application.actor import Actor
from incident.application.errors import NotFound, StorageBusy
from incident.application.exercises.beginning import preparation
from incident.application.exercises.kept import KeptEntries
from incident.application.exercises.leading import Leading
from incident.application.review import assemble_review
from incident.application.review.model import MeasureKind
from incident.application.service import IncidentService
from incident.application.timers import tick
from incident.domain import commands as c
from incident.domain.events import IncidentMode, InjectReleased
from incident.domain.exercises.state import Phase
from incident.domain.incident import PROGRAM
from incident.domain.messages.alone import BROUGHT_ALONG
from incident.domain.refusals import Refusal, Refused
from incident.domain.timing.clocks import running_clocks
from incident.domain.walking.checklist import build_checklist
from incident.shipped import library_root
from incident.wording.quoting import said
from tests.fakes import CountingIds, FakeClock, a_team
from tests.scenarios.prompting import prompted

LIBRARY = ScenarioLibrary([library_root() / "scenarios"], [library_root()])
PROVIDER = LIBRARY.bundle("exercise.provider-down")
RUNBOOK = LIBRARY.runbook("outage.payment-login")


def declaration(mode: IncidentMode, by: str = "ana") -> c.DeclareIncident:
    """On the runbook that the scenario tries out."""
    return c.DeclareIncident(by=by, title="Payments", tier=PROVIDER.scenario.tier, bundle=RUNBOOK, mode=mode)


class Drill:
    """One exercise, and two terminals that run it."""

    def __init__(self, rate: int = 1, clock: FakeClock | None = None, *, is_solo: bool = True) -> None:
        self.clock, self.log = clock or FakeClock(), MemoryLog()
        self.terminals = [self._terminal("one"), self._terminal("two")]
        self.service, self.leading = self.terminals[0]
        self.actor = Actor(person="ana")
        self.id = self.leading.begin(declaration(IncidentMode.EXERCISE), PROVIDER, ("ana",), rate, is_solo=is_solo)

    def _terminal(self, name: str) -> tuple[IncidentService, Leading]:
        ids = CountingIds(prefix=name)
        service = IncidentService(log=self.log, clock=self.clock, ids=ids, directory=a_team())
        return service, Leading(service, self.log, self.log.leading(), ids, Actor(person="ana"))

    def do(self, command: c.Command) -> None:
        self.service.execute(self.id, command, self.actor)

    def do_in(self, exercise: str, command: c.Command) -> None:
        self.service.execute(exercise, command, self.actor)

    def minute(self, minutes: float = 1) -> list[int]:
        """Let so much time of the day go by; the numbers of what went out then."""
        self.clock.forward(minutes=minutes)
        return [each.number for each in self.leading.advance(self.id)]

    @property
    def shown(self) -> timedelta:
        return self.leading.standing(self.id).exercise.clock.read(self.clock.now())

    @property
    def released(self) -> list[int]:
        """What the players have, in the order of the log."""
        events = [entry.event for entry in self.log.read(self.id)]
        return [event.number for event in events if isinstance(event, InjectReleased)]


def test_injects_go_out_in_the_order_of_their_times_under_pause_and_speed() -> None:
    drill = Drill()
    assert drill.minute(0) == [1]
    assert [drill.minute() for _ in range(5)] == [[], [], [], [], [2]]
    drill.do(c.PauseExercise(by="ana"))
    assert drill.minute(60) == []
    drill.do(c.ResumeExercise(by="ana"))
    drill.do(c.SetExerciseRate(by="ana", rate=10))
    assert drill.minute(0.5) == [3]
    assert drill.minute(0.5) == [4]
    assert drill.shown == timedelta(minutes=15)
    assert drill.minute(1) == [5, 6]  # the 25th minute: nobody recorded the scope
    assert drill.released == [1, 2, 3, 4, 5, 6]


def test_who_was_away_releases_late_and_in_order() -> None:
    drill = Drill()
    drill.clock.forward(minutes=61)
    assert [each.number for each in drill.leading.advance(drill.id)] == [1, 2, 3, 4, 5, 6, 7, 8, 9]


def test_what_waits_for_an_absence_goes_once_and_not_where_it_was_done_in_time() -> None:
    absent, done = Drill(), Drill()
    facts = {"function": "payment", "affected_who": "all", "customer_action": "wait"}
    for fact, value in facts.items():
        done.do(c.RecordFact(by="ana", fact=fact, value=value))
    done.service.execute(done.id, c.CompleteStep(by="ana", step="scope", facts=_all_facts("scope")), done.actor)
    for drill in (absent, done):
        drill.minute(24)
        assert 6 not in drill.released
        drill.minute(1)
        drill.minute(1)
    assert absent.released.count(6) == 1
    assert 6 not in done.released
    absent.service.execute(absent.id, c.CompleteStep(by="ana", step="scope", facts=_all_facts("scope")), absent.actor)
    absent.minute(5)
    assert absent.released.count(6) == 1


def _all_facts(step_id: str) -> dict[str, bool | float | str | None]:
    step = RUNBOOK.runbook.step(step_id)
    assert step is not None
    return dict.fromkeys(step.facts)


def test_of_two_who_run_it_one_releases_an_inject() -> None:
    drill = Drill()
    drill.clock.forward(minutes=10)
    (_one, first), (_other, second) = drill.terminals
    standing = second.standing(drill.id)
    assert [each.number for each in first.advance(drill.id)] == [1, 2, 3]
    assert [second._let_go(standing, due.inject) for due in standing.due] == [False] * 3
    drill.clock.forward(minutes=5)
    assert [each.number for each in second.advance(drill.id)] == [4]
    assert drill.released == [1, 2, 3, 4]


def test_a_hand_releases_early_holds_and_skips() -> None:
    drill = Drill()
    drill.minute(0)
    assert drill.leading.release(drill.id, "next").number == 2
    with pytest.raises(Refused) as refused:
        drill.leading.release(drill.id, "2")
    assert refused.value.code is Refusal.INJECT_RELEASED
    drill.leading.set_aside(drill.id, "3", skip=False)
    drill.leading.set_aside(drill.id, "4", skip=True, because="too hard")
    assert drill.minute(16) == []
    assert drill.leading.release(drill.id, "3").number == 3
    with pytest.raises(Refused):
        drill.leading.set_aside(drill.id, "3", skip=True)
    with pytest.raises(NotFound):
        drill.leading.release(drill.id, "99")
    assert drill.leading.release(drill.id, "11").number == 11
    standing = drill.leading.standing(drill.id)
    assert (standing.held, standing.skipped) == (("premium-client",), ("breaker",))


def test_a_real_incident_at_minute_20_freezes_the_clock_which_goes_on_at_20() -> None:
    drill = Drill()
    drill.minute(20)
    real = drill.service.declare(declaration(IncidentMode.REAL), drill.actor).incident.id
    standing = drill.leading.standing(drill.id)
    assert (standing.exercise.phase, standing.exercise.suspended_by) == (Phase.SUSPENDED, real)
    assert drill.minute(100) == []
    drill.do(c.ResumeExercise(by="ana"))
    assert drill.shown == timedelta(minutes=20)
    assert drill.minute(1) == []
    assert drill.shown == timedelta(minutes=21)


def test_the_report_leaves_out_the_hundred_minutes_of_the_real_incident() -> None:
    drill = Drill()
    drill.minute(20)
    drill.service.declare(declaration(IncidentMode.REAL), drill.actor)
    drill.minute(100)
    drill.do(c.ResumeExercise(by="ana"))
    drill.minute(5)
    drill.leading.end(drill.id, "")
    review = assemble_review(drill.log.read(drill.id))
    took = {each.kind: each.actual for each in review.measures}
    assert took[MeasureKind.CLOSE] == timedelta(minutes=25)
    assert review.updates.longest_gap == timedelta(minutes=25)
    late = [each.late_by for each in review.steps if each.late_by]
    assert max(late, default=timedelta()) < timedelta(minutes=25)
    assert max((each.length for each in review.questions if each.length), default=timedelta()) <= timedelta(minutes=25)


@pytest.mark.parametrize("runbook", sorted(BROUGHT_ALONG))
def test_a_test_page_and_a_reminder_freeze_no_exercise(runbook: str) -> None:
    drill = Drill()
    drill.minute(20)
    order = declaration(IncidentMode.REAL)
    record = order.bundle.changed(runbook=order.bundle.runbook.changed(id=runbook))
    drill.service.declare(order.changed(bundle=record), drill.actor)
    drill.minute(1)
    assert drill.leading.standing(drill.id).exercise.phase is Phase.RUNNING


def test_a_declaration_that_could_not_freeze_it_does_so_when_somebody_runs_it() -> None:
    drill = Drill()
    drill.minute(20)
    other = IncidentService(log=drill.log, clock=drill.clock, ids=CountingIds(prefix="x"), directory=a_team())

    def broken(*_given: object, **_more: object) -> NoReturn:
        raise StorageBusy(path="log.db")

    other.execute = broken  # type: ignore[method-assign]  # the line is cut between the two appends
    other.declare(declaration(IncidentMode.REAL), drill.actor)
    drill.clock.forward(minutes=3)
    assert drill.leading.advance(drill.id) == ()
    assert drill.leading.standing(drill.id).exercise.phase is Phase.SUSPENDED
    assert drill.shown == timedelta(minutes=20)


def test_the_end_names_the_head_of_the_stream_and_the_record_verifies() -> None:
    drill = Drill()
    drill.minute(5)
    drill.leading.end(drill.id, "all was seen")
    assert drill.leading.standing(drill.id).exercise.phase is Phase.ENDED
    assert drill.log.verify() == []
    assert drill.minute(90) == []


def test_no_entry_of_the_incident_says_what_players_must_not_know() -> None:
    drill = Drill()
    drill.minute(31)
    told = "".join(map(repr, drill.log.read(drill.id)))
    released = set(drill.leading.standing(drill.id).exercise.released)
    assert "Calls have doubled" in told
    for words in PROVIDER.words.values():
        for key, text in words.items():
            inject = key.split(".")[1] if key.startswith("inject.") else ""
            is_told = key in ("title", "start") or (inject in released and key.endswith((".text", ".from")))
            if not is_told and len(text) > 12:
                assert text not in told, key


@pytest.mark.parametrize("cut", ["declared", "prepared", "pinned"])
def test_an_exercise_that_was_cut_off_at_its_beginning_is_begun_no_second_time(
    cut: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    drill = Drill()
    drill.leading.end(drill.id, "")
    service, leading = drill.terminals[1]
    real = service.execute
    left = {"declared": 0, "prepared": 1, "pinned": 1}[cut]

    def cut_off(*given: object, **_more: object) -> NoReturn:
        raise StorageBusy(path=str(given))

    def execute(exercise: str, command: c.Command, actor: Actor) -> object:
        nonlocal left
        left -= 1
        return real(exercise, command, actor) if left >= 0 else cut_off()

    monkeypatch.setattr(service, "execute", execute)
    if cut == "prepared":
        monkeypatch.setattr(leading, "write", cut_off)
    with pytest.raises(StorageBusy):
        leading.begin(declaration(IncidentMode.EXERCISE), PROVIDER, ())
    monkeypatch.undo()
    begun = leading.begin(declaration(IncidentMode.EXERCISE), PROVIDER, ())
    assert leading.standing(begun).exercise.phase is Phase.RUNNING
    assert [row.incident_id for row in drill.log.summaries()] == [begun]
    assert len(drill.log.leading().read(begun)) == 1


def test_one_that_was_cut_off_starts_with_no_other_scenario() -> None:
    drill = Drill()
    begun = drill.service.declare(declaration(IncidentMode.EXERCISE), drill.actor).incident.id
    drill.do_in(begun, preparation(PROVIDER, "ana", (), is_solo=False))
    with pytest.raises(Refused) as refused:
        drill.leading.start(begun, LIBRARY.bundle("exercise.key-stolen"))
    assert refused.value.code is Refusal.EXERCISE_UNPREPARED


def test_a_real_incident_is_led_by_nobody_and_a_bare_exercise_has_no_scenario() -> None:
    drill = Drill()
    for mode, code in ((IncidentMode.REAL, Refusal.NO_EXERCISE), (IncidentMode.EXERCISE, Refusal.EXERCISE_UNPREPARED)):
        bare = drill.service.declare(declaration(mode), drill.actor).incident.id
        with pytest.raises(Refused) as refused:
            drill.leading.standing(bare)
        assert refused.value.code is code
    assert PROGRAM not in drill.leading.standing(drill.id).exercise.controllers


@pytest.mark.parametrize(("is_solo", "waiting", "released"), [(False, [2], [1]), (True, [], [1, 2])])
def test_what_is_due_waits_for_the_hand_of_a_facilitator_unless_nobody_is_there_to_have_one(
    *, is_solo: bool, waiting: list[int], released: list[int]
) -> None:
    drill = Drill()
    drill.leading.end(drill.id, "the next one")
    drill.id = drill.leading.begin(declaration(IncidentMode.EXERCISE), prompted(PROVIDER, 2), (), is_solo=is_solo)
    drill.minute(5)
    assert drill.leading.waiting(drill.id) == waiting
    assert drill.released == released


def test_a_facilitator_gives_players_words_that_are_not_in_the_plan() -> None:
    drill = Drill()
    drill.minute(0)
    say = partial(drill.leading.improvise, drill.id, language="en", sender="A neighbour")
    assert [say("Is it you?"), say("Still dark", to=("commander",), channel="phone")] == [12, 13]
    given = [each.event for each in drill.log.read(drill.id) if isinstance(each.event, InjectReleased)][1:]
    assert [(each.to, each.channel, said(each.words["en"].text)) for each in given] == [
        (("all",), "face", "Is it you?"),
        (("commander",), "phone", "Still dark"),
    ]
    assert [each.number for each in drill.leading.standing(drill.id).bundle.scenario.injects][-1] == 11
    assert drill.minute(5) == [2], "the plan goes on as it was"


def test_two_facilitators_who_improvise_at_once_both_reach_the_players(monkeypatch: pytest.MonkeyPatch) -> None:
    drill = Drill()
    drill.minute(0)
    seen = drill.leading.standing(drill.id)
    drill.leading.improvise(drill.id, "first", language="en", sender="")
    monkeypatch.setattr(drill.leading, "standing", lambda _exercise: seen)
    assert drill.leading.improvise(drill.id, "second", language="en", sender="") == 13


@pytest.mark.parametrize(
    ("text", "to", "error"),
    [(" ", (), Refusal.TEXT_EMPTY), ("x" * 100_000, (), Refusal.TEXT_TOO_LONG), ("x", ("cook",), "role")],
)
def test_words_that_are_none_and_a_role_that_nobody_has_reach_no_player(
    text: str, to: tuple[str, ...], error: object
) -> None:
    drill = Drill()
    drill.minute(0)
    with pytest.raises((Refused, NotFound)) as refused:
        drill.leading.improvise(drill.id, text, language="en", sender="", to=to)
    found = refused.value
    assert error == (found.fields["kind"] if isinstance(found, NotFound) else getattr(found, "code", None))
    assert drill.released == [1]


def test_the_hints_of_an_inject_go_one_by_one_to_players_who_have_it() -> None:
    drill = Drill()
    number = next(each.number for each in PROVIDER.scenario.injects if each.hints)
    with pytest.raises(Refused) as early:
        drill.leading.hint(drill.id, str(number))
    assert early.value.code is Refusal.INJECT_AHEAD
    drill.leading.release(drill.id, str(number))
    drill.leading.hint(drill.id, str(number))
    last = drill.log.read(drill.id)[-1].event
    assert isinstance(last, InjectReleased)
    assert {language: said(words.text) for language, words in last.words.items()} == {
        "en": "Which value tells you that it works?",
        "zh-CN": PROVIDER.text(f"inject.{last.inject}", "zh-CN"),
    }
    with pytest.raises(Refused) as none:
        drill.leading.hint(drill.id, str(number))
    assert none.value.code is Refusal.HINTS_GIVEN


def test_a_pause_of_two_hours_warns_nobody() -> None:
    drill = Drill()
    drill.do(c.PauseExercise(by="ana", because="a call"))
    drill.clock.forward(hours=2)
    tick(drill.service, drill.id)
    assert not drill.service.load(drill.id).warned


def test_what_comes_behind_a_missed_inject_waits_for_a_hand_too_until_all_of_it_is_out() -> None:
    drill = Drill()
    drill.leading.end(drill.id, "the next one")
    drill.id = drill.leading.begin(declaration(IncidentMode.EXERCISE), PROVIDER, ())
    drill.leading.known = KeptEntries()
    drill.minute(0)
    assert (drill.released, drill.leading.waiting(drill.id)) == ([1], [])
    drill.minute(6)  # no program looked
    assert [number for _look in range(30) for number in drill.minute(1 / 3)] == []
    assert drill.leading.waiting(drill.id) == [2, 3, 4]
    drill.leading.release(drill.id, "2")
    assert (drill.minute(0), drill.leading.waiting(drill.id)) == ([], [3, 4])
    drill.leading.set_aside(drill.id, "3", skip=True)
    drill.leading.set_aside(drill.id, "4", skip=False)
    assert [number for _look in range(15) for number in drill.minute(1 / 3)] == [5]


class _Ticking(FakeClock):
    """Every look at it is a moment later, as on a real machine."""

    def now(self) -> datetime:
        return self.forward(microseconds=137_731)


@pytest.mark.parametrize("rate", [1, 7, 60])
def test_targets_and_dues_are_those_of_the_runbook_however_long_its_beginning_took(rate: int) -> None:
    drill = Drill(rate, _Ticking())
    drill.minute(1)
    drill.do(c.PauseExercise(by="ana"))
    drill.minute(3)
    drill.do(c.ResumeExercise(by="ana"))
    drill.do(c.SetExerciseRate(by="ana", rate=13))
    drill.minute(1)
    incident = drill.service.load(drill.id)
    assert incident.exercise is not None
    policy, clock = incident.runbook.tiers[PROVIDER.scenario.tier], incident.exercise.clock
    review = assemble_review(drill.log.read(drill.id))
    allowed = {each.kind: each.allowed for each in review.measures}
    assert _seconds(allowed[MeasureKind.FIRST_UPDATE]) == policy.first_update
    assert _seconds(allowed[MeasureKind.RESTORE]) == policy.restore
    limits = {each.id: each.within.get(PROVIDER.scenario.tier) for each in incident.runbook.steps()}
    shown = {each.step: each.due_at for each in review.steps if each.due_at}
    assert shown
    assert {step: _seconds(clock.read(due)) for step, due in shown.items()} == {step: limits[step] for step in shown}
    now = drill.clock.now()
    update = next(each for each in running_clocks(incident, build_checklist(incident, now), now) if each.id == "update")
    assert _seconds(update.remaining(now) + clock.read(now)) == policy.first_update


def _seconds(length: timedelta | None) -> timedelta | None:
    return None if length is None else timedelta(seconds=int(length.total_seconds()))


def test_command_that_nobody_holds_from_the_beginning_of_play_on_stood_empty() -> None:
    """Whoever leads gives it up before play: they never commanded."""
    drill = Drill(1, _Ticking(), is_solo=False)
    drill.minute(2)
    drill.do(c.AssignRole(by="ana", role="commander", person="bo"))
    drill.minute(1)
    row = next(each for each in assemble_review(drill.log.read(drill.id)).roles if each.role == "commander")
    assert [person for person, _at in row.holders] == ["bo"]
    assert timedelta(minutes=2) <= row.empty_for < timedelta(minutes=2, seconds=5)
