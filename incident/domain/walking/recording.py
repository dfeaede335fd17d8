"""Which facts a record step still has to ask for.

Apart from the marking of steps, because interfaces ask it before a person does.
"""

from __future__ import annotations

from incident.domain.incident import Incident
from incident.domain.runbooks.rounds import unroll
from incident.domain.runbooks.runbook import Step

__all__ = ["facts_to_record"]


def facts_to_record(incident: Incident, step: Step) -> tuple[str, ...]:
    """The facts of the step that nobody has stated for it, in its order.

    A value that an earlier step of the runbook asked for is old by then: 'the values
    after the fix' are not those of before it, nor those of a round those of the next. One stated since then counts.
    """
    return tuple(fact for fact in step.facts if not _is_stated(incident, step, fact))


def _is_stated(incident: Incident, step: Step, fact: str) -> bool:
    entry = incident.facts.get(fact)
    return entry is not None and entry.seq > _asked_before(incident, step, fact)


def _asked_before(incident: Incident, step: Step, fact: str) -> int:
    """The entry by which an earlier step asking for the same fact was done; 0 if none was."""
    done = 0
    for _, earlier in unroll(incident.runbook, incident.steps).lines:
        if earlier.id == step.id:
            return done
        if fact in earlier.facts and earlier.id in incident.steps:
            done = max(done, incident.steps[earlier.id].seq)
    return done
