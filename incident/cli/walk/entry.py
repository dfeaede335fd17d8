"""What a word of the line mode is: its letter on the full screen, the word itself, and what it does.

Apart from the words, which fill a table each for the walk, the law, evidence and cases.
"""

from __future__ import annotations

from collections.abc import Callable

from incident.domain.frozen import Frozen

__all__ = ["Verb"]


class Verb(Frozen):
    """Something that can be asked for."""

    name: str
    letter: str
    """As on the full screen; '' where that has none."""
    word: str
    """Typed alike in every language."""
    own: Callable[[], str]
    """The word in the language in use."""
    help: str
    """Marked with `N_`."""
