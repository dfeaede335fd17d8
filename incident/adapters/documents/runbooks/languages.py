"""Holds the languages of one runbook to one structure: words may differ, answers may not.

Apart from the compiler of one language, which cannot know of another.
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Final, TypeAlias

from incident.adapters.documents.reading.findings import problem
from incident.adapters.documents.reading.nodes import last_line
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from incident.adapters.documents.reading.nodes import Place
    from incident.adapters.documents.runbooks.compile_runbook import Compiled
    from incident.application.errors import Problem

__all__ = ["differences"]

_KEYS: Final = {
    "revision": "revision",
    "family": "family",
    "owner": "owner",
    "reviewed_on": "reviewed",
    "review_every": "reviewed",
    "triage": "triage",
    "tiers": "tiers",
    "roles": "roles",
    "staffing": "staffing",
    "raise_rules": "raise_when",
    "lower_rules": "lower_when",
    "wants": "resources",
}
"""Parts of the normal form, and the key of the file that each is made from."""

_Found: TypeAlias = "tuple[Problem, Sequence[Place]]"
"""A difference, and the places that make it one."""

_STEP_KEYS: Final = {
    "asks_value": "value",
    "approver": "approve",
    "facts": "record",
    "audience": "tell",
    "rounds": "max",
    "runbook": "run",
}
"""Where a step's key is called otherwise than its part of the normal form."""


def differences(first: Compiled, second: Compiled, faults: Sequence[Problem] = ()) -> list[Problem]:
    """Where the second language says something else than the first, unless a fault of either file makes it differ."""
    found = [*_header(first, second), *_facts(first, second), *_phases(first, second), *_words(first, second)]
    return [problem for problem, places in found if not any(_is_faulty(place, faults) for place in places)]


def _is_faulty(place: Place, faults: Sequence[Problem]) -> bool:
    """Whether something that is told already stands at the place or in what hangs below it."""
    if place.node is None:
        return False
    first, last = place.at.line, last_line(place.node)
    return any(fault.path == place.file and first <= fault.line <= last for fault in faults)


def _header(first: Compiled, second: Compiled) -> Iterator[_Found]:
    told = set()
    for part, key in _KEYS.items():
        if getattr(first.runbook, part) != getattr(second.runbook, part) and key not in told:
            told.add(key)
            yield _differs(second.document / key, key, first.document / key)
    if first.file.status != second.file.status:
        yield _differs(second.document / "status", "status", first.document / "status")


def _facts(first: Compiled, second: Compiled) -> Iterator[_Found]:
    theirs = {fact.id: fact for fact in first.runbook.facts}
    ours = {fact.id: fact for fact in second.runbook.facts}
    yield from _one_sided("fact", list(theirs), list(ours), first, second)
    for name in theirs.keys() & ours.keys():
        if theirs[name] != ours[name]:
            yield _differs(second.places[f"fact.{name}"], name, first.places[f"fact.{name}"])


def _phases(first: Compiled, second: Compiled) -> Iterator[_Found]:
    theirs = {phase.id: phase for phase in first.runbook.phases}
    ours = {phase.id: phase for phase in second.runbook.phases}
    yield from _one_sided("phase", list(theirs), list(ours), first, second)
    for name in theirs.keys() & ours.keys():
        if theirs[name].limit != ours[name].limit:
            place = f"phase.{name}"
            yield _differs(second.places[place] / "limit", "limit", first.places[place] / "limit")
    yield from _steps(first, second)


def _steps(first: Compiled, second: Compiled) -> Iterator[_Found]:
    theirs = {step.id: step for step in first.runbook.steps()}
    ours = {step.id: step for step in second.runbook.steps()}
    yield from _one_sided("step", list(theirs), list(ours), first, second)
    for name in theirs.keys() & ours.keys():
        there, here = first.places[f"step.{name}"], second.places[f"step.{name}"]
        for part in (part.name for part in fields(theirs[name])):
            if getattr(theirs[name], part) != getattr(ours[name], part):
                key = _STEP_KEYS.get(part, part)
                yield _differs(here / key, f"{name}.{key}", there / key)


def _one_sided(
    kind: str, theirs: Sequence[str], ours: Sequence[str], first: Compiled, second: Compiled
) -> Iterator[_Found]:
    for name in theirs:
        if name not in ours:
            yield _lacks(second, name, first.places[f"{kind}.{name}"], _above(first, name))
    for name in ours:
        if name not in theirs:
            yield _lacks(first, name, second.places[f"{kind}.{name}"], _above(second, name))
    both = set(theirs) & set(ours)
    pairs = zip((x for x in theirs if x in both), (y for y in ours if y in both), strict=True)
    moved = next((pair for pair in pairs if pair[0] != pair[1]), None)
    if moved:
        said = _("'{name}' stands in another order than in {other}.")
        other = first.places[f"{kind}.{moved[0]}"]
        yield problem(second.places[f"{kind}.{moved[1]}"], "RB030", said.format(name=moved[1], other=_shown(other))), ()


def _words(first: Compiled, second: Compiled) -> Iterator[_Found]:
    for key in first.words.keys() - second.words.keys():
        if _owner(key) in second.places or not _owner(key):
            yield _lacks(second, key, first.places[key])
    for key in second.words.keys() - first.words.keys():
        if _owner(key) in first.places or not _owner(key):
            yield _lacks(first, key, second.places[key])


def _owner(key: str) -> str:
    """The step, phase or fact whose words these are; its own absence is already told."""
    kind, _dot, rest = key.partition(".")
    return f"{kind}.{rest.split('.')[0]}" if kind in {"step", "phase", "fact"} else ""


def _above(compiled: Compiled, name: str) -> str:
    """The step under which a step stands, such as the one whose `if_not` it is."""
    step = compiled.runbook.step(name)
    return f"step.{step.branch.step}" if step and step.branch else ""


def _lacks(compiled: Compiled, name: str, other: Place, above: str = "") -> _Found:
    said = _("'{name}' is missing in '{language}'; it stands in {other}.")
    said = said.format(name=name, language=compiled.language, other=_shown(other))
    owner = compiled.places.get(above or _owner(name))
    return problem(owner or compiled.document, "RB030", said), (owner, other) if owner else ()


def _differs(here: Place, name: str, there: Place) -> _Found:
    said = _("'{name}' is not the same as in {other}.").format(name=name, other=_shown(there))
    return problem(here, "RB030", said, _("Every language of a runbook has one structure.")), (here, there)


def _shown(place: Place) -> str:
    return f"{place.file}:{place.at.line}"
