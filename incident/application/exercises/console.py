"""Everything that whoever leads an exercise looks at while it is played, read at one moment.

Apart from leading it: a screen draws this many times before it does anything.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from incident.domain.frozen import Frozen

if TYPE_CHECKING:
    from incident.application.exercises.standing import Standing
    from incident.domain.events import Recorded
    from incident.domain.exercises.playing import Playing
    from incident.domain.exercises.results import InjectResult, Results
    from incident.domain.exercises.scenario import Inject

__all__ = ["Console"]


class Console(Frozen):
    """The plan, how it went until now, and who does what."""

    standing: Standing
    results: Results
    players: tuple[Playing, ...]
    read_at: datetime
    still_open: tuple[str, ...] = ()
    """The real incidents that ceased play, while it is suspended and they are open."""
    ceased_by: Recorded | None = None
    """The entry with the reserved word, while play stands for it."""

    @property
    def plan(self) -> tuple[tuple[Inject, InjectResult], ...]:
        """Each inject with what became of it, in the order of the plan."""
        return tuple(zip(self.standing.bundle.scenario.injects, self.results.injects, strict=True))

    @property
    def latest(self) -> Inject | None:
        """The one that the players got last; None before the first."""
        released = self.standing.exercise.released
        out = (inject for inject, _ in self.plan if inject.id in released)
        return max(out, key=lambda inject: (released[inject.id], inject.number), default=None)
