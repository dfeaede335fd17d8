"""Milestones, kinds of notes and the life of an incident in words."""

from __future__ import annotations

from typing import Final

from incident.domain.events import Milestone, NoteKind
from incident.domain.incident import Status
from incident.i18n import N_, _, in_each, pgettext

__all__ = ["milestone_names", "milestone_word", "note_kind_word", "status_word"]

_MILESTONES: Final = {
    Milestone.BEGAN: N_("began"),
    Milestone.DISCOVERED: N_("discovered"),
    Milestone.SUSPECTED: N_("suspected"),
    Milestone.AWARE: N_("became aware"),
    Milestone.BELIEVED: N_("believed, with reason"),
    Milestone.ASSESSED: N_("assessed as notifiable"),
    Milestone.CLASSIFIED: N_("classified"),
    Milestone.DETERMINED: N_("determined"),
    Milestone.CONTAINED: N_("contained"),
    Milestone.RESTORED: N_("restored"),
    Milestone.FIXED: N_("corrective measure available"),
    Milestone.HANDLING_ENDED: N_("handling ended"),
    Milestone.PAID: N_("ransom paid"),
    Milestone.RECEIVED: N_("complaint or report received"),
    Milestone.ACCEPTED: N_("complaint accepted"),
    Milestone.YEAR_ENDED: N_("year ended"),
}
_KINDS: Final = {
    NoteKind.FACT: N_("fact"),
    NoteKind.ACTION: N_("action"),
    NoteKind.DECISION: N_("decision"),
    NoteKind.QUESTION: N_("question"),
    NoteKind.TODO: N_("to do afterwards"),
    NoteKind.FLAW: N_("runbook is wrong here"),
    NoteKind.AGAIN: N_("reported again"),
}


def milestone_names() -> list[str]:
    """What the moments are called, in every language."""
    return [word for each in _MILESTONES.values() for word in in_each(each)]


def milestone_word(milestone: Milestone) -> str:
    """The moment that was stated."""
    return _(_MILESTONES[milestone])


def note_kind_word(kind: NoteKind) -> str:
    """The kind of a note; its letter stands beside it."""
    return _(_KINDS[kind])


def status_word(status: Status) -> str:
    """Where the incident is in its life."""
    match status:
        case Status.UNDECLARED:
            return _("not declared")
        case Status.OPEN:
            return pgettext("incident", "open")  # the key that opens one has another word in Chinese
        case Status.CLOSED:
            return _("closed")
