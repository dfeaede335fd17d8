"""A plan of exercises in words: its kinds, where each entry stands, what is due besides it.

Apart from the words of an exercise, because a plan speaks of days and of nobody's play.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from incident.domain.exercises.overdue import Place
from incident.domain.exercises.programme import Basis, Form, Kind, Notice
from incident.i18n import N_, _, ngettext
from incident.wording.outlines import family_word
from incident.wording.quoting import said
from incident.wording.safe import clean_line

if TYPE_CHECKING:
    from incident.domain.events.exercising import Programmed
    from incident.domain.exercises.additions import Addition
    from incident.domain.exercises.overdue import Planned
    from incident.domain.exercises.programme import Entry, Lack, Occurrence, Window
    from incident.wording.speech import Speech

__all__ = [
    "addition_words",
    "days_words",
    "entry_words",
    "form_word",
    "lack_words",
    "meeting_words",
    "moves_words",
    "notice_row",
    "place_words",
    "programmed_rows",
    "unread_words",
]

_KINDS: Final[Mapping[Kind, str]] = {Kind.FULL: N_("full exercise"), Kind.SPECIAL: N_("special exercise")}
_FORMS: Final[Mapping[Form, str]] = {
    Form.TABLETOP: N_("tabletop"),
    Form.SINGLE: N_("one operation"),
    Form.FUNCTIONAL: N_("functional exercise"),
    Form.FULL_SCALE: N_("full-scale exercise"),
}
_BASES: Final[Mapping[Basis, str]] = {
    Basis.ANNUAL: N_("every year"),
    Basis.CHANGE: N_("after a change"),
    Basis.INCIDENT: N_("after an incident"),
    Basis.FAILED_STEP: N_("after a failed step"),
    Basis.VERIFICATION: N_("to verify an action"),
}
_NOTICES: Final[Mapping[Notice, str]] = {
    Notice.LIMITED: N_("the hour is not announced"),
    Notice.NO_NOTICE: N_("without notice: only the trusted know"),
}
_TOLD: Final[Mapping[Notice, str]] = {
    Notice.ANNOUNCED: N_("yes: its day and hour were known"),
    Notice.LIMITED: N_("in part: its hour was not known"),
    Notice.NO_NOTICE: N_("no: only the trusted knew"),
}


def programmed_rows(programmed: Programmed) -> Iterator[tuple[str, str]]:
    """What a report says of the entry of the plan, and of the rule behind it."""
    kind = _(", ").join((_(_KINDS[programmed.kind]), form_word(programmed.form)))
    yield _("Entry of the plan"), _("{name} ({kind})").format(name=clean_line(programmed.key), kind=kind)
    basis = _("{basis} ({cites})")
    yield _("Basis"), basis.format(basis=_(_BASES[programmed.basis]), cites=said(programmed.cites))
    if programmed.purpose is not None:
        yield _("Purpose"), said(programmed.purpose)


def notice_row(programmed: Programmed) -> tuple[str, str]:
    """Whether those who played knew of it beforehand."""
    return _("Announced"), _(_TOLD[programmed.notice])


def form_word(form: Form) -> str:
    """How it is played."""
    return _(_FORMS[form])


def days_words(window: Window) -> str:
    """The days, both included."""
    if window.first == window.last:
        return str(window.first)
    return _("{start} to {end}").format(start=window.first, end=window.last)


def lack_words(lack: Lack) -> str:
    """What the programme's rule asks for."""
    if not lack.family:
        return _("a full exercise")
    return _("a special exercise of the family '{family}'").format(family=family_word(lack.family))


def place_words(row: Planned, speech: Speech) -> str:
    """Where an entry stands."""
    last = row.occurrence.overdue_after
    if row.held is not None:
        said = _("held late: {at}, {exercise}") if row.is_late else _("held: {at}, {exercise}")
        return said.format(at=speech.moment(row.held.at), exercise=row.held.exercise)
    if row.place is Place.OVERDUE:
        return _("overdue since {at}").format(at=last)
    return _("due now, until {at}").format(at=last) if row.place is Place.DUE else _("ahead")


