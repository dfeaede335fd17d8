"""The line to the server is cut in the middle of an incident, and comes back: a real PostgreSQL behind a real cut."""

from __future__ import annotations

import os
import socket
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from incident.adapters.storage import open_log
from incident.adapters.storage.opening import open_replicated
from incident.adapters.storage.postgres.database import connect
from incident.adapters.storage.replica.replicated import ReplicatedLog
from incident.application.actor import Actor
from incident.application.errors import CutOff, StorageError, StorageUnreachable
from incident.application.merging import Merged, merge
from incident.application.ports import JournalEntry
from incident.application.service import IncidentService
from incident.domain import commands as c
from incident.domain.events import (
    FactRecorded,
    NoteAdded,
    NoteKind,
    OfflineCommandConflicted,
    StepCompleted,
    Threshold,
    TierRaised,
)
from incident.domain.grading.tiers import Tier
from incident.domain.incident import StepState
from incident.domain.questions.waiting import every_question, open_questions
from incident.domain.walking.checklist import build_checklist
from incident.wording.offline import hidden_words, lost_words, merged_words
from incident.wording.speech import Speech
from tests.bundles import a_bundle
from tests.contracts.batches import batch_of, note
from tests.fakes import CountingIds, FakeClock, a_team
from tests.lines import Line, line_to
from tests.postgres import PostgresServer

pytestmark = pytest.mark.postgres

ANA, BO = Actor(person="ana"), Actor(person="bo")
PATIENCE_SECONDS = 20.0


@dataclass
class Terminal:
    """A person's terminal, whose line can be cut."""

    log: ReplicatedLog
    service: IncidentService
    line: Line

    def unmerged(self) -> int | None:
        """How many commands wait for the server; None while it answers."""
        return None if self.log.cut is None else self.log.cut.unmerged

    def merges(self) -> Merged:
        """Wait until the server answers again, and merge."""
        self.line.mend()
        _wait(lambda: self.log.is_back)
        return merge(self.service, self.log)


@dataclass
class Team:
    """A server, and what is needed to sit at it."""

    url: str
    port: int
    folder: Path
    clock: FakeClock

    @contextmanager
    def terminal(self, name: str, line: Line | None = None) -> Iterator[Terminal]:
        """A terminal with a line of its own; with a replica that outlives it."""
        with line_to(self.port) as own:
            line = line or own
            address = self.url.replace(f":{self.port}/", f":{line.port}/")
            log, link = open_replicated(address, self.folder / f"{name}.db", self.clock, patience_seconds=0.3)
            assert isinstance(log, ReplicatedLog)
            assert link is log
            ids = CountingIds(prefix=f"{name}-{time.monotonic_ns()}-")
            service = IncidentService(log=log, clock=self.clock, ids=ids, directory=a_team(), outbox=log)
            yield Terminal(log=log, service=service, line=line)
            log.close()


@pytest.fixture
def team(postgres_server: PostgresServer, postgres_url: str, tmp_path: Path) -> Team:
    with closing(open_log(postgres_url, create=True)) as log:
        log.load_targets(a_team().targets())
    return Team(url=postgres_url, port=postgres_server.port, folder=tmp_path, clock=FakeClock())


