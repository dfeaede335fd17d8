"""The reserved word: whoever says it in an exercise stops play at once, whatever else they meant.

Apart from the checker of scenarios, which keeps its words out of what players are told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Final
from unicodedata import normalize

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.content import FreeText
from incident.domain.exercises.state import Exercise, Phase
from incident.domain.frozen import Frozen
from incident.domain.incident import PROGRAM, Incident

__all__ = ["RESERVED_WORD", "UNLED", "ceased_by", "is_reserved_word", "play_ceased", "says_reserved_word"]

RESERVED_WORD: Final = "REAL EVENT"
"""What the log keeps of it, in whichever language it was said."""
UNLED: Final = "nobody leads it"
"""Why it stands once the program of whoever led it has ended; each reader has it in their language."""
_SAID: Final = re.compile(
    r"\breal[-\s]+events?\b|\breal[-\s]+world\s+emergenc(?:y|ies)\b|真\s*[实實]\s*事\s*件", re.IGNORECASE
)
_NOT_THEIRS: Final = (
    c.PrepareExercise,
    c.StartExercise,
    c.PauseExercise,
    c.ResumeExercise,
    c.SuspendExercise,
    c.SetExerciseRate,
    c.ReleaseInject,
    c.EndExercise,
    c.SendMessage,
    c.ReleaseMessage,
    c.CorrectMessage,
    c.CloseIncident,
)
"""Messages and injects have words of others, which may say that it is no real event; the rest moves or ends play."""
_NAMES: Final = """
    by to who person persons until_person role owner approver approved_by answered_by found_by filed_by reader target
    step steps until_step line option instead_of handover items audience template message delivery refused_by standing
    runbook regime statutory_class obligation file file_digest sha256 evidence hold erasure findings action incident
    clock clocks command refusal winner allocation resource elsewhere fills currency repeats
    as_read stock preapproval held_to bundle known limits
"""
"""Fields that name something, or that a runbook or the service fills; all others are somebody's own words."""


def says_reserved_word(words: str) -> bool:
    """Whether it is among the words, in any of the languages; case does not count."""
    return _SAID.search(normalize("NFKC", words)) is not None


def is_reserved_word(words: str) -> bool:
    """Whether they begin with it: whoever says that it is no real event says something else."""
    return _SAID.match(normalize("NFKC", words).strip()) is not None


def play_ceased(incident: Incident, command: c.Command) -> Sequence[e.Event]:
    """The pause that the words of the command ask for, if the exercise is played or was paused for something less."""
    exercise = incident.exercise
    if exercise is None or command.by == PROGRAM or isinstance(command, _NOT_THEIRS):
        return ()
    if isinstance(command, c.ReceiveCases) and command.imported:
        return ()  # the words of a register
    if not any(map(says_reserved_word, _own_words(command))):
        return ()
    stands = exercise.phase is Phase.PAUSED and is_reserved_word(str(exercise.because or ""))
    if stands or exercise.phase not in (Phase.RUNNING, Phase.PAUSED):
        return ()
    return (e.ExercisePaused(because=FreeText(RESERVED_WORD)),)


def ceased_by(exercise: Exercise, entries: Sequence[e.Recorded]) -> e.Recorded | None:
    """The entry with the reserved word that ceased play: a note or other words, else the pause; None while none did."""
    if exercise.phase is not Phase.PAUSED or not is_reserved_word(str(exercise.because or "")):
        return None
    ceased: e.Recorded | None = None
    for entry in reversed(entries):
        if ceased is None and isinstance(entry.event, e.ExercisePaused):
            ceased = entry
        elif ceased is not None and (entry.person, entry.recorded_at) != (ceased.person, ceased.recorded_at):
            break
        elif ceased is not None and any(map(says_reserved_word, _own_words(entry.event))):
            return entry
    return ceased


def _own_words(said: object) -> Iterator[str]:
    """The texts of a command, an event, or of what either brings, without those that are names."""
    match said:
        case str():
            yield said
        case FreeText():
            yield str(said)
        case Frozen():
            names = _NAMES.split()
            for each in fields(said):
                if each.name not in names:
                    yield from _own_words(getattr(said, each.name))
        case Mapping():
            for value in said.values():
                yield from _own_words(value)
        case tuple() | list():
            for value in said:
                yield from _own_words(value)
