"""Whose a case is: accept it, hand it on, say to which group of customers it belongs."""

from __future__ import annotations

from dataclasses import dataclass

from incident.domain import commands as c
from incident.i18n import _
from incident.walk.flows.asking import Answers, Part, Question, Ready, asked_text
from incident.walk.flows.cases.asked import OfCases, asked_group, asked_which, read_group
from incident.walk.flows.persons import of_people
from incident.walk.flows.waking import Waking
from incident.wording.cases import cases_phrase, group_word

__all__ = ["AcceptCasesFlow", "HandOnFlow", "PriorityFlow"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptCasesFlow(OfCases):
    """They are this person's from now on; nothing has to be asked."""

    @property
    def name(self) -> str:
        """Names its draft."""
        return self.drafted("case-accept")

    @property
    def title(self) -> str:
        """What it is about."""
        return self.titled(_("ACCEPT"))

    def part(self, answers: Answers) -> Part:
        """Which, where that is not known."""
        numbers = self.meant(answers)
        if not numbers:
            return asked_which(self.walk)
        said = _("You own {cases} from now on.").format(cases=cases_phrase(numbers))
        return Ready(commands=(c.AcceptCases(by=self.walk.person, cases=numbers),), said=said)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOnFlow(OfCases, Waking):
    """Somebody else is to accept them."""

    @property
    def name(self) -> str:
        """Names its draft."""
        return self.drafted("case-hand-on")

    @property
    def title(self) -> str:
        """What it is about."""
        return self.titled(_("HAND ON"))

    def part(self, answers: Answers) -> Part:
        """To whom, why."""
        numbers, person = self.meant(answers), self.walk.person
        if not numbers:
            return asked_which(self.walk)
        if "to" not in answers:
            words = _("Who is to accept it? It stays where it is until then.")
            return Question(id="to", words=words, choices=self.named(of_people(self.people, but=person)))
        if (card := self.woken(answers["to"], answers, is_asked=False)) is not None:
            return card
        if "because" not in answers:
            return asked_text("because", _("Why? Enter alone leaves it out."), may_be_empty=True)
        command = c.HandOnCases(by=person, cases=numbers, to=answers["to"], because=answers["because"])
        said = _("{person} owns {cases} once they accept.")
        to = self.walk.speech.person(answers["to"])
        return Ready(commands=(command,), said=said.format(person=to, cases=cases_phrase(numbers)))


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityFlow(OfCases):
    """A customer who is seen to first, or one like others."""

    @property
    def name(self) -> str:
        """Names its draft."""
        return self.drafted("case-priority")

    @property
    def title(self) -> str:
        """What it is about."""
        return self.titled(_("PRIORITY"))

    def part(self, answers: Answers) -> Part:
        """Which group."""
        numbers = self.meant(answers)
        if not numbers:
            return asked_which(self.walk)
        if "group" not in answers:
            return asked_group()
        group = read_group(answers["group"])
        command = c.PrioritiseCases(by=self.walk.person, cases=numbers, group=group)
        said = _("priority of {cases}: {group}").format(cases=cases_phrase(numbers), group=group_word(group))
        return Ready(commands=(command,), said=said)
