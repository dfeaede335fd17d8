"""Keys of one's own: wishes become a keymap if no name is unknown, no key cannot be pressed, and no screen has a clash.

The screens' own bindings are the only list there is of what has a key.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from itertools import combinations
from pkgutil import iter_modules
from typing import Any, Final

from textual.binding import Binding
from textual.keys import _character_to_key  # the name that Textual gives to a character has no public way
from textual.screen import Screen

from incident.application.errors import Problem
from incident.domain.nearest import nearest
from incident.i18n import _
from incident.tui import screens
from incident.tui.app import IncidentApp
from incident.tui.keys import key_named, key_word
from incident.walk.keys import Wish

__all__ = ["keymap_of", "keys_and_words", "usual_keys"]

RULE: Final = "WS007"
FIXED: Final = frozenset({"enter", "escape", "ctrl+c", *"0123456789"})
"""Enter never marks a step, Esc always goes back, and digits choose: no keymap changes that."""
_NAMED: Final = frozenset(
    [
        "space",
        "tab",
        "shift+tab",
        "up",
        "down",
        "left",
        "right",
        "home",
        "end",
        "pageup",
        "pagedown",
        "insert",
        "delete",
        "backspace",
    ]
    + [f"f{number}" for number in range(1, 13)]
    + [f"ctrl+{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]
)


def keymap_of(wishes: Sequence[Wish]) -> tuple[Mapping[str, str], list[Problem]]:
    """The keymap in Textual's form, by name of what a key does, and all that is wrong; the last wish counts."""
    problems: list[Problem] = []
    wanted: dict[str, tuple[Wish, tuple[str, ...]]] = {}
    for wish in wishes:
        keys = list(_keys(wish, problems))
        if wish.binding not in usual_keys():
            near = nearest(wish.binding, usual_keys())
            hint = _("Did you mean '{word}'?").format(word=near) if near else ""
            problems.append(_problem(wish, _("Nothing is called '{name}'.").format(name=wish.binding), hint))
        elif len(keys) == len(wish.keys):
            wanted[wish.binding] = (wish, tuple(keys))
    keymap = {name: ",".join(keys) for name, (_wish, keys) in wanted.items()}
    problems += _clashes(keymap, {name: wish for name, (wish, _keys) in wanted.items()})
    return keymap, problems


@cache
def usual_keys() -> Mapping[str, str]:
    """What can have another key, by name, with the keys that it has."""
    every = (binding for own in _by_screen().values() for binding in own.values())
    return {b.id: b.key for b in every if b.id and ".number." not in b.id and not set(b.key.split(",")) <= FIXED}


def keys_and_words() -> Mapping[str, tuple[Sequence[str], str]]:
    """The same as people read it: the keys as they are printed, and what they do."""
    words = {name: binding.description for own in _by_screen().values() for name, binding in own.items()}
    return {name: ([key_word(key) for key in keys.split(",")], _(words[name])) for name, keys in usual_keys().items()}


@cache
def _by_screen() -> Mapping[str, Mapping[str, Binding]]:
    """The bindings of each screen, with those of the program, by their names."""
    for module in iter_modules(screens.__path__):
        import_module(f"{screens.__name__}.{module.name}")
    kinds = [kind for kind in _below(Screen) if kind.__module__.startswith(screens.__name__)]
    return {kind.__qualname__: {**_bindings(IncidentApp), **_bindings(kind)} for kind in kinds}


def _below(kind: type[Any]) -> Iterator[type[Any]]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


def _bindings(kind: type[Any]) -> Mapping[str, Binding]:
    own = (binding for each in reversed(kind.__mro__) for binding in vars(each).get("BINDINGS", ()))
    return {binding.id: binding for binding in own if isinstance(binding, Binding) and binding.id}


def _keys(wish: Wish, problems: list[Problem]) -> Iterator[str]:
    """The keys in Textual's words; what is no key, or one that keeps its meaning, is a problem."""
    for written in wish.keys:
        key = _character_to_key(written) if len(written) == 1 else key_named(written)
        if key in FIXED and key not in usual_keys().get(wish.binding, "").split(","):
            said = _("'{key}' keeps what it does everywhere.").format(key=written)
            problems.append(_problem(wish, said, _("Choose a letter or a sign.")))
        elif (len(written) == 1 and written.isprintable()) or key in _NAMED | FIXED:
            yield key
        else:
            said = _("There is no key '{key}'.").format(key=written)
            hint = _(
                "Write the sign itself, or one of: Space, Up, Down, PageUp, PageDown, F1 to F12, Ctrl+A to Ctrl+Z."
            )
            problems.append(_problem(wish, said, hint))


def _clashes(keymap: Mapping[str, str], wishes: Mapping[str, Wish]) -> Iterator[Problem]:
    """Two things on one key of one screen, at least one of which was given it here."""
    told: set[tuple[str, str]] = set()
    for own in _by_screen().values():
        keys = {name: set(keymap.get(name, binding.key).split(",")) for name, binding in own.items()}
        for one, other in combinations(keys, 2):
            shared = keys[one] & keys[other]
            was_shared = set(own[one].key.split(",")) & set(own[other].key.split(","))
            wish = wishes.get(other) or wishes.get(one)
            if wish is None or not shared - was_shared or (one, other) in told:
                continue
            told.add((one, other))
            said = _("'{one}' and '{other}' would both be on '{key}'.")
            words = said.format(one=one, other=other, key=key_word(min(shared)))
            yield _problem(wish, words, _("Give one of them another key."))


def _problem(wish: Wish, message: str, hint: str = "") -> Problem:
    return Problem(path=wish.path, line=wish.line, column=wish.column, rule=RULE, message=message, hint=hint)
