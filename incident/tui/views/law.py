"""The clocks of an incident, the earliest due first, and below them what the law asks for."""

from __future__ import annotations

from collections.abc import Iterator

from incident.i18n import _
from incident.tui.views.lines import Line, columns, line, wrap
from incident.walk.moment import Walk
from incident.wording.clocks import clock_name
from incident.wording.law import lawless_words
from incident.wording.statutory_sheet import statutory_lines
from incident.wording.times import countdown

__all__ = ["law_lines"]

DUE_CELLS = 15
LEFT_CELLS = 17
MOST_LINES = 9


def law_lines(walk: Walk, width: int) -> list[Line]:
    """Every row of the screen."""
    return [*_clocks(walk, width), *_law(walk, width)]


def _clocks(walk: Walk, width: int) -> Iterator[Line]:
    yield line(" ", (_("CLOCKS"), ".bright"))
    for clock in walk.clocks:
        late = walk.now >= clock.due_at
        due = walk.speech.when(clock.due_at, walk.now)
        left = countdown(clock.due_at - walk.now)
        style = ".wrong" if late else ".bright"
        head = columns(
            (f"   {due}", DUE_CELLS), ((_("late") + f" {left.lstrip('-')}" if late else left, style), LEFT_CELLS)
        )
        first, *others = wrap(clock_name(clock, walk.speech), max(20, width - DUE_CELLS - LEFT_CELLS - 4), MOST_LINES)
        yield head + line("  ", first)
        yield from (line(" " * (DUE_CELLS + LEFT_CELLS + 3), words) for words in others)
    if not walk.clocks:
        yield line("   ", _("No clock runs."))


def _law(walk: Walk, width: int) -> Iterator[Line]:
    incident = walk.incident
    if incident.law.pinned is not None:
        rows = statutory_lines(incident, walk.now, walk.speech, width - 2, detail=False)
        yield from (line(" ", (row, ".bright")) if row and not row.startswith(" ") else line(f" {row}") for row in rows)
        return
    words = lawless_words(incident.id) if walk.names_law else _("The incident is held to no rules of law.")
    yield line("")
    yield from (line(f" {part}") for part in wrap(words, width - 2, MOST_LINES))
