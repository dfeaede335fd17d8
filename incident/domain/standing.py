"""Which steps stand: by the tier, by the answers given, and because they were done.

Apart from the checklist, because what stands and what is complete must be known
of other steps before a line can be drawn: of the way out, of the step awaited.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from incident.domain.incident import Incident, Progress, StepState
from incident.domain.runbook import Step

__all__ = ["COMPLETE_STATES", "is_complete", "is_over", "stands", "was_worked", "way_out"]

COMPLETE_STATES = frozenset({StepState.AS_EXPECTED, StepState.SENSED, StepState.OVERRIDDEN, StepState.NOT_APPLICABLE})


def stands(incident: Incident, step: Step, steps: Mapping[str, Step]) -> bool | None:
    """True: on the list. False: on it as not applicable. None: not on it.

    What was worked stays, whatever the tier and the answers become. A step whose branch was
    taken, and then left by another answer further up, does not apply.
    """
    if was_worked(incident.steps.get(step.id)):
        return True
    if incident.tier not in step.tiers:
        return None
    taken = _is_taken(incident, step)
    return _is_reached(incident, step, steps) if taken else taken


def was_worked(progress: Progress | None) -> bool:
    """Whether the step came to a result, good or not."""
    return progress is not None and (progress.state in COMPLETE_STATES or progress.state is StepState.NOT_AS_EXPECTED)


def is_complete(incident: Incident, step: Step, steps: Mapping[str, Step]) -> bool:
    """Whether nothing of a standing step is left; 'not as expected' is complete once its way out is."""
    progress = incident.steps.get(step.id)
    if progress is None or progress.state is not StepState.NOT_AS_EXPECTED:
        return progress is not None and progress.state in COMPLETE_STATES
    out = list(way_out(incident, step, steps))
    return bool(out) and all(is_complete(incident, each, steps) for each in out)


def is_over(incident: Incident, step_id: str, steps: Mapping[str, Step]) -> bool:
    """Whether nobody has to wait for the step any more: it is complete, or it does not stand."""
    step = steps.get(step_id)
    return step is None or not stands(incident, step, steps) or is_complete(incident, step, steps)


def way_out(incident: Incident, step: Step, steps: Mapping[str, Step]) -> Iterator[Step]:
    """The standing steps of the way out of a step that went not as expected."""
    for other in steps.values():
        branch = other.branch
        if branch and branch.step == step.id and branch.option is None and stands(incident, other, steps):
            yield other


def _is_taken(incident: Incident, step: Step) -> bool | None:
    """Whether the step's own branch is the one taken; None while that is not decided."""
    if step.branch is None:
        return True
    parent = incident.steps.get(step.branch.step)
    if step.branch.option is None:
        return True if parent and parent.state is StepState.NOT_AS_EXPECTED else None
    return None if parent is None or parent.option is None else parent.option == step.branch.option


def _is_reached(incident: Incident, step: Step, steps: Mapping[str, Step]) -> bool:
    """Whether every branch on the way down to the step is taken."""
    if step.branch is None:
        return True
    return bool(_is_taken(incident, step)) and _is_reached(incident, steps[step.branch.step], steps)
