"""What became of messages outside, told to the log: when one first arrived, or that none did.

Deliveries are rows that change; the rules know the log only. The commands are
derived from what the rows say now, so that whoever looks, and however often,
the log is told once, also after a crash between the sending and the telling.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from incident.application.delivery.bundling import bundles, in_one_with
from incident.application.delivery.falling_back import refused_for_good
from incident.application.delivery.retrying import TROUBLED
from incident.application.errors import CommandRepeated, CutOff, NotFound
from incident.application.ports import AttemptClass, Delivery, DeliveryState, Outbox
from incident.application.service import APP, IncidentService, Outcome
from incident.domain import commands as c
from incident.domain.incident import Incident
from incident.domain.messages.message import Message

__all__ = ["report_deliveries"]

_UNDERWAY = frozenset({DeliveryState.PENDING, DeliveryState.SENDING})


def report_deliveries(service: IncidentService, incident_id: str) -> Outcome | None:
    """Append what the outbox knows and the log does not; the last outcome, or None if they agree.

    None too where whoever sends may not know of the incident: the next terminal that may tells its log.
    """
    outbox = service.outbox
    if outbox is None:
        return None
    try:
        incident = service.load(incident_id)
    except NotFound:
        return None
    outcome = _fall_back(service, incident, outbox)
    if outcome is not None:
        incident = outcome.incident
    untold = [m for m in incident.messages.values() if m.delivered_seq <= m.released_seq]
    rows = outbox.deliveries(incident_id) if untold else ()
    for message in untold:
        own = [row for row in rows if row.message == message.id and row.event_seq >= message.released_seq]
        since = max([message.released_seq, *(incident.retried.get(row.id, 0) for row in own)])
        report, at = _report(message, since, own, rows, outbox)
        if report is not None:
            name = f"{incident_id}:{type(report).__name__}:{message.id}@{since}"
            with suppress(CommandRepeated):  # another process said so, maybe of another recipient
                outcome = service.execute(incident_id, report, APP, name, at)
    return outcome


def _fall_back(service: IncidentService, incident: Incident, outbox: Outbox) -> Outcome | None:
    """Let go by another target what one refused for good, before it is said that a message reached nobody."""
    outcome = None
    if not incident.messages:
        return None
    rows = outbox.deliveries(incident.id)
    for row in refused_for_good(incident, rows, service.now()):
        command = c.FallBack(by=APP.person, message=row.message, delivery=row.id, refused_by=row.target_id)
        with suppress(CommandRepeated, CutOff):
            done = service.execute(incident.id, command, APP, f"{incident.id}:FallBack:{row.id}")
            outcome = done if done.entries else outcome
    return outcome


def _report(
    message: Message, since: int, rows: Sequence[Delivery], every: Sequence[Delivery], outbox: Outbox
) -> tuple[c.ReportDelivered | c.ReportUndelivered | None, datetime | None]:
    """What the log has to be told of the message, and when it came about; None while nothing is certain.

    `since` is the entry that last sent it on its way: its release, or a retry by hand.
    """
    sent = [row for row in rows if row.state is DeliveryState.SENT]
    if sent:
        first = min(sent, key=lambda row: (_accepted_at(row, outbox), row.id))
        beside = in_one_with(first, bundles(every))
        report = c.ReportDelivered(by=APP.person, message=message.id, delivery=first.id, beside=beside)
        return report, _accepted_at(first, outbox)
    states = [row.state for row in rows]
    is_over = _UNDERWAY.isdisjoint(states) and not TROUBLED.isdisjoint(states)
    is_told = message.acknowledged_by or message.undelivered_seq > since
    if message.released_at is None or is_told or not is_over:
        return None, None
    unknown = states.count(DeliveryState.UNKNOWN)
    return c.ReportUndelivered(by=APP.person, message=message.id, unknown=unknown, since=since), None


def _accepted_at(row: Delivery, outbox: Outbox) -> datetime:
    accepted = (a.ended_at for a in outbox.attempts(row.id) if a.outcome.result is AttemptClass.DELIVERED)
    return next(accepted, row.due_at)
