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
) -> tuple[tuple[Item, Message], ...]:
    """The open steps whose text only this person's approval keeps back, each with its text; at tier 1 not their own."""
    waiting = {
        m.step: m for m in waiting_drafts(incident, now) if incident.tier is not Tier.MAJOR or m.author != person
    }
    items = (item for item in checklist.items if item.step.id in waiting and not item.is_complete)
    own = (item for item in items if item.step.approver and incident.person_of(item.step.approver) == person)
    return tuple((item, waiting[item.step.id]) for item in own)


def texts_asked_for(
    incident: Incident, checklist: Checklist, person: str, now: datetime
) -> tuple[tuple[str, Message], ...]:
    """The texts that this person wrote and somebody else has to let go, each with who has to."""
    drafts = {m.step: m for m in waiting_drafts(incident, now)}
    own = (each.step for each in checklist.items if each.step.id in drafts and not each.is_complete)
    found = ((incident.person_of(step.approver or ""), drafts[step.id]) for step in own)
    return tuple((who, draft) for who, draft in found if who and draft.author == person != who)


def texts_to_write_anew(
    incident: Incident, checklist: Checklist, person: str, now: datetime
) -> tuple[tuple[Item, Message], ...]:
    """The open steps whose text by this person waited until what it promises was past, each with that text."""
    own = {m.step: m for m in lapsed_drafts(incident, now) if person == (m.kept_by or m.author)}
    found = (each for each in checklist.items if each.step.id in own and not each.is_complete)
    return tuple((each, own[each.step.id]) for each in found)
