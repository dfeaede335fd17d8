"""Texts that may leave by night without waiting for their approver, because a named person approved them beforehand.

Apart from approvals: the policy is the team's own file, and what left under it has to be read by the approver in the
morning.
"""

from __future__ import annotations

from datetime import datetime

from incident.domain.incident import Incident
from incident.domain.messages.message import Message

__all__ = ["to_be_read"]


def to_be_read(incident: Incident, now: datetime) -> list[tuple[Message, str]]:
    """What left by night and its approver has not acknowledged since the night ended; with the approver, '' for nobody.

    Where nobody holds the approving role any more, anybody's acknowledgement will do.
    """
    return [
        (message, approver)
        for message in incident.messages.values()
        if message.night_until is not None and now >= message.night_until and not message.is_withdrawn
        for approver in [incident.person_of(message.night_role) or ""]
        if not any(approver in ("", each.by) for each in message.acknowledgements)
    ]
