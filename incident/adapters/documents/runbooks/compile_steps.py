"""Flattens the nested steps of a runbook into one list a phase, in the order of reading.

Apart from the policy, because nesting is the only hard part of a runbook.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from incident.adapters.documents.reading.findings import did_you_mean
from incident.adapters.documents.runbooks.compile_policy import bounds
from incident.adapters.documents.runbooks.draft import ALL_TIERS, Draft, spread
from incident.adapters.documents.runbooks.verbs import verb_of
from incident.domain.grading.tiers import Tier
from incident.domain.runbooks.runbook import Branch, FactType, IfLate, Mode, Phase, Step, Verb
from incident.i18n import _

if TYPE_CHECKING:
    from datetime import timedelta

    from incident.adapters.documents.reading.nodes import Place
    from incident.adapters.documents.runbooks.model_steps import PhaseFile, StepFile
    from incident.domain.runbooks.conditions import Condition

__all__ = ["phases"]

_SPOKEN: Final = ("title", "do", "expect", "caution", "why", "still_true", "undo", "show", "what")
"""Keys of a step whose words are kept under their own name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Within:
    """Where a step hangs."""

    tiers: tuple[Tier, ...]
    branch: Branch | None


def phases(draft: Draft) -> tuple[Phase, ...]:
    """All phases with their steps, branches unrolled behind the step that opens them."""
    seen: dict[str, Place] = {}
    flattener = _Flattener(draft)
    found = []
    for index, file in enumerate(draft.file.phases):
        place = draft.document / "phases" / index
        draft.unique(file.id, seen, place / "id")
        found.append(_phase(flattener, file, place))
    return tuple(found)


def _phase(flattener: _Flattener, file: PhaseFile, place: Place) -> Phase:
    draft = flattener.draft
    draft.places[f"phase.{file.id}"] = place
    draft.say(f"phase.{file.id}.title", file.title, place / "title")
    draft.say(f"phase.{file.id}.exit", file.exit, place / "exit")
    top = _Within(tiers=ALL_TIERS, branch=None)
    steps = tuple(flattener.steps(file.steps, place / "steps", top))
    return Phase(id=file.id, steps=steps, limit=spread(file.limit, ALL_TIERS))


