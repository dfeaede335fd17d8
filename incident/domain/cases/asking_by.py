"""Until when a customer is asked whether they are content: three working days after the end of their case.

Apart from the register, because it wants a calendar: that of the incident's law of which the policy speaks, pinned on
its first day; without one, Monday to Friday. Source: REQUIREMENTS B10.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from incident.domain.cases.limits import ASKED_WITHIN_DAYS
from incident.domain.law.periods import Period, Reckoning, Unit, end_of

if TYPE_CHECKING:
    from incident.domain.cases.case import Case
    from incident.domain.cases.register import Register
    from incident.domain.incident import Incident

__all__ = ["ask_by", "ask_first_by"]

_PERIOD = Period(unit=Unit.WORKING_DAY, n=ASKED_WITHIN_DAYS)


def ask_by(incident: Incident, case: Case) -> datetime | None:
    """The instant until which the customer should be asked; None before the end, once they were, and once erased."""
    if case.done is None or case.satisfaction is not None or case.erased is not None:
        return None
    pinned = incident.law.pinned.register if incident.law.pinned else None
    calendar = pinned.calendars.get(case.calendar) if pinned else None
    end = end_of(_PERIOD, case.done.at, Reckoning(zone=incident.zone, calendar=case.calendar), calendar)
    return end.at if end else None


def ask_first_by(incident: Incident, register: Register) -> tuple[Case, datetime] | None:
    """The case whose customer should be asked first, and until when; None where nobody is left to ask."""
    cases = (register.case(number) for number in register.first_to_ask)
    dues = [(by, case) for case in cases if (by := ask_by(incident, case)) is not None]
    if not dues:
        return None
    by, case = min(dues, key=lambda due: due[0])
    return case, by
