"""Two terminals and a person who stays silent: each reminder is one entry, in every kind of log."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from incident.adapters.storage.log import StoredLog
from incident.adapters.storage.memory import MemoryLog
from incident.application.actor import Actor
from incident.application.briefing import load_briefing
from incident.application.service import IncidentService
from incident.application.timers import due_commands, tick
from incident.domain import commands as c
from incident.domain.events import ClockWarned, NoteKind, QuestionPassedOn, Threshold
from incident.domain.grading.tiers import Tier
from incident.wording.briefing_open import running_lines
from incident.wording.speech import Speech
from incident.wording.timeline import lines
from tests.bundles import a_bundle
from tests.fakes import CountingIds, FakeClock, a_team

ANA, BO = Actor(person="ana"), Actor(person="bo")
THREE = timedelta(minutes=3)


class Room:
    """Two terminals on one log, Ana's and Bo's; Dee is deputy."""

    def __init__(self, log: MemoryLog | StoredLog) -> None:
        self.log, self.clock = log, FakeClock()
        self.ana, self.bo = (self._terminal(prefix) for prefix in ("a", "b"))
        declared = c.DeclareIncident(by="ana", title="Voice is down", tier=Tier.SERIOUS, bundle=a_bundle())
        self.incident = self.ana.declare(declared, ANA).incident.id
        self.ana.execute(self.incident, c.AssignRole(by="ana", role="deputy", person="dee"), ANA)

    def _terminal(self, prefix: str) -> IncidentService:
        return IncidentService(
            log=self.log, clock=self.clock, ids=CountingIds(prefix), directory=a_team(), outbox=self.log
        )

    def asked(self) -> int:
        """Ana asks Bo; the number of the question."""
        order = c.AskQuestion(by="ana", text="Is the feed behind?", person="bo", within=THREE)
        return self.ana.execute(self.incident, order, ANA).entries[0].seq

    def later(self, **span: float) -> None:
        """Time passes, and both terminals notice."""
        self.clock.forward(**span)
        tick(self.ana, self.incident)
        tick(self.bo, self.incident)

    def said(self, number: int) -> list[str]:
        """What time said of that question, and to whom it went."""
        about = f"asked:#{number}@"
        events = [entry.event for entry in self.log.read(self.incident)]
        warned = [e.threshold.value for e in events if isinstance(e, ClockWarned) and e.clock.startswith(about)]
        return [*warned, *(e.person for e in events if isinstance(e, QuestionPassedOn) and e.clock.startswith(about))]


@pytest.fixture
def room(log: MemoryLog | StoredLog) -> Room:
    return Room(log)


def test_two_terminals_remind_once_and_it_goes_to_the_deputy_once(room: Room) -> None:
    number = room.asked()
    for minutes in (3, 1, 4, 10):
        room.later(minutes=minutes)
    assert room.said(number) == ["due", "again", "last", "dee"]


def test_two_terminals_that_decide_at_once_remind_once(room: Room) -> None:
    """Both saw what is due before either wrote it."""
    number = room.asked()
    room.clock.forward(minutes=8)
    ours, theirs = (due_commands(each.load(room.incident), room.clock.now()) for each in (room.ana, room.bo))
    app = Actor(person="app")
    for service, commands in ((room.ana, ours), (room.bo, theirs)):
        for command_id, command in commands:
            service.execute(room.incident, command, app, command_id)
    assert room.said(number) == ["last", "dee"]


def test_an_answer_stops_what_would_come(room: Room) -> None:
    number = room.asked()
    room.later(minutes=3)
    room.bo.execute(room.incident, c.UnderstandQuestion(by="bo", question=number), BO)
    room.bo.execute(room.incident, c.AnswerQuestion(by="bo", question=number, text="4 min behind"), BO)
    room.later(minutes=30)
    assert room.said(number) == [Threshold.DUE.value]


def test_the_answer_stands_beside_its_question_in_the_timeline(room: Room) -> None:
    number = room.asked()
    room.bo.execute(room.incident, c.AnswerQuestion(by="bo", question=number, text="4 min behind"), BO)
    (line,) = [each for each in lines(room.log.read(room.incident), Speech(bundle=a_bundle())) if each.seq == number]
    assert [(each.seq, each.who, each.words) for each in line.answers] == [(number + 2, "bo", "4 min behind")]


def test_the_hand_over_carries_what_is_open_and_no_more_than_that(room: Room) -> None:
    number = room.asked()
    asked = room.ana.execute(room.incident, c.AddNote(by="ana", text="And the chat?", kind=NoteKind.QUESTION), ANA)
    speech = Speech(bundle=a_bundle())

    def said() -> list[str]:
        briefing = load_briefing(room.log, room.log, room.incident, "ana", room.clock.now())
        return [words for words in running_lines(briefing, speech) if words.startswith("open question")]

    assert said() == [
        f"open question {number}, ana asks bo: Is the feed behind?; answer due 02:43",
        f"open question {asked.entries[0].seq}, ana asks: And the chat?; open since 02:40",
    ]
    room.bo.execute(room.incident, c.AnswerQuestion(by="bo", question=number, text="4 min behind"), BO)
    assert len(said()) == 1


def test_of_two_who_answer_one_counts(room: Room) -> None:
    """A command that comes again under its own id is recognised, and answered with what it wrote."""
    number = room.asked()
    order = c.AnswerQuestion(by="bo", question=number, text="4 min behind")
    first = room.bo.execute(room.incident, order, BO, "answer-1")
    again = room.ana.execute(room.incident, order, BO, "answer-1")
    assert (again.was_repeated, again.entries) == (True, first.entries)
    kinds = Counter(type(entry.event).__name__ for entry in room.log.read(room.incident))
    assert kinds["QuestionAnswered"] == 1
