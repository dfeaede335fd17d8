"""What stands beside the timeline on a broad screen: what is due next, and the notes that are looked for by their kind.

Apart from the rows, which have everything in the order in which it happened.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from incident.domain.events import ContentErased, EntryCorrected, NoteAdded, NoteKind, Recorded
from incident.i18n import _, ngettext
from incident.tui.views.frames import SIDES, framed
from incident.tui.views.lines import Line, beside, line, width_of, wrap
from incident.walk.moment import Walk
from incident.wording.clocks import clock_name
from incident.wording.timeline import TimelineLine, lines

__all__ = ["timeline_aside"]

FRAME: Final = 2
"""Rows of a frame itself."""
MOST_ROWS: Final = 4
"""Of one note."""
KINDS: Final = (NoteKind.QUESTION, NoteKind.DECISION, NoteKind.TODO)


def timeline_aside(walk: Walk, entries: Sequence[Recorded], width: int, height: int) -> list[Line]:
    """The frames, one above the other: what is due, then questions, decisions and what is to do, the latest first."""
    room, notes = width - SIDES, lines(filter(_is_looked_for, entries), walk.speech)
    parts = [(_("DUE NEXT"), list(_due(walk, room)))]
    for kind in KINDS:
        found = [entry for entry in reversed(notes) if entry.kind == kind.value]
        title = f"{_title(kind)}  {len(found)}"
        parts.append((title, [row for entry in found for row in _note(entry, walk, room)]))
    parts = [part for part in parts if part[1]]
    rows = list[Line]()
    for number, (title, inside) in enumerate(parts):
        left = (height - len(rows)) // (len(parts) - number) - FRAME
        rows += framed(title, _cropped(inside, left), width) if left > 0 else []
    return rows[:height]


def _is_looked_for(entry: Recorded) -> bool:
    """Whether it is such a note, or changes one: of ten thousand entries nothing else is put into words."""
    event = entry.event
    return isinstance(event, (EntryCorrected, ContentErased)) or (isinstance(event, NoteAdded) and event.kind in KINDS)


def _title(kind: NoteKind) -> str:
    return {
        NoteKind.QUESTION: _("QUESTIONS"),
        NoteKind.DECISION: _("DECISIONS"),
        NoteKind.TODO: _("TO DO AFTERWARDS"),
    }[kind]


def _due(walk: Walk, room: int) -> Iterator[Line]:
    """What is due, the earliest first; the rows above say it of what is over."""
    for clock in walk.clocks:
        when = walk.speech.when(clock.due_at, walk.now)
        style = ".wrong" if clock.is_overdue(walk.now) else ""
        words = wrap(clock_name(clock, walk.speech), room - width_of(when) - 2, 2)
        yield beside(line((words[0], style)), line((when, style or ".muted")), room)
        yield from (line((f"  {row}", style)) for row in words[1:])


def _note(entry: TimelineLine, walk: Walk, room: int) -> Iterator[Line]:
    """Its words as they stand corrected, then who wrote them and when."""
    words = entry.corrections[-1].words if entry.corrections else entry.words
    said = _("{name}, {time}").format(name=entry.who, time=walk.speech.when(entry.at, walk.now))
    yield from (line(row) for row in wrap(words, room, MOST_ROWS))
    yield line((f"  {said}", ".muted"))


def _cropped(rows: Sequence[Line], most: int) -> Sequence[Line]:
    """As many as that; those left out are counted."""
    if len(rows) <= most:
        return rows
    hidden = len(rows) - most + 1
    words = ngettext("{count} more row", "{count} more rows", hidden).format(count=hidden)
    return [*rows[: most - 1], line((words, ".muted"))]
