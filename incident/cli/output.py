"""Data goes to stdout, talk to stderr, JSON in one safe and readable form.

Apart, because these three rules hold for every command, and nobody should have to remember them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

import click

__all__ = ["VERSION", "as_json", "instant", "print_data", "print_json", "say"]

VERSION: Final = 1
"""Of every JSON shape; it grows when a key changes its meaning or goes, not when one is added."""

_UNPRINTABLE: Final = r"[^\n -~]"


def print_data(text: str) -> None:
    """What was asked for."""
    click.echo(text)


def say(text: str) -> None:
    """What a person should know besides."""
    click.echo(text, err=True)


def print_json(shape: Mapping[str, Any]) -> None:
    """A shape with its version."""
    print_data(as_json({"version": VERSION, **shape}))


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
