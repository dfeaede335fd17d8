"""How play stops: at once for a real event, or for good at its end; how it goes on beside what is real.

A pause can be undone and is not asked for; the end cannot, and has a phrase to be typed.
"""

from __future__ import annotations

from dataclasses import dataclass

from incident.domain import commands as c
from incident.domain.exercises.reserved import RESERVED_WORD
from incident.domain.exercises.state import Phase
from incident.i18n import _
from incident.walk.flows.asking import Answers, Card, Choice, Key, Part, Question, Ready, asked_text
from incident.walk.keys import key_of
from incident.walk.moment import Walk
from incident.wording.exercising import uncounted_words

__all__ = ["EndExerciseFlow", "GoOnFlow", "RealEventFlow"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RealEventFlow:
    """The reserved word: play ceases, and everybody reads why."""

    walk: Walk
    name: str = "real-event"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("REAL EVENT: play stops in {incident}").format(incident=self.walk.incident.id)

    def part(self, answers: Answers) -> Part:
        """Whether it may go on later; where not, the phrase."""
        exercise = self.walk.incident.exercise
        if "how" not in answers:
            return self._how(is_running=exercise is not None and exercise.phase is Phase.RUNNING)
        if answers["how"] == "cease":
            order = c.PauseExercise(by=self.walk.person, because=RESERVED_WORD)
            said = _("Play has ceased, and the timeline says why. {key} lets it go on.")
            return Ready(commands=(order,), said=said.format(key=key_of("console.pause", "p")))
        if "phrase" not in answers:
            words = _("The exercise ends for everybody and does not go on. Type {phrase} to end it.")
            phrase = _("REAL EVENT")
            return Card(id="phrase", words=words.format(phrase=phrase), phrase=phrase, is_guarded=True)
        return _ended(self.walk, RESERVED_WORD)

    def _how(self, *, is_running: bool) -> Question:
        cease = Choice(value="cease", words=_("Cease play now; it can go on where it stands"))
        end = Choice(value="end", words=_("End the exercise for good"))
        words = _("What is real is declared on Home with {key}; that alone stops every exercise, too.")
        notes = (words.format(key=key_of("home.declare", "d")),)
        choices = (cease, end) if is_running else (end,)
        return Question(
            id="how", words=_("Everybody reads REAL EVENT. How does play stop?"), choices=choices, notes=notes
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class EndExerciseFlow:
    """The end that was planned, or an early one: why, then its number, which is typed alike in every language."""

    walk: Walk
    name: str = "end-exercise"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("END {incident}").format(incident=self.walk.incident.id)

    def part(self, answers: Answers) -> Part:
        """Why, phrase, the end."""
        if "because" not in answers:
            words = _("Why does play end? Enter alone: it was played to its end.")
            return asked_text("because", words, may_be_empty=True, left_empty=_("it was played to its end"))
        if "phrase" not in answers:
            words = _("Play ends for everybody, and its report stands. Type its number to end it.")
            notes = tuple(filter(None, (uncounted_words(self.walk.incident),)))
            return Card(id="phrase", words=words, notes=notes, phrase=self.walk.incident.id, is_guarded=True)
        return _ended(self.walk, answers["because"] or _("it was played to its end"))


@dataclass(frozen=True, slots=True, kw_only=True)
class GoOnFlow:
    """Back into play although what ceased it is not over: asked for, because it may take people from what is real."""

    walk: Walk
    still_open: tuple[str, ...]
    real_event: str = ""
    """Who ceased play with the reserved word, and with which words; '' where nobody did."""
    name: str = "go-on"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("GO ON with {incident}").format(incident=self.walk.incident.id)

    def part(self, answers: Answers) -> Part:
        """Whether it needs none of the players; play."""
        if "sure" not in answers:
            return self._sure()
        exercise, despite = self.walk.incident.id, self.still_open
        said = _("EXERCISE goes on where it stood")
        return Ready(leads=lambda leading: leading.resume(exercise, despite), said=said)

    def _sure(self) -> Card:
        if self.still_open:
            words = _("Still open, and real: {incidents}. Does it need none of the players?")
            words = words.format(incidents=_(", ").join(self.still_open))
            rest = _("Until it is closed the exercise can stand; its clock and its limits stand with it.")
        else:
            words = _("Play was stopped for what is real. Is it over, or does it need none of the players?")
            rest = _("Until then the exercise can stand; its clock and its limits stand with it.")
        notes = (self.real_event, rest) if self.real_event else (rest,)
        key = Key(key="Y", word="yes", words=_("it needs none of them: play goes on"), value="yes")
        return Card(id="sure", words=words, notes=notes, keys=(key,), is_guarded=True)


def _ended(walk: Walk, because: str) -> Ready:
    exercise = walk.incident.id
    said = _("Play is over. Its report: incident review {exercise}").format(exercise=exercise)
    if walk.incident.exercise is None or walk.person not in walk.incident.exercise.controllers:
        return Ready(commands=(c.EndExercise(by=walk.person, because=because),), said=said)
    return Ready(leads=lambda leading: leading.end(exercise, because), said=said)
