"""How a person wants the terminal program to look: kept beside the drafts, overruled by options and the environment.

Read before the first frame, so that nothing changes its colours under somebody's eyes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any, Final

from incident.domain.frozen import Frozen
from incident.i18n import LANGUAGES

__all__ = ["THEMES", "Settings", "SettingsFile", "is_theme", "overruled"]

THEMES: Final = ("terminal", "dark", "light", "safe", "mono")
"""The terminal's own colours; two sets with their own background; one for every kind of sight; none."""
_NO: Final = frozenset({"0", "no", "off", "false", ""})
_WITHOUT_UNICODE: Final = r"vt\d+"
"""Terminals that draw no lines but in a mode of their own."""


class Settings(Frozen):
    """What can be chosen."""

    language: str = ""
    """A tag of LANGUAGES; '' for what the environment asks for."""
    theme: str = THEMES[0]
    ascii: bool = False
    """Whether frames are drawn with signs that every terminal has."""
    mouse: bool = True
    bell: bool = True
    """Whether the terminal rings once when something falls due."""


class SettingsFile:
    """The settings of one login in one workspace; one that cannot be read or written is no obstacle."""

    def __init__(self, folder: Path, login: str) -> None:
        name = re.sub(r"[^\w-]", "_", login)
        self._path = folder / f"settings.{name}.json"

    def read(self) -> Settings:
        """What was chosen, as far as it still makes sense."""
        import json  # here, as below: most commands draw no screen, and all know its options

        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return Settings()
        return _sensible(found) if isinstance(found, dict) else Settings()

    def keep(self, settings: Settings) -> bool:
        """Write it; whether it could be written."""
        import json

        from incident.walk.drafts import replace_file

        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            (self._path.parent / ".gitignore").write_text("*\n", encoding="utf-8")
            replace_file(self._path, json.dumps(asdict(settings)))
        except OSError:
            return False
        return True


def is_theme(name: str) -> bool:
    """Whether there are such colours."""
    return name in THEMES


def overruled(
    settings: Settings,
    environment: Mapping[str, str],
    *,
    theme: str | None = None,
    ascii: bool | None = None,  # noqa: A002  (as it is called everywhere)
    mouse: bool | None = None,
) -> Settings:
    """What holds for this start: an option, else the environment, else what was chosen; NO_COLOR means no colour.

    While a program in GNU screen hears the mouse, screen keeps a lone Esc until the next key: there it is not heard.
    """
    asked = environment.get("INCIDENT_THEME", "")
    chosen = theme or (asked if is_theme(asked) else settings.theme)
    plain = re.match(_WITHOUT_UNICODE, environment.get("TERM", "")) is not None
    heeds_mouse = settings.mouse and not environment.get("STY")
    return replace(
        settings,
        theme="mono" if environment.get("NO_COLOR") else chosen,
        ascii=ascii if ascii is not None else _asked(environment, "INCIDENT_ASCII", settings.ascii or plain),
        mouse=mouse if mouse is not None else _asked(environment, "INCIDENT_MOUSE", heeds_mouse),
        bell=_asked(environment, "INCIDENT_BELL", settings.bell),
    )


def _asked(environment: Mapping[str, str], name: str, otherwise: bool) -> bool:  # noqa: FBT001  (what holds if nobody asks)
    return environment[name].strip().lower() not in _NO if name in environment else otherwise


def _sensible(found: Mapping[str, Any]) -> Settings:
    """What is of the right kind and names something that there is; the rest as if nobody had chosen."""
    start = Settings()
    known: dict[str, Any] = {
        field.name: found[field.name]
        for field in fields(Settings)
        if isinstance(found.get(field.name), type(getattr(start, field.name)))
    }
    if not is_theme(known.get("theme", start.theme)):
        del known["theme"]
    if known.get("language") not in LANGUAGES:
        known["language"] = ""
    return replace(start, **known)
