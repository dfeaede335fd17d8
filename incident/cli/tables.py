"""Plain columns, padded by cells, the last one cut where the line ends.

Apart, because every list is drawn so, in both widths of characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from incident.wording.cells import cells, cut, pad

__all__ = ["table"]

_GAP = "  "


def table(head: Sequence[str], rows: Iterable[Sequence[str]], width: int) -> list[str]:
    """One line a row under one line of heads; every text is one clean line already."""
    every = [list(head), *map(list, rows)]
    widths = [max(map(cells, column)) for column in zip_longest(*every, fillvalue="")]
    return [_line(row, widths, width) for row in every]


def _line(row: Sequence[str], widths: Sequence[int], width: int) -> str:
    fixed = _GAP.join(pad(text, room) for text, room in zip(row[:-1], widths, strict=False))
    return cut(f"{fixed}{_GAP}{row[-1]}".rstrip(), width)
