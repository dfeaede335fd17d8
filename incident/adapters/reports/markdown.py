"""A report as Markdown: plain to read, to paste and to keep beside the record.

It draws no picture: the tables say the same. An exercise's report opens and closes with its mark.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
from incident.adapters.reports.escaping import md
from incident.domain.exercises.mark import MARK

__all__ = ["render_markdown"]

_NOTHING: Final = "-"
"""A cell that says so; alone in it the sign begins no list."""


def render_markdown(document: Document) -> str:
    """One text, a blank line between its blocks, and one line feed at the end."""
    return "\n\n".join(block for block in _blocks(document) if block) + "\n"


def _blocks(document: Document) -> Iterator[str]:
    mark = f"**{MARK}**" if document.is_exercise else ""
    yield mark
    yield f"# {md(document.title)}"
    yield from map(_block, document.front)
    for number, part in document.numbered:
        yield from _part(number, part)
    yield mark


def _part(number: str, part: Part) -> Iterator[str]:
    yield f"## {number}{md(part.title)}"
    yield from map(_block, part.blocks)


def _block(block: Block) -> str:
    match block:
        case Heading(words=words):
            return f"### {md(words)}"
        case Paragraph(words=words):
            return md(words)
        case Bullets(lines=lines):
            return "\n".join(f"- {md(line)}" for line in lines)
        case Box(title=title, lines=lines):
            return "\n".join([f"> **{md(title)}**", ">", *(f"> - {md(line)}" for line in lines)])
        case Table():
            return _table(block)
        case Asking(questions=questions, answer=answer):
            return "\n".join(f"- [ ] {md(each)}\n  - {md(answer)}" for each in questions)
        case TimelineDrawing() | Bars():
            return ""
        case never:
            assert_never(never)


def _table(block: Table) -> str:
    return "\n".join([_row(block.head), f"| {' | '.join(['---'] * len(block.head))} |", *map(_row, block.rows)])


def _row(cells: Sequence[Cell]) -> str:
    return f"| {' | '.join(map(_cell, cells))} |"


def _cell(cell: Cell) -> str:
    if cell == _NOTHING:
        return cell
    return md(cell) if isinstance(cell, str) else "<br>".join(map(md, cell))
