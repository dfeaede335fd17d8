"""What somebody who leads an exercise saw: words with a kind, and the inject that they are about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from incident.domain.decide.words import require_text
from incident.domain.exercises.leading import ObservationAdded, ObservationKind
from incident.domain.exercises.scenario import Inject
from incident.i18n import _
from incident.walk.flows.asking import Answers, Part, Question, Ready
from incident.walk.moment import Walk
from incident.wording.results import observation_word

if TYPE_CHECKING:
    from incident.application.exercises.leading import Leading

__all__ = ["ObserveFlow"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ObserveFlow:
    """The words, and a kind that Tab changes; seen at the moment at which it began, however long the typing takes."""

    walk: Walk
    inject: Inject | None
    seen_at: datetime
    name: str = "observe"

    @property
    def title(self) -> str:
        """What it is about."""
        if self.inject is None:
            return _("OBSERVE")
        return _("OBSERVE: inject {number}").format(number=self.inject.number)

    def part(self, answers: Answers) -> Part:
        """The words with their kind, the entry."""
        kinds = list(ObservationKind)
        kind = ObservationKind(answers.get("kind", ObservationKind.STRENGTH))
        if "text" not in answers:
            following = kinds[(kinds.index(kind) + 1) % len(kinds)]
            every = _(", ").join(f"{each.value} {observation_word(each)}" for each in kinds)
            return Question(
                id="text",
                words=f"{kind.value}  {observation_word(kind)}",
                notes=(_("Tab changes the kind: {kinds}").format(kinds=every), _("No player reads it.")),
                is_typed=True,
                tab=("kind", following.value),
            )
        said = _("Kept where no player reads it.")
        return Ready(leads=lambda leading: self._keep(leading, kind, answers["text"]), said=said)

    def _keep(self, leading: Leading, kind: ObservationKind, text: str) -> None:
        seen = ObservationAdded(
            kind=kind,
            text=require_text(text, "note"),
            observed_at=self.seen_at,
            inject=self.inject.id if self.inject else "",
        )
        leading.observe(self.walk.incident.id, seen)
