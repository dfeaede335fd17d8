"""Evidence: what may be kept twice, and that nobody hands over what they do not hold.

An offer moves nothing: a piece changes hands when the other person says that they have it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.content import FilePart, FreeText
from incident.domain.decide.words import optional_text, require_text
from incident.domain.evidence import Exhibit, Transfer
from incident.domain.incident import Incident
from incident.domain.nearest import nearest
from incident.domain.refusals import Refusal, Refused
from incident.domain.timing.stated import past

__all__ = ["add", "decline", "known", "offer", "standing", "take"]


def add(incident: Incident, command: c.AddEvidence, now: datetime) -> Sequence[e.Event]:
    """Keep it under the next number; the same bytes again only where somebody means to."""
    exhibits = incident.evidence.exhibits.values()
    same = next((each for each in exhibits if each.sha256.words == command.sha256), None)
    if same is not None and not command.again:
        raise Refused(Refusal.EVIDENCE_TWICE, evidence=same.id, file=str(same.name), by=same.added_by, at=same.added_at)
    _require_step(incident, command.step)
    added = e.EvidenceAdded(
        evidence=f"E{len(incident.evidence.exhibits) + 1}",
        name=require_text(command.file, "file"),
        where=require_text(command.where, "where"),
        sha256=FreeText(command.sha256),
        size=command.size,
        found_at=past(command.found_at or now, now),
        found_by=command.found_by or command.by,
        parts=tuple(FilePart(part) for part in command.parts),
        kept_at=optional_text(command.kept_at, "place"),
        step=command.step,
    )
    return [added]


def offer(incident: Incident, command: c.OfferCustody) -> Sequence[e.Event]:
    """Offer it to somebody; one offer of a piece stands at a time."""
    exhibit = standing(incident, command.evidence)
    if exhibit.holder != command.by:
        raise Refused(Refusal.CUSTODY_OF_ANOTHER, evidence=exhibit.id, person=exhibit.holder)
    if command.to == command.by:
        raise Refused(Refusal.CUSTODY_TO_SELF, evidence=exhibit.id, person=command.by)
    if exhibit.offer is not None:
        raise Refused(Refusal.CUSTODY_OFFERED, evidence=exhibit.id, person=exhibit.offer.to)
    because = require_text(command.because, "reason")
    return [e.CustodyOffered(evidence=exhibit.id, to=command.to, because=because)]


def take(incident: Incident, command: c.TakeCustody) -> Sequence[e.Event]:
    """Only who it was offered to takes it."""
    exhibit = standing(incident, command.evidence)
    offered = _offered(exhibit)
    if offered.to != command.by:
        raise Refused(Refusal.CUSTODY_NOT_YOURS, evidence=exhibit.id, person=offered.to)
    return [e.CustodyTaken(evidence=exhibit.id)]


def decline(incident: Incident, command: c.DeclineCustody) -> Sequence[e.Event]:
    """Either of the two; it stays with whoever has it."""
    exhibit = standing(incident, command.evidence)
    offered = _offered(exhibit)
    if command.by not in (offered.giver, offered.to):
        raise Refused(Refusal.CUSTODY_NOT_YOURS, evidence=exhibit.id, person=offered.to)
    return [e.CustodyDeclined(evidence=exhibit.id, because=optional_text(command.because, "reason"))]


def standing(incident: Incident, evidence: str) -> Exhibit:
    """The piece of that number, which is still there.

    Raises:
        Refused: EVIDENCE_UNKNOWN or EVIDENCE_ERASED.
    """
    exhibit = known(incident, evidence)
    if exhibit.erased_at is not None:
        raise Refused(Refusal.EVIDENCE_ERASED, evidence=evidence, by=exhibit.erased_by, at=exhibit.erased_at)
    return exhibit


def known(incident: Incident, evidence: str) -> Exhibit:
    """The piece of that number, erased or not.

    Raises:
        Refused: EVIDENCE_UNKNOWN.
    """
    exhibits = incident.evidence.exhibits
    if evidence not in exhibits:
        raise Refused(Refusal.EVIDENCE_UNKNOWN, evidence=evidence, near=nearest(evidence, exhibits))
    return exhibits[evidence]


def _offered(exhibit: Exhibit) -> Transfer:
    if exhibit.offer is None:
        raise Refused(Refusal.CUSTODY_NOT_OFFERED, evidence=exhibit.id, person=exhibit.holder)
    return exhibit.offer


def _require_step(incident: Incident, step: str | None) -> None:
    if step is not None and incident.bundle is not None and incident.runbook.step(step) is None:
        near = nearest(step, (each.id for each in incident.runbook.steps()))
        raise Refused(Refusal.STEP_UNKNOWN, step=step, near=near)
