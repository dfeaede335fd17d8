"""How many objectives have which rating: those that people gave apart from those that the log proposes.

Apart from the rows, because whoever counts ratings must not take a proposal for one: only people rate
(DESIGN.md 9).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from incident.domain.exercises.leading import Rating
from incident.domain.frozen import Frozen

if TYPE_CHECKING:
    from incident.domain.exercises.results import ObjectiveResult

__all__ = ["Tally", "tally"]


class Tally(Frozen):
    """The counts; no rating stands in both, and none that nobody has."""

    given: Mapping[Rating, int]
    proposed: Mapping[Rating, int]
    """Of the objectives that nobody rated."""
    neither: int
    """Nobody rated them, and the log shows nothing to go by."""

    @property
    def unrated(self) -> int:
        """How many nobody rated."""
        return self.neither + sum(self.proposed.values())


def tally(objectives: Iterable[ObjectiveResult]) -> Tally:
    """Count them."""
    rows = tuple(objectives)
    given = [each.given.rating for each in rows if each.given]
    proposed = [each.proposed for each in rows if each.given is None]
    return Tally(given=_counted(given), proposed=_counted(proposed), neither=proposed.count(None))


def _counted(ratings: Iterable[Rating | None]) -> Mapping[Rating, int]:
    """The best first."""
    found = Counter(ratings)
    return {each: found[each] for each in Rating if found[each]}
