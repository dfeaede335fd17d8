"""The reserved word: whoever says it in an exercise stops play at once, whatever else they meant.

Apart from the checker of scenarios, which keeps its words out of what players are told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.content import FreeText
from incident.domain.exercises.state import Phase
from incident.domain.incident import Incident

__all__ = ["RESERVED_WORD", "play_ceased", "says_reserved_word"]

RESERVED_WORD: Final = "REAL EVENT"
"""What the log keeps of it, in whichever language it was said."""
_SAID: Final = re.compile(r"\breal[- ]+event\b|\breal[- ]+world +emergency\b|真实事件", re.IGNORECASE)
_SPOKEN: Final = (
    c.AddNote,
    c.CorrectEntry,
    c.AskQuestion,
    c.AnswerQuestion,
    c.AnswerNowLine,
    c.AnswerStep,
    c.CompleteStep,
    c.DeferStep,
    c.HoldStep,
    c.OverrideStep,
    c.ReportNotAsExpected,
    c.RuleOutStep,
)
"""What carries a person's own words; messages have words of the runbook, which may say that it is no real event."""
_WORDS: Final = ("text", "because", "observed", "value")


def says_reserved_word(words: str) -> bool:
    """Whether it is among the words, in any of the languages; case does not count."""
    return _SAID.search(words) is not None


def play_ceased(incident: Incident, command: c.Command) -> Sequence[e.Event]:
    """The pause that the words of the command ask for, if the exercise is played or was paused for something less."""
    exercise = incident.exercise
    if exercise is None or not isinstance(command, _SPOKEN):
        return ()
    said = (getattr(command, name, None) for name in _WORDS)
    if not any(isinstance(words, str) and says_reserved_word(words) for words in said):
        return ()
    stands = exercise.phase is Phase.PAUSED and says_reserved_word(str(exercise.because or ""))
    if stands or exercise.phase not in (Phase.RUNNING, Phase.PAUSED):
        return ()
    return (e.ExercisePaused(because=FreeText(RESERVED_WORD)),)
