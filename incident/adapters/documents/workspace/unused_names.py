"""Names of audiences and roles that no runbook has: often another word for one that some runbook has.

Apart from the compiler of the workspace, which must not read the library at every start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.adapters.documents.reading.findings import did_you_mean, in_order, problem
from incident.adapters.documents.reading.nodes import Place
from incident.adapters.documents.reading.shapes import fit
from incident.adapters.documents.reading.strict_yaml import parse
from incident.adapters.documents.workspace.model import PeopleFile, TargetsFile
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Collection

    from incident.adapters.documents.reading.sources import Source
    from incident.application.errors import Problem

__all__ = ["audience_problems", "role_problems"]


def audience_problems(source: Source, known: Collection[str]) -> list[Problem]:
    """A warning for each audience that is not among the known ones; none where the file does not compile."""
    place = Place(source.name, parse(source.data, source.name, rule="WS001"))
    file, _problems = fit(TargetsFile, place, "WS002")
    found = []
    for name in file.audiences if file else ():
        if name not in known:
            here = place / "audiences" / name
            said = _("No runbook tells an audience '{name}' anything.").format(name=name)
            found.append(problem(here, "WS009", said, did_you_mean(name, known), at=here.key, severity="warning"))
    return in_order(found)


def role_problems(source: Source, known: Collection[str]) -> list[Problem]:
    """A warning for each role of a person that is not among the known ones; none where the file does not compile."""
    place = Place(source.name, parse(source.data, source.name, rule="WS001"))
    file, _problems = fit(PeopleFile, place, "WS002")
    found = []
    for person, each in file.people.items() if file else ():
        for index, role in enumerate(each.roles):
            if role not in known:
                said = _("No runbook has a role '{name}'.").format(name=role)
                here = place / "people" / person / "roles" / index
                found.append(problem(here, "WS010", said, did_you_mean(role, known), severity="warning"))
    return in_order(found)
