"""A report as rows to be read on a screen: what stands on paper in tables stands here in columns, or a line a cell.

Apart from the forms for files: a screen is narrow, and has no pictures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, assert_never

from incident.adapters.reports.document import (
    Asking,
    Bars,
    Block,
    Box,
    Bullets,
    Cell,
    Document,
    Heading,
    Paragraph,
    Part,
    Table,
    TimelineDrawing,
)
from incident.i18n import _
from incident.tui.views.lines import Line, blank, columns, line, rule, width_of, wrap

__all__ = ["report_parts"]

MOST: Final = 200
"""Rows of one text: a report is read whole."""
READABLE: Final = 24
"""Cells that a column of wrapped words needs."""
GAP: Final = 2
"""Cells between two columns, one of which `columns` sets itself."""


def report_parts(document: Document, width: int) -> tuple[list[Line], list[int]]:
    """All of it, in the order in which it is read; and the place of the first row, and of each chapter's title."""
    rows = [*_wrapped(document.standing, " ", width, ".bright"), *_blocks(document.front, width)]
    places = [0]
    for number, each in document.numbered:
        places.append(len(rows) + 1)
        rows += _part(each, f"{number}{each.title}", width)
    return rows, places


def _part(each: Part, title: str, width: int) -> list[Line]:
    return [blank(), rule(width, title), *_blocks(each.blocks, width)]


def _blocks(blocks: Iterable[Block], width: int) -> Iterator[Line]:
    for number, block in enumerate(blocks):
        if number and not isinstance(block, (TimelineDrawing, Bars)):
            yield blank()
        yield from _block(block, width)


def _block(block: Block, width: int) -> Iterator[Line]:
    match block:
        case Heading(words=words):
            yield from _wrapped(words, " ", width, ".bright")
        case Paragraph(words=words):
            yield from _wrapped(words, " ", width)
        case Bullets(lines=lines):
            for words in lines:
                yield from _wrapped(words, " - ", width)
        case Box(title=title, lines=lines):
            yield from _wrapped(title, " ! ", width, ".bright")
            for words in lines:
                yield from _wrapped(words, "   - ", width)
        case Table():
            yield from _table(block, width)
        case Asking(questions=questions):
            for words in questions:
                yield from _wrapped(words, " [ ] ", width)
        case TimelineDrawing() | Bars():
            return  # the tables beside it say the same in words
        case never:
            assert_never(never)


def _table(block: Table, width: int) -> Iterator[Line]:
    """In columns, the widest of them wrapped; where that has no room, a row after the other, each cell by its name."""
    rows = [[_flat(cell) for cell in row] for row in block.rows]
    widths = [max(map(width_of, column)) for column in zip(block.head, *rows, strict=True)]
    widest = widths.index(max(widths))
    room = width - 1 - GAP * len(widths) - sum(widths) + widths[widest]
    if room >= min(widths[widest], READABLE):
        widths[widest] = min(room, widths[widest])
        yield _row(block.head, widths, ".muted")
        for row in rows:
            parts = wrap(row[widest], widths[widest], MOST) or [""]
            yield from (_row(_with(row, widest, part, at), widths, "") for at, part in enumerate(parts))
        return
    for number, row in enumerate(rows):
        if number:
            yield blank()
        yield from _wrapped(row[0], " ", width, ".bright")
        for head, words in zip(block.head[1:], row[1:], strict=True):
            if words:
                yield from _wrapped(_("{title}: {words}").format(title=head, words=words), "   ", width)


def _with(row: Sequence[str], widest: int, part: str, at: int) -> list[str]:
    """The row with one part of its widest cell; the other cells stand beside the first part."""
    return [part if place == widest else "" if at else cell for place, cell in enumerate(row)]


def _row(cells: Sequence[str], widths: Sequence[int], style: str) -> Line:
    return line(" ") + columns(*(((words, style), cells + GAP - 1) for words, cells in zip(cells, widths, strict=True)))


def _flat(cell: Cell) -> str:
    return cell if isinstance(cell, str) else "; ".join(cell)


def _wrapped(words: str, lead: str, width: int, style: str = "") -> Iterator[Line]:
    """The words behind their lead; following lines are set in as far."""
    for number, part in enumerate(wrap(words, max(20, width - width_of(lead) - 1), MOST)):
        yield line(lead if number == 0 else " " * width_of(lead), (part, style))
