"""What the log knows of decisions: what the step offered, how long after what it was decided; the rest is asked."""

from __future__ import annotations

from datetime import timedelta

from incident.adapters.storage.memory import MemoryLog
from incident.application.review import assemble_review, load_review
from incident.application.review.deciding import DecidedAfter, DecisionRow, decision_rows
from incident.domain import commands as c
from incident.domain.events import StepAnswered
from tests.application.stories import a_night, closed
from tests.scenarios.test_three_exercises import PROVIDER, played

MINUTE = timedelta(minutes=1)


def test_a_step_says_what_it_offered_and_how_long_after_it_was_taken_it_was_answered() -> None:
    """Answered at 04:00 by whoever took it in that moment: no length says anything."""
    walk = a_night()
    answered = next(each for each in walk.entries if isinstance(each.event, StepAnswered))
    row = next(each for each in decision_rows(assemble_review(walk.entries)) if each.entry == answered.seq)
    assert "vendor" in row.options
    assert (row.after, row.latency) == (None, None)


def test_a_decision_that_an_inject_called_for_is_counted_from_its_release() -> None:
    """The client threatens at 10 with inject 3; what to do is decided at 30."""
    play = played("exercise.provider-down", PROVIDER, 120)
    assert isinstance(play.log, MemoryLog)
    review = load_review(play.log, play.log, play.id).changed(exercise=play.results)
    counted = [(each.subject, each.latency) for each in decision_rows(review) if each.after is DecidedAfter.INJECT]
    assert ("3", 20 * MINUTE) in counted


def test_what_whoever_decided_says_stands_beside_it() -> None:
    walk = closed(a_night())
    entry = assemble_review(walk.entries).decisions[0].seq
    walk.do(c.ExplainDecision(by="bo", entry=entry, options="wait", is_reversible=False))

    def row() -> DecisionRow:
        return decision_rows(assemble_review(walk.entries))[0]

    found = row().explained
    assert found is not None
    assert (str(found.options), found.is_reversible, found.by) == ("wait", False, "bo")
