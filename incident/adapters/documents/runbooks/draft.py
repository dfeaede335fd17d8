"""A runbook in one language while it is being compiled: what is known, said and found wrong so far.

Apart from the compilers, which all add to it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from incident.adapters.documents.reading.conditions import ConditionError, parse_condition
from incident.adapters.documents.reading.findings import did_you_mean, problem
from incident.domain.grading.tiers import Tier
from incident.domain.runbooks.conditions import Condition, Op
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from incident.adapters.documents.reading.nodes import Mark, Place
    from incident.adapters.documents.runbooks.model import RunbookFile
    from incident.application.errors import Problem
    from incident.domain.runbooks.runbook import FactType

__all__ = ["ALL_TIERS", "Draft", "spread"]

ALL_TIERS: Final = tuple(Tier)
"""Gravest first."""

_UNREAD: Final = Condition(op=Op.LITERAL, value=True)
"""Stands for a condition that has a problem; a draft with problems becomes no bundle."""


@dataclass(slots=True, kw_only=True)
class Draft:
    """Collects the words and the problems of one file."""

    document: Place
    file: RunbookFile
    facts: Mapping[str, FactType]
    problems: list[Problem] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    """Where each word, and each `step.ID`, `phase.ID`, `fact.ID` stands."""

    def say(self, key: str, words: str | None, place: Place) -> None:
        """Keep the words of a key; None says nothing."""
        if words is not None:
            self.words[key] = words
            self.places[key] = place

    def wrong(self, place: Place, rule: str, message: str, hint: str = "", *, at: Mark | None = None) -> None:
        """Note a problem with the value at a place; `at` points closer than its beginning."""
        self.problems.append(problem(place, rule, message, hint, at=at))

    def condition(self, line: str, place: Place) -> Condition:
        """The condition that a line says; what is wrong with it is noted."""
        if line.strip() == "otherwise":
            self.wrong(place, "RB019", _("'otherwise' has no meaning outside triage."))
            return _UNREAD
        try:
            return parse_condition(line, self.facts)
        except ConditionError as error:
            self.wrong(place, error.rule, error.message, error.hint, at=place.character(error.offset))
            return _UNREAD

    def role(self, role: str | None, place: Place) -> str | None:
        """The role, once it is sure that the runbook has it."""
        if role is not None and role not in self.file.roles:
            said = _("The role '{role}' is not in 'roles'.").format(role=role)
            self.wrong(place, "RB012", said, did_you_mean(role, self.file.roles))
        return role

    def unique(self, name: str, seen: dict[str, Place], place: Place) -> None:
        """Note an id that stands twice, naming both places."""
        if name in seen:
            said = _("The id '{id}' stands twice; first in line {line}.")
            self.wrong(place, "RB003", said.format(id=name, line=seen[name].at.line), _("Give one of them another id."))
        seen.setdefault(name, place)


def spread(length: timedelta | Mapping[Tier, timedelta] | None, tiers: Iterable[Tier]) -> dict[Tier, timedelta]:
    """The length for each of the tiers; one length alone is for all of them."""
    if length is None:
        return {}
    if isinstance(length, timedelta):
        return dict.fromkeys(tiers, length)
    return {tier: length[tier] for tier in tiers if tier in length}