class _Flattener:
    """Walks the tree of steps of one file; ids are unique over all of it."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self._seen: dict[str, Place] = {}

    def steps(self, files: list[StepFile], place: Place, within: _Within) -> Iterator[Step]:
        for index, file in enumerate(files):
            yield from self._step(file, place / index, within)

    def _step(self, file: StepFile, place: Place, within: _Within) -> Iterator[Step]:
        self.draft.unique(file.id, self._seen, place / "id")
        self.draft.places[f"step.{file.id}"] = place
        verb = verb_of(self.draft, file, place)
        tiers = self._tiers(file, place, within)
        if verb is not None:
            self._speak(file, place)
            yield self._normal(verb, file, place, _Within(tiers=tiers, branch=within.branch))
        yield from self._options(file, place, tiers)
        yield from self._body(file, place, tiers)
        yield from self._way_out(file, place, tiers)

    def _tiers(self, file: StepFile, place: Place, within: _Within) -> tuple[Tier, ...]:
        if file.tiers is None:
            return within.tiers
        tiers = tuple(tier for tier in within.tiers if tier in file.tiers)
        if not tiers:
            said = _("The step '{id}' is never reached: the step above it has none of its tiers.").format(id=file.id)
            self.draft.wrong(place / "tiers", "RB004", said)
        return tiers

    def _options(self, file: StepFile, place: Place, tiers: tuple[Tier, ...]) -> Iterator[Step]:
        seen: dict[str, Place] = {}
        for index, option in enumerate(file.options or ()):
            there = place / "options" / index
            self.draft.unique(option.id, seen, there / "id")
            self.draft.say(f"step.{file.id}.option.{option.id}", option.title, there / "title")
            branch = Branch(step=file.id, option=option.id)
            yield from self.steps(option.steps, there / "steps", _Within(tiers=tiers, branch=branch))

    def _body(self, file: StepFile, place: Place, tiers: tuple[Tier, ...]) -> Iterator[Step]:
        """The rounds of a `repeat`, or the branches of a `together`."""
        seen: dict[str, Place] = {}
        if file.repeat is not None:
            branch = Branch(step=file.id, is_body=True)
            yield from self.steps(file.repeat, place / "repeat", _Within(tiers=tiers, branch=branch))
        for index, one in enumerate(file.together or ()):
            there = place / "together" / index
            self.draft.unique(one.id, seen, there / "id")
            self.draft.say(f"step.{file.id}.option.{one.id}", one.title, there / "title")
            branch = Branch(step=file.id, option=one.id, is_body=True)
            yield from self.steps(one.steps, there / "steps", _Within(tiers=tiers, branch=branch))

    def _way_out(self, file: StepFile, place: Place, tiers: tuple[Tier, ...]) -> Iterator[Step]:
        there, branch = place / "if_not", Branch(step=file.id)
        if isinstance(file.if_not, list):
            yield from self.steps(file.if_not, there, _Within(tiers=tiers, branch=branch))
        elif file.if_not is not None:
            step_id = f"{file.id}-if-not"
            self.draft.unique(step_id, self._seen, there)
            self.draft.places[f"step.{step_id}"] = there
            self.draft.say(f"step.{file.id}.if_not", file.if_not, there)
            self.draft.say(f"step.{step_id}.title", file.if_not, there)
            yield Step(id=step_id, verb=Verb.DO, tiers=tiers, branch=branch, by=file.by)

    def _speak(self, file: StepFile, place: Place) -> None:
        say, key = self.draft.say, f"step.{file.id}"
        for name in _SPOKEN:
            words = getattr(file, name)
            if words is not None:
                say(f"{key}.{name}", words, place / name)
        say(f"{key}.question", file.ask, place / "ask")
        if file.request is not None:
            say(f"{key}.do", file.request, place / "request")
        if file.value is not None:
            say(f"{key}.value", file.value.ask, place / "value" / "ask")
            say(f"{key}.unit", file.value.unit, place / "value" / "unit")

    def _normal(self, verb: Verb, file: StepFile, place: Place, within: _Within) -> Step:
        draft, value = self.draft, file.value
        return Step(
            id=file.id,
            verb=verb,
            tiers=within.tiers,
            branch=within.branch,
            by=draft.role(file.by, place / "by"),
            within=self._limits(file.within, place / "within", within.tiers),
            timer=file.timer,
            mode=Mode(file.mode),
            critical=file.critical,
            asks_value=value is not None,
            range=bounds(draft, value.range, place / "value" / "range") if value else None,
            options=tuple(option.id for option in file.options or file.together or ()),
            facts=tuple(self._facts(file, place)),
            audience=self._audience(file.tell, place / "tell"),
            template=file.template,
            approver=draft.role(file.approve, place / "approve"),
            if_late=IfLate(file.if_late) if file.if_late else None,
            condition=self._condition(file, place),
            hold=self._limits(file.hold, place / "hold", within.tiers),
            fresh=file.fresh,
            wait=file.wait,
            every=file.every,
            rounds=file.max,
            runbook=file.run,
        )

    def _condition(self, file: StepFile, place: Place) -> Condition | None:
        for key, line in (("watch", file.watch), ("until", file.until)):
            if line is not None:
                return self.draft.condition(line, place / key)
        return None

    def _limits(
        self, length: timedelta | Mapping[Tier, timedelta] | None, place: Place, tiers: tuple[Tier, ...]
    ) -> dict[Tier, timedelta]:
        named = length.keys() if isinstance(length, Mapping) else ()
        for tier in named:
            if tier not in tiers:
                said = _("There is a length for tier {tier}, to which the step does not belong.").format(tier=int(tier))
                self.draft.wrong(place / int(tier), "RB015", said)
        return spread(length, tiers)

    def _facts(self, file: StepFile, place: Place) -> Iterator[str]:
        for index, fact in enumerate(file.record or ()):
            yield self._fact(fact, place / "record" / index)
        if file.value is not None and file.value.fact is not None:
            yield self._counted(file.value.fact, place / "value" / "fact")

    def _counted(self, fact: str, place: Place) -> str:
        known = self.draft.facts.get(fact)
        if known is not None and known not in (FactType.NUMBER, FactType.PERCENT):
            said = _("The fact '{name}' is neither a number nor a share.").format(name=fact)
            self.draft.wrong(place, "RB008", said)
        return self._fact(fact, place)

    def _fact(self, fact: str, place: Place) -> str:
        if fact not in self.draft.facts:
            said = _("The fact '{name}' is not declared.").format(name=fact)
            self.draft.wrong(place, "RB008", said, did_you_mean(fact, self.draft.facts))
        return fact

    def _audience(self, audience: str | None, place: Place) -> str | None:
        known = self.draft.file.names.audiences
        if audience is not None and audience not in known:
            said = _("The audience '{audience}' has no name in 'names'.").format(audience=audience)
            self.draft.wrong(place, "RB012", said, did_you_mean(audience, known))
        return audience
