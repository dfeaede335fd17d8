"""From NAME=VALUE on the command line to values of the types that the runbook declares.

Apart, because `declare`, `triage` and `fact` read the same words in the same way.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from incident.application.errors import NotFound
from incident.domain.nearest import nearest
from incident.domain.runbooks.conditions import Value
from incident.domain.runbooks.fact_values import checked_value
from incident.wording.typed_facts import parse_value

if TYPE_CHECKING:
    from incident.cli.session import Session
    from incident.domain.incident import Incident
    from incident.domain.law.holding import HeldTo
    from incident.domain.runbooks.runbook import Bundle, Fact

__all__ = ["facts_of", "known_facts", "read_facts"]


def known_facts(bundle: Bundle, held_to: HeldTo | None) -> Sequence[Fact]:
    """The facts that an incident may be declared with: its runbook's, then those that only the law asks about."""
    return (*bundle.runbook.facts, *(held_to.register.facts if held_to else ()))


def facts_of(incident: Incident) -> Sequence[Fact]:
    """The facts that the incident has: its runbook's, then those that only the law asks about."""
    register = incident.law.pinned.register if incident.law.pinned else None
    return (*incident.runbook.facts, *(register.facts if register else ()))


def read_facts(
    session: Session, facts: Sequence[Fact], typed: Sequence[tuple[str, str]], now: datetime
) -> dict[str, Value]:
    """The values by fact, the first of a name deciding its type; None for 'not known'.

    Raises:
        NotFound: there is no fact of that name; the nearest is listed with its question, or all of them.
        Refused: FACT_UNREADABLE or VALUE_IMPLAUSIBLE; then none of them counts.
    """
    zone = ZoneInfo(session.services.workspace.zone)
    values: dict[str, Value] = {}
    for name, words in typed:
        fact = next((each for each in facts if each.id == name), None)
        if fact is None:
            raise _unknown(session, facts, name)
        values[name] = checked_value(fact, parse_value(name, fact.type, words, now, zone))
    return values


def _unknown(session: Session, facts: Sequence[Fact], name: str) -> NotFound:
    near = nearest(name, [each.id for each in facts])
    speech = session.speech()
    listed = [each.id for each in facts if each.id == near or not near]
    return NotFound(kind="fact", name=name, near=near, known=tuple(f"{fact}  {speech.fact(fact)}" for fact in listed))