def _wait(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def _declared(terminal: Terminal) -> str:
    command = c.DeclareIncident(by="ana", title="Line 3 is down", tier=Tier.SERIOUS, bundle=a_bundle())
    incident = terminal.service.declare(command, ANA).incident.id
    terminal.log.change_mark()
    return incident


def _types(terminal: Terminal, incident: str) -> list[type]:
    return [type(entry.event) for entry in terminal.log.read(incident)]


def test_marks_facts_notes_and_a_raise_go_on_without_the_server_and_are_merged_in_order(team: Team) -> None:
    with team.terminal("ana") as here:
        incident = _declared(here)
        here.line.cut()
        done_at = team.clock.now()
        here.service.execute(incident, c.CompleteStep(by="ana", step="notice"), ANA)
        here.service.execute(incident, c.RecordFact(by="ana", fact="affected_share", value=12.0), ANA)
        here.service.execute(incident, c.AddNote(by="ana", kind=NoteKind.FACT, text="the lift has no signal"), ANA)
        here.service.execute(incident, c.RaiseTier(by="ana", to=Tier.MAJOR, because="payments too"), ANA)
        assert here.service.load(incident).tier is Tier.MAJOR
        assert here.unmerged() == 4
        team.clock.forward(minutes=30)
        assert here.merges() == Merged(taken=4)
        assert here.unmerged() is None
        assert here.log.resume() == []
        with closing(open_log(team.url)) as server:
            entries = server.read(incident)
            wanted = (StepCompleted, FactRecorded, NoteAdded, TierRaised)
            merged = [entry for entry in entries if isinstance(entry.event, wanted)]
            assert [type(entry.event) for entry in merged] == list(wanted)
            assert {entry.occurred_at for entry in merged} == {done_at}
            assert server.verify() == []


def test_what_another_person_did_first_is_reported_and_nobody_is_overwritten(team: Team) -> None:
    with team.terminal("ana") as here, team.terminal("bo") as there:
        incident = _declared(here)
        here.line.cut()
        here.service.execute(incident, c.CompleteStep(by="ana", step="notice", value=""), ANA)
        there.service.execute(incident, c.CompleteStep(by="bo", step="notice"), BO)
        assert here.merges() == Merged(taken=0, refused=1)
        after = here.service.load(incident)
        assert after.steps["notice"].by == "bo"
        (conflict,) = after.conflicts
        assert (conflict.command, conflict.step, conflict.winner) == ("CompleteStep", "notice", "bo")
        here.service.execute(incident, c.CorrectEntry(by="ana", seq=conflict.seq, text="seen"), ANA)
        assert here.service.load(incident).conflicts == ()


def test_a_mark_never_overrules_what_somebody_else_marked_meanwhile(team: Team) -> None:
    with team.terminal("ana") as here, team.terminal("bo") as there:
        incident = _declared(here)
        here.line.cut()
        here.service.execute(incident, c.CompleteStep(by="ana", step="notice"), ANA)
        there.service.execute(incident, c.ReportNotAsExpected(by="bo", step="notice", observed="silence"), BO)
        assert here.merges() == Merged(refused=1)
        after = here.service.load(incident)
        assert after.steps["notice"].state is StepState.NOT_AS_EXPECTED
        assert [each.winner for each in after.conflicts] == ["bo"]


def test_a_note_about_a_step_that_others_marked_meanwhile_is_taken(team: Team) -> None:
    with team.terminal("ana") as here, team.terminal("bo") as there:
        incident = _declared(here)
        here.line.cut()
        note = c.AddNote(by="ana", kind=NoteKind.FACT, text="heard nothing", step="notice")
        here.service.execute(incident, note, ANA)
        there.service.execute(incident, c.CompleteStep(by="bo", step="notice"), BO)
        assert here.merges() == Merged(taken=1)


def test_the_words_of_a_refused_command_are_kept(team: Team) -> None:
    with team.terminal("ana") as here, team.terminal("bo") as there:
        incident = _declared(here)
        here.line.cut()
        here.service.execute(incident, c.RuleOutStep(by="ana", step="notice", because="no such channel"), ANA)
        there.service.execute(incident, c.CompleteStep(by="bo", step="notice"), BO)
        here.merges()
        (report,) = [e.event for e in here.log.read(incident) if isinstance(e.event, OfflineCommandConflicted)]
        assert str(report.text) == "no such channel"


def test_an_answer_without_the_server_goes_to_its_question_whatever_number_that_has_meanwhile(team: Team) -> None:
    """A question put and answered on the way is recorded anew, after what others wrote."""
    with team.terminal("ana") as here, team.terminal("bo") as there:
        incident = _declared(here)
        here.line.cut()
        here.service.execute(incident, c.AddNote(by="ana", kind=NoteKind.QUESTION, text="Is the lift safe?"), ANA)
        team.clock.forward(minutes=1)
        (put,) = open_questions(here.service.load(incident))
        there.service.execute(incident, c.AddNote(by="bo", kind=NoteKind.QUESTION, text="And the stairs?"), BO)
        answer = c.AnswerQuestion(by="ana", question=put.seq, text="it is", put_at=put.at)
        here.service.execute(incident, answer, ANA)
        assert here.merges() == Merged(taken=2)
        stairs, lift = every_question(here.service.load(incident))
        assert (str(stairs.text), stairs.answer) == ("And the stairs?", None)
        assert lift.seq != put.seq
        assert (str(lift.text), str(lift.answer and lift.answer.text)) == ("Is the lift safe?", "it is")


def test_an_answer_that_came_second_is_kept_and_reported(team: Team) -> None:
    with team.terminal("ana") as here, team.terminal("bo") as there:
        incident = _declared(here)
        asked = c.AskQuestion(by="ana", text="Is the lift safe?", person="bo", within=timedelta(minutes=3))
        number = here.service.execute(incident, asked, ANA).entries[0].seq
        here.log.change_mark()
        here.line.cut()
        here.service.execute(incident, c.AnswerQuestion(by="ana", question=number, text="yes"), ANA)
        there.service.execute(incident, c.AnswerQuestion(by="bo", question=number, text="no"), BO)
        assert here.merges() == Merged(refused=1)
        (conflict,) = here.service.load(incident).conflicts
        assert (conflict.command, conflict.refusal, conflict.winner) == ("AnswerQuestion", "question-answered", "bo")


def test_what_needs_the_server_is_refused_while_it_is_away(team: Team) -> None:
    with team.terminal("ana") as here:
        incident = _declared(here)
        here.line.cut()
        for command in (
            c.LowerTier(by="ana", to=Tier.GENERAL, because="it holds"),
            c.AssignRole(by="ana", role="technical", person="bo"),
            c.OfferHandover(by="ana", to="bo", worry="the server"),
            c.TakeCommand(by="ana", person="bo", because="the server is away"),
            c.AskQuestion(by="ana", text="Who is there?", person="bo", within=timedelta(minutes=3)),
        ):
            with pytest.raises(CutOff):
                here.service.execute(incident, command, ANA)
        assert here.unmerged() == 0


def test_a_terminal_that_starts_without_the_server_opens_the_replica_and_merges_later(team: Team) -> None:
    with line_to(team.port) as line:
        with team.terminal("ana", line) as first:
            incident = _declared(first)
            line.cut()
            first.service.execute(incident, c.CompleteStep(by="ana", step="notice"), ANA)
        with team.terminal("ana", line) as second:
            assert second.service.load(incident).steps["notice"].state is StepState.AS_EXPECTED
            second.service.execute(incident, c.AddNote(by="ana", kind=NoteKind.FACT, text="still here"), ANA)
            assert second.merges() == Merged(taken=2)
            assert _types(second, incident)[-1] is NoteAdded


def test_a_command_that_only_looked_leaves_a_copy_to_work_on(team: Team) -> None:
    with team.terminal("bo") as there, line_to(team.port) as line:
        incident = _declared(there)
        with team.terminal("ana", line) as first:
            first.log.summaries()
        line.cut()
        with team.terminal("ana", line) as second:
            assert second.service.load(incident).id == incident


def test_a_terminal_that_has_never_seen_the_server_says_that_it_cannot_be_reached(team: Team) -> None:
    with line_to(team.port) as line:
        line.cut()
        with pytest.raises(StorageUnreachable), team.terminal("new", line):
            pass


def test_merging_that_is_broken_off_is_taken_up_again_and_nothing_is_done_twice(team: Team) -> None:
    with line_to(team.port) as line:
        with team.terminal("ana", line) as first:
            incident = _declared(first)
            line.cut()
            first.service.execute(incident, c.CompleteStep(by="ana", step="notice"), ANA)
            first.service.execute(incident, c.AddNote(by="ana", kind=NoteKind.FACT, text="one"), ANA)
            line.mend()
            _wait(lambda: first.log.is_back)
            entry, *_ = first.log.resume()
            first.service.execute(incident, entry.command, ANA, entry.command_id, entry.occurred_at)
        with team.terminal("ana", line) as second:
            assert merge(second.service, second.log) == Merged(taken=2)
            assert _types(second, incident).count(StepCompleted) == 1
            assert _types(second, incident).count(NoteAdded) == 1


def test_words_that_were_erased_on_the_server_go_from_the_replica_too(team: Team) -> None:
    with team.terminal("ana") as here, team.terminal("bo") as there:
        incident = _declared(here)
        note = c.AddNote(by="ana", kind=NoteKind.FACT, text="her number is 555 0199")
        (entry,) = here.service.execute(incident, note, ANA).entries
        here.log.change_mark()
        assert isinstance(entry.event, NoteAdded)
        erase = c.EraseContents(by="ana", seq=entry.seq, contents=(entry.event.text.content_id,), because="asked to")
        there.service.execute(incident, erase, ANA)
        here.log.change_mark()
        here.line.cut()
        assert here.log.read(incident)[entry.seq - 1].event.text.words is None  # type: ignore[union-attr]  # a note has words
    assert b"555 0199" not in (team.folder / "ana.db").read_bytes()


def test_a_closed_incident_leaves_the_replica(team: Team) -> None:
    with team.terminal("ana") as here:
        incident = _declared(here)
        while (current := build_checklist(here.service.load(incident), team.clock.now()).current) is not None:
            here.service.execute(incident, c.RuleOutStep(by="ana", step=current.step.id, because="a trial"), ANA)
        here.service.execute(incident, c.CloseIncident(by="ana", because="over"), ANA)
        here.log.change_mark()
        here.line.cut()
        assert here.log.read(incident) == []
        assert here.log.summaries() == []


def test_what_time_appended_without_the_server_gives_way_to_what_the_server_has(team: Team) -> None:
    with team.terminal("ana") as here, team.terminal("bo") as there:
        incident = _declared(here)
        here.line.cut()
        warning = c.WarnClock(by="app", clock="update@1", threshold=Threshold.HALF)
        here.service.execute(incident, warning, Actor(person="app"))
        there.service.execute(incident, c.AddNote(by="bo", kind=NoteKind.FACT, text="one"), BO)
        there.service.execute(incident, c.AddNote(by="bo", kind=NoteKind.FACT, text="two"), BO)
        assert here.merges() == Merged()
        here.log.change_mark()
        served = _types(here, incident)
        here.line.cut()
        assert _types(here, incident) == served
        assert [entry.digest for entry in here.log.read(incident)] == [e.digest for e in there.log.read(incident)]


def test_a_mark_that_was_set_and_taken_back_offline_is_so_at_the_server_too(team: Team) -> None:
    with team.terminal("ana") as here:
        incident = _declared(here)
        here.line.cut()
        here.service.execute(incident, c.CompleteStep(by="ana", step="notice"), ANA)
        marked_at = here.service.load(incident).steps["notice"].at
        here.service.execute(incident, c.UndoMark(by="ana", step="notice", marked_at=marked_at), ANA)
        assert here.merges() == Merged(taken=2)
        assert "notice" not in here.service.load(incident).steps


def test_a_refusal_that_was_reported_is_not_reported_again_when_merging_begins_anew(team: Team) -> None:
    with team.terminal("ana") as here, team.terminal("bo") as there:
        incident = _declared(here)
        here.line.cut()
        here.service.execute(incident, c.CompleteStep(by="ana", step="notice"), ANA)
        there.service.execute(incident, c.CompleteStep(by="bo", step="notice"), BO)
        here.line.mend()
        _wait(lambda: here.log.is_back)
        entries = here.log.resume()
        broken = merge(here.service, _Again(here.log, entries))
        there.service.execute(incident, c.UndoMark(by="bo", step="notice"), BO)
        again = merge(here.service, _Again(here.log, entries))
        assert (broken.refused, again.refused) == (1, 1)
        assert _types(here, incident).count(OfflineCommandConflicted) == 1
        assert "notice" not in here.service.load(incident).steps


class _Again:
    """The link as it was before anything was struck out."""

    def __init__(self, log: ReplicatedLog, entries: Sequence[JournalEntry]) -> None:
        self._log, self._entries = log, entries

    cut, is_back, lost = None, False, ()

    def resume(self) -> Sequence[JournalEntry]:
        return self._entries

    def is_known(self, command_id: str) -> bool:
        return self._log.is_known(command_id)

    def strike_out(self, entry: JournalEntry) -> None:
        """Broken off before."""

    def catch_up(self) -> int:
        return 0


def test_a_server_that_goes_while_merging_leaves_all_of_it_waiting(team: Team) -> None:
    with team.terminal("ana") as here:
        incident = _declared(here)
        here.line.cut()
        here.service.execute(incident, c.AddNote(by="ana", kind=NoteKind.FACT, text="one"), ANA)
        here.line.mend()
        _wait(lambda: here.log.is_back)
        here.line.cut()
        with pytest.raises(StorageUnreachable):
            merge(here.service, here.log)
        _wait(lambda: here.unmerged() == 1)
        assert here.merges() == Merged(taken=1)


def test_acts_for_an_incident_that_the_server_does_not_have_wait_and_are_counted(team: Team) -> None:
    with team.terminal("ana") as here:
        incident = _declared(here)
        here.line.cut()
        here.service.execute(incident, c.AddNote(by="ana", kind=NoteKind.FACT, text="one"), ANA)
        with psycopg.connect(team.url, autocommit=True) as owner:
            owner.execute("SET session_replication_role = replica")
            for table in ("contents", "incident_summaries", "commands", "events"):
                owner.execute(f"DELETE FROM {table}")  # noqa: S608  (names of our own)
        merged = here.merges()
        assert (merged.taken, merged.stranded) == (0, 1)
        (hidden,) = merged.hidden
        assert f"The server does not show {incident}" in hidden_words(hidden, Speech())
        assert hidden_words(hidden, Speech()).endswith("Tell its commander: one")
        assert "'incident doctor' says which" in merged_words(merged)


@pytest.mark.parametrize("hours", [5, -5])
def test_an_act_by_a_wrong_clock_is_of_no_hour_before_its_incident_or_after_its_merging(team: Team, hours: int) -> None:
    with team.terminal("ana") as here:
        incident = _declared(here)
        here.line.cut()
        team.clock.forward(hours=hours)
        here.service.execute(incident, c.AddNote(by="ana", kind=NoteKind.FACT, text="one"), ANA)
        team.clock.forward(hours=-hours)
        assert here.merges() == Merged(taken=1)
        assert here.log.read(incident)[-1].occurred_at == team.clock.now()


@pytest.mark.parametrize("kind", ["CloseIncident", "DeclareIncident", "NoSuchCommand"])
def test_what_is_never_done_without_the_server_is_not_taken_from_a_journal(team: Team, kind: str) -> None:
    """Somebody wrote it there; it waits, and stops nothing else."""
    with team.terminal("ana") as here:
        incident = _declared(here)
        here.line.cut()
        with closing(sqlite3.connect(team.folder / "ana.db")) as journal, journal:
            row = ("c1", incident, kind, b'{"by":"ana"}', "ana", 1)
            journal.execute(
                "INSERT INTO journal (command_id, incident_id, kind, command, actor, occurred_at) VALUES (?,?,?,?,?,?)",
                row,
            )
        here.service.execute(incident, c.AddNote(by="ana", kind=NoteKind.FACT, text="one"), ANA)
        assert here.merges() == Merged(taken=1, stranded=1)


def test_an_act_whose_answer_was_lost_may_be_done_and_says_so(team: Team) -> None:
    with team.terminal("ana") as here:
        incident = _declared(here)
        here.service.load(incident)
        here.line.cut()
        lower = c.LowerTier(by="ana", to=Tier.GENERAL, because="it holds")
        with pytest.raises(CutOff) as cut:
            here.log.append(batch_of(incident, 9, note()).changed(command=lower))
        assert cut.value.fields["unsure"] is True


def test_a_refused_login_is_told_and_nobody_works_on_a_replica(team: Team) -> None:
    with team.terminal("ana") as here:
        _declared(here)
    wrong = team.url.replace("incident_test:", "incident_test:not-", 1)
    with pytest.raises(StorageError) as refused:
        open_replicated(wrong, team.folder / "ana.db", team.clock)
    assert not isinstance(refused.value, StorageUnreachable)


def test_a_home_that_cannot_be_written_to_keeps_nobody_from_the_server(team: Team) -> None:
    (team.folder / "file").write_text("no folder")
    log, link = open_replicated(team.url, team.folder / "file" / "replica.db", team.clock)
    assert link is None
    assert log.summaries() == []
    log.close()


def test_a_silent_line_is_noticed_within_seconds(team: Team) -> None:
    with connect(team.url) as connection:
        line = socket.socket(fileno=os.dup(connection.fileno()))
        with line:
            assert line.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 8_000
            assert line.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1


@pytest.mark.slow
def test_a_cut_in_the_middle_of_many_notes_loses_none_and_doubles_none(team: Team) -> None:
    with team.terminal("ana") as here:
        incident = _declared(here)
        for number in range(40):
            if number in {7, 23}:
                here.line.cut()
            if number in {15, 31}:
                here.merges()
            here.service.execute(incident, c.AddNote(by="ana", kind=NoteKind.FACT, text=f"note {number}"), ANA)
        if here.unmerged() is not None:
            here.merges()
        notes = [str(e.event.text) for e in here.log.read(incident) if isinstance(e.event, NoteAdded)]
        assert notes == [f"note {number}" for number in range(40)]


def test_two_programs_of_one_machine_follow_into_one_replica(team: Team, caplog: pytest.LogCaptureFixture) -> None:
    """What one of them was about to take, the other has taken meanwhile."""
    with team.terminal("desk") as first, team.terminal("desk") as second:
        incident = _declared(first)
        second.log.change_mark()
        first.service.execute(incident, c.AddNote(by="ana", text="one"), ANA)
        take = first.log._replica.take

        def overtaken(*args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - whatever it takes
            second.log.change_mark()
            take(*args, **kwargs)

        first.log._replica.take = overtaken  # type: ignore[method-assign]  # the other comes first, once
        first.log.change_mark()
        assert caplog.records == []
        second.service.execute(incident, c.AddNote(by="ana", text="two"), ANA)
        second.log.change_mark()
        first.line.cut()
        second.line.cut()
        assert [entry.seq for entry in first.log.read(incident)] == [1, 2, 3, 4]


@contextmanager
def _standby(team: Team, here: Terminal) -> Iterator[None]:
    """What is done inside is confirmed by a server whose standby never gets it, and takes over."""
    name = team.url.rsplit("/", 1)[1]
    with psycopg.connect(team.url.replace(f"/{name}", "/postgres"), autocommit=True) as owner:
        copy, known = sql.Identifier(f"{name}_standby"), sql.Identifier(name)
        end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
        here.line.cut()
        owner.execute(end, [name])
        owner.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(copy, known))
        _wait(lambda: here.log.change_mark() is not None and here.log.cut is not None)
        here.line.mend()
        _wait(lambda: here.log.is_back)
        merge(here.service, here.log)
        yield
        here.line.cut()
        owner.execute(end, [name])
        owner.execute(sql.SQL("DROP DATABASE {}").format(known))
        owner.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(copy, known))


