"""The plans of a workspace, each year in a file of its own below `drills/`.

Apart from the scenarios: a plan names them, and everybody may read it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from incident.adapters.documents.reading.sources import list_files, open_source, source_of
from incident.application.errors import DocumentError, NotFound, Problem
from incident.domain.frozen import Frozen
from incident.domain.hashing import sha256
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from incident.adapters.documents.drills.compiler import Surroundings
    from incident.adapters.documents.reading.sources import Source
    from incident.domain.exercises.programme import Plan

__all__ = ["PLAN", "PlanShelf", "Written"]

PLAN: Final = "drill-plan/1"
"""The format of a year's plan."""


class Written(Frozen):
    """A plan, and the file that says it."""

    plan: Plan
    path: str
    data: bytes

    @property
    def digest(self) -> str:
        """SHA-256 of the file, as everybody can compute it."""
        return sha256(self.data).hexdigest()


class PlanShelf:
    """Reads the plans of one workspace."""

    def __init__(self, folder: Path, around: Callable[[], Surroundings]) -> None:
        """`folder` may be missing; `around` is asked when a plan is read."""
        self.folder = folder
        self._around = around

    def has_any(self) -> bool:
        """Whether there is any file, right or wrong; nothing is read for that."""
        return self.folder.is_dir() and any(list_files([self.folder]))

    def written(self, year: int) -> Written:
        """The plan of that year.

        Raises:
            NotFound: there is none.
            DocumentError: its file is wrong; carries every problem.
        """
        wrong: list[Problem] = []
        for source in self._sources():
            plan, problems = self._compiled(source)
            if plan is not None and plan.year == year and not _errors(problems):
                return Written(plan=plan, path=source.name, data=source.data)
            wrong += _errors(problems) if plan is None or plan.year == year else ()
        if wrong:
            raise DocumentError(tuple(wrong))
        raise NotFound(kind="drill-plan", name=str(year), near=[])

    def before(self, year: int) -> Sequence[Written]:
        """The plans of earlier years, the oldest first; one that cannot be read is left out, and `check` names it."""
        found: dict[int, Written] = {}
        for source in self._sources():
            plan = self._compiled(source)[0]
            if plan is not None and plan.year < year:
                found.setdefault(plan.year, Written(plan=plan, path=source.name, data=source.data))
        return [found[each] for each in sorted(found)]

    def as_approved(self, data: bytes) -> Plan | None:
        """What a file said that was kept when it was approved; None where it can no longer be read."""
        return self._compiled(source_of(self.folder / "approved.yaml", data))[0]

    def check(self, paths: Sequence[Path] = ()) -> Sequence[Problem]:
        """Everything wrong in these files or folders; in all plans where there are none.

        Raises:
            NotFound: a path is not there.
        """
        missing = next((each for each in paths if not each.exists()), None)
        if missing is not None:
            raise NotFound(kind="file", name=str(missing))
        problems: list[Problem] = []
        first: dict[int, str] = {}
        for source in self._sources(paths):
            plan, found = self._compiled(source)
            problems += found
            if plan is not None and first.setdefault(plan.year, source.name) != source.name:
                said = _("The year {year} is planned twice; also in {other}.")
                words = said.format(year=plan.year, other=first[plan.year])
                problems.append(Problem(path=source.name, line=1, column=1, rule="PL009", message=words))
        return problems

    def schema(self) -> Mapping[str, object]:
        """The JSON Schema of plans, its descriptions in the language in use."""
        from incident.adapters.documents.drills.schema import plan_schema  # here: pydantic

        return plan_schema()

    def _sources(self, paths: Sequence[Path] = ()) -> Iterator[Source]:
        if paths or self.folder.is_dir():
            yield from (open_source(path) for path in list_files(paths or [self.folder]))

    def _compiled(self, source: Source) -> tuple[Plan | None, Sequence[Problem]]:
        from incident.adapters.documents.drills.reading import compile_plan  # here: pydantic, yaml and the calendar

        return compile_plan(source, self._around())


def _errors(problems: Sequence[Problem]) -> list[Problem]:
    return [each for each in problems if each.severity == "error"]
