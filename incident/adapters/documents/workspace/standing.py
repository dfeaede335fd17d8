"""What is wrong with the `obligations` of `incident.yaml`, line by line: names that the register does not have.

Apart from the compiler of the workspace, which must not read the register at every start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.adapters.documents.reading.findings import did_you_mean, in_order, problem
from incident.adapters.documents.reading.nodes import Place
from incident.adapters.documents.reading.shapes import fit
from incident.adapters.documents.reading.strict_yaml import parse
from incident.adapters.documents.workspace.model import SettingsFile
from incident.adapters.workspace.standing import STANDING_TYPES, places, sectors, standing_value
from incident.i18n import _
from incident.wording.facts import fact_type_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from incident.adapters.documents.reading.sources import Source
    from incident.adapters.documents.workspace.model import StandingFile
    from incident.application.errors import Problem
    from incident.domain.law.obligations import Register

__all__ = ["standing_problems"]


def standing_problems(source: Source, register: Register) -> list[Problem]:
    """Every name and value in the settings that the register does not know; none where the file does not compile."""
    place = Place(source.name, parse(source.data, source.name, rule="WS001"))
    file, _problems = fit(SettingsFile, place, "WS002")
    if file is None or file.obligations is None:
        return []
    return in_order(_all(file.obligations, register, place / "obligations"))


def _all(file: StandingFile, register: Register, place: Place) -> Iterator[Problem]:
    known = {each.id for each in register.obligations()}
    there, fields = places(register), sectors(register)
    yield from _names(
        enumerate(file.jurisdictions), there, place / "jurisdictions", _("There is no jurisdiction '{name}'.")
    )
    yield from _names(enumerate(file.sectors or ()), fields, place / "sectors", _("There is no sector '{name}'."))
    yield from _names(enumerate(file.enabled), known, place / "enabled", _("There is no obligation '{name}'."))
    yield from _keys(file.zones, there, place / "zones", _("There is no jurisdiction '{name}'."))
    yield from _keys(file.targets, known, place / "targets", _("There is no obligation '{name}'."))
    yield from _facts(file, register, place / "facts")


def _names(names: Iterable[tuple[int, str]], known: Collection[str], place: Place, sentence: str) -> Iterator[Problem]:
    for index, name in names:
        if name not in known:
            yield problem(place / index, "WS004", sentence.format(name=name), _hint(name, known))


def _keys(names: Iterable[str], known: Collection[str], place: Place, sentence: str) -> Iterator[Problem]:
    for name in names:
        if name not in known:
            here = place / name
            yield problem(here, "WS004", sentence.format(name=name), _hint(name, known), at=here.key)


def _facts(file: StandingFile, register: Register, place: Place) -> Iterator[Problem]:
    standing = {fact.id: fact for fact in register.facts if fact.type in STANDING_TYPES}
    for name, words in file.facts.items():
        here = place / name
        if name not in standing:
            said = _("No rule of law asks for a fact '{name}'.").format(name=name)
            yield problem(here, "WS004", said, did_you_mean(name, standing), at=here.key)
        elif standing_value(register, name, words) is None:
            said = _("'{value}' cannot be read: write {type}.")
            yield problem(here, "WS006", said.format(value=words, type=fact_type_words(standing[name].type)))


def _hint(name: str, known: Collection[str]) -> str:
    return did_you_mean(name, known) or (
        _("One of: {words}.").format(words=_(", ").join(sorted(known))) if known else ""
    )
