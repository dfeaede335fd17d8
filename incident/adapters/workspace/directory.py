"""Finds people and the ways to reach them; an exercise never finds a real way, nor a real incident an exercise's.

Apart from the values, so that there is one place where exercise and real ways are told apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.application.ports import Escalation, Person, Recipient, Target
from incident.domain.messages.alone import EVERYBODY, ONE_AFTER_ANOTHER, is_unhurried, person_alone

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from incident.adapters.workspace.config import Audience, Entry, WorkspaceConfig
    from incident.domain.cases.limits import CasePolicy
    from incident.domain.duties.rota import Rota
    from incident.domain.messages.preapproval import NightText, Preapproval
    from incident.domain.runbooks.runbook import Runbook

__all__ = ["WorkspaceDirectory"]


class WorkspaceDirectory:
    """Implements `incident.application.ports.Directory` over a workspace's files."""

    def __init__(self, config: WorkspaceConfig) -> None:
        self._language = config.settings.language
        self._night, self._zone = config.settings.night, config.settings.zone
        self._cases = config.settings.cases
        self._people = {person.id: person for person in sorted(config.people, key=lambda each: each.id)}
        self._logins = {login: person for person in config.people for login in person.logins}
        self._targets = {target.id: target for target in sorted(config.targets, key=lambda each: each.id)}
        self._rotas = config.rotas
        self._audiences = {audience.id: audience for audience in config.audiences}

    def renew(self, config: WorkspaceConfig) -> None:
        """Answer from now on as the files say that were read again; all of it at once, for other threads ask too."""
        vars(self).update(vars(WorkspaceDirectory(config)))

    def person(self, person_id: str) -> Person | None:
        """The person of that id, or None."""
        return self._people.get(person_id)

    def person_of_login(self, login: str) -> Person | None:
        """The person with that login, or None."""
        return self._logins.get(login)

    def people(self) -> Sequence[Person]:
        """Everybody, by id."""
        return tuple(self._people.values())

    def target(self, target_id: str) -> Target | None:
        """The target of that id, or None."""
        return self._targets.get(target_id)

    def targets(self) -> Sequence[Target]:
        """All targets, by id."""
        return tuple(self._targets.values())

    def audiences(self) -> Sequence[Audience]:
        """All audiences, in the order of the file."""
        return tuple(self._audiences.values())

    def rotas(self) -> Sequence[Rota]:
        """Who is on duty when, in the order of the file."""
        return self._rotas

    def audience(self, audience: str, roles: Mapping[str, str], *, exercise: bool, at: datetime) -> Sequence[Recipient]:
        """Who is told when a message goes to the audience at that instant; empty if nobody can be reached.

        `roles` maps roles to the persons who hold them in this incident; for a role that nobody holds, whoever is on
        duty for it is told. A person is told on the first way to reach them that fits; nobody is told twice at one
        address in one language.
        """
        if audience == EVERYBODY:
            return self._everybody(exercise=exercise)
        known = self._audiences.get(audience)
        found: dict[tuple[str, str, str], Recipient] = {}
        for entry in known.who if known else self._alone(audience):
            for recipient in self._recipients(audience, entry, roles, exercise=exercise, at=at):
                known_there = found.get(recipient.place)
                found[recipient.place] = known_there.beside(recipient) if known_there else recipient
        return tuple(found.values())

    def silent(self, audience: str, roles: Mapping[str, str], *, exercise: bool, at: datetime) -> Sequence[Person]:
        """Who of the audience is told nothing, as no way that fits leads to them; of a role nobody who may hold it."""
        known, found = self._audiences.get(audience), dict[str, Person]()
        for entry in known.who if known else self._alone(audience):
            listed = [*filter(None, map(self.person, entry.people))]
            meant = [] if entry.target or entry.people else [*self._meant(entry, roles, at)]
            is_told = any(self.ways(each.id, exercise=exercise) for each in meant)
            for each in [*listed, *([] if is_told else meant)]:
                if not self.ways(each.id, exercise=exercise):
                    found[each.id] = each
        return tuple(found.values())

    def _everybody(self, *, exercise: bool) -> Sequence[Recipient]:
        """Every person on every way that fits, then every channel inside the organisation."""
        from incident.domain.incident import CUSTOMERS  # here: few ask for everybody

        told = [way for person in self._people for way in self.ways(person, exercise=exercise)]
        places = {(each.target_id, each.address) for each in told}
        channels: dict[tuple[str, str], Recipient] = {}
        for audience in self._audiences.values():
            is_outside = audience.external or audience.id == CUSTOMERS
            for each in () if is_outside else self._channels(audience, exercise=exercise):
                channels.setdefault((each.target_id, each.address), each)
        return (*told, *(each for place, each in channels.items() if place not in places))

    def _channels(self, audience: Audience, *, exercise: bool) -> Iterator[Recipient]:
        for entry in audience.who:
            if entry.target and self._fits(entry.target, exercise=exercise):
                name, language = entry.name or audience.id, entry.language or self._language
                yield Recipient(name=name, target_id=entry.target, address=entry.address, language=language)

    def _alone(self, audience: str) -> Sequence[Entry]:
        """The one person that the audience is, if it is one."""
        from incident.adapters.workspace.config import Entry  # here: few messages are to one person

        person = person_alone(audience)
        return (Entry(person=person),) if person else ()

    def ways(self, person_id: str, *, exercise: bool) -> Sequence[Recipient]:
        """Every way to the person that fits, in the order that they prefer."""
        person = self.person(person_id)
        reach = person.reach if person else ()
        return tuple(_by(person, way) for way in reach if person and self._fits(way[0], exercise=exercise))

    def escalation(self, audience: str, roles: Mapping[str, str], *, exercise: bool, at: datetime) -> Escalation | None:
        """What follows when nobody of the audience acknowledges; None where nothing does."""
        if person_alone(audience):
            return None if is_unhurried(audience) else Escalation(after=ONE_AFTER_ANOTHER)
        known = self._audiences.get(audience)
        if known is None or known.escalate is None:
            return None
        then = (
            self._every_way(first, exercise=exercise)
            for entry in known.escalate.then
            for first in tuple(self._recipients(audience, entry, roles, exercise=exercise, at=at)) or (None,)
        )
        return Escalation(after=known.escalate.after, then=tuple(then))

    def case_policy(self) -> CasePolicy:
        """How long customers' cases may wait, and who may see how customers are reached."""
        return self._cases

    def preapproval(self, runbook: Runbook, template: str, at: datetime) -> Preapproval | None:
        """Who approved that text beforehand, if the night policy lets it leave at that hour; None if it does not."""
        if self._night is None:
            return None
        texts = ((each.runbook, each.revision, each.template, each.by) for each in self._night.texts)
        by = next((by for *text, by in texts if text == [runbook.id, runbook.revision, template]), None)
        if by is None or by not in self._people:
            return None
        from incident.adapters.workspace.night import end_of_night  # here: few messages leave without their approver
        from incident.domain.messages.preapproval import Preapproval

        until = end_of_night(self._night, self._zone, at)
        return Preapproval(by=by, until=until) if until else None

    def night_texts(self) -> Sequence[NightText]:
        """Every text that the night policy names, whether its revision still stands or not."""
        return () if self._night is None else self._night.texts

    def _every_way(self, first: Recipient | None, *, exercise: bool) -> tuple[Recipient, ...]:
        if first is None:
            return ()
        return tuple(self.ways(first.person, exercise=exercise)) if first.person else (first,)

    def _recipients(
        self, audience: str, entry: Entry, roles: Mapping[str, str], *, exercise: bool, at: datetime
    ) -> Iterator[Recipient]:
        if entry.target:
            if self._fits(entry.target, exercise=exercise):
                language = entry.language or self._language
                name = entry.name or audience
                yield Recipient(name=name, target_id=entry.target, address=entry.address, language=language)
            return
        for each in filter(None, map(self.person, entry.people)):
            yield from self.ways(each.id, exercise=exercise)[:1]
        for person in self._meant(entry, roles, at):
            way = next((way for way in person.reach if self._fits(way[0], exercise=exercise)), None)
            if way:
                yield _by(person, way)
                return

    def _meant(self, entry: Entry, roles: Mapping[str, str], at: datetime) -> Iterator[Person]:
        """Whom the entry means; of several the first who can be reached is told."""
        named = entry.person or roles.get(entry.role, "")
        if named or not self._rotas:
            ids = [named]
        else:
            from incident.domain.duties.duty import (  # here: a start that tells nobody computes no duty
                on_duty,
                rotas_for,
            )

            served = [rota for rota in self._rotas if rota.id == entry.on_duty] or rotas_for(self._rotas, entry.role)
            ids = [shift.person for rota in served for shift in on_duty(rota, at)]
        yield from filter(None, map(self.person, ids))

    def _fits(self, target_id: str, *, exercise: bool) -> bool:
        target = self.target(target_id)
        return target is not None and target.exercise is exercise


def _by(person: Person, way: tuple[str, str]) -> Recipient:
    target_id, address = way
    return Recipient(name=person.name, target_id=target_id, address=address, language=person.language, person=person.id)
