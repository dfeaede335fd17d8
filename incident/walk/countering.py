"""By which key and by which command an act is changed that undo does not reach (DESIGN.md 4: it has a counter-command).

Apart from the undoing, which only has to say so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from incident.domain import events as e
from incident.domain.events import cases
from incident.domain.events.asking import OfQuestion
from incident.domain.events.evidence import OfEvidence
from incident.domain.events.handover import OfHandover
from incident.domain.events.law import OfLaw
from incident.domain.events.telling import OfMessages
from incident.i18n import _
from incident.walk.keys import key_of

__all__ = ["counter_command", "counter_key"]


class Counter(NamedTuple):
    """Where an act is changed."""

    binding: str
    key: str
    command: str


_RESOURCES: Final = (
    e.ResourcesRequested | e.AllocationRequested | e.AllocationApproved | e.AllocationMoved | e.AllocationOut
    | e.RestTakenBack
    | e.AllocationEnded | e.TeamFormed | e.TeamDissolved | e.PeriodBegun
)  # fmt: skip
_COUNTERS: Final[Mapping[object, Counter]] = {
    e.TierRaised: Counter("walk.lower", "_", "tier"),
    e.TierLowered: Counter("walk.raise", "+", "tier"),
    e.FactRecorded: Counter("walk.fact", "f", "fact"),
    e.RoleAssigned | e.RoleVacated: Counter("walk.roles", "r", "role"),
    e.NoteAdded | e.EntryCorrected: Counter("walk.timeline", "t", "correct"),
    OfQuestion: Counter("walk.questions", "A", "question"),
    OfHandover: Counter("walk.handover", "H", "handover"),
    OfMessages: Counter("walk.messages", "N", "message"),
    OfLaw | e.MilestoneMarked: Counter("walk.law", "L", "obligation"),
    OfEvidence: Counter("walk.evidence", "E", "evidence"),
    cases.AboutCases: Counter("walk.cases", "K", "case"),
    _RESOURCES: Counter("walk.resources", "R", "resource"),
}


def counter_key(event: e.Event) -> str:
    """Which key of the walk changes it; '' where nothing does but what comes after."""
    found = _counter(event)
    return _("{key} changes that.").format(key=key_of(found.binding, found.key)) if found is not None else ""


def counter_command(event: e.Event) -> str:
    """Which command changes it; '' where none does."""
    found = _counter(event)
    return _("'{command}' changes that.").format(command=f"incident {found.command}") if found is not None else ""


def _counter(event: e.Event) -> Counter | None:
    kinds = (counter for kind, counter in _COUNTERS.items() if isinstance(event, kind))  # type: ignore[arg-type]  # a union is a kind
    return next(kinds, None)
