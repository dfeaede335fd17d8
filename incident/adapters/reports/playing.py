"""The times of an exercise beside the hours of the day, and the real incidents that came into it.

Apart from the chapters that say them: what is real has only the hour.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from incident.adapters.reports.document import Cell
from incident.application.review import Review
from incident.domain import events as e
from incident.i18n import _
from incident.wording.played import played_words
from incident.wording.safe import clean_line
from incident.wording.speech import Speech

__all__ = ["cells_of_time", "heads_of_time", "moment_cell", "suspensions"]


def heads_of_time(review: Review) -> tuple[str, ...]:
    """The heads of the columns that `cells_of_time` fills."""
    return (_("Time"), _("Exercise")) if review.identification.clock else (_("Time"),)


def cells_of_time(review: Review, at: datetime, speech: Speech, known_at: datetime | None = None) -> tuple[str, ...]:
    """The moment, and of an exercise what its clock showed, or was to show as it went at `known_at`.

    What happened after its end, such as a signature, has no time of the exercise.
    """
    who = review.identification
    until = known_at or who.as_of
    if who.clock is None:
        return (speech.moment(at),)
    is_over = known_at is None and at > who.as_of
    return (speech.moment(at), "-" if is_over else played_words(who.clock.until(until), at, until))


def moment_cell(review: Review, at: datetime | None, speech: Speech, known_at: datetime | None = None) -> Cell:
    """The same in one cell, for a table that has no room for another column.

    `known_at` is for what was still to come then: the clock is read as it went at that time.
    """
    if at is None:
        return "-"
    first, *played = cells_of_time(review, at, speech, known_at)
    return (first, *played) if any(each != "-" for each in played) else first


def suspensions(review: Review, speech: Speech) -> Iterator[tuple[str, str]]:
    """Each real incident that ceased play: at what time of the exercise, from when to when by the day."""
    for place, entry in enumerate(review.log):
        if isinstance(entry.event, e.ExerciseSuspended):
            later = (one for one in review.log[place:] if isinstance(one.event, e.ExerciseResumed | e.ExerciseEnded))
            ended = next(later, None)
            clock = review.identification.clock
            words = _("{incident}, at {time}: from {since} to {until}").format(
                incident=clean_line(entry.event.incident),
                time=played_words(clock, entry.occurred_at, review.identification.as_of) if clock else "-",
                since=speech.moment(entry.occurred_at),
                until=speech.moment(ended.occurred_at) if ended else _("now"),
            )
            yield _("Suspended by a real incident"), words
