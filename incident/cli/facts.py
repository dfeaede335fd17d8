"""From NAME=VALUE on the command line to values of the types that the runbook declares.

Apart, because `declare`, `triage` and `fact` read the same words in the same way.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from incident.domain.conditions import Value
from incident.domain.facts import parse_value
from incident.domain.nearest import nearest
from incident.domain.refusals import Refusal, Refused

if TYPE_CHECKING:
    from incident.cli.session import Session
    from incident.domain.runbook import Runbook

__all__ = ["read_facts"]


def read_facts(session: Session, runbook: Runbook, typed: Sequence[tuple[str, str]], now: datetime) -> dict[str, Value]:
    """The values by fact; None for 'not known'.

    Raises:
        Refused: FACT_UNKNOWN or FACT_UNREADABLE; then none of them counts.
    """
    zone = ZoneInfo(session.services.workspace.zone)
    values: dict[str, Value] = {}
    for name, words in typed:
        fact = runbook.fact(name)
        if fact is None:
            raise Refused(Refusal.FACT_UNKNOWN, fact=name, near=nearest(name, (each.id for each in runbook.facts)))
        values[name] = parse_value(name, fact.type, words, now, zone)
    return values
