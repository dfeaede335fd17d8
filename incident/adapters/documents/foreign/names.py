"""Ids that are free: unique, short enough, and made of the words that they stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from incident.adapters.documents.reading.slugs import slug

if TYPE_CHECKING:
    from collections.abc import Iterable

    from incident.adapters.documents.foreign.tree import Origin

__all__ = ["Ids", "runbook_id"]

_LONGEST: Final = 40
_ROOM: Final = 32
"""What is left of a long name, so that a number fits behind it."""
_RUNBOOK: Final = 45


def runbook_id(title: str, origin: Origin) -> str:
    """The id of what is imported: of its title, of its file where the title has no Latin letters, or of its bytes."""
    words = slug(title, longest=_RUNBOOK) or slug(origin.stem, longest=_RUNBOOK) or origin.sha256[:12]
    return f"imported.{words}"


class Ids:
    """Gives out ids; none twice."""

    def __init__(self, joint: str = "-") -> None:
        self._joint = joint
        self._taken: set[str] = set()
        self._reserved: set[str] = set()
        self._last: dict[str, int] = {}
        """The number that a name was last given; without it, equal names would cost the square of their count."""

    def reserve(self, names: Iterable[str]) -> None:
        """Keep these for `claim`, so that no made id is in their way."""
        self._reserved.update(names)

    def take(self, words: str, otherwise: str) -> str:
        """A free id made of the words, or of `otherwise` where they make none."""
        base = slug(words, joint=self._joint, longest=_ROOM)
        base = base if any(character.isalpha() for character in base) else otherwise
        if self._joint == "_" and not base[0].isalpha():
            base = f"{otherwise}_{base}"[:_ROOM].strip("_")
        number = self._last.get(base, 1)
        name = base if number == 1 else f"{base}{self._joint}{number}"
        while name in self._reserved or not self._is_free(name):
            number += 1
            name = f"{base}{self._joint}{number}"
        self._last[base] = number
        self._taken.add(name)
        return name

    def claim(self, name: str) -> bool:
        """Take exactly that id; False if it is taken or is none."""
        is_id = len(name) <= _LONGEST and slug(name, joint=self._joint) == name != ""
        if not is_id or not self._is_free(name):
            return False
        self._taken.add(name)
        return True

    def _is_free(self, name: str) -> bool:
        """The step of an `if_not` sentence is called after the step that it belongs to."""
        way_out = f"{name}-if-not"
        above = name.removesuffix("-if-not")
        return name not in self._taken and way_out not in self._taken and (above == name or above not in self._taken)
