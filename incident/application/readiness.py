"""What would hurt tonight if nobody mended it today, in numbers: Home shows them while nothing burns.

Apart from `incident doctor`, which names every one of them and what to write where.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Final

from incident.application.messages.people import out_of_reach
from incident.application.messages.reach import unreached_audiences
from incident.application.ports import Directory, EventLog, Library, Summary
from incident.domain.duties.rota import Rota
from incident.domain.duties.stretches import LOOKED_AHEAD, OnDuty, gaps_to_their_end, now_on_duty, stretches
from incident.domain.events import IncidentMode
from incident.domain.frozen import Frozen
from incident.domain.messages.alone import BROUGHT_ALONG, TEST_RUNBOOK
from incident.domain.runbooks.outline import Outline

if TYPE_CHECKING:  # few teams have a plan
    from incident.application.exercises.agenda import Agenda

__all__ = [
    "RECENT",
    "TEST_EACH",
    "Lately",
    "OnCall",
    "Readiness",
    "last_test",
    "read_lately",
    "read_on_call",
    "read_readiness",
]

RECENT: Final = timedelta(days=7)
"""So long an incident that has ended stays on Home (reference/UX.md B-1b)."""


TEST_EACH: Final = timedelta(days=30)
"""A test page that is older proves little: people change their numbers."""


class Readiness(Frozen):
    """How ready the runbooks and the people are."""

    runbooks: int
    """Those that can be declared with."""
    broken: int
    """Those in which the checker finds errors."""
    overdue: int
    """Those whose last review is longer ago than it should be; no drafts."""
    people: int
    silent: int
    """People without any way to reach them."""
    unstaffed: int = 0
    """Gaps of the next week, in which nobody is on duty."""
    unheard: int = 0
    """Times of the next week in which somebody is on duty and no way reaches them."""
    drafts: int = 0
    """Those that are still drafts, on which nobody relies."""
    late_actions: int = 0
    """Corrective actions of all incidents and exercises that are not done and should be."""
    agenda: Agenda | None = None
    """What the plan of exercises asks for; None where there is none."""
    unreached: Sequence[tuple[Outline, str]] = ()
    """The audiences that no message would reach."""
    outlines: Sequence[Outline] = ()
    """The runbooks that can be declared with, in the order of the library."""


class Lately(Frozen):
    """What ended within the last days, and when people last practised."""

    ended: Sequence[Summary] = ()
    """Incidents and drills, the latest first."""
    drilled_at: datetime | None = None
    """When the last drill that is over was declared; None where the log knows of none."""
    is_drilling: bool = False
    """Whether one is open now."""
    tested_at: datetime | None = None
    """When a test page last went to everybody; None where the log knows of none."""
    used: Sequence[str] = ()
    """The runbooks that were declared with, the most often first; of two alike the one used last."""


class OnCall(Frozen):
    """Whom each rota would wake, in the order of the file."""

    rotas: Sequence[tuple[Rota, Sequence[OnDuty]]] = ()
    until: datetime | None = None
    """When the next of them hands over; None where that is not in sight."""
    mute: Collection[str] = ()
    """The people whom no way reaches."""


def read_on_call(rotas: Sequence[Rota], now: datetime, mute: Collection[str] = ()) -> OnCall:
    """Ask every rota. `mute`: the people whom no way reaches."""
    end = now + LOOKED_AHEAD
    changes = [stretches(rota, now, end)[0].end for rota in rotas]
    return OnCall(
        rotas=[(rota, now_on_duty(rota, now)) for rota in rotas],
        until=min((change for change in changes if change < end), default=None),
        mute=mute,
    )


def read_readiness(library: Library, directory: Directory, now: datetime, zone: tzinfo) -> Readiness:
    """Look at every runbook and person; all runbooks may have to compile. A review is due by the day in that zone."""
    offers, people = list(library.every()), directory.people()
    outlines = [offer.outline for offer in offers if offer.outline]
    mute = out_of_reach(directory)
    open_hours = [gap for rota in directory.rotas() for gap in gaps_to_their_end(rota, now, now + RECENT, mute)]
    relied_on = [offer.outline for offer in offers if offer.outline and not offer.is_draft]
    return Readiness(
        runbooks=len(outlines),
        broken=len(offers) - len(outlines),
        overdue=sum(outline.is_overdue(now.astimezone(zone).date()) for outline in relied_on),
        drafts=len(outlines) - len(relied_on),
        people=len(people),
        silent=sum(not person.can_be_reached for person in people),
        unstaffed=sum(not gap.people for gap in open_hours),
        unheard=sum(bool(gap.people) for gap in open_hours),
        unreached=[(each, name) for each in outlines for name in unreached_audiences(each, directory, now)],
        outlines=outlines,
    )


def last_test(every: Iterable[Summary]) -> datetime | None:
    """When a test page last went to everybody; one to the targets for exercises says nothing about the night."""
    tests = (row for row in every if row.runbook == TEST_RUNBOOK and row.mode is IncidentMode.REAL)
    return max((row.declared_at for row in tests), default=None)


def read_lately(log: EventLog, now: datetime) -> Lately:
    """Look at the list of all incidents, and into none."""
    every = sorted(log.summaries(open_only=False), key=lambda row: row.updated_at, reverse=True)
    rows = [row for row in every if row.runbook not in BROUGHT_ALONG]
    drills = [row for row in rows if row.mode is IncidentMode.EXERCISE]
    return Lately(
        ended=[row for row in rows if row.status != "open" and now - row.updated_at < RECENT],
        drilled_at=max((row.declared_at for row in drills if row.status != "open"), default=None),
        is_drilling=any(row.status == "open" for row in drills),
        tested_at=last_test(every),
        used=[runbook for runbook, _count in Counter(row.runbook for row in rows).most_common()],
    )
