"""The time of a case: more of it, or a pause while the customer has to do something first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from incident.domain import commands as c
from incident.domain.cases.privy import who_may_approve
from incident.domain.cases.register import register_of
from incident.i18n import _
from incident.walk.flows.asking import Answers, Part, Question, Ready, asked_text
from incident.walk.flows.cases.asked import OfCases, asked_which
from incident.walk.flows.moments import asked_ahead, read_ahead
from incident.walk.flows.persons import of_people
from incident.walk.keys import key_of
from incident.wording.cases import cases_phrase

__all__ = ["MoreTimeFlow", "PauseCasesFlow"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseCasesFlow(OfCases):
    """Their time stands still; those that wait already go on."""

    @property
    def name(self) -> str:
        """Names its draft."""
        return self.drafted("case-pause")

    @property
    def title(self) -> str:
        """What it is about."""
        return self.titled(_("WAIT for the customer"))

    def part(self, answers: Answers) -> Part:
        """What they were asked for; nothing where the time runs on."""
        numbers, register = self.meant(answers), register_of(self.walk.incident)
        if not numbers:
            return asked_which(self.walk)
        if all(number in register and register.case(number).paused is not None for number in numbers):
            said = _("time runs again: {cases}").format(cases=cases_phrase(numbers))
            return Ready(commands=(c.ResumeCases(by=self.walk.person, cases=numbers),), said=said)
        if "proof" not in answers:
            return asked_text("proof", _("What were they asked for, when and how? The time stands still until then."))
        command = c.PauseCases(by=self.walk.person, cases=numbers, proof=answers["proof"])
        said = _("the customer has to act first, time stands still: {cases}")
        return Ready(commands=(command,), said=said.format(cases=cases_phrase(numbers)))


@dataclass(frozen=True, slots=True, kw_only=True)
class MoreTimeFlow(OfCases):
    """A later end of one case: with a reason, an approver and word to the customer."""

    @property
    def name(self) -> str:
        """Names its draft."""
        return self.drafted("case-more-time")

    @property
    def title(self) -> str:
        """What it is about."""
        return self.titled(_("MORE TIME"))

    def part(self, answers: Answers) -> Part:
        """Until when, why, who approved it, what the customer was told."""
        walk, numbers = self.walk, self.meant(answers)
        if not numbers:
            return asked_which(walk)
        if "until" not in answers:
            return asked_ahead(
                walk, _("Until when? A time, a day and a time, or a length such as 24h, counted from now.")
            )
        if "because" not in answers:
            return asked_text("because", _("Why does it take longer?"), notes=self._until(answers, numbers))
        if "approver" not in answers:
            may, notes = who_may_approve(walk.incident, walk.person), self._until(answers, numbers)
            people = of_people(each for each in self.people if each.id in may)
            if not people:
                said = _("Nobody else holds a role here who could approve it: {key} gives somebody one first.")
                return Ready(said=said.format(key=key_of("walk.roles", "r")))
            return Question(id="approver", words=_("Who approved it? They read of it."), notes=notes, choices=people)
        if "text" not in answers:
            return asked_text("text", _("What was the customer told of it?"), notes=self._until(answers, numbers))
        return self._ready(answers, numbers)

    def _ready(self, answers: Answers, numbers: Sequence[int]) -> Ready:
        walk = self.walk
        until = read_ahead(answers["until"], walk) or walk.now
        commands = tuple(
            c.ExtendCase(
                by=walk.person,
                case=number,
                until=until,
                because=answers["because"],
                approved_by=answers["approver"],
                text=answers["text"],
            )
            for number in numbers
        )
        said = _("More time for {cases}, until {time}.")
        when = walk.speech.when(until, walk.now)
        return Ready(commands=commands, said=said.format(cases=cases_phrase(numbers), time=when))

    def _until(self, answers: Answers, numbers: Sequence[int]) -> Sequence[str]:
        """The instant that was typed, beside when they are due until now: read before anything is entered."""
        now, speech, register = self.walk.now, self.walk.speech, register_of(self.walk.incident)
        until = speech.when(read_ahead(answers["until"], self.walk) or now, now)
        due = [register.case(number).done_due_at for number in numbers if number in register]
        if not due:
            return (_("Until {time}.").format(time=until),)
        said = _("Until {time}; until now it was {before}.")
        return (said.format(time=until, before=speech.when(min(due), now)),)
