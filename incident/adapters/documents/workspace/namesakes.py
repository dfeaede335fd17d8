"""People of one name and one way, whom no message could tell apart.

Apart from the compiler of the workspace: everybody is told all the same, so it is a warning, and no start looks for it.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from incident.adapters.documents.reading.findings import in_order, problem
from incident.adapters.documents.reading.nodes import Place
from incident.adapters.documents.reading.shapes import fit
from incident.adapters.documents.reading.strict_yaml import parse
from incident.adapters.documents.workspace.model import PeopleFile
from incident.i18n import _

if TYPE_CHECKING:
    from incident.adapters.documents.reading.sources import Source
    from incident.adapters.documents.workspace.model import PersonFile
    from incident.application.errors import Problem

__all__ = ["namesake_problems"]


def namesake_problems(source: Source) -> list[Problem]:
    """A warning for each who has name and way of somebody before them; none where the file does not compile."""
    place = Place(source.name, parse(source.data, source.name, rule="WS001"))
    file, _problems = fit(PeopleFile, place, "WS002")
    found = []
    for (first, one), (second, other) in combinations(file.people.items() if file else (), 2):
        if _folded(one) == _folded(other) and _ways(one) & _ways(other):
            said = _(
                "'{first}' and '{second}' have one name and one way: nobody could tell whose answer stops a message."
            )
            hint = _("Give one of them another name, such as '{name} (2)'.").format(name=other.name)
            here = place / "people" / second / "name"
            found.append(problem(here, "WS011", said.format(first=first, second=second), hint, severity="warning"))
    return in_order(found)


def _folded(person: PersonFile) -> str:
    return " ".join(person.name.casefold().split())


def _ways(person: PersonFile) -> set[tuple[str, str]]:
    return {(way.target, way.address) for way in person.reach}
