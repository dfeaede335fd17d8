"""The rules of cases: which come in, and what may be done about those that are there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, assert_never

from incident.domain import commands as c
from incident.domain.decide.cases import acting, handing, pausing, receiving

if TYPE_CHECKING:
    from incident.domain.events import Event
    from incident.domain.incident import Incident

__all__ = ["decide_cases"]


def decide_cases(incident: Incident, command: c.OfCases, now: datetime) -> Sequence[Event]:
    """What the command makes happen."""
    match command:
        case c.ReceiveCases():
            return receiving.receive(incident, command, now)
        case c.AcceptCases():
            return acting.accept(incident, command)
        case c.HandOnCases():
            return handing.hand_on(incident, command)
        case c.PauseCases():
            return pausing.pause(incident, command, now)
        case c.ResumeCases():
            return pausing.resume(incident, command)
        case c.AnswerCases():
            return acting.answer(incident, command)
        case c.TellCases():
            return acting.tell(incident, command)
        case c.FinishCases():
            return acting.finish(incident, command)
        case c.ExtendCase():
            return acting.extend(incident, command, now)
        case c.PrioritiseCases():
            return acting.prioritise(incident, command)
        case c.LinkCase():
            return acting.link(incident, command)
        case c.AskSatisfaction():
            return acting.ask_satisfaction(incident, command)
        case c.ShowContacts():
            return acting.show_contacts(incident, command)
    assert_never(command)
