"""Data goes to stdout, talk to stderr, JSON in one safe and readable form.

Apart, because these three rules hold for every command, and nobody should have to remember them.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final, TextIO

import click

from incident.cli.fitting import fitted
from incident.cli.session import Heard, Session
from incident.wording.safe import clean

__all__ = ["VERSION", "as_json", "instant", "let_go", "print_data", "print_json", "say"]

VERSION: Final = 1
"""Of each JSON shape without one of its own; it grows where a key changes its meaning or goes, not for new ones."""

_UNPRINTABLE: Final = r"[^\n -~]"


def print_data(text: str) -> None:
    """What was asked for; that it cannot be written is said at the end, since what was recorded stays recorded."""
    heard = _heard()
    if heard is not None:
        heard.data.append(text)
        return
    try:
        click.echo(text)
    except OSError as error:
        session = click.get_current_context().find_object(Session)
        if session is not None:
            session.unprinted = let_go(sys.stdout, error)


def say(text: str) -> None:
    """What a person should know besides; where nobody can be told, the work goes on."""
    heard = _heard()
    if heard is not None:
        heard.said.append(clean(text))
    try:
        click.echo(fitted(clean(text), sys.stderr), err=True)
    except OSError as error:
        let_go(sys.stderr, error)


def _heard() -> Heard | None:
    """Where a program waits for an answer as JSON: what is said and printed becomes part of it."""
    context = click.get_current_context(silent=True)
    session = context.find_object(Session) if context else None
    return session.heard if session else None


def let_go(stream: TextIO, error: OSError) -> str:
    """Write no more to a stream that takes nothing; why, or '' where its reader went away and wants nothing."""
    try:
        with open(os.devnull, "wb") as nowhere:  # noqa: PTH123  (a descriptor is wanted, no file)
            os.dup2(nowhere.fileno(), stream.fileno())
        stream.flush()
    except (OSError, ValueError):
        pass  # a stream of a test has no descriptor
    return "" if isinstance(error, BrokenPipeError) else error.strerror or str(error)


def print_json(shape: Mapping[str, Any], version: int = VERSION) -> None:
    """A shape with its version."""
    print_data(as_json({"version": version, **shape}))


def as_json(value: Any) -> str:  # noqa: ANN401  (whatever JSON can hold)
    """JSON that a person can read and that no terminal obeys: what cannot be printed is escaped, nothing is lost."""
    import json  # here, as below: who asks for no JSON needs none

    return re.sub(_UNPRINTABLE, _escaped, json.dumps(value, ensure_ascii=False, indent=2))


def instant(at: datetime | None) -> str | None:
    """An instant in UTC, as every JSON shape writes it."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z") if at else None


def _escaped(match: re.Match[str]) -> str:
    import json

    char = match[0]
    return char if char.isprintable() else json.dumps(char)[1:-1]
