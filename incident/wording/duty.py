"""Who is on duty, in words: the same beside a key that wakes, in a list and in a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from incident.domain.duty import Duty
from incident.domain.rota import Rota
from incident.domain.stretches import OnDuty
from incident.i18n import _
from incident.wording.roles import usual_role
from incident.wording.safe import clean_line
from incident.wording.speech import Speech
from incident.wording.times import weekday

__all__ = ["duty_moment", "people_words", "reason_words", "rota_name", "until_words"]


def rota_name(rota: Rota) -> str:
    """What people call it, else the name of the role that it is for."""
    return clean_line(rota.name) or usual_role(rota.id)


def until_words(found: OnDuty, speech: Speech, now: datetime) -> str:
    """The end of the duty as it is said now, or that none is in sight."""
    return speech.when(found.until, now) if found.until else _("no end in sight")


def reason_words(duty: Duty) -> str:
    """Why it is this person: by turn and in which layer, or standing in and why."""
    if duty.override is None:
        return _("by turn ({layer})").format(layer=clean_line(duty.layer))
    why = clean_line(duty.override.why)
    return _("stands in: {why}").format(why=why) if why else _("stands in")


def people_words(duties: Sequence[Duty], speech: Speech) -> str:
    """Everybody in the order in which they are woken; who stands in is marked."""
    names = (_("{name} (stands in)") if duty.override else "{name}" for duty in duties)
    said = (words.format(name=speech.person(duty.person)) for words, duty in zip(names, duties, strict=True))
    return _(", then ").join(said) or _("NOBODY")


def duty_moment(at: datetime, speech: Speech) -> str:
    """The day of the week, the date and the time."""
    return f"{weekday(at, speech.zone)} {speech.moment(at)}"
