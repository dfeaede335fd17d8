"""A call for help: who would come, how each is reached, and the one message that the program can send for it.

Addresses stand whole here, unlike on the screens that may be photographed: they are there to be phoned.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from incident.application.ports import Person
from incident.domain import commands as c
from incident.domain.decide.informing import approver_for
from incident.domain.duties.rota import Rota
from incident.domain.duties.stretches import OnDuty, everybody_on_duty
from incident.domain.exercises.reserved import RESERVED_WORD
from incident.domain.exercises.state import Phase
from incident.domain.grading.tiers import Tier
from incident.domain.runbooks.runbook import Step, Verb
from incident.domain.runbooks.wordings import render
from incident.i18n import _
from incident.walk.duty import able_first, duties_of, duty_first, has_rota
from incident.walk.flows.asking import Answers, Card, Key, Part, Ready
from incident.walk.flows.exercises.stopping import EndExerciseFlow
from incident.walk.flows.messages import goes_to, gone_words, message_text, reaches
from incident.walk.flows.waking import Waking
from incident.walk.moment import Walk
from incident.wording.duty import with_duty
from incident.wording.people import ways_in_full
from incident.wording.roles import usual_role
from incident.wording.safe import clean_line
from incident.wording.speech import Speech

__all__ = ["CallFlow", "PhoneFlow", "may_end", "may_stop"]

ESCALATED_TO: Final = "executives"
"""The audience that a runbook escalates to."""


def _reached(person: Person, duties: Sequence[OnDuty], speech: Speech, now: datetime) -> str:
    """The name, until when the person is on duty, and all ways to reach them, whole."""
    said = ways_in_full(person) or _("NO WAY TO REACH")
    return _("{title}: {words}").format(title=with_duty(clean_line(person.name), duties, speech, now), words=said)


def may_stop(walk: Walk) -> bool:
    """Whether there is play that whoever looks at it could stop for what is real."""
    exercise = walk.incident.exercise
    return exercise is not None and exercise.phase is Phase.RUNNING and walk.can_write


def may_end(walk: Walk) -> bool:
    """Whether there is play, also such as stands, that whoever looks at it could end."""
    exercise = walk.incident.exercise
    return exercise is not None and exercise.phase is not Phase.ENDED and walk.can_write


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneFlow:
    """Everybody, where no incident is open on the screen."""

    people: Sequence[Person]
    speech: Speech
    now: datetime
    rotas: Sequence[Rota] = ()
    name: str = "phone"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("CALL FOR HELP")

    def part(self, _answers: Answers) -> Part:
        """The list; there is nothing to send."""
        words = _("Nothing is sent from here: phone them. In an incident, the roles that nobody holds come first.")
        return Card(id="call", words=words, notes=tuple(self._able()), is_guarded=True)

    def _able(self) -> Iterator[str]:
        """Whoever is on duty first."""
        on_duty = everybody_on_duty(self.rotas, self.now)
        for person in duty_first(self.people, on_duty):
            roles = _(", ").join(map(usual_role, person.roles))
            said = _reached(person, duties_of(person.id, on_duty), self.speech, self.now)
            yield _("{person}; may be {roles}").format(person=said, roles=roles) if roles else said


@dataclass(frozen=True, kw_only=True)
class CallFlow(Waking):
    """The roles that nobody holds and who may fill them, who rests last; `w` sends what the runbook escalates with."""

    people: Sequence[Person]
    name: str = "call"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("CALL FOR HELP")

    def part(self, answers: Answers) -> Part:
        """Who would come; then the message, if it was ordered."""
        step = self._escalation()
        match answers.get("call"):
            case "real":
                said = _("Play has ceased: everybody reads REAL EVENT, and who leads lets it go on.")
                return Ready(commands=(c.PauseExercise(by=self.walk.person, because=RESERVED_WORD),), said=said)
            case "pause":
                said = _("EXERCISE paused: its clock stands")
                return Ready(commands=(c.PauseExercise(by=self.walk.person),), said=said)
            case "stop":
                return EndExerciseFlow(walk=self.walk).part(answers)
        if step is None or step.template is None or "call" not in answers:
            return self._card(step)
        read = render(self.walk.incident, step.template, self.walk.now, ESCALATED_TO)
        command = c.SendMessage(
            by=self.walk.person,
            audience=ESCALATED_TO,
            template=step.template,
            approved_by=self.walk.person if approver_for(self.walk.incident, ESCALATED_TO) else None,
            as_read=read,
        )
        return Ready(commands=(command,), said=self._gone())

    def _card(self, step: Step | None) -> Card:
        words = _("Nothing is sent from here: phone them.")
        if step is None:
            return Card(id="call", words=words, notes=tuple(self._notes()), keys=self._stop(), is_guarded=True)
        audience = self.walk.speech.audience(ESCALATED_TO)
        text = message_text(self.walk, step.template or "", ESCALATED_TO)
        is_heard = reaches(self.walk, ESCALATED_TO)
        wakes = _("send this to {audience} now") if is_heard else _("only record it: nothing is sent, you phone them")
        return Card(
            id="call",
            words=_("Phone who is missing; w escalates to {audience}.").format(audience=audience)
            if is_heard
            else words,
            notes=(*goes_to(self.walk, ESCALATED_TO), *self._notes(), "", *text),
            keys=(Key(key="w", word="wake", words=wakes.format(audience=audience), value="wake"), *self._stop()),
            is_guarded=True,
        )

    def _stop(self) -> tuple[Key, ...]:
        """Whoever plays may pause and stop an exercise, for what is real or for any other reason."""
        if not may_end(self.walk):
            return ()
        stop = Key(key="S", word="stop", words=_("stop the exercise: play is over for everybody"), value="stop")
        if not may_stop(self.walk):
            return (stop,)
        real = Key(key="R", word="real", words=_("REAL EVENT: play stops, and everybody reads it"), value="real")
        return (real, Key(key="P", word="pause", words=_("pause the exercise: its clock stands"), value="pause"), stop)

    def _gone(self) -> str:
        return gone_words(self.walk, ESCALATED_TO, _("It is on its way. Phone those who do not answer."))

    def _notes(self) -> Iterator[str]:
        walk = self.walk
        for role in walk.empty_roles:
            found = able_first(self.walk.with_its_ways(self.people), role, walk.on_duty)
            able = [self._reached(each, role) for each in sorted(found, key=lambda each: each.id in (self.rests or ()))]
            yield _("{role}: nobody, wanted now").format(role=walk.speech.role(role))
            if has_rota(walk, role) and not any(role in each.rota.roles for each in walk.on_duty):
                yield "  " + _("NOBODY is on duty for it now")
            yield from (f"  {words}" for words in able or [_("nobody is named who may fill it")])
        if not walk.empty_roles:
            yield _("Every role of the tier is filled.")
        yield from self._holders()

    def _holders(self) -> Iterator[str]:
        """Those who are in it already."""
        held = {person: role for role, person in self.walk.incident.roles.items() if person != self.walk.person}
        for person in self.walk.with_its_ways(self.people):
            if person.id in held:
                role = self.walk.speech.role(held[person.id])
                yield _("{title}: {words}").format(title=role, words=self._reached(person))

    def _reached(self, person: Person, role: str = "") -> str:
        """Until when the person is on duty is said of that role, or of any."""
        walk = self.walk
        said = _reached(person, duties_of(person.id, walk.on_duty, role), walk.speech, walk.now)
        return self.with_rest(said, person.id)

    def _escalation(self) -> Step | None:
        """The step whose message may leave by this person's hand, or None."""
        walk = self.walk
        if not walk.is_open or not walk.can_write:
            return None
        role = approver_for(walk.incident, ESCALATED_TO)
        is_approver = role is not None and walk.incident.person_of(role) == walk.person
        if role is not None and (not is_approver or walk.incident.tier is Tier.MAJOR):
            return None  # a second person has to agree: its own step asks for that
        steps = (s for s in walk.incident.runbook.steps() if s.verb is Verb.TELL and s.audience == ESCALATED_TO)
        return next((step for step in steps if step.template and walk.incident.tier in step.tiers), None)
