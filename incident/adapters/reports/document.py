"""A report before it has a form: titles, tables, lists and drawings in plain words.

Apart from the chapters, which fill it, and from the forms, which set it out: each sentence is worded once. Texts in it
carry no markup, and every form escapes them in its own way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from incident.domain.frozen import Frozen
from incident.i18n import _

__all__ = [
    "Asking",
    "Bar",
    "Bars",
    "Block",
    "Box",
    "Bullets",
    "Cell",
    "Document",
    "Heading",
    "Lane",
    "Paragraph",
    "Part",
    "Span",
    "Table",
    "Tick",
    "TimelineDrawing",
    "asking",
    "bullets",
    "heading",
    "paragraph",
    "part",
    "table",
]

Cell: TypeAlias = "str | tuple[str, ...]"
"""What stands in one cell: a line, or several."""


class Heading(Frozen):
    """Opens a stretch within a part."""

    words: str


class Paragraph(Frozen):
    words: str


class Bullets(Frozen):
    lines: tuple[str, ...]


class Table(Frozen):
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


class Box(Frozen):
    """What nobody may overlook."""

    title: str
    lines: tuple[str, ...]


class Asking(Frozen):
    """Questions that people answer, each with room for it."""

    questions: tuple[str, ...]
    answer: str
    """What stands before the room."""


class Tick(Frozen):
    """Something at one moment of a drawing."""

    at: float
    """From 0 at its left edge to 1 at its right."""
    words: str


class Span(Frozen):
    """A stretch of a drawing."""

    begin: float
    end: float
    words: str


class Lane(Frozen):
    """What is of one kind, on one line of a drawing."""

    words: str
    ticks: tuple[Tick, ...]


class TimelineDrawing(Frozen):
    """When what came and when people acted, in one picture."""

    caption: str
    axis: tuple[Tick, ...]
    spans: tuple[Span, ...]
    """The tiers, one after the other."""
    lanes: tuple[Lane, ...]
    moments: tuple[Tick, ...]
    """What the whole incident turned on; drawn through all lanes, told apart by numbers."""
    stood: tuple[Span, ...] = ()
    """When an exercise stood; drawn behind all lanes."""


class Bar(Frozen):
    """How long something took beside what it was allowed; 1 is the length of the whole row."""

    words: str
    actual: float | None
    """None where it was never done."""
    allowed: float | None
    lengths: str


class Bars(Frozen):
    """Times against their targets, in one picture."""

    caption: str
    rows: tuple[Bar, ...]


Block: TypeAlias = "Heading | Paragraph | Bullets | Box | Table | Asking | TimelineDrawing | Bars"


class Part(Frozen):
    """A chapter."""

    title: str
    blocks: tuple[Block, ...]
    is_sheet: bool = False
    """Whether it stands on a sheet of its own."""


class Document(Frozen):
    """All of it, in the order in which it is read."""

    title: str
    standing: str
    """The exercise mark or the tier, for every page."""
    is_exercise: bool
    foot: str
    """Which incident and which version of its log, for every page; '' where nothing is to be told."""
    front: tuple[Block, ...]
    parts: tuple[Part, ...]
    """Numbered from 1."""
    back: tuple[Part, ...] = ()
    """Without a number."""

    @property
    def numbered(self) -> Iterator[tuple[str, Part]]:
        """Every part behind what stands before its title: `1. `, or '' where it has no number."""
        yield from ((f"{number}. ", part) for number, part in enumerate(self.parts, start=1))
        yield from (("", part) for part in self.back)


def heading(words: str) -> Heading:
    """A heading within a part."""
    return Heading(words=words)


def paragraph(words: str) -> Paragraph:
    """A paragraph."""
    return Paragraph(words=words)


def table(head: Iterable[str], rows: Iterable[Iterable[Cell]]) -> Block:
    """A table, or the one word 'none' where it has no rows."""
    body = tuple(tuple(row) for row in rows)
    return Table(head=tuple(head), rows=body) if body else paragraph(_("None."))


def bullets(lines: Iterable[str]) -> Block:
    """A list, or the one word 'none' where it has no lines."""
    every = tuple(lines)
    return Bullets(lines=every) if every else paragraph(_("None."))


def asking(questions: Iterable[str]) -> Block:
    """Questions with room for answers, or the one word 'none'."""
    every = tuple(questions)
    return Asking(questions=every, answer=_("Answer:")) if every else paragraph(_("None."))


def part(title: str, blocks: Iterable[Block], *, is_sheet: bool = False) -> Part:
    """A chapter."""
    return Part(title=title, blocks=tuple(blocks), is_sheet=is_sheet)
