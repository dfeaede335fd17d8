"""What whoever rehearses alone does with play, from the walk: the facilitator's screen would show them what comes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from incident.domain import commands as c
from incident.domain.exercises.reserved import ceased_by, is_reserved_word
from incident.domain.exercises.state import Phase
from incident.i18n import _
from incident.walk.flows.asking import Answers, Choice, Part, Question, Ready
from incident.walk.flows.exercises.stopping import EndExerciseFlow, GoOnFlow
from incident.walk.moment import Walk
from incident.wording.console import real_event_words

__all__ = ["RehearsalFlow", "rehearses"]


def rehearses(walk: Walk) -> bool:
    """Whether whoever looks at it rehearses alone, and play is not over."""
    exercise = walk.incident.exercise
    if exercise is None or not exercise.is_solo or not walk.can_write:
        return False
    return walk.person in exercise.controllers and exercise.phase is not Phase.ENDED


@dataclass(frozen=True, slots=True, kw_only=True)
class RehearsalFlow:
    """Pause or go on, or the end; the injects go by themselves."""

    walk: Walk
    name: str = "rehearsal"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("REHEARSAL {incident}").format(incident=self.walk.incident.id)

    def part(self, answers: Answers) -> Part:
        """Which of them; then what that asks."""
        match answers.get("play"):
            case "pause":
                order = c.PauseExercise(by=self.walk.person)
                return Ready(commands=(order,), said=_("EXERCISE paused: its clock stands"))
            case "go-on":
                return self._going_on(answers)
            case "end":
                return EndExerciseFlow(walk=self.walk).part(answers)
            case _:
                words = _("You rehearse alone, and what comes goes out by itself. What is to be done?")
                return Question(id="play", words=words, choices=tuple(self._choices()))

    def _going_on(self, answers: Answers) -> Part:
        """Play; where something real ceased it, only after the same question as on the facilitator's screen."""
        exercise = self.walk.incident.exercise
        if exercise is None or exercise.phase is not Phase.PAUSED or not is_reserved_word(str(exercise.because or "")):
            number, said = self.walk.incident.id, _("EXERCISE goes on where it stood")
            return Ready(leads=lambda leading: leading.resume(number), said=said)
        ceased = ceased_by(exercise, self.walk.latest)
        words = real_event_words(ceased, self.walk.speech, self.walk.now) if ceased is not None else ""
        return GoOnFlow(walk=self.walk, still_open=(), real_event=words).part(answers)

    def _choices(self) -> Iterator[Choice]:
        exercise = self.walk.incident.exercise
        if exercise is not None and exercise.phase is Phase.RUNNING:
            yield Choice(value="pause", words=_("Pause: its clock and its limits stand"))
        else:
            yield Choice(value="go-on", words=_("Go on where it stood"))
        yield Choice(value="end", words=_("End it: then its report stands"))
