"""What is not in the plan: words that a facilitator makes up in play, and the hints that an inject has ready.

Apart from the injects of the plan, which go once each: of these there are as many as play needs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from incident.application.errors import NotFound
from incident.application.exercises.led import LedExercises
from incident.domain import commands as c
from incident.domain.decide.words import require_text
from incident.domain.exercises.hinting import hint_id, next_hint
from incident.domain.exercises.scenario import EVERYBODY
from incident.domain.nearest import nearest
from incident.domain.refusals import Refusal, Refused

if TYPE_CHECKING:
    from incident.application.exercises.standing import Standing
    from incident.domain.exercises.scenario import Inject

__all__ = ["Improvising"]

_IMPROVISED: Final = "improvised"


class Improvising(LedExercises):
    """What a facilitator gives the players besides the plan; the log keeps it as an inject like the others."""

    def improvise(
        self, exercise_id: str, text: str, *, language: str, sender: str, to: Sequence[str] = (), channel: str = "face"
    ) -> int:
        """Let the players have these words; the number of the inject that they became, after those of the plan.

        Raises:
            NotFound: nobody has such a role in this runbook.
            Refused: the words are empty or too long, or play does not allow it.
        """
        standing, words = self.steered(exercise_id), (sender, require_text(text, "inject").words or "")
        roles = standing.incident.runbook.roles
        for role in to:
            if role not in (*roles, EVERYBODY):
                raise NotFound(kind="role", name=role, near=nearest(role, roles))
        order = c.ReleaseInject(
            by=self._actor.acts_as,
            inject="",
            number=0,
            to=tuple(to) or (EVERYBODY,),
            channel=channel,
            words={language: words},
        )
        return self._given(exercise_id, order, len(standing.bundle.scenario.injects))

    def _given(self, exercise_id: str, order: c.ReleaseInject, planned: int) -> int:
        """Under the first number that is free; another facilitator may take one in the same instant."""
        place = 1
        while True:
            own = order.changed(inject=f"{_IMPROVISED}.{place}", number=planned + place)
            try:
                self._service.execute(exercise_id, own, self._actor)
            except Refused as refused:
                if refused.code is not Refusal.INJECT_RELEASED:
                    raise
                place += 1
            else:
                return own.number

    def hint(self, exercise_id: str, name: str) -> Inject:
        """Let the players have the next hint of an inject that they have; the inject.

        Raises:
            NotFound: there is no such inject.
            Refused: INJECT_AHEAD, HINTS_GIVEN, or play does not allow it.
        """
        standing = self.steered(exercise_id)
        inject = self.named(standing, name)
        place = next_hint(standing.exercise, inject)
        self._service.execute(exercise_id, _hint_order(standing, inject, place, self._actor.acts_as), self._actor)
        return inject


def _hint_order(standing: Standing, inject: Inject, place: int, by: str) -> c.ReleaseInject:
    hint = f"inject.{inject.id}.hint.{place}"
    words = {
        language: (said.get(f"inject.{inject.id}.from", ""), said[hint])
        for language, said in standing.bundle.words.items()
        if hint in said
    }
    return c.ReleaseInject(
        by=by,
        inject=hint_id(inject, place),
        number=inject.number,
        to=inject.to,
        channel=inject.channel,
        words=words,
    )
