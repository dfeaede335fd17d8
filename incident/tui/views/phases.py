"""The phases of an incident in one row: how far each is, and which one is worked on.

Apart from the rows above it, because it gives way by rules of its own: titles, then numbers, then ranges.
"""

from __future__ import annotations

from collections.abc import Sequence

from incident.i18n import _
from incident.tui.views.lines import Line, rule, width_of
from incident.walk.moment import Walk

__all__ = ["AROUND_PHASE", "here_words", "phases_row"]

AROUND_PHASE = 4
"""Cells of a rule beside the words on it."""


def phases_row(walk: Walk, width: int) -> Line:
    """All titles where they fit; otherwise numbers, and the title of the phase that is worked on; at last, ranges."""
    there = [number for number, view in enumerate(walk.checklist.phases) if view.is_there]
    here = walk.current.phase if walk.current else there[-1]
    for spoken in (there, range(here, here + 2), range(here, here + 1)):
        words = " > ".join(_phase(walk, number, is_spoken=number in spoken) for number in there)
        if width_of(words) + AROUND_PHASE <= width:
            return rule(width, words)
    around = (_range(walk, there[: there.index(here)]), _range(walk, there[there.index(here) + 1 :]))
    words = " > ".join(filter(None, (around[0], _phase(walk, here, is_spoken=True), around[1])))
    return rule(width, words if width_of(words) + AROUND_PHASE <= width else _phase(walk, here, is_spoken=True))


def here_words(walk: Walk) -> str:
    """The phase that is worked on; in the least width nothing else of row 3 is kept."""
    there = [number for number, view in enumerate(walk.checklist.phases) if view.is_there]
    return _phase(walk, walk.current.phase if walk.current else there[-1], is_spoken=True)


def _range(walk: Walk, numbers: Sequence[int]) -> str:
    """`1-3 done`, `5-8`: the phases before or after the one that is worked on."""
    if not numbers:
        return ""
    words = str(numbers[0] + 1) if len(numbers) == 1 else f"{numbers[0] + 1}-{numbers[-1] + 1}"
    is_over = all(walk.checklist.phases[number].is_complete for number in numbers)
    return _("{phase} done").format(phase=words) if is_over else words


def _phase(walk: Walk, number: int, *, is_spoken: bool) -> str:
    view = walk.checklist.phases[number]
    title = f"{number + 1} {walk.speech.phase(view.phase.id)}" if is_spoken else str(number + 1)
    if not view.total:
        return _("{phase} n/a").format(phase=title)
    if view.is_complete:
        return _("{phase} done").format(phase=title)
    return f"{title} {view.done}/{view.total}" if is_spoken else title
