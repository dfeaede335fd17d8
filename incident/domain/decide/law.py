"""Classes, filings, extensions, and which rules count: what people state about the law, and what it holds up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from math import inf
from typing import Final

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.content import PinnedRegister
from incident.domain.decide.words import optional_text, require_text
from incident.domain.grading.tiers import Tier
from incident.domain.incident import Incident
from incident.domain.law.asked import NO_CLASS, key_of
from incident.domain.law.deadlines import blocks_lowering
from incident.domain.law.holding import HeldTo, selected
from incident.domain.law.obligations import LegalStatus, Obligation, Regime, Register
from incident.domain.law.statutory import Duty, duties, register_of
from incident.domain.nearest import most_alike, nearest
from incident.domain.refusals import Refusal, Refused
from incident.domain.timing.extending import Extension, faults_of
from incident.domain.timing.stated import past

__all__ = [
    "enable",
    "extend",
    "file",
    "pin",
    "pinned",
    "require_no_deadline",
    "require_regime",
    "require_room_below",
    "rule_out",
    "state_class",
]

_NAMED: Final = 3
"""So many ids are named where none is near."""


def pinned(held: HeldTo, at: datetime) -> e.ObligationsPinned:
    """The rules that an incident declared at that instant is held to."""
    return e.ObligationsPinned(
        register=PinnedRegister(selected(held, at)),
        jurisdictions=held.profile.jurisdictions,
        sectors=held.profile.sectors,
        facts=held.profile.facts,
        enabled=held.profile.enabled,
        zones=held.profile.zones,
        targets=held.profile.targets,
    )


def pin(incident: Incident, command: c.PinObligations) -> Sequence[e.Event]:
    """Hold the incident to the rules as of its declaration, once; they may not change under what was stated."""
    if incident.law.pinned is not None:
        raise Refused(Refusal.LAW_PINNED, incident=incident.id)
    if command.held_to is None:
        raise Refused(Refusal.HELD_TO_NOTHING, incident=incident.id)
    return [pinned(command.held_to, incident.declared_at)]


def state_class(incident: Incident, command: c.StateClass, now: datetime) -> Sequence[e.Event]:
    """Say which class it is; another one than before needs a reason."""
    regime = require_regime(incident, command.regime)
    known = [each.id for each in regime.classes]
    if command.statutory_class not in (*known, NO_CLASS):
        near = nearest(command.statutory_class, (*known, NO_CLASS))
        raise Refused(
            Refusal.CLASS_UNKNOWN,
            regime=regime.id,
            statutory_class=command.statutory_class,
            classes=(*known, NO_CLASS),
            near=near,
        )
    before = incident.law.classes.get(regime.id)
    at = past(command.at or now, now)
    if before == command.statutory_class and command.at is None:
        raise Refused(Refusal.CLASS_STATED, regime=regime.id, statutory_class=before)
    changed = before not in (None, command.statutory_class)
    because = require_text(command.because, "reason") if changed else optional_text(command.because, "reason")
    return [
        e.ClassStated(
            regime=regime.id, statutory_class=command.statutory_class, at=at, because=because, instead_of=before
        )
    ]


def file(incident: Incident, command: c.FileReport, now: datetime) -> Sequence[e.Event]:
    """Enter that something was reported; it may be entered again to correct it, or for the next report."""
    obligation, recipient = _due_to(incident, command.obligation, command.recipient, now)
    return [
        e.ReportFiled(
            obligation=obligation.id,
            recipient=recipient,
            at=past(command.at or now, now),
            by=command.filed_by or command.by,
            reference=require_text(command.reference, "reference"),
            because=optional_text(command.because, "reason"),
            file=optional_text(command.file, "file"),
            file_digest=command.file_digest,
            file_size=command.file_size,
        )
    ]


def extend(incident: Incident, command: c.ExtendObligation, now: datetime) -> Sequence[e.Event]:
    """Take more time where the law allows it, before the time is up and with everything that this asks for."""
    obligation, recipient = _due_to(incident, command.obligation, command.recipient, now)
    key = key_of(obligation.id, recipient)
    duty = next((each for each in duties(incident, now) if each.key == key), None)
    if duty is None or duty.term is None or duty.deadline.started_at is None or not obligation.extensions:
        raise Refused(Refusal.EXTENSION_NOT_ALLOWED, obligation=obligation.id)
    told_at = past(command.told_at, now) if command.told_at else None
    asked = Extension(
        asked_at=now,
        asked_by=command.by,
        until=command.until,
        because=command.because,
        approved_by=command.approved_by,
        told_at=told_at,
    )
    faults = faults_of(duty.term, asked, duty.cap_at)
    if faults:
        raise Refused(Refusal.EXTENSION_REFUSED, obligation=obligation.id, faults=tuple(each.value for each in faults))
    return [
        e.ObligationExtended(
            obligation=obligation.id,
            recipient=recipient,
            until=command.until,
            because=require_text(command.because, "reason"),
            approved_by=command.approved_by,
            told_at=told_at,
        )
    ]


def enable(incident: Incident, command: c.EnableObligation) -> Sequence[e.Event]:
    """Switch on what counts only when somebody says so."""
    obligation = _obligation(incident, command.obligation)
    is_on = obligation.status is LegalStatus.IN_FORCE or obligation.id in incident.law.profile.enabled
    if is_on and obligation.id not in incident.law.ruled_out:
        raise Refused(Refusal.OBLIGATION_COUNTS, obligation=obligation.id)
    return [e.ObligationEnabled(obligation=obligation.id, because=require_text(command.because, "reason"))]


def rule_out(incident: Incident, command: c.RuleOutObligation) -> Sequence[e.Event]:
    """Say that a rule does not apply, and why; it stays in the record."""
    obligation = _obligation(incident, command.obligation)
    return [e.ObligationRuledOut(obligation=obligation.id, because=require_text(command.because, "reason"))]


def require_regime(incident: Incident, regime_id: str) -> Regime:
    """The regime of that id, among those that the incident is held to.

    Raises:
        Refused: HELD_TO_NOTHING or REGIME_UNKNOWN.
    """
    register = _register(incident)
    regime = register.regime(regime_id)
    if regime is None:
        known = [each.id for each in register.regimes]
        raise Refused(Refusal.REGIME_UNKNOWN, regime=regime_id, near=nearest(regime_id, known), regimes=tuple(known))
    return regime


def require_room_below(incident: Incident, to: Tier, now: datetime) -> None:
    """Refuse a tier below the one that an open statutory clock requires (reference/STANDARDS.md 2.2, rule 4).

    Raises:
        Refused: LOWER_DEADLINE_OPEN.
    """
    if incident.law.pinned is None:
        return
    every = {each.key: each for each in duties(incident, now) if each.is_open}
    found = blocks_lowering((each.deadline for each in every.values()), to)
    if not found:
        return
    first = min((every[each.key] for each in found), key=_urgency)
    obligation = first.obligation
    raise Refused(
        Refusal.LOWER_DEADLINE_OPEN,
        regime=obligation.regime,
        obligation=first.key,
        due=first.due_at,
        tier=obligation.requires_tier,
    )


def require_no_deadline(incident: Incident, now: datetime) -> None:
    """Refuse to close over a statutory clock that runs.

    Raises:
        Refused: CLOSE_DEADLINES_OPEN.
    """
    if incident.law.pinned is None:
        return
    found = sorted((each for each in duties(incident, now) if each.is_open), key=_urgency)
    if found:
        raise Refused(Refusal.CLOSE_DEADLINES_OPEN, obligations=tuple(each.key for each in found), count=len(found))


def _urgency(duty: Duty) -> tuple[float, str]:
    """What has a time comes first, the earliest of all."""
    return duty.due_at.timestamp() if duty.due_at else inf, duty.key


def _register(incident: Incident) -> Register:
    register = register_of(incident)
    if register is None:
        raise Refused(Refusal.HELD_TO_NOTHING, incident=incident.id)
    return register


def _obligation(incident: Incident, obligation_id: str) -> Obligation:
    register = _register(incident)
    obligation = register.obligation(obligation_id)
    if obligation is None:
        ids = [each.id for each in register.obligations()]
        near, alike = nearest(obligation_id, ids), most_alike(obligation_id, ids, _NAMED)
        raise Refused(
            Refusal.OBLIGATION_UNKNOWN, obligation=obligation_id, near=near, alike=alike, incident=incident.id
        )
    return obligation


def _due_to(incident: Incident, typed: str, recipient: str, now: datetime) -> tuple[Obligation, str]:
    """The obligation and the recipient; of several, the only one that is not settled."""
    obligation = _obligation(incident, typed)
    known = obligation.recipients
    if recipient in known or (not recipient and not known):
        return obligation, recipient
    if not recipient:
        every = [each for each in duties(incident, now) if each.obligation.id == obligation.id]
        left = [each.deadline.recipient for each in every if not each.is_met] or [*known]
        if len(known) == 1 or len(left) == 1:
            return obligation, left[0]
    near = nearest(recipient, known) if recipient else ""
    raise Refused(Refusal.RECIPIENT_UNKNOWN, obligation=obligation.id, recipient=recipient, recipients=known, near=near)
