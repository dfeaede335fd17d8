"""The small worlds that tests are played in: a clock that stands still, ids that count, a team of five."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial

from incident.application.errors import NotFound
from incident.application.ports import Clock, Directory, Escalation, Ids, Library, Offer, Person, Recipient, Target
from incident.domain.cases.limits import CasePolicy
from incident.domain.duties.rota import Rota
from incident.domain.messages.alone import EVERYBODY, ONE_AFTER_ANOTHER, is_unhurried, person_alone
from incident.domain.messages.preapproval import NightText, Preapproval
from incident.domain.runbooks.outline import outline_of
from incident.domain.runbooks.runbook import Bundle, Runbook

__all__ = [
    "START",
    "CountingIds",
    "FakeClock",
    "FakeDirectory",
    "ShelfLibrary",
    "a_team",
]

START = datetime(2026, 11, 21, 2, 40, tzinfo=UTC)
"""When the incidents of the tests are declared: a night shift, 02:40 UTC."""


class FakeClock(Clock):
    """Stands still until somebody moves it."""

    def __init__(self, now: datetime = START) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def forward(self, **span: float) -> datetime:
        """Move on by `minutes=12`, `seconds=3` and so on; the new instant."""
        self._now += timedelta(**span)
        return self._now

    def set(self, now: datetime) -> None:
        """Move to that instant."""
        self._now = now


class CountingIds(Ids):
    """`id-1`, `id-2`, …: the same run makes the same ids."""

    def __init__(self, prefix: str = "id") -> None:
        self._prefix = prefix
        self._count = 0

    def new(self) -> str:
        self._count += 1
        return f"{self._prefix}-{self._count}"


@dataclass
class FakeDirectory(Directory):
    """People, targets and audiences that a test writes down itself."""

    everybody: Sequence[Person] = ()
    all_targets: Sequence[Target] = ()
    audiences: Mapping[str, Sequence[Recipient]] = field(default_factory=dict)
    """Who is told of a real incident."""
    exercise_audiences: Mapping[str, Sequence[Recipient]] = field(default_factory=dict)
    silent_people: Mapping[str, Sequence[Person]] = field(default_factory=dict)
    """Who belongs to an audience and has no way; each of them stands in `everybody` too."""
    all_rotas: Sequence[Rota] = ()
    night: Mapping[tuple[str, str], Preapproval] = field(default_factory=dict)
    """By runbook and text."""
    approved_texts: Sequence[NightText] = ()
    """What the policy names, in whatever revision."""
    escalations: Mapping[str, Escalation] = field(default_factory=dict)
    """Of real incidents and exercises alike; only what fits is left of it."""

    cases: CasePolicy = field(default_factory=CasePolicy)

    def person(self, person_id: str) -> Person | None:
        return next((person for person in self.everybody if person.id == person_id), None)

    def person_of_login(self, login: str) -> Person | None:
        return next((person for person in self.everybody if login in person.logins), None)

    def people(self) -> Sequence[Person]:
        return sorted(self.everybody, key=lambda person: person.id)

    def target(self, target_id: str) -> Target | None:
        return next((target for target in self.all_targets if target.id == target_id), None)

    def targets(self) -> Sequence[Target]:
        return sorted(self.all_targets, key=lambda target: target.id)

    def rotas(self) -> Sequence[Rota]:
        return self.all_rotas

    def audience(
        self,
        audience: str,
        roles: Mapping[str, str],  # noqa: ARG002  (whom a role means is the real directory's work)
        *,
        exercise: bool,
        at: datetime,  # noqa: ARG002  (and so is who is on duty)
    ) -> Sequence[Recipient]:
        if audience == EVERYBODY:
            return self._everybody(exercise=exercise)
        person = self.person(person_alone(audience))
        if person is None:
            return (self.exercise_audiences if exercise else self.audiences).get(audience, ())
        return self.ways(person.id, exercise=exercise)[:1]

    def silent(
        self,
        audience: str,
        roles: Mapping[str, str],  # noqa: ARG002  (as above)
        *,
        exercise: bool,
        at: datetime,  # noqa: ARG002  (as above)
    ) -> Sequence[Person]:
        meant = self.silent_people.get(audience, ())
        return [each for each in meant if not self.ways(each.id, exercise=exercise)]

    def _everybody(self, *, exercise: bool) -> Sequence[Recipient]:
        people = [way for person in self.people() for way in self.ways(person.id, exercise=exercise)]
        channels = self.exercise_audiences if exercise else self.audiences
        return [*people, *(each for name, told in channels.items() for each in told if name != "customers")]

    def case_policy(self) -> CasePolicy:
        return self.cases

    def preapproval(self, runbook: Runbook, template: str, at: datetime) -> Preapproval | None:
        found = self.night.get((runbook.id, template))
        approved = {
            each.revision for each in self.approved_texts if (each.runbook, each.template) == (runbook.id, template)
        }
        if approved and runbook.revision not in approved:
            return None
        return found if found is not None and at < found.until else None

    def night_texts(self) -> Sequence[NightText]:
        return self.approved_texts

    def ways(self, person_id: str, *, exercise: bool) -> Sequence[Recipient]:
        person = self.person(person_id)
        fitting = {target.id for target in self.all_targets if target.exercise is exercise}
        return tuple(
            Recipient(name=person.name, target_id=target, address=address, language=person.language, person=person.id)
            for target, address in (person.reach if person else ())
            if person and target in fitting
        )

    def escalation(
        self,
        audience: str,
        roles: Mapping[str, str],  # noqa: ARG002  (as above)
        *,
        exercise: bool,
        at: datetime,  # noqa: ARG002  (as above)
    ) -> Escalation | None:
        if person_alone(audience):
            return None if is_unhurried(audience) else Escalation(after=ONE_AFTER_ANOTHER)
        found = self.escalations.get(audience)
        fitting = {target.id for target in self.all_targets if target.exercise is exercise}
        if found is None:
            return None
        then = (tuple(way for way in each if way.target_id in fitting) for each in found.then)
        return found.changed(then=tuple(filter(None, then)))


@dataclass
class ShelfLibrary(Library):
    """The runbooks that a test put there."""

    shelf: dict[str, Bundle]
    drafts: set[str] = field(default_factory=set)

    def bundle(self, runbook_id: str) -> Bundle:
        if runbook_id not in self.shelf:
            raise NotFound(kind="runbook", name=runbook_id)
        return self.shelf[runbook_id]

    def is_draft(self, runbook_id: str) -> bool:
        return runbook_id in self.drafts

    def every(self) -> Iterator[Offer]:
        for name, bundle in sorted(self.shelf.items()):
            yield Offer(name, outline_of(bundle), partial(self.bundle, name), is_draft=self.is_draft(name))


def a_team(targets: Iterable[Target] = ()) -> FakeDirectory:
    """Five people, a channel for the agents, a status page for customers; in exercises a sandbox takes it all."""
    sandbox = Recipient(name="sandbox", target_id="sandbox", address="", language="en")
    return FakeDirectory(
        everybody=(
            Person(id="ana", name="Ana Lima", language="en", logins=("ana",), roles=("commander",)),
            Person(id="bo", name="Bo Chen", language="en", logins=("bo",), roles=("technical",)),
            Person(id="chen", name="陈静", language="zh-CN", logins=("chen",), roles=("customer-liaison",)),
            Person(id="dee", name="Dee Novak", language="en", logins=("dee",), roles=("deputy", "scribe")),
            Person(
                id="eva",
                name="Eva Roth",
                language="en",
                logins=("eva",),
                roles=("scribe",),
                reach=(("mail", "eva@example.org"),),
            ),
        ),
        all_targets=tuple(targets)
        or (
            Target(id="agents-chat", exercise=False, kind="apprise", secret="env:AGENTS_CHAT"),
            Target(id="mail", exercise=False, kind="smtp", secret="", options={"host": "127.0.0.1"}),
            Target(id="status-page", exercise=False, kind="apprise", secret="env:STATUS_PAGE"),
            Target(id="sandbox", exercise=True, kind="apprise", secret="env:SANDBOX"),
        ),
        audiences={
            "agents": (Recipient(name="agents", target_id="agents-chat", address="", language="en"),),
            "customers": (Recipient(name="customers", target_id="status-page", address="", language="zh-CN"),),
        },
        exercise_audiences={"agents": (sandbox,), "customers": (sandbox,)},
    )
