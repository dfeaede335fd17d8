"""Six hours with 200 injects, made of a shipped exercise: what a report of the largest exercise is tested on."""

from __future__ import annotations

from datetime import timedelta

from incident.adapters.storage.memory import MemoryLog
from incident.application.review import Review, load_review
from incident.domain import commands as c
from incident.domain.exercises.scenario import ScenarioBundle, Trigger, TriggerKind
from incident.wording.speech import Speech
from tests.scenarios.exercise_play import LIBRARY, PLAYER, Play, done

__all__ = ["INJECTS", "MINUTES", "a_long_day", "played_day", "review_of", "speech_of"]

INJECTS = 200
MINUTES = 360
_STEPS = ("confirm", "page", "scope", "agents-notice", "executives-tier-2")


def a_long_day() -> ScenarioBundle:
    """The shipped injects again and again, one every 108 s, with all that they expect."""
    short = LIBRARY.bundle("exercise.provider-down")
    plan, words = short.scenario, {language: dict(texts) for language, texts in short.words.items()}
    injects = []
    for number in range(1, INJECTS + 1):
        model = plan.injects[number % len(plan.injects)]
        name = model.id if number <= len(plan.injects) else f"{model.id}-{number}"
        trigger = Trigger(kind=TriggerKind.AT, delay=timedelta(minutes=MINUTES) * (number - 1) / INJECTS)
        injects.append(model.changed(id=name, number=number, trigger=trigger, is_prompted=False))
        for texts in words.values():
            texts.update({
                key.replace(f"inject.{model.id}.", f"inject.{name}."): text
                for key, text in texts.items()
                if key.startswith(f"inject.{model.id}.")
            })  # fmt: skip
    long = plan.changed(injects=tuple(injects), length=timedelta(minutes=MINUTES))
    return short.changed(scenario=long, words=words)


def played_day(log: MemoryLog) -> Play:
    """A note every other minute, a step now and then."""
    script: dict[float, list[c.Command]] = {
        minute: [c.AddNote(by=PLAYER, text=f"minute {minute}: the agents say that calls keep coming")]
        for minute in range(0, MINUTES, 2)
    }
    script |= {7 + 40 * number: [done(step)] for number, step in enumerate(_STEPS[:2])}
    play = Play(log, a_long_day())
    play.play(script, MINUTES)
    return play


def review_of(play: Play) -> Review:
    """As `incident review` reads it for whoever leads."""
    assert isinstance(play.log, MemoryLog)
    return load_review(play.log, play.log, play.id).changed(exercise=play.leading.results(play.id))


def speech_of(play: Play) -> Speech:
    return Speech.to((), bundle=play.service.load(play.id).bundle)
