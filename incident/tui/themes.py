"""The colours of each theme: a state is never told by its colour alone, and red never stands against green."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from textual.theme import BUILTIN_THEMES, Theme

from incident.walk.settings import THEMES

__all__ = ["LOOKS", "PLAIN", "every_theme"]

NAMES: Final = ("done", "waiting", "wrong", "overridden", "caution", "muted")
"""What has a colour of its own; the names that lines carry."""

PLAIN: Final[Mapping[str, str]] = {
    "done": "ansi_bright_blue",
    "waiting": "ansi_yellow",
    "wrong": "ansi_red",
    "overridden": "ansi_cyan",
    "caution": "ansi_yellow",
    "muted": "ansi_default",
    "faint": "dim",
}
"""The terminal's own colours, on the terminal's own background."""

LOOKS: Final[Mapping[str, Mapping[str, str]]] = {
    "dark": {
        "background": "#101418",
        "foreground": "#e8eaed",
        "done": "#82b4ff",
        "waiting": "#ffd166",
        "wrong": "#ff8a80",
        "overridden": "#5fd7e0",
        "caution": "#ffd166",
        "muted": "#a8b0b8",
    },
    "light": {
        "background": "#ffffff",
        "foreground": "#15181b",
        "done": "#0b57b0",
        "waiting": "#7a4f00",
        "wrong": "#b3261e",
        "overridden": "#00616b",
        "caution": "#7a4f00",
        "muted": "#54606b",
    },
    "safe": {  # after Okabe and Ito (2008), whose colours people with any kind of sight tell apart
        "background": "#000000",
        "foreground": "#ffffff",
        "done": "#56b4e9",
        "waiting": "#f0e442",
        "wrong": "#ee7733",
        "overridden": "#00dfd0",  # cyan as in every other theme: theirs is a pink
        "caution": "#f0e442",
        "muted": "#b8b8b8",
    },
}
"""Colours with a background of their own; the contrast of each is held by a test."""


def every_theme() -> list[Theme]:
    """The themes by the names of the settings."""
    own = {"terminal": PLAIN, "mono": dict.fromkeys(NAMES, "ansi_default") | {"faint": "none"}}
    return [_over_the_terminal(name, own[name]) if name in own else _painted(name, LOOKS[name]) for name in THEMES]


def _over_the_terminal(name: str, colours: Mapping[str, str]) -> Theme:
    base = BUILTIN_THEMES["ansi-dark"]
    return Theme(
        name=name,
        ansi=True,
        primary=base.primary,
        foreground="ansi_default",
        background="ansi_default",
        surface="ansi_default",
        panel="ansi_default",
        boost="ansi_default",
        dark=True,
        variables={**base.variables, **_variables(colours)},
    )


def _painted(name: str, colours: Mapping[str, str]) -> Theme:
    background, foreground = colours["background"], colours["foreground"]
    return Theme(
        name=name,
        primary=colours["done"],
        foreground=foreground,
        background=background,
        surface=background,
        panel=background,
        dark=name != "light",
        text_alpha=1.0,
        variables={
            **_variables({name: colours[name] for name in NAMES} | {"faint": "none"}),
            "input-cursor-background": foreground,
            "input-cursor-foreground": background,
            "input-cursor-text-style": "none",
        },
    )


def _variables(colours: Mapping[str, str]) -> dict[str, str]:
    return {f"look-{name}": value for name, value in colours.items()}
