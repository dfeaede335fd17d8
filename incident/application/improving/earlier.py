"""Whether a finding was found before: what comes back was not mended.

Apart from the rule, which knows one incident: what was found before stands in the logs of others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.application.errors import StorageDamaged, StorageTooNew
from incident.domain.events.improving import FindingKind, FindingRecorded
from incident.domain.frozen import Frozen
from incident.domain.improving.plan import Action, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from incident.application.ports import EventLog
    from incident.application.service import IncidentService
    from incident.domain.incident import Incident

__all__ = ["Earlier", "found_before", "found_earlier"]


class Earlier(Frozen):
    """A finding of an earlier incident or exercise, and what was planned against it."""

    incident: str
    runbook: str
    """'' where it had none."""
    finding: Finding
    actions: Sequence[Action] = ()

    @property
    def name(self) -> str:
        """As an action names it."""
        return f"{self.incident} {self.finding.id}"


def found_earlier(service: IncidentService, log: EventLog, incident: Incident) -> Mapping[str, Sequence[Earlier]]:
    """Of each finding of that incident to be improved, those alike of incidents before it, in the order of these."""
    own = [each for each in incident.improving.findings.values() if _counts(each)] if incident.improving else []
    before, runbook = [*_before(service, log, incident)] if own else [], _runbook(incident)
    alike = {each.id: [earlier for earlier in before if _is_alike(each, earlier, runbook)] for each in own}
    return {name: found for name, found in alike.items() if found}


def found_before(
    service: IncidentService, log: EventLog, incident: Incident, findings: Sequence[str]
) -> tuple[str, ...]:
    """The names of those alike, each once."""
    found = found_earlier(service, log, incident)
    return tuple(dict.fromkeys(earlier.name for name in findings for earlier in found.get(name, ())))


def _before(service: IncidentService, log: EventLog, incident: Incident) -> Iterator[Earlier]:
    """Everything found before."""
    others = []
    for incident_id in log.holding(FindingRecorded):
        try:
            others.append(service.load(incident_id))
        except (StorageDamaged, StorageTooNew):
            continue  # 'incident verify' names it
    for other in sorted(others, key=lambda each: (each.declared_at, each.id)):
        if other.id == incident.id or other.improving is None or other.declared_at > incident.declared_at:
            continue
        for each in other.improving.findings.values():
            if _counts(each):
                answers = [action for action in other.improving.actions.values() if each.id in action.findings]
                yield Earlier(incident=other.id, runbook=_runbook(other), finding=each, actions=answers)


def _runbook(incident: Incident) -> str:
    return incident.runbook.id if incident.bundle else ""


def _counts(finding: Finding) -> bool:
    return finding.kind is FindingKind.IMPROVE


def _is_alike(one: Finding, earlier: Earlier, runbook: str) -> bool:
    """The same step of the same runbook went wrong, or the same words say what did."""
    if runbook and runbook == earlier.runbook and set(one.steps) & set(earlier.finding.steps):
        return True
    words = [" ".join(str(each.text).casefold().split()).rstrip(".。") for each in (one, earlier.finding)]
    return bool(words[0]) and words[0] == words[1]
