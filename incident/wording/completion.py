"""That a phase is complete, or all of it but what waits: said loudly, and only when it is true (reference/UX.md 18)."""

from __future__ import annotations

from collections.abc import Sequence

from incident.domain.incident import StepState
from incident.domain.walking.checklist import Item
from incident.i18n import _

__all__ = ["ended_counts", "ended_words"]


def ended_words(number: int, items: Sequence[Item], time: str) -> str:
    """How the phase of that number ended, of its steps; '' while somebody can still work one of them."""
    applies = [item for item in items if item.state is not StepState.NOT_APPLICABLE]
    deferred = [item for item in applies if item.state is StepState.DEFERRED]
    if len(deferred) + sum(item.is_complete for item in applies) < len(applies) or not applies:
        return ""
    if deferred:
        words = _("PHASE {number} COMPLETE EXCEPT {count} DEFERRED {time} - {counts}")
        counts = ended_counts(items)
        return words.format(number=number, count=len(deferred), time=time, counts=counts)
    return _("PHASE {number} COMPLETE {time} - {counts}").format(number=number, time=time, counts=ended_counts(items))


def ended_counts(items: Sequence[Item]) -> str:
    """How these steps ended, what is none left out: `5 done 1 n/a`."""
    number = {state: sum(item.state is state for item in items) for state in StepState}
    apart = (StepState.OVERRIDDEN, StepState.NOT_AS_EXPECTED)
    done = sum(item.is_complete and item.state not in (*apart, StepState.NOT_APPLICABLE) for item in items)
    parts = [
        (_("{count} done"), done),
        (_("{count} not as expected"), number[StepState.NOT_AS_EXPECTED]),
        (_("{count} overridden"), number[StepState.OVERRIDDEN]),
        (_("{count} n/a"), number[StepState.NOT_APPLICABLE]),
    ]
    return "  ".join(words.format(count=count) for words, count in parts if count)
