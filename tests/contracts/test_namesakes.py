"""Whose a delivery is, is told by the way it goes where a name does not tell it, in every store alike."""

from __future__ import annotations

from datetime import timedelta

import pytest

from incident.adapters.storage.log import StoredLog
from incident.adapters.storage.memory import MemoryLog
from incident.application.actor import Actor
from incident.application.ports import AttemptClass, DeliveryState, Person
from incident.application.service import IncidentService
from incident.domain import commands as c
from incident.domain.grading.tiers import Tier
from incident.domain.refusals import Refusal, Refused
from incident.wording.answering import answer_of
from incident.wording.speech import Speech
from tests.application.test_telling import CHEN, EVA, agents
from tests.bundles import a_bundle
from tests.contracts.batches import an_attempt
from tests.fakes import START, CountingIds, FakeClock, FakeDirectory

Log = MemoryLog | StoredLog
ANA = Actor(person="ana")


@pytest.mark.parametrize(
    "command",
    [
        c.AcknowledgeMessage(by="ana", message="M1", reader="eva", text="by phone"),
        c.LeaveOut(by="ana", audience="agents", who="eva", because="a suspect"),
    ],
    ids=["read", "left out"],
)
def test_of_two_people_of_one_name_the_way_tells_whose_it_is(log: Log, command: c.Command) -> None:
    other = (("mail", "eva2@example.org"),)
    namesake = Person(id="eva2", name="Eva Roth", language="en", reach=other)
    hers = EVA.changed(address="eva2@example.org", person="eva2")
    assert after(log, agents(EVA, hers, people=(namesake,)), command) == ["cancelled", "pending"]


def test_who_was_renamed_while_it_waited_is_known_by_the_way(log: Log) -> None:
    read = c.AcknowledgeMessage(by="ana", message="M1", reader="eva", text="by phone")
    assert after(log, agents(EVA.changed(name="Eva Silva"), CHEN), read) == ["cancelled", "pending"]


def test_of_two_people_of_one_name_only_who_read_it_is_called_a_reader() -> None:
    log, namesake = (
        MemoryLog(),
        Person(id="eva2", name="Eva Roth", language="en", reach=(("mail", "eva2@example.org"),)),
    )
    team = agents(EVA, EVA.changed(address="eva2@example.org", person="eva2"), people=(namesake,))
    after(log, team, c.AcknowledgeMessage(by="ana", message="M1", reader="eva", text="by phone"))
    service = IncidentService(log=log, clock=FakeClock(), ids=CountingIds(), directory=team, outbox=log)
    message = service.load("INC-0001").messages["M1"]
    speech = Speech.to(team.people())
    assert [answer_of(row, message, speech) for row in log.deliveries("INC-0001")] == [True, False]
    alone = [each.changed(name="Eva Silva") for each in team.people() if each.id == "eva"]
    assert answer_of(log.deliveries("INC-0001")[0], message, Speech.to(alone)) is True


def test_who_is_left_out_is_not_sent_to_again_by_hand(log: Log) -> None:
    team = agents(EVA)
    after(log, team, c.AddNote(by="ana", text="so far"))
    (row,) = log.claim("worker", START, timedelta(minutes=1), 1)
    log.record(an_attempt(row, AttemptClass.PERMANENT), DeliveryState.FAILED)
    service = IncidentService(log=log, clock=FakeClock(), ids=CountingIds("again"), directory=team, outbox=log)
    service.execute("INC-0001", c.LeaveOut(by="ana", audience="agents", who="eva", because="a suspect"), ANA)
    with pytest.raises(Refused) as refused:
        service.execute("INC-0001", c.RetryDelivery(by="ana", delivery=row.id), ANA)
    assert refused.value.code is Refusal.AUDIENCE_LEFT_OUT
    assert [each.state.value for each in log.deliveries("INC-0001")] == ["failed"]


def after(log: Log, directory: FakeDirectory, command: c.Command) -> list[str]:
    """The agents' deliveries once that was said of the first message to them."""
    log.load_targets(directory.targets())
    service = IncidentService(log=log, clock=FakeClock(), ids=CountingIds(), directory=directory, outbox=log)
    order = c.DeclareIncident(by="ana", title="Chat is down", tier=Tier.SERIOUS, bundle=a_bundle())
    incident = service.declare(order, ANA).incident.id
    service.execute(incident, c.CompleteStep(by="ana", step="agents"), ANA)
    service.execute(incident, command, ANA)
    assert log.verify() == []
    return [row.state.value for row in log.deliveries(incident)]
