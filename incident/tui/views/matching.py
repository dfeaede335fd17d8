"""How well typed words fit a row: a few letters in their order are enough, in either language.

Apart from the screens that filter, so that all of them find alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeVar
from unicodedata import normalize

__all__ = ["fits", "sorted_by_fit"]

RowT = TypeVar("RowT")
WHOLE, BEGINS, BEGINS_WORD, HOLDS, SCATTERED = range(-1, 4)
MOST_SCATTERED: Final = 40
"""In a longer text any few letters stand in some order."""


def fits(typed: str, names: Sequence[str], words: str = "") -> int | None:
    """How far the names are from all of the typed words, the less the better; None if one of them fits nothing.

    `names` may be hit letter by letter, `words` only as they are written.
    """
    folded, said = [_folded(name) for name in names], _folded(words)
    whole = _folded(typed).strip()
    if " " in whole and any(name.startswith(whole) for name in folded):
        return WHOLE
    places = [_place(part, folded, said) for part in _folded(typed).split()]
    found = [place for place in places if place is not None]
    return sum(found) if len(found) == len(places) else None


def sorted_by_fit(rows: Iterable[RowT], fit: Callable[[RowT], int | None]) -> list[RowT]:
    """The rows that fit, the best first; equals keep their order."""
    ranked = [(place, row) for row in rows if (place := fit(row)) is not None]
    return [row for _place, row in sorted(ranked, key=lambda pair: pair[0])]


def _place(part: str, names: Sequence[str], words: str) -> int | None:
    if any(name.startswith(part) for name in names):
        return BEGINS
    if any(f" {part}" in name for name in names):
        return BEGINS_WORD
    if any(part in name for name in names) or part in words:
        return HOLDS
    return SCATTERED if any(_in_order(part, name) for name in names if len(name) <= MOST_SCATTERED) else None


def _in_order(part: str, name: str) -> bool:
    letters = iter(name)
    return len(part) > 1 and all(letter in letters for letter in part)


def _folded(text: str) -> str:
    """Full-width letters and capitals are the plain ones."""
    return normalize("NFKC", text).casefold()
