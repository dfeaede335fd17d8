"""What the doctor finds of those on duty: when nobody is, and who is and hears nothing.

Apart from the other findings, because not every team has a rota.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from incident.application.messages.people import out_of_reach
from incident.cli.commands.doctor.found import Finding
from incident.domain.duties.stretches import gaps_to_their_end, stretches
from incident.i18n import _
from incident.wording.duty import duty_moment, rota_name

if TYPE_CHECKING:
    from incident.cli.session import Session

__all__ = ["on_duty"]

_NIGHT: Final = timedelta(days=1)
_WEEK: Final = timedelta(days=7)


def on_duty(session: Session) -> Iterator[Finding]:
    """Gaps within a week, and whoever is on duty before this time tomorrow and has no way."""
    yield from _gaps(session)
    yield from _mute(session)


def _gaps(session: Session) -> Iterator[Finding]:
    """When nobody is on duty within a week, rota by rota; grave where that is before this time tomorrow."""
    speech, now = session.speech(), session.now()
    for rota in session.services.directory.rotas():
        for gap in gaps_to_their_end(rota, now, now + _WEEK)[:1]:
            said = _("Nobody is on duty as '{duty}' from {start} to {end}. 'incident oncall gaps' shows all gaps.")
            if gap.end is None:
                said = _("Nobody is on duty as '{duty}' from {start} on. 'incident oncall gaps' shows all gaps.")
            times = {"start": duty_moment(gap.start, speech), "end": duty_moment(gap.end or gap.start, speech)}
            words = said.format(duty=rota_name(rota), **times)
            yield Finding(check="gap", words=words, grave=gap.start < now + _NIGHT, about=rota_name(rota))


def _mute(session: Session) -> Iterator[Finding]:
    """Who is on duty before this time tomorrow and has no way: nobody wakes them."""
    directory, now = session.services.directory, session.now()
    mute = out_of_reach(directory)
    for rota in directory.rotas():
        first = dict[str, datetime]()
        for stretch in stretches(rota, now, now + _NIGHT):
            for shift in stretch.shifts:
                first.setdefault(shift.person, stretch.start)
        for who in (each for each in first if each in mute):
            said = _("{person} is on duty as '{duty}' from {start} and cannot be reached: people.yaml gives no way.")
            name = session.speech().person(who)
            words = said.format(person=name, duty=rota_name(rota), start=duty_moment(first[who], session.speech()))
            yield Finding(check="duty", words=words, about=name)
