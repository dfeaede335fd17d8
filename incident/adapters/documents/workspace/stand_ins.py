"""People who stand in now or later and could not do what they stand in for.

Apart from the compiler of the workspace: it knows no hour, and what is over, or a slip in it, must stop no start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.adapters.documents.reading.findings import in_order, problem
from incident.adapters.documents.reading.nodes import Place
from incident.adapters.documents.reading.shapes import fit
from incident.adapters.documents.reading.strict_yaml import parse
from incident.adapters.documents.workspace.model import PeopleFile
from incident.adapters.documents.workspace.rota_model import OverridesFile
from incident.application.messages.people import out_of_reach
from incident.wording.stand_ins import unfit_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from incident.adapters.documents.reading.sources import Source
    from incident.application.errors import Problem
    from incident.application.ports import Directory

__all__ = ["stand_in_problems"]


def stand_in_problems(people: Source, overrides: Source | None, directory: Directory, now: datetime) -> list[Problem]:
    """A warning where each first stands in; `directory` is what the two files compile to."""
    places = dict[str, list[Place]]()
    for rota_id, place in (*_of_people(people), *(_of_overrides(overrides) if overrides else ())):
        places.setdefault(rota_id, []).append(place / "person")
    mute, found = out_of_reach(directory), []
    for rota in directory.rotas():
        ahead = [each for each in zip(rota.overrides, places.get(rota.id, ()), strict=True) if each[0].end > now]
        for override, place in {each[0].person: each for each in reversed(ahead)}.values():
            person = directory.person(override.person)
            for said, hint in unfit_words(person, rota, mute) if person else ():
                found.append(problem(place, "WS004", said, hint, severity="warning"))
    return in_order(found)


def _of_people(source: Source) -> Iterator[tuple[str, Place]]:
    place = Place(source.name, parse(source.data, source.name, rule="WS001"))
    file, _problems = fit(PeopleFile, place, "WS002")
    for name, rota in file.rota.items() if file else ():
        yield from ((name, place / "rota" / name / "overrides" / number) for number in range(len(rota.overrides)))


def _of_overrides(source: Source) -> Iterator[tuple[str, Place]]:
    place = Place(source.name, parse(source.data, source.name, rule="WS001"))
    file, _problems = fit(OverridesFile, place, "WS002")
    yield from ((each.rota, place / "overrides" / n) for n, each in enumerate(file.overrides if file else ()))
