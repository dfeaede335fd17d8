"""Who is on duty, in words: the same beside a key that wakes, in a list and in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from incident.domain.timing.present import local_day
from incident.i18n import _
from incident.wording.roles import usual_role
from incident.wording.safe import clean_line
from incident.wording.times import clock_time, weekday

if TYPE_CHECKING:  # not every team has a rota
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from incident.domain.duties.duty import Shift
    from incident.domain.duties.rota import Rota
    from incident.domain.duties.stretches import Gap, OnDuty
    from incident.wording.speech import Speech

__all__ = [
    "duty_lines",
    "duty_moment",
    "duty_words",
    "end_words",
    "gap_words",
    "people_words",
    "reason_words",
    "rota_name",
    "until_words",
    "with_duty",
]


WEEK: Final = 7
"""Days within which a day of the week is no other one."""


def rota_name(rota: Rota) -> str:
    """What people call it, else the name of the role that it is for."""
    return clean_line(rota.name) or usual_role(rota.id)


def until_words(found: OnDuty, speech: Speech, now: datetime) -> str:
    """The end of the duty as it is said now, or that none is in sight."""
    return end_words(found.until, speech, now) if found.until else _("no end in sight")


def end_words(at: datetime, speech: Speech, now: datetime) -> str:
    """The end of a duty in few cells: `08:00`, within the week `Sat 08:00`, later with its date."""
    days = (local_day(at, speech.zone) - local_day(now, speech.zone)).days
    if not 1 < days < WEEK:  # today and tomorrow have words of their own
        return speech.when(at, now)
    return f"{weekday(at, speech.zone)} {clock_time(at, speech.zone)}"


def with_duty(name: str, found: Sequence[OnDuty], speech: Speech, now: datetime) -> str:
    """The name, with the end of the first duty where there is one: `Ana Silva (on duty until 09:00)`."""
    if not found:
        return name
    if found[0].until is None:
        return _("{name} (on duty)").format(name=name)
    return _("{name} (on duty until {until})").format(name=name, until=end_words(found[0].until, speech, now))


def duty_words(found: Sequence[OnDuty], speech: Speech, now: datetime) -> str:
    """As what somebody is on duty, and until when, of the first duty."""
    names = _(", ").join(dict.fromkeys(rota_name(each.rota) for each in found))
    if found[0].until is None:
        return _("on duty: {duty}").format(duty=names)
    return _("on duty until {until}: {duty}").format(until=end_words(found[0].until, speech, now), duty=names)


def duty_lines(
    roles: Sequence[str], rotas: Sequence[Rota], on_duty: Sequence[OnDuty], speech: Speech, now: datetime
) -> Iterator[str]:
    """Who is on duty for each of the roles that has a rota, a line each; nothing without a rota."""
    for role in roles:
        if not any(role in rota.roles for rota in rotas):
            continue
        found: dict[str, OnDuty] = {}
        for each in on_duty:
            if role in each.rota.roles:
                found.setdefault(each.shift.person, each)
        names = [with_duty(speech.person(person), [each], speech, now) for person, each in found.items()]
        said = _("On duty as {role}: {names}.")
        yield said.format(role=speech.role(role), names=_(", then ").join(names) or _("NOBODY"))


def reason_words(shift: Shift) -> str:
    """Why it is this person: by turn and in which layer, or standing in and why."""
    if shift.override is None:
        return _("by turn ({layer})").format(layer=clean_line(shift.layer))
    why = clean_line(shift.override.why)
    return _("stands in: {why}").format(why=why) if why else _("stands in")


def people_words(shifts: Sequence[Shift], speech: Speech) -> str:
    """Everybody in the order in which they are woken; who stands in is marked."""
    names = (_("{name} (stands in)") if shift.override else "{name}" for shift in shifts)
    said = (words.format(name=speech.person(shift.person)) for words, shift in zip(names, shifts, strict=True))
    return _(", then ").join(said) or _("NOBODY")


def gap_words(rota: Rota, gap: Gap, speech: Speech) -> str:
    """Of what nobody is on duty; or that somebody is, and no way reaches them."""
    if not gap.people:
        return rota_name(rota)
    names = _(", ").join(map(speech.person, gap.people))
    return _("{duty}: nobody who can be reached ({names})").format(duty=rota_name(rota), names=names)


def duty_moment(at: datetime, speech: Speech) -> str:
    """The day of the week, the date and the time."""
    return f"{weekday(at, speech.zone)} {speech.moment(at)}"
