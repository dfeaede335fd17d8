"""Teams and operational periods: who leads whom, and how long the present plan holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from incident.application.ports import Person
from incident.domain import commands as c
from incident.i18n import _
from incident.walk.flows.asking import Answers, Choice, Part, Question, Ready
from incident.walk.flows.moments import asked_ahead, read_ahead
from incident.walk.flows.persons import of_people
from incident.walk.flows.resources.asked import NOBODY
from incident.walk.flows.waking import Waking
from incident.walk.moment import Walk
from incident.wording.safe import clean_line

__all__ = ["PeriodFlow", "TeamFlow"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamFlow(Waking):
    """A team is formed, gets another lead, or is no more."""

    people: Sequence[Person]
    name: str = "resource-team"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("TEAM under a lead, who alone reports to the commander")

    def part(self, answers: Answers) -> Part:
        """Which team, who leads it."""
        teams = self.walk.incident.resources.teams
        if "team" not in answers:
            words = _("Which team? A new one is typed by its name, such as Alpha.")
            choices = tuple(Choice(value=each, words=clean_line(each)) for each in teams)
            return Question(id="team", words=words, choices=choices, is_typed=True, takes_words_first=True)
        team = answers["team"].strip()
        if "lead" not in answers:
            choices = self.named(of_people(self.people))
            if team in teams:
                choices = (*choices, Choice(value=NOBODY, words=_("nobody: the team is dissolved")))
            return Question(id="lead", words=_("Who leads it?"), choices=choices)
        if answers["lead"] == NOBODY:
            said = _("The team {team} is dissolved; what it had is the commander's.").format(team=clean_line(team))
            return Ready(commands=(c.DissolveTeam(by=self.walk.person, team=team),), said=said)
        before = teams[team].lead if team in teams else answers["lead"]
        if before != answers["lead"] and "sure" not in answers:
            return self._replacing(team, before, answers["lead"])
        if (card := self.woken(answers["lead"], answers, is_asked=False)) is not None:
            return card
        command = c.FormTeam(by=self.walk.person, team=team, lead=answers["lead"])
        said = _("The team {team} stands, led by {person}. Assign its members to it.")
        person = self.walk.speech.person(answers["lead"])
        return Ready(commands=(command,), said=said.format(team=clean_line(team), person=person))

    def _replacing(self, team: str, before: str, lead: str) -> Question:
        """Nobody loses a team by a slip."""
        speech, said = self.walk.speech, _("{team} is led by {person}. Does {lead} lead it instead?")
        words = said.format(team=clean_line(team), person=speech.person(before), lead=speech.person(lead))
        yes = Choice(value="yes", words=_("yes, from now on; Esc leaves it as it is"))
        return Question(id="sure", words=words, choices=(yes,))


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodFlow:
    """The next operational period."""

    walk: Walk
    name: str = "resource-period"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("OPERATIONAL PERIOD: the next one begins")

    def part(self, answers: Answers) -> Part:
        """Until when."""
        if "until" not in answers:
            return asked_ahead(self.walk, _("Until when does the plan hold? 08:00 or 8h."))
        ends = read_ahead(answers["until"], self.walk) or self.walk.now
        said = _("The period has begun.")
        return Ready(commands=(c.BeginPeriod(by=self.walk.person, ends_at=ends),), said=said)
