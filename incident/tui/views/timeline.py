"""The timeline as rows: when, who, which kind, what; corrections under what they correct."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from incident.domain.events import NoteAdded, NoteKind, Recorded
from incident.domain.timing.present import local_day
from incident.i18n import _
from incident.tui.views.lines import Line, columns, line, shortened, width_of, wrap
from incident.tui.views.matching import fits
from incident.wording import timeline
from incident.wording.milestones import note_kind_word
from incident.wording.speech import Speech
from incident.wording.times import clock_time
from incident.wording.warned import folded

__all__ = ["TimelineRow", "kind_counts", "timeline_row", "timeline_rows"]

AROUND_WHO: Final = 9 + 1 + 1 + 1 + 2
"""Cells of the time and the kind, with the blanks beside a name."""
LEAST_WHO: Final = 9
WHO_SHARE: Final = 4
"""A name takes no more than this part of the width."""
MOST_ROWS: Final = 20
"""A note may be 10,000 characters long; the review has all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """One row: an entry, a correction of the entry above, or a day."""

    seq: int
    time: str
    who: str
    kind: str
    words: str
    who_cells: int = LEAST_WHO
    """Of the column of names, the same in every row."""
    is_correction: bool = False
    is_day: bool = False
    """Whether it names the day of the entries below it."""


def timeline_rows(
    entries: Iterable[Recorded], speech: Speech, width: int, now: datetime, *, kind: str = "", typed: str = ""
) -> Sequence[TimelineRow]:
    """The rows of a log in that width, the latest entry first; long words take several rows.

    Above the entries of a day stands the day, unless it is today. `kind` leaves notes of that letter, `typed`
    entries that have the words in them or in a correction.
    """
    rows: list[TimelineRow] = []
    last = local_day(now, speech.zone)
    lines = folded(entries, speech)
    who_cells = _who_cells(lines, width)
    room = max(10, width - AROUND_WHO - who_cells)
    for entry in reversed(lines):
        if not (kind in {"", entry.kind} and _has(entry, typed)):
            continue
        day = entry.at.astimezone(speech.zone).date()
        if day != last:
            rows.append(TimelineRow(seq=entry.seq, time="", who="", kind="", words=day.isoformat(), is_day=True))
        last = day
        rows.extend(part for row in _rows_of(entry, speech, now) for part in _wrapped(row, room))
    return [replace(row, who_cells=who_cells) for row in rows]


def _who_cells(lines: Iterable[timeline.TimelineLine], width: int) -> int:
    """As many as the longest name needs, so far as there is room: no name is cut beside an empty cell."""
    names = set(map(_who, lines))
    return max(LEAST_WHO, min(max(map(width_of, names), default=0), width // WHO_SHARE))


def _who(entry: timeline.TimelineLine) -> str:
    return f"{entry.who}/{entry.entered_by}" if entry.entered_by else entry.who


def timeline_row(row: TimelineRow, width: int) -> Line:
    """The row in cells."""
    if row.is_day:
        return line(" ", (row.words, ".bright"))
    indent = AROUND_WHO + row.who_cells
    if row.is_correction:
        return line(" " * indent, (f"  {row.words}", ".waiting"))
    style = ".muted" if row.kind == timeline.NO_NOTE else ".bright"
    if not row.kind:
        return line(" " * indent, row.words)
    left = columns((f" {row.time}", 9), (row.who, row.who_cells), ((row.kind, style), 1))
    return left + shortened(line("  ", row.words), max(0, width - indent + 2))


def kind_counts(entries: Iterable[Recorded]) -> str:
    """How many notes of each kind there are."""
    counts = Counter(entry.event.kind for entry in entries if isinstance(entry.event, NoteAdded))
    parts = (f"{kind.value} {note_kind_word(kind)} {counts[kind]}" for kind in NoteKind if counts[kind])
    return "   ".join(parts)


def _has(entry: timeline.TimelineLine, typed: str) -> bool:
    corrections = " ".join(f"{each.who} {each.words}" for each in (*entry.corrections, *entry.answers))
    return fits(typed, [], f" {entry.who} {entry.words} {corrections}") is not None


def _wrapped(row: TimelineRow, room: int) -> Iterator[TimelineRow]:
    first, *others = wrap(row.words, room - 2 * row.is_correction, MOST_ROWS)
    yield replace(row, words=first)
    yield from (replace(row, words=words, time="", who="", kind="") for words in others)


def _rows_of(entry: timeline.TimelineLine, speech: Speech, now: datetime) -> Iterator[TimelineRow]:
    words = _("(erased)") if entry.erased and not entry.words else entry.words
    who = _who(entry)
    time = clock_time(entry.at, speech.zone, seconds=True)
    yield TimelineRow(seq=entry.seq, time=time, who=who, kind=entry.kind, words=words)
    for correction in entry.corrections:
        said = _("corrected {time} {name}: {words}").format(
            time=speech.when(correction.at, now), name=correction.who, words=correction.words
        )
        yield TimelineRow(seq=entry.seq, time="", who="", kind="", words=said, is_correction=True)
    for answer in entry.answers:
        said = _("answered {time} {name}: {words}").format(
            time=speech.when(answer.at, now), name=answer.who, words=answer.words
        )
        yield TimelineRow(seq=entry.seq, time="", who="", kind="", words=said, is_correction=True)
