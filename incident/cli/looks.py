"""The options of the terminal program: its colours, its signs, its mouse; the environment says the same by other names.

Apart from the program's own options, because no other command draws a screen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import click

from incident.cli.options import unspoken_words
from incident.cli.session import Session
from incident.cli.spoken import Option
from incident.cli.texts import TEXT
from incident.cli.wiring import Options
from incident.i18n import N_, _, unspoken
from incident.walk.settings import THEMES, Settings, is_theme, overruled
from incident.wording.safe import clean_line

__all__ = ["look_of", "look_options"]


def look_options() -> list[click.Parameter]:
    """Fresh options; each says how this start looks, and is not remembered."""
    return [
        Option(
            ["--theme", "option_theme"],
            metavar="|".join(THEMES),
            type=TEXT,
            help=N_("The colours; INCIDENT_THEME names them too."),
            **_kept("theme", _theme),
        ),
        Option(
            ["--ascii/--no-ascii", "option_ascii"],
            default=None,
            help=N_("Draw frames in ASCII, or in lines; INCIDENT_ASCII says it too."),
            **_kept("ascii", bool),
        ),
        Option(
            ["--mouse/--no-mouse", "option_mouse"],
            default=None,
            help=N_("Heed the mouse, or leave it to the terminal; INCIDENT_MOUSE says it too."),
            **_kept("mouse", bool),
        ),
    ]


def look_of(chosen: Settings, options: Options, environment: Mapping[str, str]) -> Settings:
    """What holds for this start.

    Raises:
        click.UsageError: the environment names a language or a theme that there is not.
    """
    if name := unspoken(environment):
        raise click.UsageError(unspoken_words(name))
    asked = environment.get("INCIDENT_THEME", "")
    if asked and not is_theme(asked):
        said = _("INCIDENT_THEME names no theme: '{name}'. Choose one of: {names}.")
        raise click.UsageError(said.format(name=clean_line(asked), names=_(", ").join(THEMES)))
    return overruled(chosen, environment, theme=options.theme, ascii=options.ascii, mouse=options.mouse)


def _kept(field: str, check: Callable[[Any], object]) -> dict[str, Any]:
    def keep(context: click.Context, _parameter: click.Parameter, value: object) -> None:
        session = context.find_object(Session)
        if value is not None and session is not None:
            session.options = replace(session.options, **{field: check(value)})  # type: ignore[arg-type]  # a field by name

    return {"expose_value": False, "callback": keep}


def _theme(name: str) -> str:
    if not is_theme(name):
        said = _("There is no theme '{name}'. Choose one of: {names}.")
        raise click.BadParameter(said.format(name=clean_line(name), names=_(", ").join(THEMES)))
    return name
