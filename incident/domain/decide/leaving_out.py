"""Who is not told on purpose: a person's decision with its reason, which holds until somebody takes it back.

Apart from what went wrong: that nobody can be reached is a fault, and never stands here.
"""

from __future__ import annotations

from collections.abc import Sequence

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.decide.words import require_text
from incident.domain.incident import Incident
from incident.domain.messages.alone import alone
from incident.domain.refusals import Refusal, Refused

__all__ = ["leave_out", "left_out", "let_in", "require_told"]


def leave_out(incident: Incident, command: c.LeaveOut) -> Sequence[e.Event]:
    """Note who is not told, and why; said once."""
    known = incident.left_out.get((command.audience, command.who))
    if known is not None:
        raise left_out(incident, command.audience, command.who)
    audiences = sorted({step.audience for step in incident.runbook.steps() if step.audience})
    if command.audience not in audiences:
        raise Refused(Refusal.AUDIENCE_UNKNOWN, audience=command.audience, audiences=tuple(audiences))
    because = require_text(command.because, "reason")
    return [e.AudienceLeftOut(audience=command.audience, who=command.who, because=because)]


def let_in(incident: Incident, command: c.LetIn) -> Sequence[e.Event]:
    """Note that they are told again; nothing that was sent meanwhile is sent after them."""
    if (command.audience, command.who) not in incident.left_out:
        raise Refused(Refusal.NOT_LEFT_OUT, audience=command.audience)
    because = require_text(command.because, "reason")
    return [e.AudienceLetIn(audience=command.audience, who=command.who, because=because)]


def require_told(incident: Incident, audience: str) -> None:
    """Refuse to tell an audience that is left out on purpose.

    Raises:
        Refused: AUDIENCE_LEFT_OUT, naming who decided that, when and why.
    """
    if (audience, "") in incident.left_out:
        raise left_out(incident, audience, "")


def left_out(incident: Incident, audience: str, who: str) -> Refused:
    """That they are not told on purpose, and who decided that, when and why."""
    decision = incident.left_out[audience, who]
    whom, because = alone(who) if who else audience, str(decision.because)
    return Refused(Refusal.AUDIENCE_LEFT_OUT, audience=whom, by=decision.by, at=decision.at, because=because)
