"""The steps of one tier as a CACAO workflow: who points to whom, and what of ours goes into the extension.

Each branch ends in an `end` of its own, as the specification asks; the branching step then goes on. An action's way out
is its `on_failure`, and leads back to where the action itself would have gone on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from incident.adapters.documents.foreign.cacao_ids import EXTENSION, identifier
from incident.domain.runbook import Branch, Verb

if TYPE_CHECKING:
    from collections.abc import Iterable

    from incident.adapters.documents.foreign.written import Written
    from incident.adapters.documents.reading.nodes import Plain
    from incident.domain.runbook import Bundle, Step
    from incident.domain.tiers import Tier

__all__ = ["ANYBODY", "Workflow"]

ANYBODY: Final = "anybody"
"""Stands for the agent of a step that no role is given to."""


class Workflow:
    """Builds the workflow of one file; the same bundle makes the same ids, always."""

    def __init__(self, bundle: Bundle, tier: Tier, written: Written, name: str) -> None:
        self._bundle = bundle
        self._tier = tier
        self._written = written
        self._name = name
        self._steps = [step for step in bundle.runbook.steps() if tier in step.tiers]
        self._phases = {step.id: phase.id for phase in bundle.runbook.phases for step in phase.steps}
        self.steps: dict[str, Plain] = {}
        self.variables: dict[str, Plain] = {}
        self.roles: set[str] = set()
        self.audiences: set[str] = set()

    def build(self) -> str:
        """Fill `steps`; the id of the first."""
        end = self.id("end")
        first = self._sequence([step for step in self._steps if step.branch is None], end)
        if first == end:
            first = self._nothing_to_do(end)
        start = self.id("start")
        self.steps = {start: {"type": "start", "on_completion": first}, **self.steps, end: {"type": "end"}}
        return start

    def id(self, kind: str, *names: str) -> str:
        """The id of a part of this file."""
        return identifier(kind, self._name, *names)

    def _sequence(self, steps: Iterable[Step], after: str) -> str:
        """Add the steps in the order of work; the id of the first, or `after` if there is none."""
        listed = list(steps)
        entries = [*(self._entry(step) for step in listed), after]
        for step, following in zip(listed, entries[1:], strict=True):
            if step.verb is Verb.ASK:
                self._question(step, following)
            else:
                self._action(step, following)
        return entries[0]

    def _entry(self, step: Step) -> str:
        return self.id("action", step.id)

    def _below(self, branch: Branch) -> list[Step]:
        return [step for step in self._steps if step.branch == branch]

    def _action(self, step: Step, after: str) -> None:
        entry, way_out = self._entry(step), self._below(Branch(step=step.id))
        self.steps[entry] = {}  # its place in the order of reading
        made = self._worked(step) | {"step_extensions": {EXTENSION: self._ours(step)}}
        if way_out:
            made |= {"on_success": after, "on_failure": self._sequence(way_out, after)}
        else:
            made |= {"on_completion": after}
        self.steps[entry] = made

    def _question(self, step: Step, after: str) -> None:
        """A manual action that asks, and the switch over its answer."""
        asking, switch = self._entry(step), self.id("switch-condition", step.id)
        variable = f"__answer_{step.id}__"
        self.variables[variable] = {"type": "string", "description": self._written.words(step, "question")}
        self.steps[asking] = self._worked(step) | {
            "out_args": [variable],
            "on_completion": switch,
            "step_extensions": {EXTENSION: {"part": "question"}},
        }
        cases: dict[str, Plain] = {}
        self.steps[switch] = {
            "type": "switch-condition",
            "name": self._title(step),
            "switch": variable,
            "cases": cases,
            "on_completion": after,
            "step_extensions": {EXTENSION: self._ours(step) | {"options": self._options(step)}},
        }
        for option in step.options:
            end = self.id("end", step.id, option)
            cases[option] = self._sequence(self._below(Branch(step=step.id, option=option)), end)
            self.steps[end] = {"type": "end"}

    def _worked(self, step: Step) -> dict[str, Plain]:
        """An action of a person, with everything that the person must read."""
        self.roles.add(step.by or ANYBODY)
        made: dict[str, Plain] = {"type": "action", "name": self._title(step)}
        made |= {"description": self._written.words(step, "why")} if self._written.words(step, "why") else {}
        made |= {"commands": [{"type": "manual", "command": self._told(step)}]}
        made |= {"agent": self.id("group", "role", step.by or ANYBODY)}
        if step.audience:
            self.audiences.add(step.audience)
            made |= {"targets": [self.id("group", "audience", step.audience)]}
        if step.facts:
            made |= {"out_args": [f"__{fact}__" for fact in step.facts]}
        return made

    def _told(self, step: Step) -> str:
        words = self._written.words
        answers = [f"- {words(step, f'option.{option}')}" for option in step.options]
        asked = [f"- {self._written.text(f'fact.{fact}')}" for fact in step.facts]
        message = [self._written.text(f"template.{step.template}.{part}") for part in ("title", "body")]
        parts = [words(step, key) for key in ("caution", "do", "question", "what")]
        said = [
            *parts,
            *answers,
            *asked,
            *(message if step.template else []),
            words(step, "show"),
            words(step, "expect"),
        ]
        return "\n".join(filter(None, said)) or self._title(step)

    def _title(self, step: Step) -> str:
        return self._written.words(step, "title") or step.id

    def _options(self, step: Step) -> dict[str, Plain]:
        return {option: self._written.words(step, f"option.{option}") or option for option in step.options}

    def _ours(self, step: Step) -> dict[str, Plain]:
        if self._written.is_sentence(step):
            return {"part": "sentence"}
        return {"id": step.id, "phase": self._phases[step.id], "step": self._written.step(step)}

    def _nothing_to_do(self, end: str) -> str:
        """The specification wants one action in every file, also where a tier has no steps."""
        name = self.id("action", "nothing")
        self.roles.add(ANYBODY)
        title = self._written.text("title") or self._bundle.runbook.id
        self.steps[name] = {
            "type": "action",
            "name": title,
            "commands": [{"type": "manual", "command": title}],
            "agent": self.id("group", "role", ANYBODY),
            "on_completion": end,
        }
        return name
