"""Puts the runbooks that a runbook runs, or may add when its tier is raised, into it.

Apart from compiling one file, because this needs the whole library: a runbook is right or wrong by itself first.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from incident.adapters.documents.reading.findings import did_you_mean
from incident.adapters.documents.runbooks.joint import Joint
from incident.adapters.documents.runbooks.prefixing import body_of, phases_of
from incident.domain.runbooks.runbook import Verb
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from incident.adapters.documents.reading.nodes import Place
    from incident.adapters.documents.runbooks.compile_runbook import Compiled
    from incident.adapters.documents.runbooks.others import Others
    from incident.application.errors import Problem
    from incident.domain.runbooks.runbook import Phase, Runbook, Step

__all__ = ["MOST_STEPS", "join", "stands_alone", "too_many_steps"]

MOST_STEPS: Final = 2_000
"""Steps that a runbook may have, those of each round of a `repeat` and of each runbook that is run counted."""
_DEEPEST: Final = 20
"""Runbooks that may be run within each other."""


def stands_alone(runbook: Runbook) -> bool:
    """Whether joining would add nothing and bound nothing: no runbook, no rounds, and few enough steps."""
    steps = list(runbook.steps())
    calls = any(step.runbook or step.rounds for step in steps) or any(rule.also_run for rule in runbook.raise_rules)
    return not calls and len(steps) <= MOST_STEPS


def join(compiled: Compiled, others: Others) -> Compiled:
    """The runbook with the steps of all that it runs; its problems are those of joining, and of what was to join."""
    joiner = _Joiner(others, compiled.language)
    return joiner.add(joiner.run(compiled, (compiled.runbook.id,)))


def too_many_steps(compiled: Compiled) -> tuple[Problem, ...]:
    """The problem of a runbook that has more steps by itself than it may have, if it does."""
    joint = Joint.of(compiled)
    _fits(joint, {})
    return tuple(joint.problems)


class _Joiner:
    """Joins runbooks in one language, each of them once."""

    def __init__(self, others: Others, language: str) -> None:
        self._others = others
        self._language = language
        self._kept: dict[str, Compiled] = {}

    def run(self, compiled: Compiled, chain: tuple[str, ...]) -> Compiled:
        """The runbook with a body for each of its `run` steps.

        Args:
            compiled: as its file says it.
            chain: the ids from the first runbook down to this one.
        """
        joint, runbook = Joint.of(compiled), compiled.runbook
        bodies: dict[str, Compiled] = {}
        for step in runbook.steps():
            if step.runbook is not None:
                inner = self._called(joint, step.runbook, compiled.places[f"step.{step.id}"] / "run", chain)
                bodies |= {step.id: inner} if inner else {}
        if not _fits(joint, bodies):
            return joint.done(runbook, runbook.phases)
        return joint.done(runbook, [_with_bodies(joint, phase, bodies) for phase in runbook.phases])

    def add(self, joined: Compiled) -> Compiled:
        """The runbook with the phases that its raise rules may add."""
        joint, runbook = Joint.of(joined), joined.runbook
        joint.problems += joined.problems
        phases, added = list(runbook.phases), {}
        for index, rule in enumerate(runbook.raise_rules):
            if rule.also_run is None or rule.also_run in added:
                continue
            place = joined.places[f"raise.{index}.also_run"]
            inner = self._called(joint, rule.also_run, place, (runbook.id,) if rule.also_run == runbook.id else ())
            if inner is not None:
                added[rule.also_run] = {tier: policy.fill for tier, policy in inner.runbook.tiers.items()}
                phases += _added(joint, inner)
        if added and not joined.problems:
            _bounded(joint, joined.document / "raise_when", [step for phase in phases for step in phase.steps])
        return joint.done(replace(runbook, added=added), phases)

    def _called(self, joint: Joint, runbook_id: str, place: Place, chain: tuple[str, ...]) -> Compiled | None:
        """The runbook that is run there with all that it runs itself, None if it cannot be."""
        if runbook_id in chain:
            names = " → ".join([*chain[chain.index(runbook_id) :], runbook_id])
            said = _("The runbook would run itself, without end: {chain}.").format(chain=names)
            joint.wrong(place, "RB005", said)
            return None
        if len(chain) > _DEEPEST:
            said = _("More than {most} runbooks are run within each other here.").format(most=_DEEPEST)
            joint.wrong(place, "RB005", said)
            return None
        inner = self._written(joint, runbook_id, place)
        if inner is None:
            return None
        if runbook_id not in self._kept:
            self._kept[runbook_id] = self.run(inner, (*chain, runbook_id))
        joint.problems += self._kept[runbook_id].problems
        joint.share(self._kept[runbook_id], place)
        return self._kept[runbook_id]

    def _written(self, joint: Joint, runbook_id: str, place: Place) -> Compiled | None:
        written = self._others.written(runbook_id)
        if written is None:
            said = _("There is no runbook '{id}'.").format(id=runbook_id)
            joint.wrong(place, "RB022", said, did_you_mean(runbook_id, self._others.ids))
            return None
        joint.problems += written.problems
        inner = written.languages.get(self._language)
        if inner is None and written.languages:
            said = _("The runbook '{id}' does not exist in '{language}'.")
            joint.wrong(place, "RB030", said.format(id=runbook_id, language=self._language))
        elif inner is not None and inner.file.status == "retired":
            joint.wrong(place, "RB022", _("The runbook '{id}' is retired.").format(id=runbook_id))
            return None
        return inner


def _with_bodies(joint: Joint, phase: Phase, bodies: Mapping[str, Compiled]) -> Phase:
    return replace(phase, steps=tuple(each for step in phase.steps for each in _whole(joint, step, bodies)))


def _whole(joint: Joint, step: Step, bodies: Mapping[str, Compiled]) -> Iterator[Step]:
    yield step
    if step.id not in bodies:
        return
    inner, place = bodies[step.id], joint.places[f"step.{step.id}"] / "run"
    body = list(body_of(step, inner.runbook))
    if not body:
        said = _("The runbook '{id}' has no step for the tiers of this one.").format(id=inner.runbook.id)
        joint.wrong(place, "RB004", said)
    joint.need_roles(body, inner, place)
    joint.take(inner, step.id, kind="step", owners={each.id.removeprefix(f"{step.id}/") for each in body})
    yield from body


def _added(joint: Joint, inner: Compiled) -> Iterator[Phase]:
    runbook = inner.runbook
    joint.take_roles(inner)
    joint.take(inner, runbook.id, kind="step", owners={step.id for step in runbook.steps()})
    joint.take(inner, runbook.id, kind="phase", owners={phase.id for phase in runbook.phases})
    yield from phases_of(runbook)


def _fits(joint: Joint, bodies: Mapping[str, Compiled]) -> bool:
    """Whether the steps stay within their bound, counted before anything is copied."""
    sizes = {step_id: unrolled(list(inner.runbook.steps())) for step_id, inner in bodies.items()}
    steps = list(joint.written.runbook.steps())
    return _bounded(joint, joint.written.document / "phases", steps, sizes)


def _bounded(joint: Joint, place: Place, steps: list[Step], sizes: Mapping[str, int] | None = None) -> bool:
    count = unrolled(steps, sizes or {})
    if count <= MOST_STEPS:
        return True
    said = _("With all rounds and all runbooks that it runs, the runbook has {count} steps; {most} is the most.")
    joint.wrong(place, "RB005", said.format(count=count, most=MOST_STEPS), _("Lower 'max', or split the runbook."))
    return False


def unrolled(steps: list[Step], sizes: Mapping[str, int] | None = None) -> int:
    """How many steps these are with each round counted; `sizes` are those of bodies that have not joined yet."""
    times: dict[str, int] = {}
    rounds = {step.id: step.rounds or 1 for step in steps if step.verb is Verb.REPEAT}
    count = 0
    for step in steps:
        above = step.branch
        outer = times.get(above.step, 1) if above else 1  # the step above has no verb yet if it is missing
        times[step.id] = outer * (rounds.get(above.step, 1) if above and above.is_body else 1)
        count += times[step.id] * (1 + (sizes or {}).get(step.id, 0))
    return count
