"""Entries about cases: the state keeps them in a row, and folds none of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from incident.domain import events as e
from incident.domain.cases.chain import CaseChain
from incident.domain.events import Recorded
from incident.domain.evolve.changes import Change, Changes
from incident.domain.incident import Incident

__all__ = ["CHANGES"]


def _linked(incident: Incident, entry: Recorded, event: Any) -> Changes:  # noqa: ANN401  (any entry about cases)
    added = len(event.sheet) if isinstance(event, e.cases.CasesReceived) else 0
    return {"cases": CaseChain(entry, incident.cases, added)}


CHANGES: Mapping[type, Change] = {
    e.cases.CasesReceived: _linked,
    e.cases.CasesAccepted: _linked,
    e.cases.CasesHandedOn: _linked,
    e.cases.CasesPaused: _linked,
    e.cases.CasesResumed: _linked,
    e.cases.CasesAnswered: _linked,
    e.cases.CasesTold: _linked,
    e.cases.CasesDone: _linked,
    e.cases.CaseExtended: _linked,
    e.cases.CasesPrioritised: _linked,
    e.cases.CaseLinked: _linked,
    e.cases.SatisfactionAsked: _linked,
}
"""That somebody looked at contacts only grows the log."""
