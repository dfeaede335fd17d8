"""`keys.yaml`: which keys a team or a person wants for what the program does, each wish with its place.

Apart from the compiler of the workspace, because the terminal program alone knows its keys, and judges them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BeforeValidator, Field

from incident.adapters.documents.reading.fields import Strict
from incident.adapters.documents.reading.nodes import Place
from incident.adapters.documents.reading.shapes import fit
from incident.adapters.documents.reading.sources import open_source
from incident.adapters.documents.reading.strict_yaml import parse
from incident.application.errors import DocumentError, Problem
from incident.walk.keys import Wish

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["read_wishes"]

Key = Annotated[str, Field(min_length=1, max_length=20)]
Keys = Annotated[
    list[Key],
    BeforeValidator(lambda keys: [keys] if isinstance(keys, str) else keys),
    Field(min_length=1, max_length=4),
]
"""A list, or one key alone."""


class KeysFile(Strict):
    """`keys.yaml`."""

    format: Literal["keys/1"]
    keys: dict[Annotated[str, Field(max_length=60)], Keys]


def read_wishes(path: Path) -> tuple[list[Wish], list[Problem]]:
    """What the file asks for, and what is wrong with its form; nothing where there is no such file."""
    if not path.exists():
        return [], []
    try:
        source = open_source(path)
        place = Place(source.name, parse(source.data, source.name, rule="WS001"))
    except DocumentError as error:
        return [], list(error.problems)
    file, problems = fit(KeysFile, place, "WS002")
    wished = file.keys.items() if file is not None else ()
    return [_wish(place / "keys" / name, name, keys) for name, keys in wished], problems


def _wish(place: Place, name: str, keys: list[str]) -> Wish:
    line, column = place.key
    return Wish(binding=name, keys=tuple(keys), path=place.file, line=line, column=column)
