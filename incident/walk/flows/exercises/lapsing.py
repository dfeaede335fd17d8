"""Whether the time in which nobody led an exercise counts as played or as a pause: asked of who leads it next.

Apart from how play stops: this comes unbidden, and only where nothing was done meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass

from incident.domain.exercises.lapse import Lapse
from incident.i18n import _
from incident.walk.flows.asking import Answers, Card, Key, Part, Ready
from incident.walk.moment import Walk
from incident.wording.console import counted_words, shown_time

__all__ = ["LapseFlow"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LapseFlow:
    """One card: played, or a pause."""

    walk: Walk
    lapse: Lapse
    name: str = "lapse"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("NOBODY LED {incident}").format(incident=self.walk.incident.id)

    def part(self, answers: Answers) -> Part:
        """The card; what was answered."""
        if "counts" not in answers:
            return self._card()
        if answers["counts"] == "played":
            return Ready(said=_("It counts as played: what fell due meanwhile waits for your hand."))
        exercise, lapse = self.walk.incident.id, self.lapse
        said = counted_words(lapse.since, lapse.shown, self.walk.speech, self.walk.now)
        return Ready(leads=lambda leading: leading.count_as_pause(exercise), said=said)

    def _card(self) -> Card:
        exercise, speech, now, shown = self.walk.incident.exercise, self.walk.speech, self.walk.now, self._shown
        words = _("Nobody led it from {time} (T+{shown}) to {now} (T+{until}), and no player did anything meanwhile.")
        words = words.format(
            time=speech.when(self.lapse.since, now),
            shown=shown,
            now=speech.when(now, now),
            until=shown_time(exercise.clock.read(now)) if exercise else shown,
        )
        note = _("As a pause it leaves the clock at T+{shown}, and every limit of the players stands with it.")
        keys = (
            Key(key="k", word="played", words=_("it counts as played"), value="played", rests=True),
            Key(key="p", word="stood", words=_("it counts as a pause"), value="pause", rests=True),
        )
        return Card(id="counts", words=words, notes=(note.format(shown=shown),), keys=keys)

    @property
    def _shown(self) -> str:
        return shown_time(self.lapse.shown)
