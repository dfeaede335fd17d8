"""What cases ask of the end of an incident."""

from __future__ import annotations

from incident.domain.cases.case import case_id
from incident.domain.cases.register import register_of
from incident.domain.incident import Incident
from incident.domain.refusals import Refusal, Refused

__all__ = ["require_all_told"]


def require_all_told(incident: Incident) -> None:
    """Nobody is left without word (REQUIREMENTS B4).

    Raises:
        Refused: CLOSE_CASES_UNTOLD, naming them.
    """
    untold = register_of(incident).untold
    if untold:
        raise Refused(Refusal.CLOSE_CASES_UNTOLD, cases=tuple(map(case_id, untold)), count=len(untold))
