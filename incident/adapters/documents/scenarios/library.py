"""The scenarios that exercises can be run with: the workspace's own first, then the shipped ones.

Nothing of them is kept compiled: what is really the case is no business of a player's cache, and only a facilitator
opens one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.adapters.documents.library import YamlLibrary
from incident.adapters.documents.reading.sources import SCENARIO, scan
from incident.application.errors import DocumentError, NotFound
from incident.domain.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from incident.adapters.documents.reading.sources import Source
    from incident.domain.exercises.scenario import ScenarioBundle
    from incident.domain.runbooks.runbook import Bundle

__all__ = ["ScenarioLibrary"]


class ScenarioLibrary:
    """Reads the folders in their order; the first that has an id decides it."""

    def __init__(self, folders: Sequence[Path], runbooks: Sequence[Path], cache: Path | None = None) -> None:
        """`runbooks` are the folders of those that the scenarios try out."""
        self._folders = [folder for folder in folders if folder.is_dir()]
        self._runbooks = runbooks
        self._cache = cache

    def every(self) -> Iterator[ScenarioBundle]:
        """Each scenario without an error, in the order of ids."""
        for name in sorted(self._found()):
            try:
                yield self.bundle(name)
            except DocumentError:
                continue

    def bundle(self, scenario_id: str) -> ScenarioBundle:
        """The compiled scenario in all its languages.

        Raises:
            NotFound: there is none of that id.
            DocumentError: it does not compile, or cannot be played on its runbook.
        """
        files = self._files(scenario_id)
        # here: pydantic, yaml and lark, and whoever asks for one that is not there needs none of them
        from incident.adapters.documents.scenarios.checking import check_scenarios

        checked = check_scenarios(files, self._runbooks, self._cache)
        if scenario_id not in checked.bundles:
            raise DocumentError(checked.problems)
        return checked.bundles[scenario_id]

    def texts(self, scenario_id: str) -> Mapping[str, str]:
        """What its files say as they stand, by language.

        Raises:
            NotFound: there is none of that id.
        """
        return {each.language: each.data.decode("utf-8-sig") for each in self._files(scenario_id)}

    def runbook(self, runbook_id: str) -> Bundle:
        """The runbook that a scenario tries out.

        Raises:
            NotFound: there is none of that id.
            DocumentError: it does not compile.
        """
        return YamlLibrary(self._runbooks, self._cache).bundle(runbook_id)

    def _files(self, scenario_id: str) -> Sequence[Source]:
        found = self._found()
        if scenario_id not in found:
            raise NotFound(kind="scenario", name=scenario_id, near=nearest(scenario_id, sorted(found)))
        return found[scenario_id]

    def _found(self) -> dict[str, list[Source]]:
        """The files of each scenario, of the first folder that has it."""
        found: dict[str, list[Source]] = {}
        for folder in self._folders:
            here: dict[str, list[Source]] = {}
            for source in scan([folder]):
                if source.format == SCENARIO and source.id:
                    here.setdefault(source.id, []).append(source)
            found = here | found
        return found
