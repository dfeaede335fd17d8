"""Where `incident.yaml` says where the log is, for what is wrong with that on this machine.

Apart from the compiler of the workspace: the file may be right and the machine lack what it asks for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.adapters.documents.reading.findings import problem
from incident.adapters.documents.reading.nodes import Place
from incident.adapters.documents.reading.strict_yaml import parse

if TYPE_CHECKING:
    from incident.adapters.documents.reading.sources import Source
    from incident.application.errors import Problem

__all__ = ["RULE", "address_problem"]

RULE = "WS008"


def address_problem(source: Source, said: str, severity: str) -> Problem:
    """The sentence, beside the line that names the log."""
    place = Place(source.name, parse(source.data, source.name, rule="WS001"))
    return problem(place / "database", RULE, said, severity=severity)
