"""When the turn of a further way comes, where the ways before it left late; and the plan as it really goes then.

Apart from the plan, which the log keeps: after an outage of the senders all its hours are past, and whoever is asked
first is to have their time to answer all the same, before somebody else is woken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from incident.application.delivery.retrying import was_put_off
from incident.application.ports import PAGE_EXPIRES, Delivery, DeliveryState, Outbox
from incident.domain.incident import Incident
from incident.domain.messages.escalating import Silence, silences

__all__ = ["as_it_goes", "silences_of", "until_its_turn"]

_OVER = frozenset({DeliveryState.CANCELLED, DeliveryState.EXPIRED})
_AT_ONCE = timedelta(seconds=1)


def until_its_turn(row: Delivery, outbox: Outbox, now: datetime) -> timedelta | None:
    """How long it is until the turn of a later attempt of an escalation, claimed to be tried for the first time.

    None where its turn has come. As long after the ways before it as the plan says, counted from when those really
    left, or failed. Whatever goes to the same place for the same incident is that far from it as well: nobody's
    telephone rings twice in a minute.
    """
    is_first = row.tries <= 1 or was_put_off(row)
    if row.kind != "page" or not is_first or _planned(row) <= row.created_at + _AT_ONCE:
        return None
    turn = _turn_of(row, outbox.deliveries(row.incident_id), now)
    return turn - now if turn is not None and turn > now else None


def as_it_goes(incident: Incident, rows: Sequence[Delivery]) -> Incident:
    """The incident with the hours at which its attempts really went, or will go: an outage leaves the plan behind."""
    hours = {row.id: at for row in rows if (at := _goes_at(row)) is not None}
    messages = {
        name: message.changed(
            rungs=tuple(
                rung.changed(due_at=max(rung.due_at, hours.get(rung.delivery, rung.due_at))) for rung in message.rungs
            )
        )
        for name, message in incident.messages.items()
        if any(rung.delivery in hours for rung in message.rungs)
    }
    return incident.changed(messages={**incident.messages, **messages}) if messages else incident


def silences_of(incident: Incident, rows: Sequence[Delivery], now: datetime) -> Iterator[Silence]:
    """What nobody has answered, and of which nobody more is asked, as it really went."""
    return silences(as_it_goes(incident, rows), now)


def _goes_at(row: Delivery) -> datetime | None:
    if row.state is DeliveryState.PENDING and was_put_off(row):
        return row.due_at
    return row.left_at if row.state is DeliveryState.SENT else None


def _turn_of(row: Delivery, rows: Sequence[Delivery], now: datetime) -> datetime | None:
    steps = _steps_before(row, rows)
    at = before = None
    for planned, step in steps:
        due = planned if at is None or before is None else at + (planned - before)
        at, before = max(_left(each, due, now, waits=not was_put_off(row)) for each in step), planned
    if at is None or before is None:
        return None
    gap = _planned(row) - before
    beside = [each.left_at + gap for each in rows if each.left_at and _is_beside(each, row)]
    return max((at + gap, *beside))


def _steps_before(row: Delivery, rows: Sequence[Delivery]) -> Sequence[tuple[datetime, Sequence[Delivery]]]:
    """The ways of the same message that the plan puts before it, hour by hour; but for those that were called off."""
    own = [each for each in rows if each.message == row.message and each.kind == "page" and each.state not in _OVER]
    hours = sorted({_planned(each) for each in own if _planned(each) < _planned(row)})
    return [(hour, [each for each in own if _planned(each) == hour]) for hour in hours]


def _left(row: Delivery, due: datetime, now: datetime, *, waits: bool) -> datetime:
    """When it left, failed or was tried first; of what has not been tried, when it will be.

    Without `waits` only what is claimed at this moment is about to leave: somebody waited for the others before.
    """
    if row.state is DeliveryState.SENDING:
        return now
    if row.left_at is not None:
        return row.left_at
    if was_put_off(row):
        return max(row.due_at, now) if waits else row.due_at
    if row.tried_at is not None:
        return row.tried_at if row.state is DeliveryState.PENDING else max(row.tried_at, row.due_at)
    return max(due, now) if waits else due


def _is_beside(each: Delivery, row: Delivery) -> bool:
    """Whether it is another page to the same place."""
    is_same = (each.target_id, each.address) == (row.target_id, row.address)
    return is_same and bool(each.address) and each.kind == "page" and each.id != row.id


def _planned(row: Delivery) -> datetime:
    """The hour of the plan, whatever the row waited for since."""
    return row.expires_at - PAGE_EXPIRES
