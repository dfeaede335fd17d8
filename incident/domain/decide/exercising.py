"""Rules of an exercise: who may lead it, and when its clock may go or stand.

Anybody may pause or end it, for safety is everybody's; only who leads it lets it go on.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias, assert_never

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.content import FreeText
from incident.domain.decide.words import optional_text
from incident.domain.exercises.clock import FASTEST
from incident.domain.exercises.reserved import says_reserved_word
from incident.domain.exercises.sides import require_leader
from incident.domain.exercises.state import Exercise, Phase
from incident.domain.incident import PROGRAM, Incident, Status
from incident.domain.refusals import Refusal, Refused

__all__ = ["lead", "require_note", "require_phase", "require_side"]

_PLAYING = (
    c.AnswerNowLine,
    c.TakeStep,
    c.CompleteStep,
    c.AnswerStep,
    c.ReportNotAsExpected,
    c.OverrideStep,
    c.DeferStep,
    c.RuleOutStep,
    c.SendMessage,
    c.ReleaseMessage,
    c.AssignRole,
    c.TakeCommand,
    c.AcceptHandover,
    c.RaiseTier,
    c.LowerTier,
)
"""What players do. Notes and facts are open to all, for whoever leads speaks for the world outside."""

_Turning: TypeAlias = c.StartExercise | c.PauseExercise | c.ResumeExercise | c.SetExerciseRate | c.EndExercise
_GOING = (Phase.RUNNING, Phase.PAUSED, Phase.SUSPENDED)
_WHEN = {
    c.StartExercise: (Phase.READY,),
    c.PauseExercise: (Phase.RUNNING,),
    c.ResumeExercise: (Phase.PAUSED, Phase.SUSPENDED),
    c.SetExerciseRate: _GOING,
    c.EndExercise: (Phase.READY, *_GOING),
}


def lead(incident: Incident, command: c.OfExercise) -> Sequence[e.Event]:
    """What the command makes of the exercise, whose clock is read from its entries alone."""
    if incident.mode is not e.IncidentMode.EXERCISE:
        raise Refused(Refusal.NO_EXERCISE, incident=incident.id)
    if isinstance(command, c.PrepareExercise):
        return _prepared(incident, command)
    exercise = incident.exercise
    if exercise is None:
        raise Refused(Refusal.EXERCISE_UNPREPARED, incident=incident.id)
    if isinstance(command, c.StartExercise | c.ResumeExercise | c.SetExerciseRate):
        require_leader(exercise, command.by)
    match command:
        case c.SuspendExercise():
            return _suspended(exercise, command)
        case c.ReleaseInject():
            return _released(incident, exercise, command)
        case _:
            _require_seen(incident, command)
            require_phase(incident, exercise, *_WHEN[type(command)])
            ended = isinstance(command, c.EndExercise) and incident.status is Status.OPEN
            return [_turned(command), *(_closed(incident) if ended else ())]


def _require_seen(incident: Incident, command: _Turning) -> None:
    """Nothing came after the last entry that was seen, where the command says which one that was."""
    seen = command.after if isinstance(command, c.PauseExercise | c.ResumeExercise) else None
    if seen not in (None, incident.version):
        raise Refused(Refusal.EXERCISE_PLAYED_ON, incident=incident.id)


def require_side(incident: Incident, command: c.Command) -> None:
    """One person, one side: who leads does not play, unless the exercise is a rehearsal for oneself.

    Raises:
        Refused: EXERCISE_SIDES.
    """
    exercise = incident.exercise
    if exercise is None or exercise.is_solo:
        return
    player = command.by
    if isinstance(command, c.AssignRole) or (isinstance(command, c.TakeCommand) and command.person):
        player = command.person
    if player in exercise.controllers and isinstance(command, _PLAYING):
        raise Refused(Refusal.EXERCISE_SIDES, person=player)


def require_note(exercise_id: str, exercise: Exercise, command: c.AddNote) -> None:
    """Who evaluates puts nothing that they see before the players, but for the word that stops play.

    Raises:
        Refused: EXERCISE_OBSERVED.
    """
    goes_on = exercise.ended_at is None and not exercise.is_solo
    if goes_on and command.by in exercise.evaluators and not says_reserved_word(command.text):
        raise Refused(Refusal.EXERCISE_OBSERVED, incident=exercise_id)


def _closed(incident: Incident) -> Sequence[e.Event]:
    """When play is over nothing of it is left to be done, warned of or given back."""
    closed = e.IncidentClosed()
    if not incident.resources.live:
        return [closed]
    from incident.domain.decide.resources import ended_by_closing  # here: few exercises still hold something

    return [*ended_by_closing(incident.resources.live), closed]


def _turned(command: _Turning) -> e.Event:
    match command:
        case c.StartExercise():
            return e.ExerciseStarted(rate=_rate(command.rate))
        case c.PauseExercise():
            return e.ExercisePaused(because=optional_text(command.because, "reason"))
        case c.ResumeExercise():
            return e.ExerciseResumed()
        case c.SetExerciseRate():
            return e.ExerciseRateSet(rate=_rate(command.rate))
        case c.EndExercise():
            return e.ExerciseEnded(because=optional_text(command.because, "reason"), head=command.head)
    assert_never(command)


def _prepared(incident: Incident, command: c.PrepareExercise) -> Sequence[e.Event]:
    if incident.exercise is not None:
        raise Refused(Refusal.EXERCISE_PREPARED, incident=incident.id, scenario=incident.exercise.scenario)
    leaders = (command.by, *command.controllers)
    briefing = {language: FreeText(words) for language, words in command.briefing.items()}
    prepared = e.ExercisePrepared(
        scenario=command.scenario,
        revision=command.revision,
        plan=command.plan,
        controllers=tuple(dict.fromkeys((*leaders, *command.evaluators))),
        length=command.length,
        briefing=briefing,
        is_solo=command.is_solo,
        despite=command.despite,
        programmed=command.programmed,
        evaluators=tuple(person for person in dict.fromkeys(command.evaluators) if person not in leaders),
    )
    return [prepared] if command.is_solo else [prepared, *_laid_down(incident, prepared.controllers)]


def _laid_down(incident: Incident, controllers: Sequence[str]) -> Sequence[e.RoleVacated]:
    """Whoever declared it commands it; who leads an exercise leaves command to the first player who takes it."""
    held = ((role, person) for role, person in incident.roles.items() if person in controllers)
    return [e.RoleVacated(role=role, person=person) for role, person in held]


def _suspended(exercise: Exercise, command: c.SuspendExercise) -> Sequence[e.Event]:
    """Each real incident ceases play once; what stands already heeds it too, before it goes on."""
    if exercise.phase not in (Phase.RUNNING, Phase.PAUSED, Phase.SUSPENDED) or command.incident in exercise.heeded:
        return []
    return [e.ExerciseSuspended(incident=command.incident)]


def _released(incident: Incident, exercise: Exercise, command: c.ReleaseInject) -> Sequence[e.Event]:
    """By hand also while the clock stands; by itself only while it goes."""
    if command.by != PROGRAM:
        require_leader(exercise, command.by)
    if command.inject in exercise.released:
        at = exercise.released[command.inject]
        raise Refused(Refusal.INJECT_RELEASED, number=command.number, at=at)
    require_phase(incident, exercise, *((Phase.RUNNING,) if command.by == PROGRAM else (Phase.RUNNING, Phase.PAUSED)))
    words = {
        language: e.InjectWords(sender=FreeText(sender), text=FreeText(text))
        for language, (sender, text) in command.words.items()
    }
    return [
        e.InjectReleased(
            inject=command.inject, number=command.number, to=command.to, channel=command.channel, words=words
        )
    ]


def require_phase(incident: Incident, exercise: Exercise, *phases: Phase) -> None:
    """Play stands as it has to for what is done to it.

    Raises:
        Refused: a code for each other phase.
    """
    if exercise.phase in phases:
        return
    match exercise.phase:
        case Phase.READY:
            raise Refused(Refusal.EXERCISE_READY, incident=incident.id)
        case Phase.RUNNING:
            raise Refused(Refusal.EXERCISE_RUNS, incident=incident.id)
        case Phase.PAUSED:
            raise Refused(Refusal.EXERCISE_PAUSED, incident=incident.id)
        case Phase.SUSPENDED:
            raise Refused(Refusal.EXERCISE_SUSPENDED, incident=incident.id, other=exercise.suspended_by)
        case Phase.ENDED:
            raise Refused(Refusal.EXERCISE_ENDED, incident=incident.id)


def _rate(rate: int) -> int:
    if not 1 <= rate <= FASTEST:
        raise Refused(Refusal.EXERCISE_RATE, number=rate, limit=FASTEST)
    return rate
