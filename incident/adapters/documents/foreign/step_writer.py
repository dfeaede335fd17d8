"""Writes the steps of a plan as the keys of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, assert_never

from incident.adapters.documents.foreign.plain_words import cut, one_line
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
from incident.adapters.documents.runbooks.model import StepFile
from incident.domain.durations import write_duration
from incident.i18n import _

if TYPE_CHECKING:
    from incident.adapters.documents.foreign.fitting import Fitting
    from incident.adapters.documents.foreign.names import Ids
    from incident.adapters.documents.foreign.notes import Notes
    from incident.adapters.documents.reading.nodes import Plain

__all__ = ["StepWriter"]

_OWN: Final = frozenset(StepFile.model_fields) - {"id", "title", "options"}
"""Keys that our own extension may bring back."""


class StepWriter:
    """Writes each step in the form that the loader knows."""

    def __init__(self, fitting: Fitting, ids: Ids, notes: Notes, known: frozenset[str]) -> None:
        self._fitting = fitting
        self._ids = ids
        self._notes = notes
        self._known = known

    def steps(self, steps: tuple[Step, ...]) -> list[Plain]:
        """The steps; one that the loader does not know becomes several."""
        return [each for step in steps for each in self._written(step)]

    def _written(self, step: Step) -> list[Plain]:
        match step.verb:
            case Do() as verb:
                return [self._do(step, verb.text, verb.expect, verb.if_not)]
            case Ask() as verb:
                return [self._ask(step, verb.question, verb.options)]
            case Record() as verb:
                return [self._with(step, {"record": list(verb.facts)})]
            case Given() as verb:
                return [self._given(step, verb)]
            case Wait() as verb:
                return [self._wait(step, verb)]
            case Run() as verb:
                return [self._run(step, verb)]
            case Together() as verb:
                return self._together(step, verb)
            case Repeat() as verb:
                return self._repeat(step, verb)
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

    def _ask(self, step: Step, question: str, options: tuple[Option, ...]) -> dict[str, Plain]:
        head = self._with(step, {"ask": question})
        return {**head, "options": [self._option(option) for option in options]}

    def _option(self, option: Option) -> dict[str, Plain]:
        written: dict[str, Plain] = {"id": option.id, "title": option.title}
        return written | ({"steps": self.steps(option.steps)} if option.steps else {})

    def _way_out(self, way_out: tuple[Step, ...] | str) -> Plain:
        return way_out if isinstance(way_out, str) else self.steps(way_out)

    def _given(self, step: Step, verb: Given) -> dict[str, Plain]:
        keys = {key: value for key, value in verb.keys.items() if key in _OWN and value is not None}
        written: dict[str, Plain] = {"id": step.id, "title": step.title, **keys}
        if verb.options:
            written["options"] = [self._option(option) for option in verb.options]
        if verb.if_not:
            written["if_not"] = self._way_out(verb.if_not)
        return written

    def _wait(self, step: Step, verb: Wait) -> dict[str, Plain]:
        length = write_duration(verb.length)
        if "wait" in self._known:
            return self._with(step, {"wait": length})
        text, expect = self._fitting.say("wait_for", length=length), self._fitting.say("waited", length=length)
        return {**self._do(step, text, expect), "timer": length}

    def _run(self, step: Step, verb: Run) -> dict[str, Plain]:
        if "run" in self._known and verb.runbook:
            return self._with(step, {"run": verb.runbook})
        text, _below = self._fitting.box(
            self._fitting.say("run_other", name=verb.words), cut(verb.words, characters=100)
        )
        return self._do(step, text, self._fitting.say("ran_other"))

    def _together(self, step: Step, verb: Together) -> list[Plain]:
        if "together" in self._known:
            return [self._with(step, {"together": [self._option(branch) for branch in verb.branches]})]
        self._stand_in(step, "together")
        names = "; ".join(branch.title for branch in verb.branches)
        said = self._fitting.say("hand_out", names=names)
        text, below = self._fitting.box(said, self._fitting.say("hand_out_below"))
        head: dict[str, Plain] = self._do(step, text, self._fitting.say("handed_out"))
        if below:
            head["show"] = "\n".join(filter(None, [step.show, below]))
        return [head, *(each for branch in verb.branches for each in self.steps(branch.steps))]

    def _repeat(self, step: Step, verb: Repeat) -> list[Plain]:
        every = write_duration(verb.every)
        if "repeat" in self._known:
            loop: Plain = {"until": verb.until, "every": every, "max": verb.most, "steps": self.steps(verb.steps)}
            return [self._with(step, {"repeat": loop})]
        self._stand_in(step, "repeat")
        say, body = self._fitting.say, self.steps(verb.steps)
        head = self._do(
            step, say("loop_head", count=str(len(body)), length=every, most=str(verb.most)), say("loop_seen")
        )
        asked = Step(
            id=self._ids.take(f"{step.id} over", "over"),
            title=self._fitting.title(say("over_title"), "loop"),
            verb=Record(facts=()),
        )
        again = say("loop_more", count=str(len(body)))
        options = (Option(id="yes", title=say("yes")), Option(id="no", title=f"{say('no')}: {again}"))
        question = cut(one_line(verb.words))
        return [head, *body, self._ask(asked, question, options)]

    def _stand_in(self, step: Step, verb: str) -> None:
        said = _("'{step}' would be a '{verb}', which runbooks do not have yet; its steps stand one after the other.")
        self._notes.changed(said.format(step=step.title, verb=verb))
