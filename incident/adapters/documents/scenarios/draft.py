"""A scenario file while it is being compiled: its words, its places, and what is wrong so far.

Apart from the compiler, whose parts all add to it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from incident.adapters.documents.reading.conditions import ConditionError, parse_condition
from incident.adapters.documents.reading.findings import problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from incident.adapters.documents.reading.nodes import Place
    from incident.application.errors import Problem
    from incident.domain.runbooks.conditions import Condition
    from incident.domain.runbooks.runbook import FactType

__all__ = ["Draft"]


@dataclass(slots=True, kw_only=True)
class Draft:
    """Collects the words and the problems of one file."""

    facts: Mapping[str, FactType] | None
    """Of the runbook; None where it is not known, and no condition can be read."""
    words: dict[str, str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def say(self, key: str, words: str | None, place: Place) -> None:
        """Keep a text, if there is one."""
        if words is not None:
            self.words[key] = words.strip()
            self.places[key] = place

    def say_each(self, key: str, many: Iterable[str], place: Place) -> int:
        """Keep a list of texts; tells how many."""
        count = 0
        for index, words in enumerate(many):
            self.say(f"{key}.{index}", words, place / index)
            count += 1
        return count

    def wrong(self, place: Place, rule: str, message: str, hint: str = "", *, severity: str = "error") -> None:
        """Note a problem with the value at a place."""
        self.problems.append(problem(place, rule, message, hint, severity=severity))

    def condition(self, line: str, place: Place) -> Condition | None:
        """The condition that a line says; what is wrong with it is noted."""
        if self.facts is None:
            return None
        try:
            return parse_condition(line, self.facts)
        except ConditionError as error:
            at = place.character(error.offset)
            self.problems.append(problem(place, "SC005", error.message, error.hint, at=at))
            return None
