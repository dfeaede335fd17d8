"""Destroys words of those who lead an exercise; the entry that held them stays.

Apart from leading, because it is done long after play, and only where somebody else agrees.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.application.exercises.led import LedExercises
from incident.domain.decide.erasing import require_unheld
from incident.domain.exercises.erasing import erased

if TYPE_CHECKING:
    from incident.domain.exercises.leading import TextErased

__all__ = ["Erasing"]


class Erasing(LedExercises):
    """What a request to be forgotten asks for."""

    def erasing(self, exercise_id: str, seq: int, because: str, approved_by: str) -> TextErased:
        """The entry that would destroy the words of that one; only those who lead may.

        Raises:
            NotFound: as `standing`.
            Refused: a legal hold stands, there is nothing to destroy, or nobody else agreed.
        """
        require_unheld(self.standing(exercise_id).incident)
        return erased(self._stream.read(exercise_id), seq, because, self._actor.acts_as, approved_by)

    def erase(self, exercise_id: str, seq: int, because: str, approved_by: str) -> None:
        """Destroy the words of an entry of those who lead.

        Raises:
            NotFound, Refused: as `erasing`.
        """
        last = self.standing(exercise_id).last
        self.write(exercise_id, last, self.erasing(exercise_id, seq, because, approved_by))
