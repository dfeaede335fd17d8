"""A message outside the steps that was written and waits for its approval: let go as it was written.

Apart from the messages of steps, whose mark lets them go.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.decide.informing import agreed_by, approver_for
from incident.domain.decide.leaving_out import require_told
from incident.domain.incident import Incident
from incident.domain.messages.drafts import drafts
from incident.domain.messages.promising import is_lapsed, promised
from incident.domain.refusals import Refusal, Refused

__all__ = ["release"]


def release(incident: Incident, command: c.ReleaseMessage, now: datetime) -> Sequence[e.Event]:
    """Release it, once whoever approves messages to its audience agrees; at tier 1 they are not its author.

    Raises:
        Refused: NO_DRAFT, DRAFT_LAPSED, AUDIENCE_LEFT_OUT, APPROVAL_NEEDED, APPROVER_WRONG, APPROVER_IS_AUTHOR.
    """
    draft = next((each for each in drafts(incident) if each.id == command.message and each.step is None), None)
    if draft is None:
        raise Refused(Refusal.NO_DRAFT, message=command.message)
    if is_lapsed(incident, draft, now):
        raise Refused(Refusal.DRAFT_LAPSED, at=promised(incident, draft), author=draft.author)
    require_told(incident, draft.audience)
    role = approver_for(incident, draft.audience)
    approver = None if role is None else agreed_by(incident, role, command, draft.author)
    return [e.MessageReleased(message=draft.id, approved_by=approver)]
