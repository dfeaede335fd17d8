"""Reads the files of the register: which of them belong to it, and each in its model.

Apart from compiling, so that a file that cannot be read stops no other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from incident.adapters.documents.obligations.model import (
    CALENDAR,
    OBLIGATIONS,
    WORDS,
    CalendarFile,
    RegimeFile,
    WordsFile,
)
from incident.adapters.documents.reading.nodes import Place
from incident.adapters.documents.reading.shapes import fit
from incident.adapters.documents.reading.strict_yaml import parse
from incident.application.errors import DocumentError, Problem
from incident.domain.frozen import Frozen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from incident.adapters.documents.reading.sources import Source

__all__ = ["Files", "Read", "read_files"]

M = TypeVar("M", RegimeFile, WordsFile, CalendarFile)


class Read(Frozen, Generic[M]):
    """A file that fits its model."""

    file: M
    place: Place


class Files(Frozen):
    """The files of the register, as far as they could be read."""

    regimes: tuple[Read[RegimeFile], ...]
    words: tuple[Read[WordsFile], ...]
    calendars: tuple[Read[CalendarFile], ...]
    problems: tuple[Problem, ...]


def read_files(sources: Iterable[Source]) -> Files:
    """Every file of the register among the sources; others are left out."""
    given = list(sources)
    problems: list[Problem] = []
    return Files(
        regimes=tuple(_read(given, OBLIGATIONS, RegimeFile, problems)),
        words=tuple(_read(given, WORDS, WordsFile, problems)),
        calendars=tuple(_read(given, CALENDAR, CalendarFile, problems)),
        problems=tuple(problems),
    )


def _read(sources: list[Source], name: str, model: type[M], problems: list[Problem]) -> list[Read[M]]:
    found = []
    for source in sources:
        if source.format != name:
            continue
        try:
            place = Place(source.name, parse(source.data, source.name, rule="OB001"))
        except DocumentError as error:
            problems += error.problems
            continue
        file, wrong = fit(model, place, "OB001")
        problems += wrong
        if file is not None:
            found.append(Read(file=file, place=place))
    return found
