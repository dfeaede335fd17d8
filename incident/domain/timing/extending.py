"""Giving a term more time: only before it is over, with a reason, an approver and word to whoever waits.

The rule of a customer's matter (DESIGN.md 6, reference/STANDARDS.md 7.0): what was due
stays written, and a request that comes too late changes nothing.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from incident.domain.frozen import Frozen

__all__ = ["Extension", "ExtensionFault", "Term", "extended", "faults_of"]


class ExtensionFault(StrEnum):
    """Why a term gets no more time."""

    TOO_LATE = "too-late"
    """It was over when it was asked for."""
    NOT_LATER = "not-later"
    PAST_CAP = "past-cap"
    """Later than the law lets it become."""
    NO_REASON = "no-reason"
    NO_APPROVER = "no-approver"
    APPROVER_IS_ASKER = "approver-is-asker"
    NOT_TOLD = "not-told"
    """Whoever waits was not told, or only after the term was over."""


class Extension(Frozen):
    """More time, as it is asked for."""

    asked_at: datetime
    asked_by: str
    until: datetime
    because: str
    approved_by: str = ""
    told_at: datetime | None = None
    """When the person who waits was told the new date."""


class Term(Frozen):
    """A due time and what it became; the first one stays what it was."""

    due_at: datetime
    extensions: tuple[Extension, ...] = ()

    @property
    def until(self) -> datetime:
        """The instant that counts now."""
        return self.extensions[-1].until if self.extensions else self.due_at


def faults_of(term: Term, extension: Extension, cap_at: datetime | None = None) -> tuple[ExtensionFault, ...]:
    """Everything that stands against an extension; nothing if it may be granted.

    Args:
        term: what is to be extended.
        extension: what is asked for.
        cap_at: the last instant that the law allows, None where it names none.
    """
    told_in_time = extension.told_at is not None and extension.told_at <= term.until
    against = {
        ExtensionFault.TOO_LATE: extension.asked_at > term.until,
        ExtensionFault.NOT_LATER: extension.until <= term.until,
        ExtensionFault.PAST_CAP: cap_at is not None and extension.until > cap_at,
        ExtensionFault.NO_REASON: not extension.because.strip(),
        ExtensionFault.NO_APPROVER: not extension.approved_by,
        ExtensionFault.APPROVER_IS_ASKER: extension.approved_by == extension.asked_by,
        ExtensionFault.NOT_TOLD: not told_in_time,
    }
    return tuple(fault for fault, stands in against.items() if stands)


def extended(term: Term, extension: Extension, cap_at: datetime | None = None) -> Term:
    """The term with more time, or the same term if anything stands against it."""
    return term if faults_of(term, extension, cap_at) else term.changed(extensions=(*term.extensions, extension))