def test_what_a_standby_never_had_is_told_and_stays_readable(team: Team) -> None:
    """Fault 21: what was confirmed and lost is named, not silently forgotten with the copy that still has it."""
    with team.terminal("ana") as here:
        incident, whole = _declared(here), _declared(here)
        with _standby(team, here):
            for text in ("called the vendor", "vendor comes at 9"):
                here.service.execute(incident, c.AddNote(by="ana", text=text), ANA)
            here.log.change_mark()
            here.line.cut()
            here.service.execute(incident, c.AddNote(by="ana", text="without the server"), ANA)
        merged = here.merges()
        (lost,) = merged.lost
        assert (lost.incident_id, lost.until - lost.after) == (incident, 2)
        assert "LOST at the server: 2 entries" in merged_words(merged)
        assert f"entries {lost.after + 1} to {lost.until}" in lost_words(lost)
        texts = [each.event.text.words for each in here.log.read(incident) if isinstance(each.event, NoteAdded)]
        assert texts == ["without the server"]
        assert Path(lost.file).stat().st_mode & 0o077 == 0
        with closing(open_log(f"sqlite:///{lost.file}")) as aside:
            kept = [each.event.text.words for each in aside.read(incident) if isinstance(each.event, NoteAdded)]
            assert kept == ["called the vendor", "vendor comes at 9", "without the server"]
            assert aside.read(whole) == [], "what the server has is not kept beside it"
        Path(lost.file).unlink()
        assert not here.log.lost, "who moved the file away has dealt with it"