def entry_words(entry: Entry, occurrence: Occurrence, title: str, speech: Speech) -> str:
    """What is to be exercised, on which rule, and who sees to it, in one line."""
    told = [_(_KINDS[entry.kind]), form_word(entry.form)]
    told += [_("{basis} ({cites})").format(basis=_(_BASES[entry.basis]), cites=clean_line(entry.cites))]
    told += [_("seen to by {person}").format(person=speech.person(entry.owner))]
    if occurrence.begins is not None:
        told.append(_("begins {at}").format(at=speech.moment(occurrence.begins)))
    if entry.notice in _NOTICES:
        told.append(_(_NOTICES[entry.notice]))
    said = _("{key}: {title}; {words}")
    return said.format(key=occurrence.key, title=clean_line(title), words=_(", ").join(told))


def meeting_words(entry: Entry, occurrence: Occurrence, title: str, speech: Speech) -> tuple[str, str]:
    """How an exercise is called in a calendar, and what stands below; marked, and nothing of what is to come in it."""
    summary = _("EXERCISE: {title}").format(title=clean_line(title))
    told = [
        _("This is an exercise; nothing has happened."),
        _("{kind}, {form}; {days}").format(
            kind=_(_KINDS[entry.kind]), form=form_word(entry.form), days=days_words(occurrence.window)
        ),
        _("Seen to by: {person}").format(person=speech.person(entry.owner)),
    ]
    if entry.players:
        told.append(_("Invited: {names}").format(names=_(", ").join(speech.person(each) for each in entry.players)))
    if entry.units:
        told.append(_("With: {names}").format(names=_(", ").join(map(clean_line, entry.units))))
    if entry.purpose:
        told.append(clean_line(entry.purpose))
    return summary, "\n".join([*told, *moves_words(occurrence, speech)])


def moves_words(occurrence: Occurrence, speech: Speech) -> list[str]:
    """Each time that it was put off or forward, and why."""
    said = _("moved on {day} by {person} to {days}: {reason}")
    late = _("moved on {day} by {person} to {days}, after its last day, so it stays overdue: {reason}")
    words, last = [], occurrence.planned.last
    for move in occurrence.moves:
        form, last = (said, move.window.last) if move.on <= last else (late, last)
        person, days = speech.person(move.by), days_words(move.window)
        words.append(form.format(day=move.on, person=person, days=days, reason=clean_line(move.because)))
    return words


def addition_words(addition: Addition, title: str, speech: Speech) -> str:
    """What asks for an exercise, and whether it is planned."""
    at = speech.moment(addition.since)
    if addition.revisions is not None:
        said = _("runbook {runbook} changed from revision {old} to {new} since {source} ({at})")
        words = said.format(
            runbook=addition.runbook,
            old=addition.revisions[0],
            new=addition.revisions[1],
            source=addition.source,
            at=at,
        )
    else:
        said = _UNABLE if addition.tasks else _BESIDES[addition.basis]
        steps = _(", ").join(addition.tasks or addition.steps)
        words = _(said).format(runbook=addition.runbook, source=addition.source, at=at, steps=steps)
    if addition.planned:
        return _("{words}: planned as {key}").format(words=words, key=addition.planned)
    if not addition.scenario:
        return _("{words}: no scenario tries it out").format(words=words)
    return _("{words}: not planned; '{title}' ({scenario}) tries it out").format(
        words=words, title=clean_line(title), scenario=addition.scenario
    )


_UNABLE: Final = N_("runbook {runbook}: critical tasks rated U in {source} ({at}): {steps}")
_BESIDES: Final[Mapping[Basis, str]] = {
    Basis.INCIDENT: N_("runbook {runbook}: the real incident {source} ended {at}"),
    Basis.FAILED_STEP: N_("runbook {runbook}: steps failed in {source} ({at}): {steps}"),
    Basis.VERIFICATION: N_("runbook {runbook}: action {source} was done {at} and waits to be verified"),
}


def unread_words(ids: Sequence[str]) -> str:
    """What may count here and cannot be read."""
    words = ngettext(
        "{ids} could not be read and counts for nothing here: 'incident verify' says why.",
        "{ids} could not be read and count for nothing here: 'incident verify' says why.",
        len(ids),
    )
    return words.format(ids=_(", ").join(map(clean_line, ids)))
