"""Keys as people read them, and which keys are in force on a screen."""

from __future__ import annotations

from asyncio import Event
from collections.abc import Mapping
from typing import Any, Final

from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget

from incident.i18n import N_, _

__all__ = ["SMALL_KEYS", "is_small", "key_word", "keys_in_force", "settled"]

SMALL_KEYS: Final = frozenset({"q", "escape", "c", "ctrl+q"})
"""The keys that act in a window too small for a screen."""
LEAST_WIDTH: Final = 60
LEAST_HEIGHT: Final = 20

_WORDS: Final = {
    "space": N_("Space"),
    "enter": N_("Enter"),
    "escape": N_("Esc"),
    "up": N_("Up"),
    "down": N_("Down"),
    "plus": "+",
    "minus": "-",
    "underscore": "_",
    "full_stop": ".",
    "comma": ",",
    "question_mark": "?",
    "slash": "/",
    "colon": ":",
    "pageup": N_("PgUp"),
    "pagedown": N_("PgDn"),
    "ctrl+p": "Ctrl+P",
    "ctrl+q": "Ctrl+Q",
}


def is_small(size: Size) -> bool:
    """Whether a window of that size shows one sentence instead of a screen."""
    return size.width < LEAST_WIDTH or size.height < LEAST_HEIGHT


async def settled(widget: Widget) -> None:
    """Wait until the widget has dealt with every key that it was handed before."""
    dealt_with = Event()
    widget.call_later(dealt_with.set)
    await dealt_with.wait()


def key_word(key: str) -> str:
    """The key as it is printed on a screen."""
    return _(_WORDS[key]) if key in _WORDS else key


def keys_in_force(screen: Screen[Any]) -> Mapping[str, str]:
    """The id of each binding to its first key, as printed."""
    found: dict[str, str] = {}
    for key, active in screen.active_bindings.items():
        if active.binding.id is not None:
            found.setdefault(active.binding.id, key_word(key))
    return found
