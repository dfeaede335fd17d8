"""A runbook in one language while others join it: its facts, roles, words and places, and what does not go together.

Apart from joining, which decides what joins and in which order.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from incident.adapters.documents.reading.findings import problem
from incident.adapters.documents.runbooks.prefixing import under
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from incident.adapters.documents.reading.nodes import Place
    from incident.adapters.documents.runbooks.compile_runbook import Compiled
    from incident.application.errors import Problem
    from incident.domain.runbooks.runbook import Fact, Phase, Runbook, Step

__all__ = ["Joint"]

_SHARED: Final = ("fact.", "audience.")
"""Words that keep their keys: the runbooks mean the same thing by the same id."""


@dataclass(slots=True, kw_only=True)
class Joint:
    """Collects what joins one runbook; what it says itself wins."""

    written: Compiled
    facts: dict[str, Fact]
    roles: list[str]
    words: dict[str, str]
    places: dict[str, Place]
    problems: list[Problem] = field(default_factory=list)

    @classmethod
    def of(cls, written: Compiled) -> Joint:
        """Nothing has joined yet."""
        facts = {fact.id: fact for fact in written.runbook.facts}
        roles = list(written.runbook.roles)
        return cls(written=written, facts=facts, roles=roles, words=dict(written.words), places=dict(written.places))

    def wrong(self, place: Place, rule: str, message: str, hint: str = "") -> None:
        """Note what keeps a runbook from joining."""
        self.problems.append(problem(place, rule, message, hint))

    def share(self, inner: Compiled, place: Place) -> None:
        """Take the facts, the names of audiences and the title of a runbook."""
        for fact in inner.runbook.facts:
            known = self.facts.setdefault(fact.id, fact)
            if known != fact:
                said = _("The fact '{name}' has another type or range in the runbook '{id}'.")
                self.wrong(place, "RB003", said.format(name=fact.id, id=inner.runbook.id), _("Give one another id."))
        for key, there in inner.places.items():
            if key.startswith(_SHARED):
                self.places.setdefault(key, there)
        for key, words in inner.words.items():
            if key.startswith((*_SHARED, "runbook.")):
                self.words.setdefault(key, words)
        self.words.setdefault(f"runbook.{inner.runbook.id}.title", inner.words["title"])

    def need_roles(self, steps: Iterable[Step], inner: Compiled, place: Place) -> None:
        """Note the roles that the steps of a runbook need and that this one lacks."""
        for role in dict.fromkeys(role for step in steps for role in (step.by, step.approver) if role):
            if role not in self.roles:
                said = _("The role '{role}' of the runbook '{id}' is not in 'roles'.")
                said = said.format(role=role, id=inner.runbook.id)
                self.wrong(place, "RB012", said, _("Add it to 'roles' and to 'names'."))

    def take_roles(self, inner: Compiled) -> None:
        """Take the roles of a runbook, and what it calls those that this one lacks."""
        for role in inner.runbook.roles:
            if role not in self.roles:
                self.roles.append(role)
            self.words.setdefault(f"role.{role}", inner.words.get(f"role.{role}", ""))

    def take(self, inner: Compiled, prefix: str, *, kind: str, owners: Collection[str]) -> None:
        """Take the words and places of steps or phases, under their new ids."""
        self.words |= under(prefix, inner.words, kind=kind, owners=owners)
        self.places |= under(prefix, inner.places, kind=kind, owners=owners)

    def done(self, runbook: Runbook, phases: Sequence[Phase]) -> Compiled:
        """The runbook with all that joined it; its problems are those of joining."""
        joined = replace(runbook, phases=tuple(phases), facts=tuple(self.facts.values()), roles=tuple(self.roles))
        return replace(
            self.written,
            runbook=joined,
            words=self.words,
            places=self.places,
            problems=tuple(dict.fromkeys(self.problems)),
        )
