"""The people of a workspace and the ways to reach them.

Apart, because they come from files that people edit, and may change while an incident runs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from incident.application.ports.outbox import Target
from incident.domain.cases.limits import CasePolicy
from incident.domain.duties.rota import Rota
from incident.domain.frozen import Frozen

if TYPE_CHECKING:
    from incident.domain.messages.preapproval import NightText, Preapproval
    from incident.domain.runbooks.runbook import Runbook

__all__ = [
    "Directory",
    "Escalation",
    "Person",
    "Recipient",
]


class Person(Frozen):
    """Somebody who can act, hold a role or be told."""

    id: str
    name: str
    language: str
    phone: str = ""
    """The number that a colleague dials when nothing else works; '' where none is known."""
    logins: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    """The roles that the person may fill."""
    reach: tuple[tuple[str, str], ...] = ()
    """Target id and address, in the order the person prefers."""

    @property
    def can_be_reached(self) -> bool:
        """Whether anybody knows how to reach them, be it by telephone alone."""
        return bool(self.reach or self.phone)


class Recipient(Frozen):
    """Who is told, where, in which language."""

    name: str
    target_id: str
    address: str
    language: str
    person: str = ""
    """The id of the person who is told; '' for a channel. A name may be that of two people."""
    others: tuple[str, ...] = ()
    """Who else of the audience is told by the same message at the same place: nobody is told there twice."""

    @property
    def place(self) -> tuple[str, str, str]:
        """Target, address and language: what goes there is read by all who are reached so."""
        return self.target_id, self.address, self.language

    def beside(self, then: Recipient) -> Recipient:
        """This, which tells the other one too."""
        known = (self.person, *self.others)
        return self if not then.person or then.person in known else self.changed(others=(*self.others, then.person))


class Escalation(Frozen):
    """What an audience is told further while nobody acknowledges."""

    after: timedelta
    """How long each way is given before the next one."""
    then: tuple[tuple[Recipient, ...], ...] = ()
    """Who is told once those told first had all their ways: each one's ways, in the order that they prefer.

    Empty where nobody can be told at that hour: whoever follows keeps their place.
    """


class Directory(Protocol):
    """The people, targets and audiences of a workspace."""

    def person(self, person_id: str) -> Person | None:
        """The person of that id, or None."""
        ...

    def person_of_login(self, login: str) -> Person | None:
        """The person with that login, or None."""
        ...

    def people(self) -> Sequence[Person]:
        """Everybody, by id."""
        ...

    def target(self, target_id: str) -> Target | None:
        """The target of that id, or None."""
        ...

    def targets(self) -> Sequence[Target]:
        """All targets, by id."""
        ...

    def rotas(self) -> Sequence[Rota]:
        """Who is on duty when, in the order of the file."""
        ...

    def audience(self, audience: str, roles: Mapping[str, str], *, exercise: bool, at: datetime) -> Sequence[Recipient]:
        """Who is told when a message goes to the audience at that instant; empty if nobody can be reached.

        `roles` maps roles to the persons who hold them in this incident; for a role that nobody holds, whoever is on
        duty for it is told.
        """
        ...

    def silent(self, audience: str, roles: Mapping[str, str], *, exercise: bool, at: datetime) -> Sequence[Person]:
        """Who of the audience is told nothing, as no way that fits leads to them; `roles` as above."""
        ...

    def ways(self, person_id: str, *, exercise: bool) -> Sequence[Recipient]:
        """Every way to the person that fits, in the order that they prefer."""
        ...

    def escalation(self, audience: str, roles: Mapping[str, str], *, exercise: bool, at: datetime) -> Escalation | None:
        """What follows when nobody of the audience acknowledges, with who is on duty then; None where nothing does."""
        ...

    def case_policy(self) -> CasePolicy:
        """How long customers' cases may wait, and who may see how customers are reached."""
        ...

    def preapproval(self, runbook: Runbook, template: str, at: datetime) -> Preapproval | None:
        """Who approved that text beforehand, if the night policy lets it leave at that hour; None if it does not."""
        ...

    def night_texts(self) -> Sequence[NightText]:
        """Every text that the night policy names, whether its revision still stands or not."""
        ...
