"""Keys as people read them, and which keys are in force on a screen."""

from __future__ import annotations

import re
from asyncio import Event
from collections.abc import Mapping
from typing import Any, Final

from textual.binding import Binding
from textual.geometry import Size
from textual.keys import format_key
from textual.screen import Screen
from textual.widget import Widget

from incident.i18n import N_, _, in_each
from incident.walk.keys import key_of

__all__ = [
    "LEAST_HEIGHT",
    "LEAST_WIDTH",
    "SMALL_KEYS",
    "UNSEEN_KEYS",
    "is_small",
    "key_named",
    "key_word",
    "keys_in_force",
    "rekeyed",
    "settled",
]

SMALL_KEYS: Final = frozenset({"q", "c", "f2", "ctrl+q"})
"""The keys that act in a window too small for a screen."""
UNSEEN_KEYS: Final = frozenset({"f2", "ctrl+q"})
"""Those of them that act where a dialogue or a list lies over the screen."""
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
    "exclamation_mark": "!",
    "slash": "/",
    "colon": ":",
    "pageup": N_("PgUp"),
    "pagedown": N_("PgDn"),
    "home": "Home",
    "end": "End",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "ctrl+p": "Ctrl+P",
    "ctrl+q": "Ctrl+Q",
}


def is_small(size: Size) -> bool:
    """Whether a window of that size shows one sentence instead of a screen."""
    return size.width < LEAST_WIDTH or size.height < LEAST_HEIGHT


_PARTED: Final = re.compile(r"(?<=\S)( {2,})(?=\S)")
"""Between two hints."""


def rekeyed(words: str, screen: Screen[Any]) -> str:
    """A row of hints that names the usual keys, `e correct   j k move`, with those that a keymap gives instead."""
    instead = {
        key_word(key): own
        for name, keys in _usual_keys(type(screen)).items()
        for key in keys.split(",")
        if (own := key_of(name, ""))
    }
    return "".join(_hint(part, instead) for part in _PARTED.split(words)) if instead else words


def _hint(words: str, instead: Mapping[str, str]) -> str:
    """The keys are the words before what they do."""
    parts = words.split(" ")
    count = next((n for n, part in enumerate(parts) if len(part) > 1 and part not in instead), len(parts))
    return " ".join([*(instead.get(part, part) for part in parts[:count]), *parts[count:]])


def _usual_keys(kind: type[Any]) -> Mapping[str, str]:
    own = (binding for each in reversed(kind.__mro__) for binding in vars(each).get("BINDINGS", ()))
    return {binding.id: binding.key for binding in own if isinstance(binding, Binding) and binding.id}


async def settled(widget: Widget) -> None:
    """Wait until the widget has dealt with every key that it was handed before."""
    dealt_with = Event()
    widget.call_later(dealt_with.set)
    await dealt_with.wait()


def key_word(key: str) -> str:
    """The key as it is printed on a screen."""
    if key in _WORDS:
        return _(_WORDS[key])
    if key[:1] == "f" and key[1:].isdigit():
        return key.upper()
    head, plus, letter = key.rpartition("+")
    return f"{head.title()}+{letter.upper()}" if plus else format_key(key)


def key_named(words: str) -> str:
    """The key that is printed so, in either language; else the words in small letters."""
    for key, word in _WORDS.items():
        if words.casefold() in {each.casefold() for each in in_each(word)}:
            return key
    return words.casefold()


def keys_in_force(screen: Screen[Any]) -> Mapping[str, str]:
    """The id of each binding to its first key, as printed."""
    found: dict[str, str] = {}
    for key, active in screen.active_bindings.items():
        if active.binding.id is not None:
            found.setdefault(active.binding.id, key_word(key))
    return found
