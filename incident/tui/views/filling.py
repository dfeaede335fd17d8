"""Names of which there may be too many for their rows: as many as stand whole, then how many more and what lists them.

Apart, because a list that only stops is taken for all there is.
"""

from __future__ import annotations

from collections.abc import Sequence

from incident.i18n import _
from incident.tui.views.lines import wrap

__all__ = ["filled", "more_words"]


def filled(names: Sequence[str], width: int, most: int, key: str) -> Sequence[str]:
    """The names on at most so many rows; where some have no room, the key that lists them."""
    rows: Sequence[str] = ()
    for count in range(len(names), -1, -1):
        rest = [more_words(len(names) - count, key)] if count < len(names) else []
        rows = wrap(_(", ").join([*names[:count], *rest]), width, most + 1)
        if len(rows) <= most:
            break
    return rows[:most]


def more_words(count: int, key: str) -> str:
    """How many more there are, and which key lists them."""
    return _("+{count}: {key} lists them").format(count=count, key=key)
