"""The briefing for whoever takes over: everything that the log says now, in the order of an incident briefing.

Gathered from the log and the ledger and from nothing else; people add only what no log can know, their worry. Apart
from the after-action report, which looks back on what is over: this looks at what is open.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from incident.application.errors import NotFound
from incident.application.ports import Delivery, EventLog, Outbox
from incident.domain.content import FreeText
from incident.domain.duties.carrying import Carried, carried_by, offers, still_offered
from incident.domain.duties.handover import Handover
from incident.domain.events import (
    IncidentDeclared,
    NoteAdded,
    NoteKind,
    Recorded,
    ResourcesRequested,
    TierLowered,
    TierRaised,
)
from incident.domain.evolve import fold
from incident.domain.frozen import Frozen
from incident.domain.incident import Incident, StepState
from incident.domain.questions.question import Question
from incident.domain.questions.waiting import open_questions
from incident.domain.resources.resource import Inventory
from incident.domain.timing.clock_kinds import ClockKind
from incident.domain.timing.clocks import QUIET, Clock, running_clocks
from incident.domain.walking.checklist import Checklist, Item, build_checklist

__all__ = ["Briefing", "Offer", "assemble_briefing", "load_briefing"]


class Offer(Frozen):
    """A hand-over, and what of it waits to be accepted."""

    handover: Handover
    left: Sequence[Carried]


class Briefing(Frozen):
    """One incident at one moment, for one person."""

    incident: Incident
    person: str
    now: datetime
    checklist: Checklist
    clocks: Sequence[Clock]
    """The clocks that somebody has to answer for, the earliest due first; of steps those that count now."""
    tier_because: FreeText | None
    """Why it has the tier that it has."""
    decisions: Sequence[Recorded]
    """What was noted as decided, the oldest first."""
    questions: Sequence[Question]
    """What waits for an answer in words: from the timeline, and with which a step waits; the oldest first."""
    requests: Sequence[ResourcesRequested]
    """Of steps by which nothing was asked for by name."""
    inventory: Inventory | None
    """What the team calls its own; None where it cannot be read, or nothing was asked for."""
    deliveries: Sequence[Delivery]
    offers: Sequence[Offer]
    """The hand-overs that are under way, the oldest first."""
    taken_over: Handover | None
    """The last one of which something was accepted: what worried its giver holds until the next."""
    carried: Sequence[Carried]
    """What the person carries."""

    @property
    def worries(self) -> tuple[Handover, ...]:
        """The hand-overs whose worry counts: the last that was taken over, and those under way, the oldest first."""
        under_way = tuple(offer.handover for offer in self.offers)
        last = self.taken_over
        return under_way if last is None or last in under_way else (last, *under_way)

    @property
    def done(self) -> tuple[Item, ...]:
        """The steps that were worked and are complete, in the order of time."""
        worked = [item for item in self.checklist.items if item.is_complete and item.progress is not None]
        return tuple(sorted(worked, key=lambda item: item.progress.seq if item.progress else 0))

    @property
    def not_done(self) -> tuple[Item, ...]:
        """The open steps on which something happened: put off, asked, held, gone wrong, begun; in order."""
        return tuple(item for item in self.checklist.open_work if item.progress and not _is_fresh(item))

    @property
    def to_come(self) -> tuple[Item, ...]:
        """The open steps that nobody has touched."""
        touched = self.not_done
        return tuple(item for item in self.checklist.open_work if item not in touched)


def _counts_now(clock: Clock, checklist: Checklist, now: datetime) -> bool:
    """Not a wait that ends by itself, and no limit of a step whose turn has not come, unless it is late."""
    if clock.kind is not ClockKind.STEP:
        return clock.kind not in QUIET
    item = checklist.item(clock.subject)
    is_current = checklist.current is not None and checklist.current.step.id == clock.subject
    return clock.is_overdue(now) or is_current or (item is not None and not _is_fresh(item))


def _is_fresh(item: Item) -> bool:
    progress = item.progress
    return progress is None or (progress.state is StepState.TO_DO and progress.taken_by is None)


def load_briefing(
    log: EventLog,
    outbox: Outbox,
    incident_id: str,
    person: str,
    now: datetime,
    *,
    inventory: Inventory | None = None,
) -> Briefing:
    """The briefing about a stored incident.

    Raises:
        NotFound: there is no such incident, or its runbook was erased.
    """
    entries = log.read(incident_id)
    rows = outbox.deliveries(incident_id)
    return assemble_briefing(entries, rows, incident_id, person, now, inventory=inventory)


def assemble_briefing(
    entries: Sequence[Recorded],
    deliveries: Sequence[Delivery],
    incident_id: str,
    person: str,
    now: datetime,
    *,
    inventory: Inventory | None = None,
) -> Briefing:
    """The briefing from these entries, which begin with the declaration.

    Raises:
        NotFound: nothing was declared, or the runbook was erased.
    """
    incident = fold(incident_id, entries)
    if incident.bundle is None:
        raise NotFound(kind="incident", name=incident_id)
    checklist = build_checklist(incident, now)
    return Briefing(
        incident=incident,
        person=person,
        now=now,
        checklist=checklist,
        clocks=tuple(c for c in running_clocks(incident, checklist, now) if _counts_now(c, checklist, now)),
        tier_because=_tier_because(entries),
        decisions=_notes(entries, NoteKind.DECISION),
        questions=open_questions(incident),
        requests=_unnamed_requests(entries, incident),
        inventory=inventory,
        deliveries=deliveries,
        offers=tuple(Offer(handover=h, left=still_offered(incident, h, now)) for h in offers(incident, now)),
        taken_over=next((each for each in reversed(tuple(incident.handovers.values())) if each.accepted), None),
        carried=carried_by(incident, person, now),
    )


def _tier_because(entries: Iterable[Recorded]) -> FreeText | None:
    """Why it was graded so at last: declared, raised or lowered."""
    said = [e.event.because for e in entries if isinstance(e.event, IncidentDeclared | TierRaised | TierLowered)]
    return said[-1] if said else None


def _unnamed_requests(entries: Iterable[Recorded], incident: Incident) -> tuple[ResourcesRequested, ...]:
    named = {each.step for each in incident.resources.allocations.values()}
    asked = (each.event for each in entries if isinstance(each.event, ResourcesRequested))
    return tuple(each for each in asked if each.step not in named)


def _notes(entries: Iterable[Recorded], kind: NoteKind) -> tuple[Recorded, ...]:
    return tuple(e for e in entries if isinstance(e.event, NoteAdded) and e.event.kind is kind)
