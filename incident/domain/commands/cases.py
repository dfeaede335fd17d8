"""What is done about cases: one customer's matter each, or many of them at once.

`shown_to` are the roles to which contacts are shown; the service knows them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypeAlias

from incident.domain.cases.limits import CaseLimits
from incident.domain.cases.words import CaseWords
from incident.domain.events.cases import CaseChannel, CaseGroup
from incident.domain.frozen import Frozen

__all__ = [
    "AcceptCases",
    "AnswerCases",
    "AskSatisfaction",
    "ExtendCase",
    "FinishCases",
    "HandOnCases",
    "LinkCase",
    "NewCase",
    "OfCases",
    "OfTheOwner",
    "PauseCases",
    "PrioritiseCases",
    "ReceiveCases",
    "ResumeCases",
    "ShowContacts",
    "TellCases",
]


class NewCase(Frozen):
    """A case that is not in the register yet."""

    words: CaseWords
    received_at: datetime | None = None
    """None: now."""
    day: datetime | None = None
    """When that day began by the clocks of its list: a list that says the day alone means no other moment."""
    channel: CaseChannel = CaseChannel.OTHER
    group: CaseGroup = CaseGroup.NONE
    owner: str = ""
    """Who was reached first; '' for whoever enters it."""
    row: int = 0
    """The row of the file that it stands in; 0 for none."""

    @property
    def is_day(self) -> bool:
        """Whether its list says the day alone, so that all of one day came in at one moment."""
        return self.day is not None and self.day == self.received_at


class ReceiveCases(Frozen):
    """Take in cases; those that are in the register already are left out, and get the group that they lack."""

    by: str
    cases: Sequence[NewCase]
    imported: bool = False
    also_erased: bool = False
    """Also rows of a list that may be customers whose words were erased."""
    erased_rows: tuple[int, ...] = ()
    """The rows of the list that are such customers: they stay out, and those that might have been come in."""
    known: Sequence[tuple[int, CaseWords]] = ()
    """The numbers and words of the cases that are there; the service knows them."""
    limits: CaseLimits = CaseLimits()
    """By the workspace's policy; the service knows it."""


class AcceptCases(Frozen):
    """Own cases from now on."""

    by: str
    cases: tuple[int, ...]


class HandOnCases(Frozen):
    """Mean the cases for somebody else."""

    by: str
    cases: tuple[int, ...]
    to: str
    because: str = ""


class PauseCases(Frozen):
    """Let the time for the end stand still while the customers have to do something first."""

    by: str
    cases: tuple[int, ...]
    proof: str
    """What they were asked for, when and how."""
    shown_to: tuple[str, ...] = ()


class ResumeCases(Frozen):
    """Say that the customers did it."""

    by: str
    cases: tuple[int, ...]
    shown_to: tuple[str, ...] = ()


class AnswerCases(Frozen):
    """Say that the customers had their first answer."""

    by: str
    cases: tuple[int, ...]
    text: str = ""
    shown_to: tuple[str, ...] = ()


class TellCases(Frozen):
    """Say that the customers were told what came of it."""

    by: str
    cases: tuple[int, ...]
    text: str = ""
    """How, and what."""
    shown_to: tuple[str, ...] = ()


class FinishCases(Frozen):
    """Say that the cases are done."""

    by: str
    cases: tuple[int, ...]
    text: str = ""
    told: bool = False
    """Whether the customers were told in the same breath."""
    shown_to: tuple[str, ...] = ()


class ExtendCase(Frozen):
    """Give a case more time."""

    by: str
    case: int
    until: datetime
    because: str
    approved_by: str
    text: str
    """What the customer was told of it."""
    shown_to: tuple[str, ...] = ()


class PrioritiseCases(Frozen):
    """Say to which group the customers belong."""

    by: str
    cases: tuple[int, ...]
    group: CaseGroup


class LinkCase(Frozen):
    """Say which earlier case a case repeats; 0 for none."""

    by: str
    case: int
    repeats: int


class AskSatisfaction(Frozen):
    """Record that a customer was asked whether they are content, and what they said."""

    by: str
    case: int
    score: int | None = None
    text: str = ""
    shown_to: tuple[str, ...] = ()


class ShowContacts(Frozen):
    """Look at how customers are reached."""

    by: str
    cases: tuple[int, ...]
    shown_to: tuple[str, ...] = ()


OfTheOwner: TypeAlias = PauseCases | ResumeCases | AnswerCases | TellCases | FinishCases | ExtendCase | AskSatisfaction
"""What is said of a customer by whoever deals with them."""

OfCases: TypeAlias = ReceiveCases | AcceptCases | HandOnCases | PrioritiseCases | LinkCase | ShowContacts | OfTheOwner
"""What is done about customers' cases."""
