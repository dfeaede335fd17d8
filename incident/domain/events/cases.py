"""What happened to the cases of an incident: one customer's matter each.

Thousands come at once, so that one entry adds many and one act may be about many. A body names cases by number and
holds nothing personal: the words of a case are a content of their own.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from incident.domain.cases.limits import CaseLimits
from incident.domain.content import CaseSheet, FreeText
from incident.domain.frozen import Frozen

__all__ = [
    "AboutCases",
    "CaseChannel",
    "CaseExtended",
    "CaseGroup",
    "CaseLinked",
    "CasesAccepted",
    "CasesAnswered",
    "CasesDone",
    "CasesHandedOn",
    "CasesPaused",
    "CasesPrioritised",
    "CasesReceived",
    "CasesResumed",
    "CasesTold",
    "ContactsShown",
    "SatisfactionAsked",
]


class CaseChannel(StrEnum):
    """By which way a case came in (REQUIREMENTS A6)."""

    PHONE = "phone"
    CHAT = "chat"
    APP = "app"
    SOCIAL = "social"
    EMAIL = "email"
    COUNTER = "counter"
    OTHER = "other"


class CaseGroup(StrEnum):
    """A group of customers who are seen to first (REQUIREMENTS A7)."""

    NONE = ""
    HIGH_VALUE = "high-value"
    LOYAL = "loyal"
    DISABLED = "disabled"
    ELDERLY = "elderly"
    FIRST_TIME = "first-time"
    COMPLAINING = "complaining"
    """Has complained before."""


class CasesReceived(Frozen):
    """Cases came in, numbered on from `first`.

    The lists go by the order of the numbers; one of a single value holds it for all of them.
    """

    first: int
    sheet: CaseSheet
    received: tuple[int, ...]
    """When each came in, in seconds since 1970, UTC."""
    channels: tuple[CaseChannel, ...]
    groups: tuple[CaseGroup, ...]
    owners: tuple[str, ...]
    """Who was reached first, and owns the case until a named person accepts it."""
    repeats: tuple[int, ...] = (0,)
    """The number of an earlier case of the same customer about the same service; 0 for none."""
    limits: CaseLimits = CaseLimits()
    imported: bool = False
    """Whether they came from a file."""


class CasesAccepted(Frozen):
    """Whoever acts owns the cases from now on."""

    cases: tuple[int, ...]


class CasesHandedOn(Frozen):
    """The cases are meant for somebody else, who owns them once they accept."""

    cases: tuple[int, ...]
    to: str
    because: FreeText | None = None


class CasesPaused(Frozen):
    """The customers have to do something first: the time for the end stands still, the first answer was given."""

    cases: tuple[int, ...]
    proof: FreeText
    """What they were asked for, when and how."""


class CasesResumed(Frozen):
    """The customers did it: the time runs again."""

    cases: tuple[int, ...]


class CasesAnswered(Frozen):
    """The customers had their first answer."""

    cases: tuple[int, ...]
    text: FreeText | None = None


class CasesTold(Frozen):
    """The customers were told what came of their cases, which is what an incident cannot be closed without."""

    cases: tuple[int, ...]
    how: FreeText | None = None


class CasesDone(Frozen):
    """What was asked for is done, or decided."""

    cases: tuple[int, ...]
    text: FreeText | None = None


class CaseExtended(Frozen):
    """More time for a case, asked for while its time ran."""

    case: int
    until: datetime
    because: FreeText
    approved_by: str
    message: FreeText
    """What the customer was told of it."""


class CasesPrioritised(Frozen):
    """The customers belong to a group that is seen to first, or to none."""

    cases: tuple[int, ...]
    group: CaseGroup


class CaseLinked(Frozen):
    """A case repeats an earlier one."""

    case: int
    repeats: int
    """0: it repeats none after all."""


class SatisfactionAsked(Frozen):
    """A customer was asked whether they are content, after the end of their case."""

    case: int
    score: int | None = None
    """1 to 5; None while they have not answered."""
    text: FreeText | None = None


class ContactsShown(Frozen):
    """Whoever acts looked at how these customers are reached."""

    cases: tuple[int, ...]


AboutCases: TypeAlias = (
    CasesReceived
    | CasesAccepted
    | CasesHandedOn
    | CasesPaused
    | CasesResumed
    | CasesAnswered
    | CasesTold
    | CasesDone
    | CaseExtended
    | CasesPrioritised
    | CaseLinked
    | SatisfactionAsked
    | ContactsShown
)
"""What happens to customers' cases."""
