"""Everything that is wrong with scenarios among the files that are checked, and the bundles that they say.

Apart from the check of runbooks, which calls it: a scenario is read with the runbook that it tries out.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from incident.adapters.documents.library import YamlLibrary
from incident.adapters.documents.reading.findings import did_you_mean, in_order, problem
from incident.adapters.documents.reading.nodes import Place
from incident.adapters.documents.reading.shapes import fit
from incident.adapters.documents.reading.sources import SCENARIO
from incident.adapters.documents.reading.strict_yaml import parse
from incident.adapters.documents.scenarios.compiler import compile_scenario
from incident.adapters.documents.scenarios.languages import differences
from incident.adapters.documents.scenarios.model import ScenarioFile
from incident.adapters.documents.scenarios.on_runbook import missing_evidence, problems_on_runbook
from incident.adapters.documents.scenarios.rules import RULES
from incident.adapters.documents.snapshot import Snapshot
from incident.application.errors import DocumentError, NotFound, Problem
from incident.domain.exercises.scenario import ScenarioBundle
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from incident.adapters.documents.reading.sources import Source
    from incident.adapters.documents.scenarios.compiler import Compiled
    from incident.domain.runbooks.runbook import Bundle

__all__ = ["Checked", "check_scenarios"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The scenarios that the files say, and everything that is wrong with them."""

    bundles: dict[str, ScenarioBundle]
    """Those without an error, by id."""
    problems: tuple[Problem, ...]


def check_scenarios(sources: Sequence[Source], roots: Sequence[Path], cache: Path | None = None) -> Checked:
    """Read every scenario among the sources, each on its runbook in the roots."""
    problems: list[Problem] = []
    groups: dict[str, list[tuple[ScenarioFile, Place]]] = defaultdict(list)
    for source in sources:
        if source.format == SCENARIO:
            read = _read(source, problems)
            if read is not None:
                groups[read[0].id].append(read)
    bundles, library = {}, YamlLibrary(roots, cache)
    for name, files in groups.items():
        bundle = _bundle(files, library, roots, problems)
        if bundle is not None:
            bundles[name] = bundle
    return Checked(bundles=bundles, problems=tuple(in_order(problems)))


def _read(source: Source, problems: list[Problem]) -> tuple[ScenarioFile, Place] | None:
    try:
        place = Place(source.name, parse(source.data, source.name, rule="SC001"))
    except DocumentError as error:
        problems += error.problems
        return None
    file, wrong = fit(ScenarioFile, place, "SC001")
    problems += wrong
    return None if file is None else (file, place)


def _bundle(
    files: Sequence[tuple[ScenarioFile, Place]], library: YamlLibrary, roots: Sequence[Path], problems: list[Problem]
) -> ScenarioBundle | None:
    languages: dict[str, Compiled] = {}
    for file, place in files:
        runbook = _runbook(file, place, library, roots, problems)
        compiled = compile_scenario(file, place, runbook)
        problems += [*compiled.problems, *missing_evidence(compiled)]
        problems += [found for rule in RULES for found in rule(compiled)]
        if runbook is not None:
            problems += problems_on_runbook(compiled, runbook.runbook)
        if file.language in languages:
            said = _("The id '{id}' stands twice; also in {other}.")
            said = said.format(id=file.id, other=languages[file.language].place.file)
            problems.append(problem(place / "id", "SC014", said))
        languages.setdefault(file.language, compiled)
    first, *others = (languages[name] for name in sorted(languages))
    for other in others:
        problems += differences(first, other)
    wrong = {each.path for each in problems}
    if any(place.file in wrong for _file, place in files):
        return None
    return ScenarioBundle(scenario=first.scenario, words={name: each.words for name, each in languages.items()})


def _runbook(
    file: ScenarioFile, place: Place, library: YamlLibrary, roots: Sequence[Path], problems: list[Problem]
) -> Bundle | None:
    try:
        return library.bundle(file.runbook)
    except NotFound:
        said = _("There is no runbook '{name}'.").format(name=file.runbook)
        hint = did_you_mean(file.runbook, Snapshot(roots).ids)
        problems.append(problem(place / "runbook", "SC003", said, hint))
    except DocumentError:
        said = _("The runbook '{name}' does not compile; 'runbook check' tells why.").format(name=file.runbook)
        problems.append(problem(place / "runbook", "SC003", said))
    return None
