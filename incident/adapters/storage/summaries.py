"""The list of incidents: its order, and the ids that are still free.

Apart, because memory and databases must agree on both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime

from incident.application.ports import Summary
from incident.domain.events import IncidentMode

__all__ = ["free_id", "in_order"]

_PREFIXES = {IncidentMode.REAL: "INC", IncidentMode.EXERCISE: "EX"}
_NEVER = datetime.max.replace(tzinfo=UTC)


def in_order(summaries: Iterable[Summary]) -> list[Summary]:
    """Real ones before exercises, the gravest tier first, then the earliest due, then the id."""
    return sorted(
        summaries,
        key=lambda row: (row.mode is IncidentMode.EXERCISE, row.tier, row.next_due_at or _NEVER, row.incident_id),
    )


def free_id(mode: IncidentMode, taken: Iterable[str]) -> str:
    """The id after the highest of its kind: `INC-0001`, `EX-0001` and so on."""
    numbered = re.compile(rf"{_PREFIXES[mode]}-(\d+)")
    numbers = [int(match[1]) for match in map(numbered.fullmatch, taken) if match]
    return f"{_PREFIXES[mode]}-{max(numbers, default=0) + 1:04d}"
