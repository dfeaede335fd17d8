"""What those who took part answered in the form, in numbers: nobody is named, what was left open does not count.

Apart from the words, which stand beside the numbers as they were written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from incident.domain.events.debriefing import Aspect
from incident.domain.frozen import Frozen

if TYPE_CHECKING:
    from incident.domain.improving.plan import Feedback

__all__ = ["AspectScores", "survey"]


class AspectScores(Frozen):
    """The scores of one question, from 1 to 5."""

    aspect: Aspect
    count: int
    """How many answered it."""
    sum: int
    lowest: int
    highest: int

    @property
    def mean(self) -> str:
        """To one place after the point, halves rounded up."""
        tenths = (20 * self.sum + self.count) // (2 * self.count)
        return f"{tenths // 10}.{tenths % 10}"


def survey(forms: Sequence[Feedback]) -> Iterator[AspectScores]:
    """A row for each question that somebody answered, in the order of the form."""
    for aspect in Aspect:
        scores = [form.scores[aspect] for form in forms if aspect in form.scores]
        if scores:
            yield AspectScores(
                aspect=aspect, count=len(scores), sum=sum(scores), lowest=min(scores), highest=max(scores)
            )
