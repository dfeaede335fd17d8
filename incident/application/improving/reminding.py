"""Reminds owners and approvers of corrective actions through the outbox, once for each stage.

Apart from the stages, which the domain says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from incident.application.improving.plans import planned
from incident.application.noticing import Notice
from incident.domain.events import IncidentMode
from incident.domain.improving.reminding import reminder_of
from incident.domain.messages.alone import REMINDER_RUNBOOK

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime, timedelta

    from incident.application.services import Services
    from incident.domain.improving.reminding import Reminder

__all__ = ["notice_of", "reminders_due", "untold"]

_PHASE: Final = {"en": "Reminder of an action", "zh-CN": "整改措施提醒"}


def reminders_due(services: Services, now: datetime) -> Iterator[Reminder]:
    """Of all actions of incidents that anybody may read: what is written in secret is reminded of by nobody."""
    zone = ZoneInfo(services.workspace.zone)
    for row in planned(services.service, services.log):
        if not row.incident.readers:
            yield from reminder_of(row.incident.id, row.action, now, zone)


def untold(services: Services, now: datetime, patience: timedelta) -> Iterator[Reminder]:
    """Those that nobody has begun to tell although they were due that long ago, nor any since of the same action."""
    told = {
        (each.incident, each.action.id): services.log.command(each.name) is not None
        for each in reminders_due(services, now)
    }
    for each in reminders_due(services, now - patience):
        if not told.get((each.incident, each.action.id), True) and services.log.command(each.name) is None:
            yield each


def notice_of(reminder: Reminder) -> Notice:
    """As it leaves: real, whatever the action was learned from."""
    return Notice(
        name=reminder.name, told=reminder.told, runbook=REMINDER_RUNBOOK, phase=_PHASE, mode=IncidentMode.REAL
    )
