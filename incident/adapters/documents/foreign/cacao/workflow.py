"""The steps of one tier as a CACAO workflow: who points to whom, and what of ours goes into the extension.

Steps that another runbook brings stay in its own file: a step that runs it points there.

Each branch ends in an `end` of its own, as the specification asks; the branching step then goes on. An action's way out
is its `on_failure`, and leads back to where the action itself would have gone on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from incident.adapters.documents.foreign.cacao.ids import EXTENSION, file_name, identifier
from incident.adapters.documents.foreign.phrases import speak
from incident.domain.runbooks.runbook import Branch, Verb
from incident.domain.timing.durations import write_duration

if TYPE_CHECKING:
    from collections.abc import Iterable

    from incident.adapters.documents.foreign.written import Written
    from incident.adapters.documents.reading.nodes import Plain
    from incident.domain.grading.tiers import Tier
    from incident.domain.runbooks.runbook import Bundle, Step

__all__ = ["ANYBODY", "Workflow"]

ANYBODY: Final = "anybody"
"""Stands for the agent of a step that no role is given to."""

_KINDS: Final = {Verb.REPEAT: "while-condition", Verb.TOGETHER: "parallel", Verb.RUN: "playbook-action"}
"""The types of steps that are no action."""


class Workflow:
    """Builds the workflow of one file; the same bundle makes the same ids, always."""

    def __init__(self, bundle: Bundle, tier: Tier, written: Written, language: str) -> None:
        self._bundle = bundle
        self._tier = tier
        self._written = written
        self._name = file_name(bundle.runbook.id, tier, language)
        self._language = language
        self._steps = [step for step in bundle.runbook.steps() if tier in step.tiers and "/" not in step.id]
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
        listed = [each for step in steps for each in self._filled(step)]
        entries = [*(self._entry(step) for step in listed), after]
        for step, following in zip(listed, entries[1:], strict=True):
            match step.verb:
                case Verb.ASK:
                    self._question(step, following)
                case Verb.REPEAT:
                    self._loop(step, following)
                case Verb.TOGETHER:
                    self._parallel(step, following)
                case _:
                    self._action(step, following)
        return entries[0]

    def _filled(self, step: Step) -> list[Step]:
        """The step; of one that holds others and has too few of them at this tier, those that it has."""
        if step.verb is Verb.REPEAT:
            return [step] if self._below(Branch(step=step.id, is_body=True)) else []
        if step.verb is Verb.TOGETHER and len(self._branches(step)) <= 1:
            return [each for body in self._branches(step).values() for inner in body for each in self._filled(inner)]
        return [step]

    def _branches(self, step: Step) -> dict[str, list[Step]]:
        """The branches that have steps at this tier."""
        bodies = {name: self._below(Branch(step=step.id, option=name, is_body=True)) for name in step.options}
        return {name: body for name, body in bodies.items() if body}

    def _entry(self, step: Step) -> str:
        return self.id(_KINDS.get(step.verb, "action"), step.id)

    def _below(self, branch: Branch) -> list[Step]:
        return [step for step in self._steps if step.branch == branch]

    def _action(self, step: Step, after: str) -> None:
        entry = self._entry(step)
        self.steps[entry] = {}  # its place in the order of reading
        made = self._other(step) if step.verb is Verb.RUN else self._worked(step)
        self.steps[entry] = made | {"step_extensions": {EXTENSION: self._ours(step)}} | self._ways(step, after)

    def _ways(self, step: Step, after: str) -> dict[str, Plain]:
        """Where the work goes on."""
        way_out = self._below(Branch(step=step.id))
        if way_out:
            return {"on_success": after, "on_failure": self._sequence(way_out, after)}
        return {"on_completion": after}

    def _other(self, step: Step) -> dict[str, Plain]:
        """The file that an export of the other runbook is."""
        name = file_name(str(step.runbook), self._tier, self._language)
        told: dict[str, Plain] = {"type": "playbook-action", "name": self._title(step), "description": self._told(step)}
        return told | {"playbook_id": identifier("playbook", name)}

    def _loop(self, step: Step, after: str) -> None:
        """The condition is that of going on, in words; each round is the branch."""
        entry, end = self._entry(step), self.id("end", step.id, "round")
        self.steps[entry] = {}  # its place in the order of reading
        until = self._written.condition(step.condition) if step.condition else ""
        made: dict[str, Plain] = {"type": "while-condition", "name": self._title(step)}
        made |= {"description": self._told(step), "condition": f"not ({until})"}
        made["on_true"] = self._sequence(self._below(Branch(step=step.id, is_body=True)), end)
        self.steps[end] = {"type": "end"}
        self.steps[entry] = made | {"step_extensions": {EXTENSION: self._ours(step)}} | self._ways(step, after)

    def _parallel(self, step: Step, after: str) -> None:
        entry, bodies = self._entry(step), self._branches(step)
        self.steps[entry] = {}  # its place in the order of reading
        first: list[Plain] = []
        for name, body in bodies.items():
            end = self.id("end", step.id, name)
            first.append(self._sequence(body, end))
            self.steps[end] = {"type": "end"}
        titles: dict[str, Plain] = {name: self._written.words(step, f"option.{name}") or name for name in bodies}
        made: dict[str, Plain] = {"type": "parallel", "name": self._title(step), "description": self._told(step)}
        made |= {"next_steps": first, "on_completion": after}
        self.steps[entry] = made | {"step_extensions": {EXTENSION: self._ours(step) | {"options": titles}}}

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
        if step.wait:
            made |= {"delay": int(step.wait.total_seconds() * 1_000)}
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
            self._timed(step),
            *answers,
            *asked,
            *(message if step.template else []),
            words(step, "show"),
            words(step, "expect"),
        ]
        return "\n".join(filter(None, said)) or self._title(step)

    def _timed(self, step: Step) -> str:
        """How long a step waits, or how often its steps are worked."""
        if step.wait:
            return speak(self._language, "wait_for", length=write_duration(step.wait))
        if step.verb is not Verb.REPEAT or step.condition is None:
            return ""
        told = {"most": str(step.rounds), "condition": self._written.condition(step.condition)}
        if step.every is None:
            return speak(self._language, "rounds_at_once", **told)
        return speak(self._language, "rounds", length=write_duration(step.every), **told)

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
