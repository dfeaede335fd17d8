"""One action of a playbook as steps that a person works: what is run is shown, and nothing runs it."""

from __future__ import annotations

from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING, Final

from incident.adapters.documents.foreign.cacao.ids import PEOPLE
from incident.adapters.documents.foreign.plain_words import fits_box, one_line
from incident.adapters.documents.foreign.tree import Do, Given, Record, Run, Step, Wait
from incident.domain.timing.durations import write_duration
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from incident.adapters.documents.foreign.cacao.model import Command, Party, WorkflowStep
    from incident.adapters.documents.foreign.cacao.variables import Facts
    from incident.adapters.documents.foreign.fitting import Fitting
    from incident.adapters.documents.foreign.names import Ids
    from incident.adapters.documents.foreign.notes import Notes
    from incident.adapters.documents.foreign.people import Roles

__all__ = ["Actions", "WayOut"]

WayOut = tuple[Step, ...] | str

_BY_HAND: Final = "manual"
_SHORTEST: Final = 1_000
"""Milliseconds; what is less is nothing to a person."""


class Actions:
    """Turns actions, calls of other playbooks and delays into steps."""

    def __init__(
        self,
        *,
        parties: dict[str, Party],
        playbooks: Mapping[str, str] | None,
        facts: Facts,
        roles: Roles,
        fitting: Fitting,
        ids: Ids,
        notes: Notes,
    ) -> None:
        self._parties = parties
        self._playbooks = playbooks
        self._facts = facts
        self._roles = roles
        self._fitting = fitting
        self._ids = ids
        self._notes = notes

    def action(self, step: WorkflowStep, way_out: WayOut) -> list[Step]:
        """The steps of an action: what to wait for, what to do, what to note."""
        if step.ours:
            return self._given(step, way_out)
        by_hand = [each for each in step.commands if each.kind == _BY_HAND]
        machine = [each for each in step.commands if each.kind != _BY_HAND]
        if not step.commands:
            said = _("The action '{step}' has no command; a person does what its name says.").format(step=step.title)
            self._notes.changed(said, step.at)
        otherwise, order = self._order(step, machine) if machine else (self._fitting.say("see_below"), "")
        told = "\n\n".join(self._facts.readable(_words(each)) for each in by_hand) or (
            "" if machine else step.description or step.name
        )
        text, below = self._fitting.box(told, otherwise if told or machine else self._called(step))
        why, more = self._fitting.why("" if told == step.description else step.description)
        if machine and told and not below:
            text, below = otherwise, told
        done = Do(text=text, expect=self._fitting.say("ran" if machine else "done"), if_not=way_out)
        shown = [more, below, order, *(self._command(each, alone=len(machine) == 1) for each in machine)]
        return [
            *self.delay(step),
            self._step(step, done, "action", by=self._who(step, is_machine=bool(machine)), why=why, shown=shown),
            *self.record(step, [self._facts.fact(name) for name in step.out_args]),
        ]

    def run(self, step: WorkflowStep, way_out: WayOut) -> list[Step]:
        """The step that opens another playbook."""
        given = self.given(step).keys.get("run") if step.ours else None
        if given and (self._playbooks is None or given in self._playbooks.values()):
            return self._given(step, way_out)
        runbook = (self._playbooks or {}).get(step.playbook_id, "")
        if not runbook:
            said = _(
                "The step '{step}' runs another playbook, '{id}', which the library lacks: import that file as well."
            )
            self._notes.changed(said.format(step=step.title, id=given or step.playbook_id), step.at)
        why, more = self._fitting.why(step.description)
        verb = Run(runbook=runbook, words=one_line(f"{step.name} {given or step.playbook_id}") or step.id)
        steps = [self._step(step, verb, "runbook", by=self._who(step, is_machine=False), why=why, shown=[more])]
        if way_out:
            said = _("What the file does when the playbook of '{step}' fails stays in the original only.")
            self._notes.not_kept(said.format(step=step.title), step.at)
        return [*self.delay(step), *steps, *self.record(step, [self._facts.fact(name) for name in step.out_args])]

    def delay(self, step: WorkflowStep) -> list[Step]:
        """The wait before a step."""
        length = self.length(step.delay)
        if length is None:
            return []
        words = self._fitting.say("wait_title", length=write_duration(length))
        name = self._ids.take(f"wait {step.name}", "wait")
        return [Step(id=name, title=self._fitting.title(words, "wait"), verb=Wait(length=length))]

    def record(self, step: WorkflowStep, facts: list[str]) -> list[Step]:
        """The step that notes values; none where there are none."""
        if not facts:
            return []
        self._facts.recorded.update(facts)
        words = self._fitting.say("record", names=", ".join(facts))
        name = self._ids.take(f"note {step.name}", "note")
        return [Step(id=name, title=self._fitting.title(words, "values"), verb=Record(facts=tuple(facts)))]

    def length(self, milliseconds: float) -> timedelta | None:
        """The length in whole seconds; None where there is none to speak of."""
        if not milliseconds:
            return None
        seconds = ceil(max(milliseconds, _SHORTEST) / 1_000)
        if seconds > 90 * 60:  # what is long is told in minutes, or it would not be a length of ours
            seconds = ceil(seconds / 60) * 60
        return timedelta(seconds=seconds)

    def given(self, step: WorkflowStep, way_out: WayOut = ()) -> Given:
        """What our own extension keeps of a step."""
        keys = step.ours.get("step")
        return Given(keys=keys if isinstance(keys, dict) else {}, if_not=way_out)

    def own_id(self, step: WorkflowStep) -> str:
        """The id that the step had with us; another one if that is taken."""
        name = str(step.ours.get("id", ""))
        return name if self._ids.claim(name) else self._ids.take(name or step.name, "step")

    def _given(self, step: WorkflowStep, way_out: WayOut) -> list[Step]:
        verb = self.given(step, way_out)
        return [Step(id=self.own_id(step), title=step.name, verb=verb)]

    def _step(
        self, step: WorkflowStep, verb: Do | Run, kind: str, *, by: str | None, why: str, shown: list[str]
    ) -> Step:
        return Step(
            id=self._ids.take(step.name, "step"),
            title=self._fitting.title(step.name or step.description or step.id, kind),
            verb=verb,
            by=by,
            timer=self.length(step.timeout),
            why=why,
            show=self._fitting.show(shown, step.at, step.title),
        )

    def _who(self, step: WorkflowStep, *, is_machine: bool) -> str | None:
        """The first of agent and targets that is a person or a group; machines are worked by the technical lead."""
        people = [name for name in (step.agent, *step.targets) if self._kind(name) in PEOPLE]
        for name in [each for each in people if each not in self._parties]:
            said = _("'{name}' is to work '{step}' and is defined nowhere: give the step a role.")
            self._notes.tolerated(said.format(name=name, step=step.title), step.at)
            people.remove(name)
        if people:
            return self._roles.role(self._name(people[0]))
        return self._roles.technical() if is_machine else None

    def _called(self, step: WorkflowStep) -> str:
        """The name of a step that says nothing else, where it fits the box."""
        return step.title if fits_box(step.title) else self._fitting.say("see_below")

    def _order(self, step: WorkflowStep, machine: list[Command]) -> tuple[str, str]:
        """What is to be run, and on what; with it what does not fit the box, and is shown below."""
        kinds = ", ".join(dict.fromkeys(each.kind for each in machine))
        places = [self._name(name) for name in step.targets if self._kind(name) not in PEOPLE]
        where = ", ".join(dict.fromkeys(places))
        long = self._fitting.say("run_below_on", kind=kinds, where=where)
        short = self._fitting.say("run_below", kind=kinds)
        if fits_box(long if where else short):
            return (long if where else short), ""
        return self._fitting.say("see_below"), f"# {one_line(long if where else short)}"

    def _command(self, command: Command, *, alone: bool) -> str:
        text = self._facts.filled(command.text)
        head = command.description if alone else f"{command.kind}: {command.description}".removesuffix(": ")
        return f"# {head}\n{text}".strip() if head and text else text or head or command.kind

    def _kind(self, name: str) -> str:
        return self._parties[name].kind if name in self._parties else name.partition("--")[0]

    def _name(self, name: str) -> str:
        return self._parties[name].name if name in self._parties else name


def _words(command: Command) -> str:
    return "\n".join(filter(None, [command.description, command.text]))
