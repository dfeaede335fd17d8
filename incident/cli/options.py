"""The options of the program itself: who, where, in which language.

They stand before the command, where the help shows them, and are understood behind it as well, because that is where
hands put them at night.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import click

from incident.cli.session import Session
from incident.cli.spoken import Option
from incident.cli.texts import TEXT
from incident.i18n import LANGUAGES, N_, _, supported
from incident.wording.safe import clean_line

__all__ = ["asked_language", "asked_workspace", "program_options", "unspoken_words"]


def program_options(*, hidden: bool = False) -> list[click.Parameter]:
    """Fresh options of the program, `hidden` from the help of a single command."""

    def made(name: str, field: str, metavar: str, text: str, check: Callable[[str], str] = str) -> click.Parameter:
        return Option(
            [name, f"option_{field}"],
            metavar=metavar,
            help=text,
            hidden=hidden,
            type=TEXT,
            expose_value=False,
            is_eager=True,
            callback=_keeping(field, check),
        )

    return [
        made("--workspace", "workspace", "DIR", N_("The team's folder; INCIDENT_HOME names it too.")),
        made("--db", "database", "URL", N_("The log, if it is not the workspace's own; INCIDENT_DB names it too.")),
        made("--as", "acting_as", "PERSON", N_("Act for this person; the record keeps both names.")),
        made("--lang", "language", "|".join(LANGUAGES), N_("The language to speak."), _spoken),
    ]


def asked_language(argv: Sequence[str]) -> str | None:
    """What `--lang` asks for, wherever it stands, before anything is parsed: errors are spoken in it too."""
    return next((tag for asked in _values_of("--lang", argv) if (tag := supported(asked))), None)


def unspoken_words(name: str) -> str:
    """That the environment asks for a language which nobody here speaks, and which there are."""
    said = _("INCIDENT_LANG names no language of this program: '{name}'. Choose one of: {names}.")
    return said.format(name=clean_line(name), names=_(", ").join(LANGUAGES))


def asked_workspace(argv: Sequence[str]) -> str | None:
    """What `--workspace` names, before anything is parsed: where nobody asks for a language, the folder says it."""
    return next(_values_of("--workspace", argv), None)


def _values_of(name: str, argv: Sequence[str]) -> Iterator[str]:
    for word, following in zip(argv, [*argv[1:], ""], strict=False):
        if word == "--":
            return
        value = following if word == name else word.removeprefix(f"{name}=") if word.startswith(f"{name}=") else ""
        if value:
            yield value


def _keeping(field: str, check: Callable[[str], str]) -> Callable[[click.Context, click.Parameter, Any], None]:
    def keep(context: click.Context, _parameter: click.Parameter, value: str | None) -> None:
        session = context.find_object(Session)
        if value is not None and session is not None:
            session.options = replace(session.options, **{field: check(value)})  # type: ignore[arg-type]  # a field that holds text

    return keep


def _spoken(language: str) -> str:
    tag = supported(language)
    if tag is None:
        said = _("'{language}' is not spoken here. Choose one of: {languages}.")
        raise click.BadParameter(said.format(language=language, languages=_(", ").join(LANGUAGES)))
    return tag
