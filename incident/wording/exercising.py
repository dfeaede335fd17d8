"""An exercise in words, as everybody on it reads them: its clock, and what happens to the players.

Apart from the words of a scenario, which are for those who lead alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.domain import events as e
from incident.domain.exercises.hinting import hinted
from incident.domain.exercises.scenario import EVERYBODY
from incident.domain.exercises.state import Phase
from incident.i18n import _, current, in_each
from incident.wording.quoting import said, with_reason
from incident.wording.safe import clean_line
from incident.wording.scenarios import channel_word
from incident.wording.times import duration

if TYPE_CHECKING:
    from datetime import datetime

    from incident.domain.content import FreeText
    from incident.domain.exercises.clock import ExerciseClock
    from incident.domain.exercises.state import Exercise
    from incident.domain.incident import Incident
    from incident.wording.speech import Speech

__all__ = ["exercise_words", "pace_words", "speed_words", "stands_words", "standstill_words", "uncounted_words"]


def exercise_words(event: e.OfExercise, speech: Speech) -> str:
    """What the event says, in one clean line."""
    match event:
        case e.ExercisePrepared():
            return _prepared(event, speech)
        case e.ExerciseStarted():
            return _started(event)
        case e.ExercisePaused():
            return _paused(event.because)
        case e.ExerciseResumed():
            return _("EXERCISE goes on where it stood")
        case e.ExerciseSuspended():
            words = _("EXERCISE SUSPENDED: real incident '{incident}'. Cease play")
            return words.format(incident=clean_line(event.incident))
        case e.ExerciseRateSet():
            return _("the clock of the exercise now goes at {rate} times the speed").format(rate=event.rate)
        case e.InjectReleased():
            return _released(event, speech)
        case e.ExerciseEnded():
            return with_reason(_("EXERCISE ended: play is over"), event.because)


def speed_words(exercise: Exercise | None) -> str:
    """How fast its time passes, of which all times that run are; '' where that is the day's."""
    is_played = exercise is not None and exercise.phase is not Phase.ENDED
    return pace_words(exercise.clock) if exercise and is_played else ""


def pace_words(clock: ExerciseClock) -> str:
    """How fast it goes; '' where that is as the day does."""
    return _("{rate}x").format(rate=clock.rate) if clock.rate > 1 else ""


def stands_words(clock: ExerciseClock | None) -> str:
    """That its time stands, so that nothing of it comes due; '' while that goes, and of what is real."""
    return "" if clock is None or clock.is_running or not clock.turns else _("its clock stands")


def standstill_words(exercise: Exercise, speech: Speech, now: datetime) -> str:
    """That nobody plays now, and why; '' while it is played."""
    from incident.domain.exercises.reserved import UNLED  # here: few are exercises

    match exercise.phase:
        case Phase.PAUSED if str(exercise.because or "") == UNLED:
            words = _("EXERCISE paused: nobody has led it since {time}. Its clock stands")
            return words.format(time=speech.when(exercise.clock.turns[-1].at, now))
        case Phase.PAUSED:
            return _paused(exercise.because)
        case Phase.SUSPENDED:
            words = _("EXERCISE SUSPENDED: real incident '{incident}'. Cease play")
            return words.format(incident=clean_line(exercise.suspended_by))
        case Phase.ENDED:
            return _("EXERCISE ended: play is over")
        case _:
            return ""


def uncounted_words(incident: Incident) -> str:
    """Why the exercise counts for nothing that is planned; '' where it does."""
    if incident.exercise is None:
        return ""
    if not incident.steps:
        return _("Nobody worked on a step of it: it does not count as held.")
    return _("A rehearsal for oneself counts for no entry of the year's plan.") if incident.exercise.is_solo else ""


def _started(event: e.ExerciseStarted) -> str:
    words = _("EXERCISE began: this tests plans, not people; whoever must stop it says so")
    if event.rate == 1:
        return words
    return _("{words}; its clock goes at {rate} times the speed").format(words=words, rate=event.rate)


def _paused(because: FreeText | None) -> str:
    """The reserved word in the reader's language; other words as they were said."""
    from incident.domain.exercises.reserved import RESERVED_WORD, UNLED, is_reserved_word  # here: few are exercises

    words = str(because or "")
    if words == UNLED:
        return _("EXERCISE paused: nobody leads it now. Its clock stands")
    if not is_reserved_word(words):
        return with_reason(_("EXERCISE paused: its clock stands"), because)
    is_bare = words.strip() in (RESERVED_WORD, *in_each(RESERVED_WORD))
    return with_reason(_("EXERCISE STOPPED: REAL EVENT. Cease play"), None if is_bare else because)


def _prepared(event: e.ExercisePrepared, speech: Speech) -> str:
    leaders = (person for person in event.controllers if person not in event.evaluators)
    leading = _(", ").join(speech.person(person) for person in leaders)
    briefing = event.briefing.get(current()) or next(iter(event.briefing.values()), None)
    words = _("exercise '{scenario}' of {length}, led by {persons}")
    words = words.format(scenario=clean_line(event.scenario), length=duration(event.length), persons=leading)
    if event.evaluators:
        watching = _(", ").join(speech.person(person) for person in event.evaluators)
        words = _("{words}, evaluated by {persons}").format(words=words, persons=watching)
    if event.despite:
        beside = _(", ").join(map(clean_line, event.despite))
        words = _("{words}, begun although {incidents} was open").format(words=words, incidents=beside)
    return with_reason(words, briefing)


def _released(event: e.InjectReleased, speech: Speech) -> str:
    words = event.words.get(current()) or next(iter(event.words.values()), None)
    to = _("everybody") if EVERYBODY in event.to else _(", ").join(clean_line(speech.role(role)) for role in event.to)
    if hinted(event.inject):
        line = _("hint about inject {number} to {roles}, from who leads").format(number=event.number, roles=to)
        return _reading(line, words)
    sender = said(words.sender) if words else ""
    line = _("inject {number} to {roles}, {channel}, {sender}")
    line = line.format(number=event.number, roles=to, channel=clean_line(channel_word(event.channel)), sender=sender)
    return _reading(line, words)


def _reading(sentence: str, words: e.InjectWords | None) -> str:
    """The sentence and what players read, once in quotes: some bring their own."""
    text = said(words.text) if words else ""
    if text.startswith('"'):
        return _("{title}: {words}").format(title=sentence, words=text)
    return with_reason(sentence, words.text if words else None)
