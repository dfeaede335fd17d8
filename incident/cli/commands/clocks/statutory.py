"""The legal part of `incident clocks --json`.

Apart from the internal clocks, because an incident without jurisdictions loads none of it.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from incident.cli.output import instant
from incident.domain.law.statutory import duties, register_of
from incident.wording.obligations import question_words

if TYPE_CHECKING:
    from incident.domain.incident import Incident
    from incident.domain.law.statutory import Duty
    from incident.wording.speech import Speech

__all__ = ["statutory_shape"]


def statutory_shape(incident: Incident, now: datetime, speech: Speech) -> list[dict[str, object]]:
    """Everything that binds or may bind, in JSON."""
    return [_shape(each, incident, now, speech) for each in duties(incident, now)]


def _shape(duty: Duty, incident: Incident, now: datetime, speech: Speech) -> dict[str, object]:
    obligation, register = duty.obligation, register_of(incident)
    source = obligation.source
    return {
        "obligation": obligation.id,
        "recipient": duty.deadline.recipient,
        "regime": obligation.regime,
        "title": speech.obligation(duty.key),
        "phase": obligation.phase.value,
        "status": obligation.status.value,
        "confidence": source.confidence.value,
        "unverified": duty.is_unverified,
        "legal_ref": source.legal_ref,
        "source": source.where,
        "verified_on": source.verified_on.isoformat(),
        "state": _state(duty),
        "asks": [
            {"kind": ask.kind.value, "id": ask.id, "question": question_words(ask, register, speech.language)}
            for ask in duty.applied.asks
            if register is not None
        ],
        "started_at": instant(duty.deadline.started_at),
        "due_at": instant(duty.due_at),
        "due_at_first": instant(duty.deadline.due_at),
        "target_at": instant(duty.deadline.target_at),
        **_filed(duty),
        "overdue": duty.is_overdue(now),
        "contents": list(register.contents(obligation, speech.language)) if register else [],
    }


def _filed(duty: Duty) -> dict[str, object]:
    """When the report was made, and its proof; and which other hour was entered for it."""
    last, again, proof = duty.filing, duty.again, duty.proof
    return {
        "filed_at": instant(last.at) if last else None,
        "filed_again_at": instant(again.at) if again else None,
        "reference": str(last.reference) if last else None,
        "file": str(proof.file) if proof else None,
        "file_digest": proof.file_digest if proof else "",
    }


def _state(duty: Duty) -> str:
    if duty.is_met:
        return "filed"
    if not duty.binds:
        return "undecided"
    return "open" if duty.is_open else "waiting"
