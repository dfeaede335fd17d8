"""The test page: one harmless message to everybody on every way, and what became of it.

It is an incident of its own that is closed as soon as its message is on its way, so that the outbox, the schedule of
attempts, acknowledgements, `message list` and `verify` are those of the night that it is a test of. Apart from the
readiness, which asks only how long ago the last one was.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from incident.application.brought_along import short_runbook
from incident.application.messages.people import readers_of
from incident.application.ports import Delivery, DeliveryState, Directory, Person, Recipient
from incident.application.service import Outcome
from incident.application.services import Services
from incident.domain import commands as c
from incident.domain.events import IncidentMode
from incident.domain.frozen import Frozen
from incident.domain.grading.tiers import Tier
from incident.domain.incident import Incident
from incident.domain.messages.alone import EVERYBODY, TEST_RUNBOOK
from incident.domain.runbooks.runbook import Bundle, Step, Verb

__all__ = ["Trial", "Way", "begin_trial", "read_trial", "unreached_by_last", "ways_to_everybody"]

_UNDERWAY: Final = frozenset({DeliveryState.PENDING, DeliveryState.SENDING})
_TEMPLATE: Final = "template.test-page"
_WORDS: Final = {
    "en": {
        "title": "Test page",
        "phase.page.title": "Test page",
        "step.page.title": "TEST PAGE: to everybody",
        f"audience.{EVERYBODY}": "everybody",
        f"{_TEMPLATE}.title": "TEST 测试: only a test, nothing has happened",
        f"{_TEMPLATE}.body": (
            "TEST 测试. Nothing has happened: this is a test of the ways to reach you.\n"
            "Do one thing: say that it arrived, to whoever sent it or with: incident message ack ${incident} M1\n"
            "${contact}"
        ),
    },
    "zh-CN": {
        "title": "测试消息",
        "phase.page.title": "测试消息",
        "step.page.title": "测试消息：发给所有人",
        f"audience.{EVERYBODY}": "所有人",
        f"{_TEMPLATE}.title": "测试 TEST：仅为测试，没有发生任何事件",
        f"{_TEMPLATE}.body": (
            "测试 TEST。没有发生任何事件：这只是测试能否联系到您。\n"
            "只需做一件事：确认收到，告知发送人，或执行：incident message ack ${incident} M1\n"
            "${contact}"
        ),
    },
}


class Way(Frozen):
    """One way to somebody, and what became of the message on it."""

    recipient: Recipient
    delivery: Delivery | None
    """None where nothing was made for it, as when the files changed meanwhile."""

    @property
    def has_arrived(self) -> bool:
        """Whether the provider took it."""
        return self.delivery is not None and self.delivery.state is DeliveryState.SENT

    @property
    def is_over(self) -> bool:
        """Whether it will not become anything else by itself."""
        return self.delivery is None or self.delivery.state not in _UNDERWAY


class Trial(Frozen):
    """A test page as it stands."""

    incident: Incident
    ways: Sequence[Way]
    silent: Sequence[str]
    """People, by id, whom no way leads to."""

    @property
    def is_exercise(self) -> bool:
        """Whether it went to the targets for exercises, which not everybody has to have."""
        return self.incident.mode is IncidentMode.EXERCISE

    @property
    def is_over(self) -> bool:
        """Whether every delivery has come to its end."""
        return all(way.is_over for way in self.ways)

    @property
    def acknowledged(self) -> frozenset[str]:
        """Who said that it arrived: people by id, channels by their name."""
        return frozenset(each.by for message in self.incident.messages.values() for each in message.acknowledgements)

    @property
    def people(self) -> Sequence[str]:
        """Everybody whom a way leads to, by id."""
        return list(dict.fromkeys(way.recipient.person for way in self.ways if way.recipient.person))

    @property
    def underway(self) -> Sequence[str]:
        """People whom it has not reached yet, and still may."""
        moving = {way.recipient.person for way in self.ways if not way.is_over}
        return [person for person in self._missing if person in moving]

    @property
    def unreached(self) -> Sequence[str]:
        """People whom it reached on no way, each of which is over; without those who have none."""
        return [person for person in self._missing if person not in self.underway]

    @property
    def _missing(self) -> Sequence[str]:
        reached = {way.recipient.person for way in self.ways if way.has_arrived}
        return [person for person in self.people if person not in reached | self.acknowledged]


def ways_to_everybody(directory: Directory, at: datetime, *, exercise: bool = False) -> Sequence[Recipient]:
    """Every way to every person, and every channel that an audience names: the real ones, or those for exercises."""
    return directory.audience(EVERYBODY, {}, exercise=exercise, at=at)


def begin_trial(services: Services, title: str, *, exercise: bool = False) -> str:
    """Put it on its way; the id of its incident, which is closed. As an exercise it reaches targets for exercises only.

    Raises:
        StorageError, CutOff: it could not be written.
    """
    person, workspace = services.actor.acts_as, services.workspace
    order = c.DeclareIncident(
        by=person,
        title=title,
        tier=Tier.GENERAL,
        mode=IncidentMode.EXERCISE if exercise else IncidentMode.REAL,
        bundle=_bundle(),
        zone=workspace.zone,
        contact=workspace.contact,
    )
    made: Outcome = services.service.declare(order, services.actor)
    incident_id = made.incident.id
    for command in (c.CompleteStep(by=person, step="page"), c.CloseIncident(by=person)):
        services.service.execute(incident_id, command, services.actor)
    return incident_id


def read_trial(services: Services, incident_id: str) -> Trial:
    """What has become of it so far."""
    incident, directory = services.service.load(incident_id), services.directory
    rows = {(row.recipient, row.target_id, row.address): row for row in services.outbox.deliveries(incident_id)}
    is_exercise = incident.mode is IncidentMode.EXERCISE
    told = ways_to_everybody(directory, services.clock.now(), exercise=is_exercise)
    ways = [Way(recipient=each, delivery=rows.get((each.name, each.target_id, each.address))) for each in told]
    known = {each.person for each in told}
    silent = [person.id for person in directory.people() if person.id not in known]
    return Trial(incident=incident, ways=ways, silent=silent)


def unreached_by_last(services: Services, rows: Sequence[Delivery]) -> tuple[str, Sequence[Person]]:
    """The incident of the last test page, and whom it reached on no way, nor anything since that was no exercise.

    `rows` are all the deliveries that were ever made. A page that is still on its way to somebody says nothing of them
    yet.
    """
    every = services.log.summaries(open_only=False)
    pages = [row for row in every if row.runbook == TEST_RUNBOOK and row.mode is IncidentMode.REAL]
    last = max(pages, key=lambda row: row.declared_at, default=None)
    if last is None:
        return "", ()
    people, incident = services.directory.people(), services.service.load(last.incident_id)
    answered = {each.by for message in incident.messages.values() for each in message.acknowledgements}
    failed: dict[str, Person] = {}
    known = set(answered)
    for row in (row for row in rows if not row.exercise):
        meant = readers_of(row, people)
        if len(meant) != 1 or (row.incident_id != last.incident_id and row.created_at < last.declared_at):
            continue
        if row.state is DeliveryState.SENT or (row.incident_id == last.incident_id and row.state in _UNDERWAY):
            known.add(meant[0].id)
        elif row.incident_id == last.incident_id:
            failed[meant[0].id] = meant[0]
    return last.incident_id, [person for who, person in failed.items() if who not in known]


def _bundle() -> Bundle:
    step = Step(id="page", verb=Verb.TELL, tiers=(Tier.GENERAL,), audience=EVERYBODY, template="test-page")
    return short_runbook(TEST_RUNBOOK, [step], _WORDS)
