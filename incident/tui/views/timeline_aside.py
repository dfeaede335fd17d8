"""What stands beside the timeline on a broad screen: all of it at a glance, and the notes looked for by their kind.

Apart from the rows, which have everything in the order in which it happened.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from incident.domain.events import (
    ContentErased,
    EntryCorrected,
    NoteAdded,
    NoteKind,
    QuestionAnswered,
    QuestionMarkUndone,
    Recorded,
)
from incident.i18n import _, ngettext
from incident.tui.views.frames import SIDES, framed
from incident.tui.views.lines import Line, line, wrap
from incident.tui.views.timeline_glance import glance_lines
from incident.walk.moment import Walk
from incident.wording.timeline import TimelineLine, lines

__all__ = ["timeline_aside"]

FRAME: Final = 2
"""Rows of a frame itself."""
MOST_ROWS: Final = 4
"""Of one note."""
KINDS: Final = (NoteKind.QUESTION, NoteKind.TODO, NoteKind.DECISION)


def timeline_aside(walk: Walk, entries: Sequence[Recorded], width: int, height: int) -> list[Line]:
    """The frames, one above the other: the incident at a glance, then questions, what is to do and decisions.

    The glance has what the notes leave, and at least half of the rows; of the notes the latest stand first.
    """
    room, found = width - SIDES, lines(filter(_is_looked_for, entries), walk.speech)
    parts = [part for kind in KINDS if (part := _notes(kind, found, walk, room))[1]]
    wanted = sum(len(inside) + FRAME for _title_of_it, inside in parts)
    glance = glance_lines(walk, entries, room, max(height // 2, height - wanted) - FRAME)
    rows = framed(_("AT A GLANCE"), glance, width)
    for number, (title, inside) in enumerate(parts):
        left = (height - len(rows)) // (len(parts) - number) - FRAME
        rows += framed(title, _cropped(inside, left), width) if left > 0 else []
    return rows[:height]


def _notes(kind: NoteKind, found: Sequence[TimelineLine], walk: Walk, room: int) -> tuple[str, list[Line]]:
    """How many notes of that kind there are, and their rows, the latest first."""
    own = [entry for entry in reversed(found) if entry.kind == kind.value]
    return f"{_title(kind)}  {len(own)}", [row for entry in own for row in _note(entry, walk, room)]


def _is_looked_for(entry: Recorded) -> bool:
    """Whether it is such a note, or changes one: of ten thousand entries nothing else is put into words."""
    event = entry.event
    changes = (EntryCorrected, ContentErased, QuestionAnswered, QuestionMarkUndone)
    return isinstance(event, changes) or (isinstance(event, NoteAdded) and event.kind in KINDS)


def _title(kind: NoteKind) -> str:
    return {
        NoteKind.QUESTION: _("QUESTIONS"),
        NoteKind.DECISION: _("DECISIONS"),
        NoteKind.TODO: _("TO DO AFTERWARDS"),
    }[kind]


def _note(entry: TimelineLine, walk: Walk, room: int) -> Iterator[Line]:
    """Its words as they stand corrected, then who wrote them and when."""
    words = entry.corrections[-1].words if entry.corrections else entry.words
    said = _("{name}, {time}").format(name=entry.who, time=walk.speech.when(entry.at, walk.now))
    yield from (line(row) for row in wrap(words, room, MOST_ROWS))
    yield line((f"  {said}", ".muted"))
    for answer in entry.answers:
        said = _("{name}: {words}").format(name=answer.who, words=answer.words)
        yield from (line((f"  {row}", ".done")) for row in wrap(said, room - 2, MOST_ROWS))


def _cropped(rows: Sequence[Line], most: int) -> Sequence[Line]:
    """As many as that; those left out are counted."""
    if len(rows) <= most:
        return rows
    hidden = len(rows) - most + 1
    words = ngettext("{count} more row", "{count} more rows", hidden).format(count=hidden)
    return [*rows[: most - 1], line((words, ".muted"))]
