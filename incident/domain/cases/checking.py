"""What is wrong with a case that is to be taken in.

Apart from the rules of taking in, because a file of thousands names all its faults at once, each with its row.
"""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from incident.domain.decide.words import has_words
from incident.domain.frozen import Frozen
from incident.domain.timing.stated import CLOCK_SKEW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from incident.domain.commands import NewCase

__all__ = ["LONGEST_CASE_TEXT", "CaseFault", "CaseFaultKind", "faults_of_case"]

LONGEST_CASE_TEXT: Final = 2000
"""Characters of an element."""
_EARLIEST: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""A customer who has waited since before then is a date typed wrong."""


class CaseFaultKind(StrEnum):
    """Why a case is not taken in."""

    ELEMENT_MISSING = "element-missing"
    TOO_LONG = "too-long"
    DATE_UNREADABLE = "date-unreadable"
    IN_FUTURE = "in-future"
    LONG_AGO = "long-ago"
    CHANNEL_UNKNOWN = "channel-unknown"
    GROUP_UNKNOWN = "group-unknown"
    OWNER_UNKNOWN = "owner-unknown"
    ENCODING = "encoding"
    CELLS = "cells"
    """More cells than the head has."""
    MASKED = "masked"
    """A contact that reaches nobody."""
    QUOTE = "quote"
    """A quotation mark is not closed."""


class CaseFault(Frozen):
    """One thing that is wrong, and where."""

    kind: CaseFaultKind
    field: str = ""
    value: str = ""
    row: int = 0
    """Of the file; 0 for none."""


def faults_of_case(case: NewCase, now: datetime) -> Iterator[CaseFault]:
    """Everything that is wrong with it."""
    for element, text in case.words.elements():
        if not has_words(text):
            yield CaseFault(kind=CaseFaultKind.ELEMENT_MISSING, field=element, row=case.row)
        elif len(text) > LONGEST_CASE_TEXT:
            yield CaseFault(kind=CaseFaultKind.TOO_LONG, field=element, row=case.row)
    at = case.received_at
    if at is not None and at > now + CLOCK_SKEW:
        yield CaseFault(kind=CaseFaultKind.IN_FUTURE, field="received", value=at.isoformat(), row=case.row)
    if at is not None and at < _EARLIEST:
        yield CaseFault(kind=CaseFaultKind.LONG_AGO, field="received", value=at.isoformat(), row=case.row)
