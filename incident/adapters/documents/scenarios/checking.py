"""Everything that is wrong with scenarios among the files that are checked, and the bundles that they say.

Apart from the check of runbooks, which calls it: a scenario is read with the runbook that it tries out.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from incident.adapters.documents.library import YamlLibrary
from incident.adapters.documents.reading.findings import did_you_mean, in_order, problem
from incident.adapters.documents.reading.following import not_following
from incident.adapters.documents.reading.nodes import Place
from incident.adapters.documents.reading.shapes import fit
from incident.adapters.documents.reading.sources import SCENARIO
from incident.adapters.documents.reading.stand_ins import is_stand_in
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
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from incident.adapters.documents.reading.sources import Source
    from incident.adapters.documents.scenarios.compiler import Compiled
    from incident.domain.runbooks.runbook import Bundle

__all__ = ["Checked", "check_scenarios"]

_OF_WHAT_IS_MISSING: Final = frozenset({"SC002", "SC006", "SC007", "SC009"})
"""What is said of a mapping from which something wrong was left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The scenarios that the files say, and everything that is wrong with them."""

    bundles: dict[str, ScenarioBundle]
    """Those without an error, by id."""
    problems: tuple[Problem, ...]


def check_scenarios(sources: Sequence[Source], roots: Sequence[Path], cache: Path | None = None) -> Checked:
    """Read every scenario among the sources, each on its runbook in the roots."""
    problems: list[Problem] = []
    groups: dict[str, list[_Read]] = defaultdict(list)
    for source in sources:
        if source.format == SCENARIO:
            read = _read(source, problems)
            if read is not None:
                groups[read.file.id].append(read)
    bundles, library = {}, YamlLibrary(roots, cache)
    for name, files in groups.items():
        bundle = _bundle(files, library, roots, problems)
        if bundle is not None:
            bundles[name] = bundle
    return Checked(bundles=bundles, problems=tuple(in_order(problems)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """A file, and what is wrong with its shape; something stands in for what that leaves out."""

    file: ScenarioFile
    place: Place
    problems: Sequence[Problem]

    def further(self, problems: Iterable[Problem]) -> list[Problem]:
        """Without those that only follow from what is wrong with its shape."""
        found = not_following(problems, self.problems, self.place.root, _OF_WHAT_IS_MISSING)
        return [each for each in found if not (self.problems and is_stand_in(each.message))]


def _read(source: Source, problems: list[Problem]) -> _Read | None:
    try:
        place = Place(source.name, parse(source.data, source.name, rule="SC001"))
    except DocumentError as error:
        problems += error.problems
        return None
    file, wrong = fit(ScenarioFile, place, "SC001", stands_in=True)
    problems += wrong
    return None if file is None else _Read(file=file, place=place, problems=wrong)


def _bundle(
    every: Sequence[_Read], library: YamlLibrary, roots: Sequence[Path], problems: list[Problem]
) -> ScenarioBundle | None:
    languages: dict[str, Compiled] = {}
    for read in every:
        compiled = _compiled(read, library, roots, problems)
        if read.file.language in languages:
            said = _("The id '{id}' stands twice; also in {other}.")
            said = said.format(id=read.file.id, other=languages[read.file.language].place.file)
            problems.append(problem(read.place / "id", "SC014", said))
        languages.setdefault(read.file.language, compiled)
    first, *others = (languages[name] for name in sorted(languages))
    for other in () if any(read.problems for read in every) else others:
        problems += differences(first, other)
    wrong = {each.path for each in problems}
    if any(read.place.file in wrong for read in every):
        return None
    return ScenarioBundle(scenario=first.scenario, words={name: each.words for name, each in languages.items()})


def _compiled(read: _Read, library: YamlLibrary, roots: Sequence[Path], problems: list[Problem]) -> Compiled:
    found: list[Problem] = []
    runbook = _runbook(read.file, read.place, library, roots, found)
    compiled = compile_scenario(read.file, read.place, runbook)
    found += [*compiled.problems, *missing_evidence(compiled)]
    found += [each for rule in RULES for each in rule(compiled)]
    if runbook is not None:
        found += problems_on_runbook(compiled, runbook.runbook)
    problems += read.further(found)
    return compiled


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
