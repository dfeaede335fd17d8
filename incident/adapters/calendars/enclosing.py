"""Adds to the mail of a notice the entry for the reader's calendar, from what the notice's record keeps.

Apart from the calendar that one asks for: this one leaves with every attempt at a message, the same each time.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from incident.application.errors import IncidentError
from incident.application.exercises.inviting import MEETING
from incident.domain.exercises.announcing import REMINDERS
from incident.domain.messages.alone import NOTICE_RUNBOOK

if TYPE_CHECKING:
    from incident.adapters.calendars.invitations import Invited
    from incident.application.ports import Delivery, Directory
    from incident.domain.incident import Incident
    from incident.domain.runbooks.runbook import Bundle

__all__ = ["Enclosing", "invited"]


def invited(directory: Directory, person: str) -> Invited | None:
    """The person with the first of their addresses that is one of mail; None where they have none."""
    from incident.adapters.calendars.invitations import Invited  # here, as below: only a calendar that leaves asks

    found = directory.person(person)
    mails = (address for _target, address in found.reach if _is_mail(address)) if found else ()
    mail = next(iter(mails), None)
    return Invited(name=found.name, mail=mail) if found and mail else None


class Enclosing:
    """Reads each exercise's record once; called by the one thread that reads the log for deliveries."""

    def __init__(self, load: Callable[[str], Incident], directory: Directory) -> None:
        self._load, self._directory = load, directory
        self._notices: dict[str, Bundle | None] = {}

    def __call__(self, delivery: Delivery) -> Delivery:
        """The delivery, and all that it carries, each with its calendar; without one where nobody is invited."""
        carries = tuple(map(self, delivery.carries))
        if not delivery.exercise or not _is_mail(delivery.address):
            return delivery.changed(carries=carries) if carries else delivery
        notice = self._notice(delivery.incident_id)
        calendar = self._calendar(delivery, notice) if notice is not None else ""
        return delivery.changed(carries=carries, calendar=calendar)

    def _notice(self, record: str) -> Bundle | None:
        """What the record is pinned to; None where it invites nobody, or cannot be read: the words leave without."""
        if record not in self._notices:
            try:
                bundle = self._load(record).bundle
            except IncidentError:
                return None
            is_notice = bundle is not None and bundle.runbook.id == NOTICE_RUNBOOK
            is_timed = is_notice and bundle is not None and bool(bundle.text(f"{MEETING}begins", "en"))
            self._notices[record] = bundle if is_timed else None
        return self._notices[record]

    def _calendar(self, delivery: Delivery, notice: Bundle) -> str:
        from incident.adapters.calendars.invitations import Invited, Meeting, write_meetings

        def kept(key: str) -> str:
            return notice.text(f"{MEETING}{key}", delivery.language)

        organiser = invited(self._directory, kept("organiser"))
        asks = organiser is not None and organiser.mail != delivery.address
        meeting = Meeting(
            uid=kept("uid"),
            sequence=int(kept("sequence")),
            start=datetime.fromisoformat(kept("begins")),
            end=datetime.fromisoformat(kept("ends")),
            summary=kept("summary"),
            description=kept("description"),
            alarms=tuple(REMINDERS.values()),
            organiser=organiser,
            invited=(Invited(name=delivery.recipient, mail=delivery.address),),
        )
        return write_meetings(kept("summary"), [meeting], delivery.created_at, asks=asks)


def _is_mail(address: str) -> bool:
    return "@" in address and ":" not in address
