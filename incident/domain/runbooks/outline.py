"""What a list says of a runbook: small enough to be kept of every runbook in one place.

Apart from the runbook, because whoever chooses among two hundred looks into one of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from incident.domain.frozen import Frozen
from incident.domain.grading.tiers import Tier
from incident.domain.runbooks.runbook import Bundle, found_text

__all__ = ["Outline", "is_review_overdue", "outline_of"]


class Outline(Frozen):
    """A runbook without its steps."""

    id: str
    revision: int
    family: str
    owner: str
    reviewed_on: str
    """ISO date of the last review."""
    review_every: timedelta
    steps: int
    """How many there are, of all tiers and branches, as they are written."""
    steps_at: tuple[int, ...]
    """How many a declaration begins with, at tier 1, 2 and 3."""
    audiences: tuple[str, ...]
    """Those that its steps tell something, sorted."""
    words: Mapping[str, Mapping[str, str]]
    """Language tag to key to text, of the bundle's keys `title` and `audience.ID`."""

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that the runbook exists in, sorted."""
        return tuple(sorted(self.words))

    def is_overdue(self, day: date) -> bool:
        """Whether its review is overdue on that day."""
        return is_review_overdue(self.reviewed_on, self.review_every, day)

    def text(self, key: str, language: str) -> str:
        """The words of a key in a language, in any other if that one lacks them, else ''."""
        return found_text(self.words, key, language)


def is_review_overdue(reviewed_on: str, every: timedelta, day: date) -> bool:
    """Whether the last review is longer ago than `every`; a date that is none counts as long ago."""
    try:
        return date.fromisoformat(reviewed_on) + every < day
    except ValueError:
        return True


def outline_of(bundle: Bundle) -> Outline:
    """What a list says of it."""
    runbook, steps = bundle.runbook, list(bundle.runbook.steps())
    audiences = tuple(sorted({step.audience for step in steps if step.audience}))
    keys = {"title", *(f"audience.{name}" for name in audiences)}
    return Outline(
        id=runbook.id,
        revision=runbook.revision,
        family=runbook.family,
        owner=runbook.owner,
        reviewed_on=runbook.reviewed_on,
        review_every=runbook.review_every,
        steps=len(steps),
        steps_at=tuple(runbook.count_at(tier) for tier in Tier),
        audiences=audiences,
        words={tag: {key: text for key, text in words.items() if key in keys} for tag, words in bundle.words.items()},
    )
