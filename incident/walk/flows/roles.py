"""Giving a role to a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from incident.application.ports import Person
from incident.domain import commands as c
from incident.domain.duties.staffing import never_beside
from incident.domain.incident import COMMANDER
from incident.i18n import _
from incident.walk.duty import duties_of, duty_first
from incident.walk.flows.asking import Answers, Choice, Part, Question, Ready
from incident.walk.flows.waking import Waking
from incident.walk.keys import key_of
from incident.wording.duty import with_duty
from incident.wording.roles import named_for, not_combined_words
from incident.wording.safe import clean_line
from incident.wording.sentences import in_a_row

__all__ = ["RoleFlow"]

NOBODY: Final = "-"
"""No id of a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleFlow(Waking):
    """Which role, then who; empty roles of the tier stand first."""

    people: Sequence[Person]
    role: str = ""
    """The role that was chosen before."""
    person: str = ""
    """Who was chosen before."""

    @property
    def name(self) -> str:
        """Names its draft; what was begun for one role or person is not gone on with for another."""
        return "-".join(filter(None, ("role", self.role, self.person)))

    @property
    def title(self) -> str:
        """What it is about."""
        return _("ROLES")

    def part(self, answers: Answers) -> Part:
        """Which role, who, the assignment."""
        speech = self.walk.speech
        role = answers.get("role", self.role)
        if not role:
            roles = dict.fromkeys([*self.walk.empty_roles, *self.walk.incident.runbook.roles])
            choices = tuple(Choice(value=role, words=self._held(role)) for role in roles)
            return Question(id="role", words=_("Which role?"), choices=choices)
        person = answers.get("person", self.person)
        if not person and not (role == COMMANDER and self.walk.incident.person_of(COMMANDER)):
            people = duty_first(self.people, self.walk.on_duty)  # in one order for every role: a digit stays a person's
            choices = tuple(Choice(value=person.id, words=self._named(person, role)) for person in people)
            if self.walk.incident.person_of(role) is not None:
                choices = (*choices, Choice(value=NOBODY, words=_("nobody for now")))
            words = _("Who is {role}?").format(role=speech.role(role))
            return Question(id="person", words=words, choices=choices)
        is_given = person and person != NOBODY
        return (self.woken(person, answers, is_asked=False) if is_given else None) or self.given(role, person)

    def given(self, role: str, person: str) -> Ready:
        """The assignment; command is no role that anybody gives."""
        speech, commander = self.walk.speech, self.walk.incident.person_of(COMMANDER)
        if role == COMMANDER and commander is not None:
            words = _("{name} has command, and nobody gives it away. {over} hands it over; {take} there takes it.")
            keys = {"over": key_of("walk.handover", "H"), "take": key_of("handover.take", "T")}
            return Ready(said=words.format(name=speech.person(commander), **keys))
        if person == NOBODY:
            said = _("{role}: nobody").format(role=speech.role(role))
            return Ready(commands=(c.VacateRole(by=self.walk.person, role=role),), said=said)
        command = c.AssignRole(by=self.walk.person, role=role, person=person)
        said = _("{name} is {role}.").format(name=speech.person(person), role=speech.role(role))
        beside = not_combined_words(self.walk.incident, role, person, speech)
        return Ready(commands=(command,), said=in_a_row(said, beside))

    def _held(self, role: str) -> str:
        person, speech = self.walk.incident.person_of(role), self.walk.speech
        if person is not None:
            return _("{role}: {person}").format(role=speech.role(role), person=speech.person(person))
        words = _("{role}: nobody, wanted now") if role in self.walk.empty_roles else _("{role}: nobody")
        return words.format(role=speech.role(role))

    def _named(self, person: Person, role: str) -> str:
        walk = self.walk
        name = with_duty(clean_line(person.name), duties_of(person.id, walk.on_duty, role), walk.speech, walk.now)
        if person.id == self.walk.person:
            name = _("{name} (you)").format(name=name)
        name = self.with_rest(name, person.id)
        if role in person.roles and not never_beside(walk.incident, role, person.id):
            return _("{name}, may fill it").format(name=name)
        return named_for(name, walk.incident, role, person.id, walk.speech)
