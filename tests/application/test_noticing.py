"""How long until it was noticed and answered for, read from the entries that say so."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from incident.adapters.storage.memory import MemoryLog
from incident.application.review import Review, assemble_review, load_review
from incident.application.review.model import Measure, MeasureKind, Sign
from incident.domain import commands as c
from incident.domain.events import Milestone
from incident.domain.incident import PROGRAM
from tests.application.stories import a_night, closed
from tests.domain.walks import at
from tests.scenarios.exercise_play import PLAYER, Play, done

MINUTE = timedelta(minutes=1)


def both(review: Review) -> tuple[Measure, Measure]:
    found = {row.kind: row for row in review.measures}
    return found[MeasureKind.DETECT], found[MeasureKind.ACKNOWLEDGE]


def test_where_nobody_stated_a_beginning_only_the_answer_is_measured() -> None:
    """Declared at 02:40; roles at 02:43 and 02:44 are no answer, the step of 02:50 is."""
    detect, answer = both(assemble_review(closed(a_night()).entries))
    assert (detect.actual, detect.since) == (None, None)
    assert answer.actual == 10 * MINUTE
    assert answer.since is not None
    assert answer.until is not None
    assert (answer.since.sign, answer.until.sign, answer.until.at) == (Sign.DECLARED, Sign.ANSWER, at("02:50"))


def test_what_was_stated_is_what_counts_and_declaring_answers_an_alert_before_it() -> None:
    """Began 02:05, discovered 02:31, declared by a person at 02:40: 26 and 9 min."""
    night = a_night()
    for milestone, clock in ((Milestone.BEGAN, "02:05"), (Milestone.DISCOVERED, "02:31")):
        night.do(c.MarkMilestone(by="ana", milestone=milestone, at=at(clock)), "04:40")
    detect, answer = both(assemble_review(night.entries))
    assert (detect.actual, answer.actual) == (26 * MINUTE, 9 * MINUTE)
    assert answer.until is not None
    assert (answer.until.sign, answer.until.seq) == (Sign.DECLARED, 1)


def test_a_beginning_that_was_stated_after_the_end_of_its_span_measures_nothing() -> None:
    """Began 02:45 although it was declared at 02:40: a minus would be read as a plus."""
    night = a_night()
    night.do(c.MarkMilestone(by="ana", milestone=Milestone.BEGAN, at=at("02:45")), "04:40")
    detect, answer = both(assemble_review(night.entries))
    assert detect.actual is None
    assert answer.actual == 10 * MINUTE


def test_an_incident_that_the_program_declared_is_answered_by_a_person() -> None:
    night = a_night()
    night.do(c.MarkMilestone(by="ana", milestone=Milestone.DISCOVERED, at=at("02:31")), "04:40")
    entries = [replace(night.entries[0], actor=PROGRAM), *night.entries[1:]]
    assert both(assemble_review(entries))[1].actual == 19 * MINUTE


def test_in_an_exercise_the_first_inject_counts_and_its_clock_stands_while_play_does() -> None:
    """Inject at 0; a note at 4; a pause from 5 to 15 of the day; the step at 17 is 7 on the clock of the exercise."""
    play = Play(MemoryLog(), "exercise.provider-down")
    script: dict[float, list[c.Command]] = {
        4: [c.AddNote(by=PLAYER, text="errors everywhere")],
        5: [c.PauseExercise(by="fay", because="a call")],
        15: [c.ResumeExercise(by="fay")],
        17: [done("confirm")],
    }
    play.play(script, 20)
    assert isinstance(play.log, MemoryLog)
    detect, answer = both(load_review(play.log, play.log, play.id))
    assert (detect.actual, answer.actual) == (4 * MINUTE, 7 * MINUTE)
    assert detect.since is not None
    assert detect.since.sign is Sign.INJECT
