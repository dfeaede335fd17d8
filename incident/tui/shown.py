"""What the terminal shows, cell by cell, so that a change sends the cells that differ and no others.

Textual draws whole widgets, and the whole screen where their places change: some 5 kB for a step down the list. A bad
line carries what is different of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import eq, itemgetter
from typing import Any, Final, TypeAlias

from rich.cells import get_character_cell_size
from rich.console import Console
from rich.control import Control
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate  # no public names for changes of a screen
from textual.geometry import Size
from textual.strip import Strip

from incident.tui.moving import Cell, moves
from incident.tui.pen import Pen

__all__ = ["Cells", "Run", "Shown", "cells_of"]

Run: TypeAlias = tuple[int, int, Strip]
"""Column, row, and the cells from there on."""
_HALF: Final[Cell] = ("", None)
"""The second half of a wide character."""
_TEXT: Final = itemgetter(0)
_STYLE: Final = itemgetter(1)
_NEAR: Final = 8
"""Cells between two changes that are sent along: going to the second one's place would take as many bytes."""


class Cells(CompositorUpdate):
    """Cells that are known to be other ones: nothing has to be composed to send them."""

    def __init__(self, runs: Sequence[Run]) -> None:
        self.runs = runs

    def render_segments(self, console: Console) -> str:
        """The bytes: each run where it stands."""
        return "".join([Control.move_to(x, y).segment.text + strip.render(console) for x, y, strip in self.runs])


class Shown:
    """The cells that were sent. Knows nothing of what they mean."""

    def __init__(self) -> None:
        self._size = Size(0, 0)
        self._rows: list[list[Cell]] = []

    def forget(self) -> None:
        """The terminal may show anything: send everything the next time."""
        self._size = Size(0, 0)

    def sparing(self, drawing: Any) -> Any:  # noqa: ANN401  (Rich's types do not know Textual's changes)
        """The same change of the screen, sent in fewer bytes; whatever else is drawn as it is."""
        return _Sparing(self, drawing) if isinstance(drawing, CompositorUpdate) else drawing

    def changes(self, update: CompositorUpdate) -> tuple[str, Iterator[Run]] | None:
        """Which rows to move, then the cells of all that differs; None for what is of no screen of this terminal.

        What was drawn for a larger terminal, just before it was made smaller, is cut to what there is.
        """
        if isinstance(update, LayoutUpdate):
            if update.region.size != self._size:
                self._size = update.region.size
                self._rows = [[] for _ in range(self._size.height)]
            runs: Iterator[tuple[int, int, Iterable[Strip]]] = _rows(update)
        elif isinstance(update, ChopsUpdate) and self._rows:
            runs = _runs(update)
        elif isinstance(update, Cells) and self._rows:
            runs = ((x, y, [strip]) for x, y, strip in update.runs)
        else:
            return None
        after = dict[int, list[Cell]]()
        for x, y, strips in runs:
            if y < self._size.height:
                cells, row = cells_of(strips), after.setdefault(y, [*self._rows[y]])
                row[x : x + len(cells)] = cells
                del row[self._size.width :]
        return "".join(moves(self._rows, after)), self._put(after)

    def _put(self, after: Mapping[int, list[Cell]]) -> Iterator[Run]:
        """Take the rows for shown; the cells that were not."""
        for y, row in after.items():
            before, self._rows[y] = self._rows[y], row
            for start, end in _differing(before, row):
                yield start, y, _strip(row[start:end])


class _Sparing(CompositorUpdate):
    """A change of the screen that is held to what is shown when it is sent, and not before."""

    def __init__(self, shown: Shown, update: CompositorUpdate) -> None:
        self._shown = shown
        self._update = update

    def render_segments(self, console: Console) -> str:
        """The bytes: each run of cells where it stands."""
        changes = self._shown.changes(self._update)
        if changes is None:
            return self._update.render_segments(console)
        pen = Pen(console._color_system)  # noqa: SLF001  (Textual's strips look there too)
        orders, runs = changes
        return orders + "".join([_at(x, y) + pen.written(strip) for x, y, strip in runs]) + pen.rest()


def _at(x: int, y: int) -> str:
    return Control.move_to(x, y).segment.text


def _rows(update: LayoutUpdate) -> Iterator[tuple[int, int, Iterable[Strip]]]:
    """Whole rows."""
    for y, row in enumerate(update.strips, update.region.y):
        yield update.region.x, y, row


def _runs(update: ChopsUpdate) -> Iterator[tuple[int, int, Iterable[Strip]]]:
    """The parts of rows that were drawn anew, cut at both ends; Textual leaves the left end whole."""
    for y, start, end in update.spans:
        for stop, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            first, last = max(start, x), min(end, stop)
            if strip is not None and first < last:
                yield first, y, [strip.crop(first - x, last - x)]


def cells_of(strips: Iterable[Strip]) -> list[Cell]:
    """The strips, cell by cell."""
    cells: list[Cell] = []
    for text, style, _control in (segment for strip in strips for segment in strip):
        if text.isascii():
            cells += [(character, style) for character in text]
        else:
            _add(cells, text, style)
    return cells


def _add(cells: list[Cell], text: str, style: Style | None) -> None:
    """Add the characters: a wide one has two cells, and one without a width belongs to the one before it."""
    for character in text:
        width = get_character_cell_size(character)
        if width == 0 and cells:
            place = -2 if cells[-1] is _HALF else -1
            cells[place] = (cells[place][0] + character, cells[place][1])
        else:
            cells += [(character, style), *[_HALF] * (width - 1)]


def _differing(before: Sequence[Cell], after: Sequence[Cell]) -> Iterator[tuple[int, int]]:
    """Where the cells are others, from and to; no character is cut in half, and near places are one."""
    start = end = -1
    others = [place for place, is_same in enumerate(map(eq, before, after)) if not is_same]
    for place in (*others, *range(len(before), len(after))):
        first = place - 1 if after[place] is _HALF else place
        if end >= 0 and first > end + _NEAR:
            yield start, _whole(after, end)
            end = -1
        start = first if end < 0 else start
        end = place + 1
    if end >= 0:
        yield start, _whole(after, end)


def _whole(cells: Sequence[Cell], end: int) -> int:
    """The end, past the second half of a wide character."""
    return end + 1 if end < len(cells) and cells[end] is _HALF else end


def _strip(cells: Sequence[Cell]) -> Strip:
    whole = [cell for cell in cells if cell is not _HALF]
    parts = [Segment("".join(map(_TEXT, group)), style) for style, group in groupby(whole, key=_STYLE)]
    return Strip(parts, len(cells))
