"""Who may decide an approval: whoever has its role, and once that is late, where the step says so, the next above.

And which texts wait for a person to let them go.

Apart from marking, because the screens name the same people before anybody marks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.domain.grading.tiers import Tier
from incident.domain.incident import COMMANDER
from incident.domain.messages.drafts import lapsed_drafts, waiting_drafts
from incident.domain.runbooks.runbook import IfLate
from incident.domain.timing.clocks import due_by

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from incident.domain.incident import Incident
    from incident.domain.messages.message import Message
    from incident.domain.runbooks.runbook import Runbook, Step
    from incident.domain.walking.checklist import Checklist, Item

__all__ = [
    "DEPUTY",
    "is_late",
    "next_above",
    "roles_deciding",
    "texts_asked_for",
    "texts_to_write_anew",
    "texts_waiting_for",
]

DEPUTY = "deputy"
"""Decides for a commander who does not answer."""


def next_above(runbook: Runbook, role: str) -> str | None:
    """The role that decides where this one does not answer in time: the commander, for the commander the deputy."""
    above = DEPUTY if role == COMMANDER else COMMANDER
    return above if above in runbook.roles else None


def is_late(incident: Incident, step: Step, now: datetime) -> bool:
    """Whether the time for the answer is over."""
    due = due_by(step.within, incident, now)
    return due is not None and now >= due


def roles_deciding(incident: Incident, step: Step, now: datetime) -> tuple[str, ...]:
    """The roles whose holders may decide now, the one to be asked first at the end."""
    role = step.approver or ""
    above = next_above(incident.runbook, role) if step.if_late is IfLate.ESCALATE else None
    if above is None or incident.person_of(above) is None or not is_late(incident, step, now):
        return (role,)
    return role, above


def texts_waiting_for(
    incident: Incident, checklist: Checklist, person: str, now: datetime
) -> tuple[tuple[Item | None, Message], ...]:
    """The texts that only this person's approval keeps back, each with its open step, None outside the steps.

    At tier 1 not their own.
    """
    found = _with_steps(checklist, waiting_drafts(incident, now))
    others = ((it, m) for it, m in found if incident.tier is not Tier.MAJOR or m.author != person)
    return tuple((it, m) for it, m in others if _approver(incident, it, m) == person)


def texts_asked_for(
    incident: Incident, checklist: Checklist, person: str, now: datetime
) -> tuple[tuple[str, Message], ...]:
    """The texts that this person wrote and somebody else has to let go, each with who has to.

    At tier 1 also those for which that is the author: nobody may let them go until another has the role.
    """
    found = _with_steps(checklist, waiting_drafts(incident, now))
    asked = ((_approver(incident, it, m), m) for it, m in found if m.author == person)
    return tuple((who, draft) for who, draft in asked if who and (who != person or incident.tier is Tier.MAJOR))


def texts_to_write_anew(
    incident: Incident, checklist: Checklist, person: str, now: datetime
) -> tuple[tuple[Item | None, Message], ...]:
    """What this person wrote and what waited until what it promises was past, each with its open step."""
    found = _with_steps(checklist, lapsed_drafts(incident, now))
    return tuple((it, m) for it, m in found if person == (m.kept_by or m.author))


def _with_steps(checklist: Checklist, texts: Sequence[Message]) -> Iterator[tuple[Item | None, Message]]:
    """Each text of an open step, the steps in order, then those outside the steps."""
    own = {each.step: each for each in texts}
    yield from ((it, own[it.step.id]) for it in checklist.items if it.step.id in own and not it.is_complete)
    yield from ((None, each) for each in texts if each.step is None)


def _approver(incident: Incident, item: Item | None, message: Message) -> str | None:
    """Who has to let it go."""
    from incident.domain.decide.informing import approver_for  # here: deciding asks this module in its turn

    role = item.step.approver if item is not None else approver_for(incident, message.audience)
    return incident.person_of(role) if role else None
