"""Where a year's plan of exercises comes from, as a team wrote it.

Apart from the runbooks: hardly any command looks at a plan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from incident.domain.exercises.programme import Plan

__all__ = ["WrittenPlan", "YearPlans"]


class WrittenPlan(Protocol):
    """A year's plan of exercises, and the file that says it."""

    @property
    def plan(self) -> Plan: ...
    @property
    def path(self) -> str: ...
    @property
    def data(self) -> bytes: ...
    @property
    def digest(self) -> str: ...


class YearPlans(Protocol):
    """The plans of exercises: `adapters.documents.drills.library` says what each member promises."""

    def has_any(self) -> bool: ...
    def written(self, year: int) -> WrittenPlan: ...
    def before(self, year: int) -> Sequence[WrittenPlan]: ...
    def as_approved(self, data: bytes) -> Plan | None: ...
