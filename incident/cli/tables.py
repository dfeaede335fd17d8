"""Plain columns, padded by cells, the last one wrapped below itself where the line ends.

Apart, because every list is drawn so, in both widths of characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, zip_longest
from typing import Final

from incident.wording.cells import cells, hanging, pad, wrap

__all__ = ["table"]

_GAP: Final = "  "
_LEAST: Final = 16
"""Cells; a last column with less stands on lines of its own."""


def table(head: Sequence[str], rows: Iterable[Sequence[str]], width: int) -> list[str]:
    """The rows under one line of heads; every text is one clean line already."""
    every = [list(head), *map(list, rows)]
    widths = [max(map(cells, column)) for column in zip_longest(*every, fillvalue="")]
    return list(chain.from_iterable(_lines(row, widths, width) for row in every))


def _lines(row: Sequence[str], widths: Sequence[int], width: int) -> list[str]:
    lead = "".join(pad(text, room) + _GAP for text, room in zip(row[:-1], widths, strict=False))
    if not row[-1] or cells(lead + row[-1]) <= width:
        return [(lead + row[-1]).rstrip()]
    if width - cells(lead) >= _LEAST:
        return hanging(lead, row[-1], width)
    return [lead.rstrip(), *(f"    {line}" for line in wrap(row[-1], width - 4))]
