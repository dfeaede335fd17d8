"""The clocks of an incident, the earliest due first, and below them what the law asks for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from incident.domain.timing.clocks import Clock
from incident.i18n import _
from incident.tui.views.lines import Line, columns, line, width_of, wrap
from incident.walk.moment import Walk
from incident.wording.clocks import clock_name, clock_row
from incident.wording.law import lawless_words
from incident.wording.statutory_sheet import at_once_names, statutory_lines
from incident.wording.times import countdown

__all__ = ["law_lines"]

MOST_LINES = 9


def law_lines(walk: Walk, width: int, *, detail: bool = False) -> list[Line]:
    """Every row of the screen; without `detail` the first report and those whose clock runs say what they hold."""
    return [*_at_once(walk, width), *_clocks(walk, width), *_law(walk, width, detail=detail)]


def _at_once(walk: Walk, width: int) -> Iterator[Line]:
    """The reports that no clock counts, because nothing is left to wait for: before every clock."""
    names = at_once_names(walk.incident, walk.now, walk.speech)
    if names:
        yield line(" ", (_("REPORT AT ONCE"), ".wrong"))
        yield from (line("   ", row) for name in names for row in wrap(name, width - 4, MOST_LINES))
        yield line("")


def _clocks(walk: Walk, width: int) -> Iterator[Line]:
    yield line(" ", (_("CLOCKS"), ".bright"))
    dues = [f"   {walk.speech.when(clock.due_at, walk.now)}" for clock in walk.clocks]
    lefts = [_left(clock, walk.now) for clock in walk.clocks]
    due_head, left_head = f"   {_('DUE')}", _("LEFT, min:s")
    due_cells = max(map(width_of, (due_head, *dues))) + 1
    left_cells = max(map(width_of, (left_head, *lefts))) + 1
    if walk.clocks:
        yield columns(((due_head, ".muted"), due_cells), ((left_head, ".muted"), left_cells)) + line(
            "  ", (_("WHAT"), ".muted")
        )
    for clock, due, left in zip(walk.clocks, dues, lefts, strict=True):
        style = ".wrong" if clock.is_overdue(walk.now) else ".bright"
        head = columns((due, due_cells), ((left, style), left_cells))
        start = due_cells + left_cells + 3
        first, *others = wrap(_name(clock, walk), max(20, width - start - 1), MOST_LINES)
        yield head + line("  ", first)
        yield from (line(" " * start, words) for words in others)
    if not walk.clocks:
        yield line("   ", _("No clock runs."))


def _name(clock: Clock, walk: Walk) -> str:
    return clock_row(clock, walk.incident, clock_name(clock, walk.speech))


def _left(clock: Clock, now: datetime) -> str:
    left = countdown(clock.remaining(now))
    return _("late") + f" {left.lstrip('-')}" if clock.is_overdue(now) else left


def _law(walk: Walk, width: int, *, detail: bool) -> Iterator[Line]:
    incident = walk.incident
    if incident.law.pinned is not None:
        rows = statutory_lines(incident, walk.now, walk.speech, width - 2, detail=detail, whole=True)
        yield from (line(" ", (row, ".bright")) if row and not row.startswith(" ") else line(f" {row}") for row in rows)
        return
    words = lawless_words(incident.id) if walk.names_law else _("The incident is held to no rules of law.")
    yield line("")
    yield from (line(f" {part}") for part in wrap(words, width - 2, MOST_LINES))
