"""Rows that only went up or down by a few: the terminal moves them, and their cells are not sent again.

Apart from what is shown, which is told where the rows are then: here is only which of them went where.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final, TypeAlias

from rich.style import Style

__all__ = ["BLANK", "Cell", "moves"]

Cell: TypeAlias = tuple[str, Style | None]
"""A character with what joins it, and its style."""
BLANK: Final[Cell] = (" ", None)
LEAST_BYTES: Final = 60
"""Fewer are sent as quickly as the order to move them."""
STEPS: Final = (1, -1, 2, -2, 3, -3, 4, -4)
"""How far rows go, down or up; a box that grows does not grow by more."""


def moves(shown: list[list[Cell]], after: Mapping[int, Sequence[Cell]]) -> Iterator[str]:
    """The orders to move rows towards what is to be shown after them; each is carried out in `shown`, too."""
    for step in STEPS:
        went = [y for y in sorted(after) if _went(shown, after, y, step)]
        for _, part in groupby(enumerate(went), key=lambda pair: pair[1] - pair[0]):
            rows = [y for _, y in part]
            first, last = min(rows[0], rows[0] - step), max(rows[-1], rows[-1] - step)
            left = range(first, first + step) if step > 0 else range(last + step + 1, last + 1)
            is_other = all(y in after and after[y] != shown[y] for y in left)  # what is left blank is sent anyway
            if is_other and _bytes(shown, after, rows) >= LEAST_BYTES:
                yield _moved(shown, first, last, step)


def _moved(shown: list[list[Cell]], first: int, last: int, step: int) -> str:
    blank, rows = [[BLANK] * len(shown[first]) for _ in range(abs(step))], shown[first : last + 1]
    shown[first : last + 1] = [*blank, *rows[:-step]] if step > 0 else [*rows[-step:], *blank]
    order = f"{abs(step) if abs(step) > 1 else ''}{'L' if step > 0 else 'M'}"
    return f"\x1b[{first + 1};{last + 1}r\x1b[{first + 1}H\x1b[{order}\x1b[r"


def _went(shown: Sequence[Sequence[Cell]], after: Mapping[int, Sequence[Cell]], y: int, step: int) -> bool:
    """Whether the row is the one that was beside it."""
    return 0 <= y - step < len(shown) and shown[y] != after[y] and shown[y - step] == after[y]


def _bytes(shown: Sequence[Sequence[Cell]], after: Mapping[int, Sequence[Cell]], rows: Sequence[int]) -> int:
    """How many the characters of these rows are that would be sent."""
    pairs = (pair for y in rows for pair in zip(shown[y], after[y], strict=False))
    return sum(len(new[0].encode()) for old, new in pairs if old != new)
