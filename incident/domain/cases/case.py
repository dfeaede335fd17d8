"""One case as it stands, without what is personal of it."""

from __future__ import annotations

from datetime import datetime

from incident.domain.content import FreeText
from incident.domain.events.cases import CaseChannel, CaseGroup
from incident.domain.frozen import Frozen

__all__ = ["Case", "Extension", "Satisfaction", "Stamp", "case_id", "case_number"]

_PREFIX = "C-"
_MOST_DIGITS = 8


class Stamp(Frozen):
    """That something was done, when and by whom."""

    at: datetime
    by: str


class Extension(Frozen):
    """More time that a case was given."""

    until: datetime
    because: FreeText
    approved_by: str
    message: FreeText
    """What the customer was told of it."""
    given: Stamp
    """Who entered it."""


class Satisfaction(Frozen):
    """That a customer was asked whether they are content."""

    asked_at: datetime
    by: str
    score: int | None
    """1 to 5; None while they have not answered."""
    text: FreeText | None


class Case(Frozen):
    """One customer's matter."""

    number: int
    seq: int
    """The entry that added it."""
    content_id: str
    """Its words."""
    received_at: datetime
    channel: CaseChannel
    group: CaseGroup
    owner: str
    """Who was reached first, until somebody accepts it."""
    repeats: int
    """The number of an earlier case of the same customer about the same service; 0 for none."""
    answer_due_at: datetime
    done_due_at: datetime
    calendar: str
    """Whose working days count for the question whether the customer is content."""
    accepted: Stamp | None = None
    handed_to: str = ""
    """Who is to accept it; '' for nobody in particular."""
    paused: Stamp | None = None
    """Since when it waits for its customer, so that its time stands still."""
    answered: Stamp | None = None
    told: Stamp | None = None
    done: Stamp | None = None
    extension: Extension | None = None
    satisfaction: Satisfaction | None = None
    erased: Stamp | None = None
    """That its words were destroyed, and its duties ended with them: nobody can reach this customer any more."""

    @property
    def id(self) -> str:
        """As people write it."""
        return case_id(self.number)

    @property
    def is_over(self) -> bool:
        """Whether nothing has to be done about it any more: it is done, or its words were erased."""
        return self.done is not None or self.erased is not None

    @property
    def is_settled(self) -> bool:
        """Whether it waits for nobody: its customer was told that it is done, or its words were erased."""
        return self.erased is not None or (self.done is not None and self.told is not None)

    @property
    def due_at(self) -> datetime | None:
        """When the next is due of it: the first answer, then the end; None once it has both, and while it waits.

        A case that is done still owes the answer that its customer never had: they saw nothing of its end.
        """
        if self.erased is not None or self.paused is not None:
            return None
        dues = ((self.answered, self.answer_due_at), (self.done, self.done_due_at))
        return min((due for stamp, due in dues if stamp is None), default=None)

    def is_overdue(self, now: datetime) -> bool:
        """Whether it has waited too long."""
        due = self.due_at
        return due is not None and now >= due


def case_id(number: int) -> str:
    """`C-0001`."""
    return f"{_PREFIX}{number:04d}"


def case_number(typed: str) -> int | None:
    """The number in `C-0001`, `c-1` or `1`; None where it is none."""
    digits = typed.strip().upper().removeprefix(_PREFIX)
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS else None
