"""A new case, as the customer on the telephone tells it: its five elements, its channel, its group."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from incident.domain import commands as c
from incident.domain.cases.words import ELEMENTS, CaseWords
from incident.domain.events.cases import CaseChannel
from incident.i18n import N_, _
from incident.walk.flows.asking import Answers, Choice, Part, Question, Ready, asked_text
from incident.walk.flows.cases.asked import asked_group, read_group, seen_by_all
from incident.walk.moment import Walk
from incident.wording.cases import channel_word

__all__ = ["AddCaseFlow"]

_ASKED: Final[Mapping[str, str]] = {
    "name": N_("What is the customer's name?"),
    "contact": N_("How are they reached: a number, an address?"),
    "service": N_("Which service is it about?"),
    "problem": N_("What happened?"),
    "request": N_("What do they ask for?"),
}
_FREE: Final = frozenset({"problem", "request"})


@dataclass(frozen=True, slots=True, kw_only=True)
class AddCaseFlow:
    """Whoever enters it was reached first, and owns it until somebody accepts it."""

    walk: Walk
    name: str = "case-add"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("A NEW CASE")

    def part(self, answers: Answers) -> Part:
        """The five elements, then the channel and the group."""
        for element in ELEMENTS:
            if element not in answers:
                notes = (seen_by_all(),) if element in _FREE else ()
                return asked_text(element, _(_ASKED[element]), notes=notes)
        if "channel" not in answers:
            channels = tuple(Choice(value=each.value, words=channel_word(each)) for each in CaseChannel)
            return Question(id="channel", words=_("By which way did it come in?"), choices=channels)
        if "group" not in answers:
            return asked_group()
        case = c.NewCase(
            words=CaseWords(**{element: answers[element] for element in ELEMENTS}),
            channel=CaseChannel(answers["channel"]),
            group=read_group(answers["group"]),
        )
        command = c.ReceiveCases(by=self.walk.person, cases=(case,))
        return Ready(commands=(command,), said=_("The case is taken in; you own it until somebody accepts it."))
