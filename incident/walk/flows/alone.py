"""Who can send what one person may not approve alone: at tier 1 nobody approves words of their own.

Offers exactly the ways that the rules leave open, each of which works at one terminal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from incident.application.messages.by_night import of_another_revision
from incident.application.ports import Person
from incident.domain import commands as c
from incident.domain.decide import decide
from incident.domain.incident import COMMANDER
from incident.domain.refusals import Refused
from incident.i18n import _
from incident.walk.flows.asking import Answers, Card, Choice, Key, Question, Ready, asked_text
from incident.walk.keys import key_of
from incident.walk.moment import Walk
from incident.wording.handover import command_phrase
from incident.wording.refusals import say_refusal
from incident.wording.safe import clean_line
from incident.wording.telling import revised_words

__all__ = ["PHONE", "WAY", "Alone", "kept_by_night"]

PHONE: Final = "phone"
"""The answer that somebody agreed by phone."""
WAY: Final = "way"
"""The question which way to go; its answer is the person who takes the role, `by:` and who writes, or the night."""
BY: Final = "by:"
COMMAND: Final = "command"
MOST: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Alone:
    """The ways out for the approver who is also the author."""

    walk: Walk
    people: Sequence[Person]
    role: str
    """The role that approves, which this person holds."""
    writer: str | None
    """The role that usually writes."""
    how: str
    """How somebody else writes it, with {name} and {id}."""
    said: str
    """What to tell when that way is taken, with {name}."""
    night: Sequence[Key] = ()
    """The key by which it leaves under the night policy, where that names the text."""

    def part(self, answers: Answers) -> Question | Card | Ready | None:
        """Which way; None once it can be sent."""
        if WAY not in answers:
            words = _("At tier 1 you cannot approve your own words. Which way?")
            by_night = [Choice(value=key.value, words=key.words) for key in self.night]
            choices = (*by_night, *self._written(), *self._handed_over())
            return Question(id=WAY, words=words, choices=choices) if choices else self._nobody_known()
        if self._is_by_night(answers):
            return None
        if answers[WAY].startswith(BY):
            name = self.walk.speech.person(answers[WAY].removeprefix(BY))
            return Ready(said=self.said.format(name=name))
        if self.role == COMMANDER and COMMAND not in answers:
            words = _("{name} takes command, and says so on the phone. Type what they say.")
            return Card(id=COMMAND, words=words.format(name=self._name(answers)), phrase=command_phrase())
        return None

    def keys(self, answers: Answers) -> tuple[Key, ...]:
        """The one key that sends: the new holder of the role agreed, or the night policy."""
        if self._is_by_night(answers):
            return tuple(self.night)
        words = _("{name} agreed by phone: hand over and send").format(name=self._name(answers))
        return (Key(key="P", word="phone", words=words, value=PHONE),)

    def notes(self, answers: Answers) -> tuple[str, ...]:
        """What happens before the message leaves."""
        if self._is_by_night(answers):
            return ()
        role = self.walk.speech.role(self.role)
        return (_("First {name} becomes {role}.").format(name=self._name(answers), role=role),)

    def commands(self, answers: Answers) -> list[c.Command]:
        """What has to be done before the message leaves."""
        return [] if self._is_by_night(answers) else [self._taking(answers[WAY].strip())]

    def _is_by_night(self, answers: Answers) -> bool:
        return answers.get(WAY) in [key.value for key in self.night]

    def _nobody_known(self) -> Question:
        """Nobody else stands in the workspace: whoever can be rung up is named."""
        role = self.walk.speech.role(self.role)
        notes = (
            _("Somebody else writes it, or takes the role {role} and agrees by phone.").format(role=role),
            _("This workspace names nobody else. Ring somebody up and type their name: they take the role."),
            _("Nobody there? Esc, then {off} rules the step out with a reason, {later} puts it off.").format(
                off=key_of("walk.rule_out", "-"), later=key_of("walk.defer", "s")
            ),
        )
        words = _("At tier 1 you cannot approve your own words. Who takes the role {role}?").format(role=role)
        return asked_text(WAY, words, notes=notes, complaint=self._complaint)

    def _complaint(self, typed: str) -> str:
        person = typed.strip()
        is_me = person.casefold() in (self.walk.person.casefold(), self.walk.speech.person(self.walk.person).casefold())
        if is_me:
            return _("Somebody else has to agree.")
        try:
            decide(self.walk.incident, self._taking(person), self.walk.now)
        except Refused as refused:
            return say_refusal(refused, self.walk.speech)
        return ""

    def _taking(self, person: str) -> c.Command:
        """Command is taken by whoever gets it; any other role is given."""
        if self.role == COMMANDER:
            return c.TakeCommand(by=self.walk.person, person=person, because=_("agreed by phone"))
        return c.AssignRole(by=self.walk.person, role=self.role, person=person)

    def _name(self, answers: Answers) -> str:
        return self.walk.speech.person(answers[WAY])

    def _written(self) -> Sequence[Choice]:
        """Somebody else writes: who holds the role that does, else who could."""
        holder = self.walk.incident.person_of(self.writer or "")
        others = [p for p in self.people if p.id != self.walk.person]
        found = [p for p in others if p.id == holder] or [p for p in others if self.writer in p.roles] or others
        return [
            Choice(value=f"{BY}{p.id}", words=self.how.format(name=clean_line(p.name), id=clean_line(p.id)))
            for p in found[:1]
        ]

    def _handed_over(self) -> Sequence[Choice]:
        """Somebody else takes the role that approves: who may fill it, else whoever the rules let, and that is said."""
        able = [p for p in self.people if self._may_take(p)]
        named = [p for p in able if self.role in p.roles]
        words = _("{name} takes the role {role}; you enter their approval with P")
        role = self.walk.speech.role(self.role)
        if not named:
            words = _("{name}, to whom people.yaml gives no such role, takes the role {role}; P enters their approval")
        return [
            Choice(value=p.id, words=words.format(name=clean_line(p.name), role=role)) for p in (named or able)[:MOST]
        ]

    def _may_take(self, person: Person) -> bool:
        try:
            decide(self.walk.incident, self._taking(person.id), self.walk.now)
        except Refused:
            return False
        return True


def kept_by_night(walk: Walk, role: str | None, template: str) -> tuple[str, ...]:
    """That the text was approved beforehand, and in another revision than this one; said where its key would stand."""
    if role is None or walk.directory is None or walk.incident.person_of(role) == walk.person:
        return ()
    found = of_another_revision(walk.directory, walk.incident.runbook, template, walk.now)
    return () if found is None else (revised_words(found, walk.incident.runbook.revision), "")
