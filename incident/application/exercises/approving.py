"""A plan of exercises as it was approved: who, when, and the very bytes, kept where nobody can edit them (ADR 38).

Apart from the plan, which people go on editing: what was approved holds until another plan is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from incident.application.brought_along import short_runbook
from incident.application.errors import CutOff, StorageDamaged, StorageTooNew
from incident.application.evidence.exhibits import bytes_of
from incident.domain import commands as c
from incident.domain.events import IncidentMode
from incident.domain.frozen import Frozen
from incident.domain.grading.tiers import Tier
from incident.domain.hashing import sha256
from incident.domain.messages.alone import PLAN_RUNBOOK
from incident.domain.runbooks.runbook import Step, Verb

if TYPE_CHECKING:
    from incident.application.ports import EventLog
    from incident.application.service import IncidentService
    from incident.application.services import Services
    from incident.domain.incident import Incident

__all__ = ["Approval", "approvals", "keep_approval"]

_STEP: Final = "approve"
_WORDS: Final = {
    "en": {
        "title": "Plan of exercises",
        "phase.page.title": "Approval",
        "step.approve.title": "PLAN OF EXERCISES: approve",
    },
    "zh-CN": {"title": "年度演练计划", "phase.page.title": "批准", "step.approve.title": "年度演练计划：批准"},
}


class Approval(Frozen):
    """A plan that somebody approved."""

    record: str
    by: str
    at: datetime
    digest: str
    """SHA-256 of the file; '' where its words were erased."""
    data: bytes
    """The file; empty where nobody can read it any more."""


def keep_approval(
    services: Services, title: str, file: str, path: str, data: bytes, *, readers: Sequence[str] = ()
) -> str:
    """Write down that whoever is here approves the file as it is; the id of the record.

    Args:
        services: with whoever approves.
        title: of the record.
        file: its name.
        path: where it lies.
        data: the file.
        readers: who alone may read it; nobody named: everybody may.

    Raises:
        StorageError, CutOff: it could not be written.
    """
    person, now = services.actor.acts_as, services.clock.now()
    bundle = short_runbook(PLAN_RUNBOOK, [Step(id=_STEP, verb=Verb.DO, tiers=(Tier.GENERAL,))], _WORDS)
    order = c.DeclareIncident(
        by=person,
        title=title,
        tier=Tier.GENERAL,
        mode=IncidentMode.EXERCISE,
        bundle=bundle,
        zone=services.workspace.zone,
        need_to_know=bool(readers),
    )
    record = services.service.declare(order, services.actor).incident.id
    digest = sha256(data).hexdigest()
    kept = c.AddEvidence(
        by=person, file=file, where=path, sha256=digest, size=len(data), found_at=now, parts=(data,), step=_STEP
    )
    named = (c.NameReaders(by=person, persons=tuple(readers)),) if readers else ()
    for command in (*named, kept, c.CompleteStep(by=person, step=_STEP), c.CloseIncident(by=person)):
        services.service.execute(record, command, services.actor)
    return record


def approvals(service: IncidentService, log: EventLog) -> Iterator[Approval]:
    """Every approval there is, the latest first; one that broke off before its end is none."""
    rows = [row for row in log.summaries(open_only=False) if row.runbook == PLAN_RUNBOOK and row.status != "open"]
    for row in sorted(rows, key=lambda each: (each.declared_at, each.incident_id), reverse=True):
        try:
            incident = service.load(row.incident_id)
        except (StorageDamaged, StorageTooNew):
            continue  # 'incident verify' names it
        yield from _approval(incident, log)


def _approval(incident: Incident, log: EventLog) -> Iterator[Approval]:
    exhibit, step = incident.evidence.exhibits.get("E1"), incident.steps.get(_STEP)
    if exhibit is None or step is None:
        return
    try:
        data = b"" if exhibit.erased_at else b"".join(bytes_of(log, incident.id, exhibit))
    except (CutOff, StorageDamaged):
        data = b""
    digest = "" if exhibit.erased_at else str(exhibit.sha256.words)
    yield Approval(record=incident.id, by=step.by, at=step.at, digest=digest, data=data)
