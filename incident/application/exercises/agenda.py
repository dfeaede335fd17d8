"""What the plan of the year still asks for: what is overdue, and what comes next.

Apart from the whole programme, which a manager reads: whoever opens the program is to see what there is to hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from incident.application.errors import DocumentError, NotFound, StorageDamaged, StorageTooNew
from incident.application.exercises.approving import Approval, approvals
from incident.application.exercises.history import held_in
from incident.domain.events import IncidentMode
from incident.domain.exercises.overdue import Place, Planned, planned_standings, unrecorded_changes
from incident.domain.frozen import Frozen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, tzinfo

    from incident.application.ports import EventLog
    from incident.application.ports.plans import YearPlans
    from incident.application.service import IncidentService
    from incident.application.services import Services
    from incident.domain.exercises.holding import Held
    from incident.domain.exercises.programme import Plan
    from incident.domain.exercises.scenario import ScenarioBundle

__all__ = ["Agenda", "carried", "changes_approved", "last_approved", "read_agenda", "standing_of"]


class Agenda(Frozen):
    """As far as whoever asks may know of it."""

    overdue: Sequence[Planned] = ()
    """In the order of the plan."""
    next: Planned | None = None
    """What is due, or else ahead; None where all is held or overdue."""
    scenarios: Mapping[str, ScenarioBundle] | None = None
    is_wrong: bool = False
    """Whether the file of the year has mistakes, so that nobody can say."""

    def title(self, row: Planned, language: str) -> str:
        """What is to be played, or its id."""
        bundle = (self.scenarios or {}).get(row.entry.scenario)
        return (bundle.text("title", language) if bundle else "") or row.entry.scenario


def read_agenda(services: Services) -> Agenda | None:
    """Of this year and what earlier ones left, and what is first in the next where nothing is; None without a plan.

    Every scenario may have to compile.
    """
    plans = services.plans()
    if not plans.has_any():
        return None
    try:
        return _agenda(services, standing_of(services, plans))
    except DocumentError:
        with suppress(DocumentError):  # whoever writes the next year's plan hides nothing of this one
            return (_agenda(services, standing_of(services, plans, ahead=0)) or Agenda()).changed(is_wrong=True)
        return Agenda(is_wrong=True)


def _agenda(services: Services, rows: Sequence[Planned] | None) -> Agenda | None:
    if rows is None:
        return None
    return Agenda(
        overdue=[row for row in rows if row.place is Place.OVERDUE],
        next=next((row for row in rows if row.place in (Place.DUE, Place.AHEAD)), None),
        scenarios={each.scenario.id: each for each in services.scenarios()},
    )


def standing_of(services: Services, plans: YearPlans, ahead: int = 1) -> Sequence[Planned] | None:
    """What years before left over, then all of this year and of those `ahead`; None where no year has a plan.

    Raises:
        DocumentError: a plan has mistakes.
    """
    held: Sequence[Held] = list(_held(services))
    today = services.clock.now().astimezone(ZoneInfo(services.workspace.zone)).date()
    zone, reader = ZoneInfo(services.workspace.zone), services.actor.acts_as
    earlier, held = carried(services.service, services.log, plans, today=today, zone=zone, held=held, reader=reader)
    wanted = range(today.year, today.year + ahead + 1)
    years = [rows for year in wanted if (rows := _rows(services, plans, year, held)) is not None]
    return [row for rows in (earlier, *years) for row in rows] if years or earlier else None


def _rows(services: Services, plans: YearPlans, year: int, held: Sequence[Held]) -> Sequence[Planned] | None:
    reader, zone = services.actor.acts_as, ZoneInfo(services.workspace.zone)
    try:
        plan = plans.written(year).plan.seen_by(reader)
    except NotFound:
        return None
    approved = last_approved(services.service, services.log, plans, year, reader)[1]
    return planned_standings(plan, held, services.clock.now().astimezone(zone).date(), zone, approved)


def carried(
    service: IncidentService,
    log: EventLog,
    plans: YearPlans,
    *,
    today: date,
    zone: tzinfo,
    held: Sequence[Held],
    reader: str,
    year: int = 0,
) -> tuple[Sequence[Planned], Sequence[Held]]:
    """What the plans before that year (0: this one) still ask for, and the exercises that count for none of them."""
    waiting: list[Planned] = []
    for written in plans.before(year or today.year):
        plan = written.plan.seen_by(reader) if reader else written.plan
        approved = last_approved(service, log, plans, plan.year, reader)[1]
        rows = planned_standings(plan, held, today, zone, approved)
        counted = {row.held.exercise for row in rows if row.held}
        held = [each for each in held if each.exercise not in counted]
        waiting += [row for row in rows if row.place is not Place.HELD]
    return waiting, held


def _held(services: Services) -> Iterator[Held]:
    for row in services.log.summaries(open_only=False):
        if row.mode is IncidentMode.EXERCISE:
            with suppress(StorageDamaged, StorageTooNew):  # 'incident verify' names it
                yield from held_in(services.service.load(row.incident_id), services.log)


def last_approved(
    service: IncidentService, log: EventLog, plans: YearPlans, year: int, reader: str
) -> tuple[Approval | None, Plan | None]:
    """The last approval of a plan of that year, and what `reader` may know of it; '' for all of it.

    Whom the plan names as its approver is read in what was kept, so that an edit names nobody afterwards.
    """
    return next(_approved(service, log, plans, year, reader), (None, None))


def changes_approved(
    service: IncidentService, log: EventLog, plans: YearPlans, year: int, reader: str
) -> Mapping[str, int]:
    """By key how often an approval of that year put a time elsewhere without a recorded move, as `reader` may know."""
    every = [plan for _approval, plan in _approved(service, log, plans, year, reader)]
    return unrecorded_changes(reversed(every))


def _approved(
    service: IncidentService, log: EventLog, plans: YearPlans, year: int, reader: str
) -> Iterator[tuple[Approval, Plan]]:
    for approval in approvals(service, log):
        plan = plans.as_approved(approval.data) if approval.data else None
        if plan is not None and plan.year == year and plan.approver == approval.by:
            yield approval, plan.seen_by(reader) if reader else plan
