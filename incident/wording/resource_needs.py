"""What of resources was entered in somebody's name by others: that person reads it, and says so if it is not true.

Apart from the board, which everybody reads alike.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from incident.domain.events import AllocationState
from incident.domain.incident import Incident
from incident.domain.resources.allocation import Allocation, Change
from incident.i18n import ngettext
from incident.wording.resource_board import called
from incident.wording.speech import Speech

__all__ = ["approved_words"]

_TOLD_FOR: Final = timedelta(days=1)


def approved_words(incident: Incident, person: str, now: datetime, speech: Speech) -> str:
    """What was approved in that person's name within the last day, and who entered it; '' for nothing."""
    every = incident.resources.allocations.values()
    found = [(each, by) for each in every if (by := _entered(each, person)) and now - by.at < _TOLD_FOR]
    if not found:
        return ""
    said = ngettext(
        "{resource} was approved by you, as {person} entered. If not, tell them.",
        "{count} resources were approved by you, as others entered, last {resource} ({person}). If not, tell them.",
        len(found),
    )
    last, entered = max(found, key=lambda each: each[1].at)
    return said.format(count=len(found), resource=called(last, speech), person=speech.person(entered.by))


def _entered(allocation: Allocation, person: str) -> Change | None:
    """The approval that somebody else entered in that person's name."""
    if allocation.approved_by != person:
        return None
    given = next((each for each in allocation.changes if each.state is AllocationState.APPROVED), None)
    return given if given is not None and given.by != person else None
