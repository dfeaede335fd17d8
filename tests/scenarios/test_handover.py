"""The night shift goes home in the middle of an incident: two people, two terminals, one log on a disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from incident import i18n
from incident.adapters.reports.handover import briefing_as_markdown
from incident.adapters.storage import open_log
from incident.adapters.storage.log import StoredLog
from incident.application.actor import Actor
from incident.application.briefing import load_briefing
from incident.application.review import load_review
from incident.application.service import IncidentService
from incident.domain import commands as c
from incident.domain.duties.carrying import carried_by
from incident.domain.events import NoteKind
from incident.domain.grading.tiers import Tier
from incident.domain.incident import Incident
from incident.domain.refusals import Refusal, Refused
from incident.wording.speech import Speech
from tests.bundles import a_bundle
from tests.fakes import CountingIds, FakeClock, a_team


@dataclass
class Terminal:
    """One person's terminal on the common log."""

    person: str
    log: StoredLog
    service: IncidentService

    def does(self, incident: str, *commands: c.Command) -> Incident:
        """Execute them as this person."""
        for command in commands:
            self.service.execute(incident, command, Actor(person=self.person))
        return self.service.load(incident)


@dataclass
class Night:
    """Ana has the night, Bo comes for the day."""

    ana: Terminal
    bo: Terminal
    clock: FakeClock
    incident: str

    def later(self, length: timedelta) -> None:
        """Time passes."""
        self.clock.set(self.clock.now() + length)

    def carried(self, person: str) -> set[str]:
        """What a person carries now, by their own reading of the log."""
        return {each.key for each in carried_by(self.bo.service.load(self.incident), person, self.clock.now())}

    def briefing(self, language: str) -> str:
        """As Bo prints it."""
        i18n.use(language)
        now, team = self.clock.now(), a_team()
        briefing = load_briefing(self.bo.log, self.bo.log, self.incident, "bo", now)
        return briefing_as_markdown(briefing, Speech.to(team.people(), bundle=briefing.incident.bundle))


@pytest.fixture
def night(tmp_path: Path) -> Iterator[Night]:
    clock, place = FakeClock(), tmp_path / "incident.db"
    with ExitStack() as stack:
        terminals = []
        for person in ("ana", "bo"):
            log = open_log(place, create=True)
            stack.callback(log.close)
            ids = CountingIds(prefix=f"{person}-")
            directory = a_team()
            log.load_targets(directory.targets())
            service = IncidentService(log=log, clock=clock, ids=ids, directory=directory, outbox=log)
            terminals.append(Terminal(person=person, log=log, service=service))
        ana, bo = terminals
        command = c.DeclareIncident(by="ana", title="Line 3 is down", tier=Tier.SERIOUS, bundle=a_bundle())
        incident = ana.service.declare(command, Actor(person="ana")).incident.id
        ana.does(
            incident,
            c.AssignRole(by="ana", role="customer-liaison", person="ana"),
            c.CompleteStep(by="ana", step="notice"),
            c.DeferStep(by="ana", step="agents", because="nobody awake", until_time=clock.now() + timedelta(hours=4)),
            c.AskPerson(by="ana", step="size", person="chen", within=timedelta(minutes=3)),
            c.AddNote(by="ana", kind=NoteKind.QUESTION, text="Is the chat down too?"),
        )
        yield Night(ana=ana, bo=bo, clock=clock, incident=incident)
    i18n.use("en")


def test_everything_of_a_shift_goes_over_each_when_it_is_accepted(night: Night) -> None:
    before = night.carried("ana")
    assert {"role:commander", "role:customer-liaison", "step:agents", "question:size", "clock:update"} <= before
    night.later(timedelta(hours=3))
    night.ana.does(night.incident, c.OfferHandover(by="ana", to="bo", worry="the vendor is silent"))
    assert night.carried("bo") == set()
    night.bo.does(
        night.incident,
        c.ReadBackHandover(by="bo", handover="H1", next_action="call", can_hurt="the peak", due_next="06:16"),
        c.AcceptHandover(by="bo", handover="H1", items=("step:agents",)),
    )
    assert night.carried("bo") == {"step:agents"}
    state = night.bo.does(night.incident, c.AcceptHandover(by="bo", handover="H1"))
    assert (state.roles["commander"], state.roles["customer-liaison"]) == ("ana", "bo")
    assert "role:commander" in night.carried("ana")
    state = night.bo.does(night.incident, c.TakeCommand(by="bo"))
    assert state.roles["commander"] == "bo"
    assert night.carried("ana") == set()
    assert before == night.carried("bo")
    night.later(timedelta(hours=2))
    assert night.bo.does(night.incident, c.CompleteStep(by="bo", step="agents")).steps["agents"].by == "bo"
    assert night.bo.log.verify() == []


def test_command_stays_where_it_is_however_long_nobody_answers(night: Night) -> None:
    night.ana.does(night.incident, c.OfferHandover(by="ana", to="bo", worry="all"))
    night.later(timedelta(days=2))
    assert night.bo.service.load(night.incident).roles["commander"] == "ana"
    with pytest.raises(Refused) as refused:
        night.ana.does(night.incident, c.AssignRole(by="ana", role="commander", person="bo"))
    assert refused.value.code is Refusal.COMMAND_IS_TAKEN


def test_of_two_who_take_command_at_once_the_later_is_told_who_has_it(night: Night) -> None:
    why = "Ana does not answer"
    night.bo.does(night.incident, c.TakeCommand(by="bo", because=why))
    with pytest.raises(Refused) as refused:
        night.ana.does(night.incident, c.TakeCommand(by="ana"))
    assert (refused.value.code, refused.value.fields["person"]) == (Refusal.COMMAND_NOT_OFFERED, "bo")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("SITUATION", "nobody awake", "asks 陈静", "Is the chat down too?", "the vendor is silent")),
        ("zh-CN", ("情况", "nobody awake", "问陈静：处理步骤", "Is the chat down too?", "the vendor is silent")),
    ],
)
def test_the_briefing_is_the_record_in_either_language(night: Night, language: str, words: tuple[str, ...]) -> None:
    night.ana.does(night.incident, c.OfferHandover(by="ana", to="bo", worry="the vendor is silent"))
    printed = night.briefing(language)
    for each in words:
        assert each in printed


def test_the_review_knows_when_the_roles_changed_hands(night: Night) -> None:
    night.bo.does(night.incident, c.TakeCommand(by="bo", because="Ana is ill"))
    review = load_review(night.bo.log, night.bo.log, night.incident)
    assert [(row.role, row.from_person, row.to_person) for row in review.hand_overs] == [("commander", "ana", "bo")]
