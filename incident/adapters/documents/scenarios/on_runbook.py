"""Rules about a scenario and the runbook that it tries out: what is named is there, and the log can show it.

Apart from the other rules, because these need the compiled runbook; the list of ids stands in `rules.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from incident.adapters.documents.reading.findings import did_you_mean, problem
from incident.adapters.documents.scenarios.evidence import NOTHING
from incident.domain.events import Milestone
from incident.domain.exercises.evidence import EvidenceKind, is_computable, leaves
from incident.domain.exercises.scenario import EVERYBODY
from incident.domain.runbooks.conditions import facts_of
from incident.domain.runbooks.runbook import CONTAINERS
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from incident.adapters.documents.reading.nodes import Place
    from incident.adapters.documents.scenarios.compiler import Compiled
    from incident.application.errors import Problem
    from incident.domain.exercises.evidence import Evidence
    from incident.domain.exercises.scenario import Scenario
    from incident.domain.runbooks.runbook import Runbook

__all__ = ["missing_evidence", "problems_on_runbook"]

_ASKED: Final = "SC007"


def missing_evidence(compiled: Compiled) -> Iterator[Problem]:
    """Tasks and expected actions of which nobody says how they show."""
    hint = _("Say how the log shows it: step, told, role, fact, when, tier, marked, noted; or observed.")
    for name, task in compiled.file.tasks.items():
        if task.evidence is None:
            yield problem(compiled.place / "tasks" / name, "SC006", _("The task has no rule of evidence."), hint)
        elif task.within is None and task.evidence.observed is None and not _measures(compiled, name):
            said = _("The task has no standard.")
            yield problem(compiled.place / "tasks" / name, "SC009", said, _("Write 'within', such as 10m."))
    for number, inject in enumerate(compiled.file.injects):
        for index, expected in enumerate(inject.expect):
            if expected.evidence is None:
                place = compiled.place / "injects" / number / "expect" / index
                yield problem(place, "SC006", _("The expected action has no rule of evidence."), hint)


def problems_on_runbook(compiled: Compiled, runbook: Runbook) -> Iterator[Problem]:
    """What the scenario names and the runbook does not have, and what could never show."""
    for rule, place, is_timed in _rules(compiled):
        if rule is NOTHING:
            continue
        if is_timed and not is_computable(rule):
            said = _("A time is asked for, and only a person can see it.")
            yield problem(place, _ASKED, said, _("Leave the time out, or say how the log shows it."))
        for leaf in leaves(rule):
            yield from _LOOKS[leaf.kind](leaf, place, runbook, compiled.scenario) if leaf.kind in _LOOKS else ()
    yield from _names(compiled, runbook)


def _measures(compiled: Compiled, name: str) -> bool:
    task = compiled.scenario.task(name)
    return task is not None and any(leaf.kind is EvidenceKind.WHEN for leaf in leaves(task.evidence))


def _rules(compiled: Compiled) -> Iterator[tuple[Evidence, Place, bool]]:
    """Every rule of evidence, where it stands, and whether a time is asked of it."""
    for task in compiled.scenario.tasks:
        yield task.evidence, compiled.place / "tasks" / task.id / "evidence", task.within is not None
    for number, inject in enumerate(compiled.scenario.injects):
        here = compiled.place / "injects" / number
        for index, expected in enumerate(inject.expected):
            yield expected.evidence, here / "expect" / index / "evidence", expected.within is not None
        for rule in (inject.trigger.happened, inject.trigger.missing):
            if rule is not None:
                yield rule, here / inject.trigger.kind.value, True


def _step(leaf: Evidence, place: Place, runbook: Runbook, scenario: Scenario) -> Iterator[Problem]:
    step = runbook.step(leaf.name)
    if step is None:
        yield _unknown(
            place / "step", "SC003", _("There is no step '{name}' in the runbook."), leaf.name, _steps(runbook)
        )
    elif leaf.option and leaf.option not in step.options:
        said = _("The step has no answer '{name}'.")
        yield _unknown(place / "answer", "SC003", said, leaf.option, step.options)
    elif step.verb in CONTAINERS:
        yield problem(place, _ASKED, _("Nobody marks '{name}' itself; name a step in it.").format(name=leaf.name))
    elif not any(tier <= scenario.tier for tier in step.tiers):
        said = _("The step '{name}' does not belong to the tier of the exercise or to a graver one.")
        yield problem(place, _ASKED, said.format(name=leaf.name))


def _told(leaf: Evidence, place: Place, runbook: Runbook, scenario: Scenario) -> Iterator[Problem]:
    told = {step.audience for step in runbook.steps() if step.audience and any(t <= scenario.tier for t in step.tiers)}
    if leaf.name not in told:
        yield _unknown(place / "told", "SC004", _("No step of the runbook tells '{name}'."), leaf.name, told)


def _role(leaf: Evidence, place: Place, runbook: Runbook, _scenario: Scenario) -> Iterator[Problem]:
    if leaf.name not in runbook.roles:
        yield _unknown(place / "role", "SC004", _("The runbook has no role '{name}'."), leaf.name, runbook.roles)


def _fact(leaf: Evidence, place: Place, runbook: Runbook, _scenario: Scenario) -> Iterator[Problem]:
    facts = {fact.id for fact in runbook.facts}
    if leaf.name not in facts:
        yield _unknown(place / "fact", "SC005", _("The fact '{name}' is not declared."), leaf.name, facts)


def _when(leaf: Evidence, place: Place, _runbook: Runbook, _scenario: Scenario) -> Iterator[Problem]:
    if leaf.condition is not None and not facts_of(leaf.condition):
        yield problem(place / "when", _ASKED, _("The comparison looks at no fact."))


def _tier(leaf: Evidence, place: Place, _runbook: Runbook, scenario: Scenario) -> Iterator[Problem]:
    if leaf.tier is not None and leaf.tier >= scenario.tier:
        yield problem(place / "tier", _ASKED, _("The exercise begins at this tier or at a graver one."))


def _marked(leaf: Evidence, place: Place, _runbook: Runbook, _scenario: Scenario) -> Iterator[Problem]:
    known = [each.value for each in Milestone]
    if leaf.name not in known:
        yield _unknown(place / "marked", "SC004", _("There is no milestone '{name}'."), leaf.name, known)


def _names(compiled: Compiled, runbook: Runbook) -> Iterator[Problem]:
    """Roles that injects go to, and steps that tasks try out."""
    policy = runbook.tiers.get(compiled.scenario.tier)
    filled = policy.fill if policy else ()
    for number, inject in enumerate(compiled.scenario.injects):
        here = compiled.place / "injects" / number
        for index, name in enumerate(inject.to):
            if name != EVERYBODY and name not in runbook.roles:
                yield _unknown(
                    here / "to" / index, "SC004", _("The runbook has no role '{name}'."), name, runbook.roles
                )
            elif name != EVERYBODY and name not in filled:
                said = _("Nobody has the role '{name}' at the tier of the exercise: the inject reaches nobody.")
                yield problem(here / "to" / index, "SC008", said.format(name=name))
        for index, expected in enumerate(inject.expected):
            if expected.by and expected.by not in runbook.roles:
                place = here / "expect" / index / "by"
                yield _unknown(place, "SC004", _("The runbook has no role '{name}'."), expected.by, runbook.roles)
    for task in compiled.scenario.tasks:
        for index, name in enumerate(task.steps):
            if runbook.step(name) is None:
                place = compiled.place / "tasks" / task.id / "steps" / index
                said = _("There is no step '{name}' in the runbook.")
                yield _unknown(place, "SC003", said, name, _steps(runbook))


def _steps(runbook: Runbook) -> list[str]:
    return [step.id for step in runbook.steps()]


def _unknown(place: Place, rule: str, sentence: str, name: str, known: Collection[str]) -> Problem:
    return problem(place, rule, sentence.format(name=name), did_you_mean(name, known))


_LOOKS: Final[dict[EvidenceKind, Callable[[Evidence, Place, Runbook, Scenario], Iterator[Problem]]]] = {
    EvidenceKind.STEP: _step,
    EvidenceKind.TOLD: _told,
    EvidenceKind.ROLE: _role,
    EvidenceKind.FACT: _fact,
    EvidenceKind.WHEN: _when,
    EvidenceKind.TIER: _tier,
    EvidenceKind.MARKED: _marked,
}
