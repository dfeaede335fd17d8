"""Whether the text of a step may leave by night without its approver; and why not, where another revision may.

Apart from the directory, which knows what the policy allows, and not what it nearly allows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.domain.grading.tiers import Tier
from incident.domain.messages.drafts import author_of

if TYPE_CHECKING:
    from datetime import datetime

    from incident.application.ports import Directory
    from incident.domain.incident import Incident
    from incident.domain.messages.preapproval import NightText, Preapproval
    from incident.domain.runbooks.runbook import Runbook, Step

__all__ = ["lets_leave", "of_another_revision"]


def of_another_revision(directory: Directory, runbook: Runbook, template: str, now: datetime) -> NightText | None:
    """What would let the text leave at this hour, had this revision of it been approved; None where nothing would."""
    if directory.preapproval(runbook, template, now) is not None:
        return None
    alike = (each for each in directory.night_texts() if (each.runbook, each.template) == (runbook.id, template))
    return next((each for each in alike if _lets(directory, runbook, each, now)), None)


def _lets(directory: Directory, runbook: Runbook, text: NightText, now: datetime) -> bool:
    return directory.preapproval(runbook.changed(revision=text.revision), text.template, now) is not None


def lets_leave(incident: Incident, directory: Directory, step: Step, person: str, now: datetime) -> Preapproval | None:
    """What lets the step's text leave by this person's hand without its approver; None for who may approve it."""
    holder = incident.person_of(step.approver) if step.approver else None
    author = author_of(incident, step.id, person, now)
    is_major = incident.tier is Tier.MAJOR
    if holder is None or (holder == person and not (is_major and author == person)):
        return None
    found = directory.preapproval(incident.runbook, step.template or "", now)
    return None if found is None or (is_major and found.by == author) else found
