"""Commands are decided and appended: once, by whoever came first, on what stands."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

import pytest

from incident.adapters.storage.memory import MemoryLog
from incident.application.actor import Actor
from incident.application.errors import CommandRepeated, LostRace, NotFound
from incident.application.ports import Batch
from incident.application.repeats import request_digest
from incident.application.service import IncidentService
from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.events import IncidentMode, Recorded
from incident.domain.frozen import Frozen
from incident.domain.grading.tiers import Tier
from incident.domain.refusals import Refusal, Refused
from tests.application.worlds import ANA, BO, OUTAGE, World, declare
from tests.fakes import CountingIds, FakeClock, a_team


def note(by: str, text: str = "hello") -> c.AddNote:
    return c.AddNote(by=by, text=text)


class MeetingLog(MemoryLog):
    """Whoever reads it waits a moment for a second reader."""

    def __init__(self) -> None:
        super().__init__()
        self.meeting: threading.Barrier | None = None
        self.have_met = False

    def read(self, incident_id: str, after: int = 0) -> Sequence[Recorded]:
        if self.meeting is not None:
            with suppress(threading.BrokenBarrierError):
                self.meeting.wait(timeout=0.3)
                self.have_met = True
        return super().read(incident_id, after)


class HeldLog(MemoryLog):
    """Lets the thread that is called so wait before it appends."""

    def __init__(self) -> None:
        super().__init__()
        self.is_asked, self.is_free = threading.Event(), threading.Event()

    def append(self, batch: Batch) -> Sequence[Recorded]:
        if threading.current_thread().name == "held":
            self.is_asked.set()
            assert self.is_free.wait(20)
        return super().append(batch)


@contextmanager
def waiting_to_note(service: IncidentService, log: HeldLog, incident: str) -> Iterator[None]:
    """A command waits for the log meanwhile."""
    thread = threading.Thread(target=service.execute, args=(incident, note("ana"), ANA), name="held")
    thread.start()
    try:
        assert log.is_asked.wait(20)
        yield
    finally:
        log.is_free.set()
        thread.join()


def test_whoever_looks_at_an_incident_does_not_wait_for_a_command_that_waits_for_the_log() -> None:
    log = HeldLog()
    service = IncidentService(log=log, clock=FakeClock(), ids=CountingIds("t"), directory=a_team())
    incident = declare(service).incident.id
    with waiting_to_note(service, log, incident):
        assert service.look(incident).version == len(log.read(incident))
        with pytest.raises(NotFound):
            service.look("INC-0404")
    assert service.look(incident).version == service.load(incident).version == len(log.read(incident))


def test_whoever_looks_beside_a_command_does_not_see_words_that_were_erased_meanwhile() -> None:
    log = HeldLog()
    service = IncidentService(log=log, clock=FakeClock(), ids=CountingIds("t"), directory=a_team())
    incident = declare(service).incident.id
    declared = log.read(incident)[0].event
    assert isinstance(declared, e.IncidentDeclared)
    erasing = c.EraseContents(by="ana", seq=1, contents=(declared.title.content_id,), because="rule 4")
    other = IncidentService(log=log, clock=FakeClock(), ids=CountingIds("o"), directory=a_team())
    with waiting_to_note(service, log, incident):
        assert service.look(incident).title.words
        other.execute(incident, erasing, ANA)
        assert service.look(incident).title.words is None


def test_two_threads_of_one_program_are_decided_one_after_the_other() -> None:
    """The one that answers keys and the one that reports deliveries share what was folded."""
    log = MeetingLog()
    service = IncidentService(log=log, clock=FakeClock(), ids=CountingIds("t"), directory=a_team())
    incident = declare(service).incident.id
    log.meeting = threading.Barrier(2)
    threads = [threading.Thread(target=service.execute, args=(incident, note("ana"), ANA)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not log.have_met
    assert service.load(incident).version == log.read(incident)[-1].seq


def test_incidents_and_exercises_are_numbered_apart() -> None:
    world = World()
    service = world.terminal()
    ids = [world.declared(service, mode) for mode in (IncidentMode.REAL, IncidentMode.EXERCISE, IncidentMode.REAL)]
    assert ids == ["INC-0001", "EX-0001", "INC-0002"]


def test_two_who_take_one_step_get_one_take_and_one_refusal_that_names_the_winner() -> None:
    world = World()
    ana, bo = world.terminal(), world.terminal()
    incident = world.declared(ana)
    bo.load(incident)
    world.log.first = lambda: ana.execute(incident, c.TakeStep(by="ana", step="a"), ANA)
    with pytest.raises(Refused) as refused:
        bo.execute(incident, c.TakeStep(by="bo", step="a"), BO)
    assert refused.value.code is Refusal.STEP_TAKEN
    assert refused.value.fields["by"] == "ana"
    taken = [entry for entry in world.log.read(incident) if isinstance(entry.event, e.StepTaken)]
    assert [entry.actor for entry in taken] == ["ana"]


def test_two_notes_at_once_both_land() -> None:
    world = World()
    ana, bo = world.terminal(), world.terminal()
    incident = world.declared(ana)
    world.log.first = lambda: ana.execute(incident, note("ana"), ANA)
    outcome = bo.execute(incident, note("bo"), BO)
    assert [entry.actor for entry in world.log.read(incident)[-2:]] == ["ana", "bo"]
    assert outcome.incident == world.terminal().load(incident)


def test_two_declarations_at_once_get_two_numbers() -> None:
    world = World()
    ana, bo = world.terminal(), world.terminal()
    world.log.first = lambda: declare(bo)
    assert declare(ana).incident.id == "INC-0002"


def test_a_command_sent_twice_happens_once_and_answers_the_same() -> None:
    world = World()
    service = world.terminal()
    incident = world.declared(service)
    first = service.execute(incident, note("ana"), ANA, "cmd-1")
    again = world.terminal().execute(incident, note("ana"), ANA, "cmd-1")
    assert (first.was_repeated, again.was_repeated) == (False, True)
    assert again.entries == first.entries
    assert len(world.log.read(incident)) == first.incident.version


def test_a_declaration_sent_twice_opens_one_incident() -> None:
    world = World()
    first = declare(world.terminal(), command_id="cmd-1")
    again = declare(world.terminal(), command_id="cmd-1")
    assert again.was_repeated
    assert again.incident.id == first.incident.id
    assert len(world.log.summaries()) == 1


@pytest.mark.parametrize("kind", ["note", "declaration"])
def test_a_command_sent_twice_at_the_same_moment_happens_once(kind: str) -> None:
    world = World()
    one, other = world.terminal(), world.terminal()
    if kind == "declaration":
        world.log.first = lambda: declare(other, command_id="cmd-1")
        outcome = declare(one, command_id="cmd-1")
    else:
        incident = world.declared(one)
        world.log.first = lambda: other.execute(incident, note("ana"), ANA, "cmd-1")
        outcome = one.execute(incident, note("ana"), ANA, "cmd-1")
    assert outcome.was_repeated
    assert len(world.log.summaries()) == 1


def test_an_id_that_was_used_for_another_command_is_not_taken_for_a_repeat() -> None:
    world = World()
    service = world.terminal()
    incident = world.declared(service)
    service.execute(incident, note("ana"), ANA, "cmd-1")
    with pytest.raises(CommandRepeated):
        service.execute(incident, note("ana", "something else"), ANA, "cmd-1")


def test_what_is_kept_of_a_command_does_not_depend_on_its_words() -> None:
    """Else somebody could try out what was erased since."""
    world = World()
    service = world.terminal()
    incident = world.declared(service)
    for number, words in enumerate(("a name", "another name")):
        service.execute(incident, c.AddNote(by="ana", text=words), ANA, f"cmd-{number}")
    first, second = (world.log.command(f"cmd-{number}") for number in range(2))
    assert first is not None
    assert second is not None
    assert first.request_digest == second.request_digest


def test_a_field_that_a_later_program_adds_makes_it_no_other_command() -> None:
    """A `--command-id` may be given again after an update, or to another program of a mixed team."""

    class TakeStep(Frozen):
        by: str
        step: str
        later: tuple[str, ...] = ()

    today = request_digest("INC-0001", c.TakeStep(by="ana", step="a"))
    assert today == request_digest("INC-0001", TakeStep(by="ana", step="a"))  # type: ignore[arg-type]  # of tomorrow
    assert today != request_digest("INC-0001", TakeStep(by="ana", step="a", later=("b",)))  # type: ignore[arg-type]  # "


def test_an_id_used_for_other_words_is_refused_however_alike_the_rest_is() -> None:
    world = World()
    service = world.terminal()
    incident = world.declared(service)
    service.execute(incident, c.AddNote(by="ana", text="restarted gateway 7"), ANA, "cmd")
    with pytest.raises(CommandRepeated):
        service.execute(incident, c.AddNote(by="ana", text="customer 79015 lost data"), ANA, "cmd")


def test_an_id_used_for_another_incident_is_refused() -> None:
    world = World()
    service = world.terminal()
    one, other = world.declared(service), world.declared(service)
    service.execute(one, c.AddNote(by="ana", text="calls drop"), ANA, "cmd")
    with pytest.raises(CommandRepeated):
        service.execute(other, c.AddNote(by="ana", text="calls drop"), ANA, "cmd")
    assert not any(isinstance(entry.event, e.NoteAdded) for entry in world.log.read(other))


def test_a_stated_text_fact_is_recognised_when_it_comes_again() -> None:
    world = World()
    service = world.terminal()
    incident = world.declared(service)
    state = c.RecordFact(by="ana", fact="channel", value="voice")
    service.execute(incident, state, ANA, "cmd")
    assert service.execute(incident, state, ANA, "cmd").was_repeated
    with pytest.raises(CommandRepeated):
        service.execute(incident, state.changed(value="chat"), ANA, "cmd")


def test_whoever_loses_every_race_hears_of_it_in_the_end() -> None:
    world = World()
    service = world.terminal()
    incident = world.declared(service)

    def lose(batch: Batch) -> None:
        raise LostRace(incident_id=batch.incident_id, expected_seq=batch.expected_seq)

    world.log.append = lose  # type: ignore[method-assign, assignment]  # a log that somebody is always first at
    with pytest.raises(LostRace):
        service.execute(incident, note("ana"), ANA)
    with pytest.raises(LostRace):
        declare(service)


def test_an_incident_that_is_not_there_is_named() -> None:
    with pytest.raises(NotFound) as missing:
        World().terminal().execute("INC-0404", note("ana"), ANA)
    assert missing.value.fields == {"kind": "incident", "name": "INC-0404"}


def test_a_refused_command_leaves_nothing_and_may_be_tried_again_under_its_id() -> None:
    world = World()
    service = world.terminal()
    incident = world.declared(service)
    before = world.log.read(incident)
    with pytest.raises(Refused):
        service.execute(incident, c.CloseIncident(by="ana"), ANA, "cmd-1")
    assert world.log.read(incident) == before
    assert world.log.command("cmd-1") is None


def test_a_command_that_changes_nothing_writes_nothing() -> None:
    world = World()
    service = world.terminal()
    incident = world.declared(service)
    outcome = service.execute(incident, c.SenseStep(by="ana", step="quiet"), ANA)
    assert (outcome.entries, outcome.incident.version) == ((), len(world.log.read(incident)))


def test_an_act_for_somebody_else_keeps_both_names_and_counts_as_theirs() -> None:
    world = World()
    service = world.terminal()
    incident = world.declared(service)
    scribe = Actor(person="eva", on_behalf_of="bo")
    outcome = service.execute(incident, c.CompleteStep(by="bo", step="a"), scribe)
    assert {(entry.actor, entry.on_behalf_of, entry.person) for entry in outcome.entries} == {("eva", "bo", "bo")}
    assert outcome.incident.steps["a"].by == "bo"


def test_the_log_never_names_another_person_than_the_rules_saw() -> None:
    world = World()
    service = world.terminal()
    incident = world.declared(service)
    with pytest.raises(ValueError, match="bo"):
        service.execute(incident, c.CompleteStep(by="ana", step="a"), BO)


def test_what_happened_earlier_is_decided_and_recorded_at_its_own_time() -> None:
    world = World()
    service = world.terminal()
    incident = world.declared(service)
    happened = world.clock.forward(minutes=3)
    recorded = world.clock.forward(minutes=20)
    (entry,) = service.execute(incident, note("ana"), ANA, occurred_at=happened).entries
    assert (entry.occurred_at, entry.recorded_at) == (happened, recorded)
    assert service.now() == recorded


def test_a_service_reads_on_where_it_left_off() -> None:
    world = World()
    ana, bo = world.terminal(), world.terminal()
    incident = world.declared(ana)
    ana.execute(incident, c.RaiseTier(by="ana", to=Tier.MAJOR, because="worse"), ANA)
    assert bo.load(incident).tier is Tier.MAJOR
    ana.execute(incident, c.CompleteStep(by="ana", step="a"), ANA)
    assert bo.load(incident) == ana.load(incident) == world.terminal().load(incident)


def erase_title(world: World, incident: str) -> c.EraseContents:
    """The command that destroys the words of the title."""
    declared = world.log.read(incident)[0].event
    assert isinstance(declared, e.IncidentDeclared)
    return c.EraseContents(by="ana", seq=1, contents=(declared.title.content_id,), because="data protection request")


def test_erased_words_are_forgotten_by_every_terminal_that_knew_them() -> None:
    world = World()
    ana, bo = world.terminal(), world.terminal()
    incident = world.declared(ana)
    assert str(bo.load(incident).title) == "Voice is down"
    outcome = ana.execute(incident, erase_title(world, incident), ANA)
    assert outcome.incident.title.words is None
    assert bo.load(incident).title.words is None
    assert ana.load(incident) == bo.load(incident) == world.terminal().load(incident)


def test_erased_words_do_not_come_back_with_the_next_command() -> None:
    world = World()
    ana, bo = world.terminal(), world.terminal()
    incident = world.declared(ana)
    bo.load(incident)
    ana.execute(incident, erase_title(world, incident), ANA)
    for service, actor in ((ana, ANA), (bo, BO)):
        service.execute(incident, note(actor.person), actor)
        (row,) = world.log.summaries()
        assert row.title == ""


def test_an_incident_lives_on_the_runbook_it_was_declared_with() -> None:
    world = World()
    service = world.terminal()
    assert service.load(world.declared(service)).bundle == OUTAGE
