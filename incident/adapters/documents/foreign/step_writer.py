"""Writes the steps of a plan as the keys of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, assert_never

from incident.adapters.documents.foreign.plain_words import cut
from incident.adapters.documents.foreign.tree import (
    Ask,
    Do,
    Given,
    Option,
    Record,
    Repeat,
    Run,
    Step,
    Together,
    Wait,
)
from incident.adapters.documents.runbooks.model_steps import StepFile
from incident.domain.timing.durations import write_duration

if TYPE_CHECKING:
    from incident.adapters.documents.foreign.fitting import Fitting
    from incident.adapters.documents.reading.nodes import Plain

__all__ = ["StepWriter"]

_OWN: Final = frozenset(StepFile.model_fields) - {"id", "title", "options"}
"""Keys that our own extension may bring back."""


class StepWriter:
    """Writes each step in the form that the loader knows; the one place that knows how a verb is written down."""

    def __init__(self, fitting: Fitting) -> None:
        self._fitting = fitting

    def steps(self, steps: tuple[Step, ...]) -> list[Plain]:
        """The steps in the order of work."""
        return [self._written(step) for step in steps]

    def _written(self, step: Step) -> dict[str, Plain]:
        match step.verb:
            case Do() as verb:
                return self._do(step, verb.text, verb.expect, verb.if_not)
            case Ask() as verb:
                return self._with(step, {"ask": verb.question}) | {"options": self._options(verb.options)}
            case Record() as verb:
                return self._with(step, {"record": list(verb.facts)})
            case Given() as verb:
                return self._given(step, verb)
            case Wait() as verb:
                return self._with(step, {"wait": write_duration(verb.length)})
            case Run() as verb:
                return self._run(step, verb)
            case Together() as verb:
                return self._with(step, {"together": self._options(verb.branches)})
            case Repeat() as verb:
                return self._with(step, self._rounds(verb))
            case _:
                assert_never(step.verb)

    def _base(self, step: Step) -> dict[str, Plain]:
        timer = write_duration(step.timer) if step.timer else None
        told: dict[str, Plain] = {"id": step.id, "title": step.title, "by": step.by, "timer": timer}
        return {key: value for key, value in (told | {"caution": step.caution}).items() if value}

    def _with(self, step: Step, keys: dict[str, Plain]) -> dict[str, Plain]:
        """The step with the keys of its verb, in the order in which a person reads them."""
        last: dict[str, Plain] = {"show": step.show, "why": step.why}
        return self._base(step) | keys | {key: value for key, value in last.items() if value}

    def _do(self, step: Step, text: str, expect: str, if_not: tuple[Step, ...] | str = ()) -> dict[str, Plain]:
        written = self._with(step, {"do": text, "expect": expect})
        return written | ({"if_not": self._way_out(if_not)} if if_not else {})

    def _options(self, options: tuple[Option, ...]) -> list[Plain]:
        return [self._option(option) for option in options]

    def _option(self, option: Option) -> dict[str, Plain]:
        written: dict[str, Plain] = {"id": option.id, "title": option.title}
        return written | ({"steps": self.steps(option.steps)} if option.steps else {})

    def _way_out(self, way_out: tuple[Step, ...] | str) -> Plain:
        return way_out if isinstance(way_out, str) else self.steps(way_out)

    def _given(self, step: Step, verb: Given) -> dict[str, Plain]:
        keys = {key: value for key, value in verb.keys.items() if key in _OWN and value is not None}
        written: dict[str, Plain] = {"id": step.id, "title": step.title, **keys}
        if verb.body:
            written["repeat"] = self.steps(verb.body)
        if verb.branches:
            written["together"] = self._options(verb.branches)
        if verb.options:
            written["options"] = self._options(verb.options)
        if verb.if_not:
            written["if_not"] = self._way_out(verb.if_not)
        return written

    def _run(self, step: Step, verb: Run) -> dict[str, Plain]:
        if verb.runbook:
            return self._with(step, {"run": verb.runbook})
        said = self._fitting.say("run_other", name=verb.words)
        text, _below = self._fitting.box(said, cut(verb.words, characters=100))
        return self._do(step, text, self._fitting.say("ran_other"))

    def _rounds(self, verb: Repeat) -> dict[str, Plain]:
        every = write_duration(verb.every) if verb.every else None
        told: dict[str, Plain] = {"repeat": self.steps(verb.steps), "until": verb.until, "every": every}
        told["max"] = verb.most
        return {key: value for key, value in told.items() if value}
