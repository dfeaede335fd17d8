"""Handing over: who may offer, who accepts, and that command moves only when the person who gets it says so.

Nothing goes over by itself: an offer moves nothing, and a role moves when it is accepted. Whoever takes over first
says in their own words what comes. Command can also be taken where nobody offered it, because whoever has it may not
be able to: then with a reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.decide.opening import let_in
from incident.domain.decide.words import has_words, optional_text, require_text
from incident.domain.duties.carrying import Carried, carried_by, offers, still_offered
from incident.domain.duties.handover import COMMAND, CarriedKind, Handover
from incident.domain.duties.staffing import never_beside
from incident.domain.incident import COMMANDER, Incident
from incident.domain.nearest import nearest
from incident.domain.refusals import Refusal, Refused

__all__ = ["accept", "offer", "read_back", "take_command", "withdraw"]


def offer(incident: Incident, command: c.OfferHandover, now: datetime) -> Sequence[e.Event]:
    """Offer everything that the person carries; one offer of a person stands at a time."""
    if command.to == command.by:
        raise Refused(Refusal.HANDOVER_TO_SELF, person=command.by)
    standing = next((each for each in offers(incident, now) if each.giver == command.by), None)
    if standing is not None:
        raise Refused(Refusal.HANDOVER_OPEN, handover=standing.id, person=standing.to)
    carried = carried_by(incident, command.by, now)
    half = [each.strip() for each in (command.half_decided, command.half_typed) if has_words(each)]
    if not carried and not has_words(command.half_typed):
        raise Refused(Refusal.HANDOVER_EMPTY, person=command.by)
    handover = f"H{len(incident.handovers) + 1}"
    words = (f"{CarriedKind.WORDS}:{handover}",) if has_words(command.half_typed) else ()
    offered = e.HandoverOffered(
        handover=handover,
        to=command.to,
        carries=(*(each.key for each in carried), *words),
        worry=require_text(command.worry, "worry"),
        half_decided=optional_text(" / ".join(half), "decision"),
    )
    return [offered, *let_in(incident, command.to)]


def read_back(incident: Incident, command: c.ReadBackHandover, now: datetime) -> Sequence[e.Event]:
    """Say in one's own words what comes next, what can hurt, and what is due."""
    handover, _left = _offered_to(incident, command.handover, command.by, now)
    return [
        e.HandoverReadBack(
            handover=handover.id,
            next_action=require_text(command.next_action, "next-action"),
            can_hurt=require_text(command.can_hurt, "can-hurt"),
            due_next=require_text(command.due_next, "due-next"),
        )
    ]


def accept(incident: Incident, command: c.AcceptHandover, now: datetime) -> Sequence[e.Event]:
    """Carry what was offered, from now on; without a choice all that is left but command."""
    handover, left = _offered_to(incident, command.handover, command.by, now)
    _require_read_back(handover)
    items = _chosen(handover, left, command.items)
    roles = [each.subject for each in items if each.kind is CarriedKind.ROLE]
    for role in roles:
        _require_alone(incident, role, command.by)
    accepted = e.HandoverAccepted(handover=handover.id, items=tuple(each.key for each in items))
    cases = [each.subject for each in items if each.kind is CarriedKind.CASES]
    return [accepted, *(e.RoleAssigned(role=role, person=command.by) for role in roles), *_accepted(incident, cases)]


def _accepted(incident: Incident, owners: Sequence[str]) -> Sequence[e.Event]:
    """The cases of whoever goes are those of whoever takes over."""
    if not owners:
        return []
    from incident.domain.cases.register import register_of  # here: few incidents have cases

    register = register_of(incident)
    return [e.cases.CasesAccepted(cases=tuple(register.owned_by(owner))) for owner in owners]


def withdraw(incident: Incident, command: c.WithdrawHandover, now: datetime) -> Sequence[e.Event]:
    """Call it off: by whoever offered it, or by whoever it was offered to."""
    handover = _known(incident, command.handover)
    _require_left(incident, handover, now)
    if command.by not in (handover.giver, handover.to):
        raise Refused(Refusal.HANDOVER_OF_OTHERS, handover=handover.id, person=handover.to)
    return [e.HandoverWithdrawn(handover=handover.id, because=optional_text(command.because, "reason"))]


def take_command(incident: Incident, command: c.TakeCommand, now: datetime) -> Sequence[e.Event]:
    """Take command: as it was offered and after reading back, or with a reason where it was not."""
    commander, person = incident.person_of(COMMANDER), command.person or command.by
    if commander == person:
        raise Refused(Refusal.ROLE_HELD, role=COMMANDER, person=person)
    if command.by not in (person, commander):
        raise Refused(Refusal.COMMAND_IS_TAKEN, role=COMMANDER, person=commander)
    _require_alone(incident, COMMANDER, person)
    because = optional_text(command.because, "reason")
    offered = _offer_of_command(incident, person, now)
    if because is None and commander is not None:
        if offered is None:
            raise Refused(Refusal.COMMAND_NOT_OFFERED, role=COMMANDER, person=commander)
        _require_read_back(offered)
    handover = offered.id if offered else None
    taken = e.CommandTaken(person=person, instead_of=commander, handover=handover, because=because)
    return [taken, e.RoleAssigned(role=COMMANDER, person=person), *let_in(incident, person)]


def _offer_of_command(incident: Incident, person: str, now: datetime) -> Handover | None:
    to_them = (each for each in offers(incident, now) if each.to == person)
    return next((h for h in to_them if any(i.key == COMMAND for i in still_offered(incident, h, now))), None)


def _known(incident: Incident, handover_id: str) -> Handover:
    handover = incident.handovers.get(handover_id)
    if handover is None:
        near = nearest(handover_id, incident.handovers)
        raise Refused(Refusal.HANDOVER_UNKNOWN, handover=handover_id, near=near)
    return handover


def _require_left(incident: Incident, handover: Handover, now: datetime) -> Sequence[Carried]:
    left = still_offered(incident, handover, now)
    if not left:
        raise Refused(Refusal.HANDOVER_OVER, handover=handover.id)
    return left


def _offered_to(incident: Incident, handover_id: str, person: str, now: datetime) -> tuple[Handover, Sequence[Carried]]:
    """The hand-over and what is left of it; refused to anybody but the one it was offered to."""
    handover = _known(incident, handover_id)
    left = _require_left(incident, handover, now)
    if handover.to != person:
        raise Refused(Refusal.HANDOVER_OF_OTHERS, handover=handover.id, person=handover.to)
    return handover, left


def _require_read_back(handover: Handover) -> None:
    if handover.read_back is None:
        raise Refused(Refusal.HANDOVER_NOT_READ_BACK, handover=handover.id)


def _require_alone(incident: Incident, role: str, person: str) -> None:
    held = never_beside(incident, role, person)
    if held:
        raise Refused(Refusal.ROLES_NEVER_COMBINE, role=role, other=held[0], roles=held[1:], person=person)


def _chosen(handover: Handover, left: Sequence[Carried], items: Sequence[str]) -> Sequence[Carried]:
    """The things of those names, or all; command is not among them."""
    if COMMAND in items or (not items and all(each.key == COMMAND for each in left)):
        raise Refused(Refusal.COMMAND_IS_TAKEN, role=COMMANDER, person=handover.giver)
    by_key = {each.key: each for each in left if each.key != COMMAND}
    for key in items:
        if key not in by_key:
            known = tuple(by_key)
            raise Refused(Refusal.HANDOVER_ITEM_UNKNOWN, handover=handover.id, item=key, items=known)
    return [each for key, each in by_key.items() if not items or key in items]
