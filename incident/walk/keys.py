"""The keys that sentences name, the usual ones or those of a keymap, and how long hands must rest before a grave one.

One table for the program, as there is one person before it; the line mode has no keymap and names the usual ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from incident.domain.frozen import Frozen

__all__ = ["CALM", "Wish", "key_of", "use_keys"]

CALM: Final = 0.7
"""Seconds without a key before a guarded card is confirmed; whoever types on does not mean it."""

_bound: dict[str, str] = {}


class Wish(Frozen):
    """Keys that somebody wants for something, and where that is written."""

    binding: str
    """The name of what it does, such as `walk.defer`."""
    keys: tuple[str, ...]
    path: str
    line: int
    column: int


def use_keys(bound: Mapping[str, str]) -> None:
    """From now on sentences name these keys, by what they do; the usual ones for everything else."""
    _bound.clear()
    _bound.update(bound)


def key_of(binding: str, usual: str) -> str:
    """The key as it is printed."""
    return _bound.get(binding, usual)
