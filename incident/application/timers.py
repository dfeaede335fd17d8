"""What the passing of time makes happen: warnings of clocks, ticks of watched steps, ends of waits and repeats.

Timers append like anybody else. Their command ids are derived from what they
say, so that two terminals, or a terminal and a worker, say it once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise

from incident.application.delivery.reporting import report_deliveries
from incident.application.errors import CutOff
from incident.application.service import APP, IncidentService, Outcome
from incident.domain import commands as c
from incident.domain.decide import decide
from incident.domain.hashing import sha256
from incident.domain.incident import Incident, Status, StepState
from incident.domain.refusals import Refused
from incident.domain.runbooks.runbook import Verb
from incident.domain.timing.clocks import Clock, clocks_past_the_end, half_gone, passed_thresholds, running_clocks
from incident.domain.walking.checklist import Checklist, Item, build_checklist
from incident.domain.walking.watching import true_since

__all__ = ["due_commands", "tick"]


def tick(service: IncidentService, incident_id: str, now: datetime | None = None) -> Outcome | None:
    """Append what is due by now; returns the last outcome, or None if nothing was due.

    A `Present` knows afterwards until when nothing will be due, unless somebody changes the log or the outbox.
    """
    outcome = report_deliveries(service, incident_id)
    for command_id, command in due_commands(service.load(incident_id), now or service.now()):
        try:
            outcome = service.execute(incident_id, command, APP, command_id)
        except Refused:
            break  # somebody closed the incident in between: nothing is due any more
        except CutOff:
            break  # a message needs the server; its own timers say it
    return outcome


def due_commands(incident: Incident, now: datetime) -> list[tuple[str, c.Command]]:
    """The commands that time calls for, each with the id that makes it happen once."""
    alerts = list(_alerts(incident, now))
    if incident.status is not Status.OPEN:
        return [*_warnings(incident, clocks_past_the_end(incident, now), now), *alerts]
    checklist = build_checklist(incident, now)
    clocks = [*running_clocks(incident, checklist, now), *_later_cases(incident)]
    return [*_warnings(incident, clocks, now), *_senses(incident, checklist, now), *alerts]


def _alerts(incident: Incident, now: datetime) -> Iterator[tuple[str, c.Command]]:
    """Whoever stands in hears of all reports at once for which half of the time is gone."""
    keys = tuple(each.key for each in half_gone(incident, now))
    if keys:
        digest = sha256("\n".join(keys).encode()).hexdigest()
        yield f"{incident.id}:alert:{digest[:32]}", c.AlertSubstitute(by=APP.person, clocks=keys)


def _later_cases(incident: Incident) -> Sequence[Clock]:
    """The clocks of customers' cases that are not the first of their kind, which runs among the others."""
    if incident.cases is None:
        return ()
    from incident.domain.cases.clocks import case_clocks  # here: few incidents have cases

    every = case_clocks(incident)
    return [clock for before, clock in pairwise(every) if before.id == clock.id]


def _warnings(incident: Incident, clocks: Sequence[Clock], now: datetime) -> Iterator[tuple[str, c.Command]]:
    """One warning a clock: the gravest that is due, whatever was missed while nobody looked."""
    for clock in clocks:
        passed = passed_thresholds(clock, now)
        if passed and passed[-1] not in incident.warned.get(clock.key, ()):
            command = c.WarnClock(by=APP.person, clock=clock.key, threshold=passed[-1])
            yield f"{incident.id}:warn:{clock.key}:{passed[-1]}", command


def _senses(incident: Incident, checklist: Checklist, now: datetime) -> Iterator[tuple[str, c.Command]]:
    for item in checklist.items:
        if item.step.verb not in (Verb.WATCH, Verb.WAIT, Verb.REPEAT):
            continue
        command = c.SenseStep(by=APP.person, step=item.step.id)
        if not decide(incident, command, now):
            continue
        state = "off" if item.state is StepState.SENSED else f"on@{_since(incident, item, now)}"
        mark = item.progress.mark if item.progress else ""
        yield f"{incident.id}:sense:{item.step.id}:{state}:{mark}", command


def _since(incident: Incident, item: Item, now: datetime) -> object:
    """What tells this tick from one before and after it, as two terminals see it at different moments."""
    match item.step.verb:
        case Verb.WATCH:
            return true_since(incident, item.step, now)
        case Verb.WAIT:
            return item.pace.until
        case _:
            return incident.version
