"""Putting off an escalation: whoever knows why nobody answers may spare the next ones a call, for a quarter of an hour.

Apart from the acknowledgement, which ends it: this ends by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.decide.words import require_text
from incident.domain.incident import Incident
from incident.domain.messages.escalating import is_waited_for, rungs_ahead
from incident.domain.refusals import Refusal, Refused

__all__ = ["LONGEST_PAUSE", "pause"]

LONGEST_PAUSE: Final = 15
"""Minutes; who needs more, looks again then (reference/UX.md B-7)."""


def pause(incident: Incident, command: c.PauseEscalation, now: datetime) -> Sequence[e.Event]:
    """Every attempt that is still ahead, and for which somebody's silence calls, comes so much later.

    Raises:
        Refused: PAUSE_LENGTH, NOTHING_TO_PAUSE; ESCALATION_PAUSED, naming who did that, until when and why.
    """
    message = incident.released_message(command.message)
    if not 0 < command.minutes <= LONGEST_PAUSE:
        raise Refused(Refusal.PAUSE_LENGTH, minutes=command.minutes, most=LONGEST_PAUSE)
    paused = message.paused(now)
    if paused is not None:
        raise Refused(
            Refusal.ESCALATION_PAUSED,
            message=message.id,
            by=paused.by,
            until=paused.until,
            because=str(paused.because),
        )
    ahead = {*rungs_ahead(message, now)}.intersection(command.waiting)
    later = [rung for rung in message.rungs if rung.delivery in ahead and is_waited_for(incident, message, rung)]
    if not later:
        raise Refused(Refusal.NOTHING_TO_PAUSE, message=message.id)
    return [
        e.EscalationPaused(
            message=message.id,
            minutes=command.minutes,
            until=now + timedelta(minutes=command.minutes),
            because=require_text(command.because, "reason"),
            deliveries=tuple(rung.delivery for rung in later),
        )
    ]
