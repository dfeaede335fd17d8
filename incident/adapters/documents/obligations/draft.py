"""A file of the register while it is being compiled: what it says in each language, and what is wrong so far.

Apart from the compilers of its parts, which all add to it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from incident.adapters.documents.obligations.model import LANGUAGES
from incident.adapters.documents.reading.conditions import ConditionError, parse_condition
from incident.adapters.documents.reading.findings import did_you_mean, problem
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from incident.adapters.documents.obligations.model import Said
    from incident.adapters.documents.reading.nodes import Place
    from incident.application.errors import Problem
    from incident.domain.runbooks.conditions import Condition
    from incident.domain.runbooks.runbook import FactType

__all__ = ["Draft"]


@dataclass(slots=True, kw_only=True)
class Draft:
    """Collects the words and the problems of the register."""

    facts: Mapping[str, FactType] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    words: dict[str, dict[str, str]] = field(default_factory=lambda: {language: {} for language in LANGUAGES})
    conditions: list[Condition] = field(default_factory=list)
    """Every condition that was read, to know which facts are used."""

    def aside(self) -> Draft:
        """A draft whose problems are told and whose words nobody hears, for what another file overrides."""
        return Draft(facts=self.facts, problems=self.problems, conditions=self.conditions)

    def say(self, key: str, said: Said | None, place: Place) -> None:
        """Keep a text in every language; one that is missing is a problem."""
        if said is None:
            return
        for language in LANGUAGES:
            if language not in said:
                wrong = _("The text is missing in '{language}'.").format(language=language)
                self.wrong(place, "OB006", wrong, _("Every text of an obligation stands in all languages."))
        for language, text in said.items():
            self.words[language][key] = text

    def say_all(self, key: str, many: Iterable[Said], place: Place) -> int:
        """Keep a list of texts; tells how many."""
        count = 0
        for index, said in enumerate(many):
            self.say(f"{key}.{index}", said, place / index)
            count += 1
        return count

    def wrong(self, place: Place, rule: str, message: str, hint: str = "", *, severity: str = "error") -> None:
        """Note a problem with the value at a place."""
        self.problems.append(problem(place, rule, message, hint, severity=severity))

    def condition(self, line: str | None, place: Place) -> Condition | None:
        """The condition that a line says; what is wrong with it is noted."""
        if line is None:
            return None
        try:
            condition = parse_condition(line, self.facts)
        except ConditionError as error:
            at = place.character(error.offset)
            self.problems.append(problem(place, "OB003", error.message, error.hint, at=at))
            return None
        self.conditions.append(condition)
        return condition

    def known(self, name: str, names: Collection[str], place: Place, rule: str, sentence: str) -> None:
        """Note a name that is not among those that are known, with the nearest one."""
        if name not in names:
            hint = did_you_mean(name, names) or _("One of: {words}.").format(words=_(", ").join(sorted(names)))
            self.wrong(place, rule, sentence.format(name=name), hint)
