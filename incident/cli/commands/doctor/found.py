"""One thing that would go wrong tonight, or might.

Apart from those who look for it, of whom there are several.
"""

from __future__ import annotations

from incident.domain.frozen import Frozen

__all__ = ["Finding"]


class Finding(Frozen):
    """Something that would go wrong tonight, or might."""

    check: str
    """Stable id of the check."""
    words: str
    grave: bool = True
    """Whether it keeps the program from doing its work."""
    about: str = ""
    """Who or what it is true of, where the same may be true of many."""
