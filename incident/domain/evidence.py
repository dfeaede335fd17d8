"""What an incident keeps as evidence: who holds each piece, what must not be erased, what is proposed to be.

Apart from the rest of the state, because most nights keep nothing, and an auditor asks for all of it at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime, timedelta
from typing import Final

from incident.domain.content import FilePart, FreeText
from incident.domain.frozen import Frozen

__all__ = ["ERASURE_IS_NEWS_FOR", "Erasure", "Evidence", "Exhibit", "LegalHold", "Transfer"]

ERASURE_IS_NEWS_FOR: Final = timedelta(days=1)
"""As long people are told what became of an erasure that concerns them; the log says it for ever."""


class Transfer(Frozen):
    """One hand-over of a piece of evidence."""

    giver: str
    to: str
    because: FreeText
    offered_at: datetime
    seq: int
    """The entry that offered it."""
    taken_at: datetime | None = None
    declined_at: datetime | None = None
    declined_by: str = ""
    declined_because: FreeText | None = None
    offer_entered_by: str = ""
    """Who was at the terminal, where that was not the giver; the same of those who answer."""
    taken_entered_by: str = ""
    declined_entered_by: str = ""

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered it."""
        return self.taken_at is None and self.declined_at is None


class Exhibit(Frozen):
    """A piece of evidence."""

    id: str
    seq: int
    """The entry that added it."""
    name: FreeText
    where: FreeText
    sha256: FreeText
    size: int
    found_at: datetime
    found_by: str
    added_by: str
    added_at: datetime
    parts: tuple[FilePart, ...] = ()
    kept_at: FreeText | None = None
    step: str | None = None
    transfers: tuple[Transfer, ...] = ()
    erased_at: datetime | None = None
    erased_by: str = ""
    erased_because: str = ""
    added_entered_by: str = ""
    """Who was at the terminal, where that was not whoever added it; the same of the erasure."""
    erased_entered_by: str = ""

    @property
    def holder(self) -> str:
        """In whose custody it is: who took it last, else who secured it."""
        taken = [each.to for each in self.transfers if each.taken_at is not None]
        return taken[-1] if taken else self.found_by

    @property
    def offer(self) -> Transfer | None:
        """The hand-over that waits for an answer."""
        return next((each for each in self.transfers if each.is_open), None)

    @property
    def contents(self) -> tuple[str, ...]:
        """The ids of all that is erased with it."""
        texts = (self.name, self.where, self.sha256, self.kept_at)
        return (*(text.content_id for text in texts if text), *(part.content_id for part in self.parts))


class LegalHold(Frozen):
    """An order that nothing of the incident is erased."""

    id: str
    because: FreeText
    set_by: str
    set_at: datetime
    approved_by: str
    lifted_at: datetime | None = None
    lifted_by: str = ""
    lifted_because: FreeText | None = None
    lift_approved_by: str = ""
    set_entered_by: str = ""
    """Who was at the terminal, where that was not whoever set it; the same of the lifting."""
    lifted_entered_by: str = ""


class Erasure(Frozen):
    """A proposal to destroy the words or files of entries."""

    id: str
    entries: tuple[int, ...]
    because: str
    proposed_by: str
    proposed_at: datetime
    settled_at: datetime | None = None
    settled_by: str = ""
    is_confirmed: bool = False
    proposed_entered_by: str = ""
    """Who was at the terminal, where that was not whoever proposed it; the same of whoever settled it."""
    settled_entered_by: str = ""
    cases: tuple[int, ...] = ()
    """The cases whose words are meant, and nothing else of those entries; () for all of them."""
    declined_because: FreeText | None = None

    @property
    def is_declined(self) -> bool:
        """Whether somebody said that it stays."""
        return self.settled_at is not None and not self.is_confirmed

    def is_about(self, other: Erasure) -> bool:
        """Whether some of the words that it means are the same."""
        if self.cases or other.cases:
            return not set(self.cases).isdisjoint(other.cases)
        return not set(self.entries).isdisjoint(other.entries)


class Evidence(Frozen):
    """All of it."""

    exhibits: Mapping[str, Exhibit] = field(default_factory=dict)
    holds: Mapping[str, LegalHold] = field(default_factory=dict)
    erasures: Mapping[str, Erasure] = field(default_factory=dict)

    @property
    def hold(self) -> LegalHold | None:
        """The first legal hold that stands."""
        return next((each for each in self.holds.values() if each.lifted_at is None), None)

    @property
    def proposed(self) -> tuple[Erasure, ...]:
        """The erasures that wait for an approver."""
        return tuple(each for each in self.erasures.values() if each.settled_at is None)

    @property
    def declined(self) -> tuple[Erasure, ...]:
        """The erasures that came to nothing, and nobody has asked for again since."""
        every = list(self.erasures.values())
        return tuple(
            each for n, each in enumerate(every, 1) if each.is_declined and not any(map(each.is_about, every[n:]))
        )

    def news(self, now: datetime) -> tuple[Erasure, ...]:
        """The erasures of entries that wait, or were settled within the last day."""
        every = self.erasures.values()
        return tuple(
            e for e in every if not e.cases and (e.settled_at is None or now - e.settled_at < ERASURE_IS_NEWS_FOR)
        )

    def at(self, seq: int) -> Exhibit | None:
        """The piece that this entry added."""
        return next((each for each in self.exhibits.values() if each.seq == seq), None)
