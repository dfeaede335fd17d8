"""What an exercise told whoever looks on last: nobody plays what they have to search the timeline for.

Apart from the rows of every incident, because few are exercises.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from incident.domain.exercises.hinting import hinted
from incident.domain.exercises.scenario import EVERYBODY
from incident.i18n import ngettext
from incident.tui.views.lines import Line, line, wrap
from incident.walk.keys import key_of
from incident.walk.moment import Walk
from incident.wording.exercising import exercise_words

if TYPE_CHECKING:
    from incident.domain.events import InjectReleased

__all__ = ["is_theirs", "told_rows"]

LEAST: Final = 2
"""Rows that it always has: its beginning, and how many came before it."""


def told_rows(walk: Walk, width: int, most: int) -> Sequence[Line]:
    """The last inject to everybody or to a role of theirs, marked at its left; below it how many came before.

    At most so many rows, two at least: what is not read is not played. A hint that came after it stands below it:
    whoever leads says it, and it takes the place of nobody's question.
    """
    exercise = walk.incident.exercise
    if exercise is None or exercise.ended_at is not None:
        return []
    theirs = [each for each in exercise.told if is_theirs(each, walk)]
    if not theirs:
        return []
    shown = _shown(theirs)
    hidden, room = len(theirs) - len(shown), max(most, LEAST)
    earlier = [_earlier(hidden)] if hidden and room > len(shown) else []
    room -= len(earlier)
    hints = [_wrapped(walk, hint, width, max(1, room // 2)) for hint in shown[1:]]
    return [
        *_wrapped(walk, shown[0], width, room - sum(map(len, hints))),
        *(row for hint in hints for row in hint),
        *earlier,
    ]


def _shown(theirs: Sequence[InjectReleased]) -> Sequence[InjectReleased]:
    """The last that is no hint, and the last hint that came after it."""
    questions = [each for each in theirs if not hinted(each.inject)]
    return [*questions[-1:], theirs[-1]] if hinted(theirs[-1].inject) else theirs[-1:]


def _wrapped(walk: Walk, told: InjectReleased, width: int, most: int) -> Sequence[Line]:
    rows = wrap(exercise_words(told, walk.speech), width - 4, most)
    return [line((f" > {row}", ".exercise")) for row in rows]


def is_theirs(told: InjectReleased, walk: Walk) -> bool:
    """Whether it is to everybody, or to a role of whoever looks on; who rehearses alone plays what nobody holds too."""
    exercise = walk.incident.exercise
    is_alone = exercise is not None and exercise.plays_alone(walk.person)
    holders = {walk.incident.person_of(role) for role in told.to}
    return EVERYBODY in told.to or walk.person in holders or (is_alone and None in holders)


def _earlier(count: int) -> Line:
    """How many came before it, and how they are read again."""
    words = ngettext("{count} earlier inject for you: {key}", "{count} earlier injects for you: {key}", count)
    keys = " ".join((key_of("walk.timeline", "t"), key_of("timeline.injects", "I")))
    return line((f"   {words.format(count=count, key=keys)}", ".muted"))
