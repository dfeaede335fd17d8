"""The workflow of a playbook as a graph: whether it can be walked at all, and where its ways meet again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from incident.adapters.documents.foreign.cacao.model import Kind, Playbook, WorkflowStep
from incident.adapters.documents.foreign.notes import refusal
from incident.adapters.documents.reading.nodes import Mark
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from incident.adapters.documents.foreign.notes import Notes

__all__ = ["Graph"]

_EXIT: Final = ""
"""Stands for the end of everything; no step has this id."""
_MOST_TOLD: Final = 50


class Graph:
    """Steps that can be reached from the start, each of which leads to an end.

    Raises:
        DocumentError: there is no start, a step leads nowhere, or steps go round for ever.
    """

    def __init__(self, playbook: Playbook, notes: Notes) -> None:
        self._steps = playbook.steps
        self._notes = notes
        self.start = self._first(playbook)
        self.exception = self._exception(playbook)
        self.reached = self._reach([self.start, *filter(None, [self.exception])])
        self._refuse_endless()
        self._tell_unreached()
        self._meeting = _meeting_points({name: self._flow(self._steps[name]) for name in self.reached})

    def meeting_point(self, step_id: str) -> str | None:
        """The step through which every way from this one goes, or None if they only meet at the end."""
        found = self._meeting.get(step_id, _EXIT)
        return None if found == _EXIT else found

    def _first(self, playbook: Playbook) -> str:
        starts = [step.id for step in playbook.steps.values() if step.kind is Kind.START]
        if playbook.start in playbook.steps:
            return playbook.start
        if not playbook.steps:
            raise refusal(self._notes.file, "IM002", [(playbook.at, _("'workflow' holds no steps."))])
        if not starts and not playbook.start:
            starts = _roots(playbook)
        if len(starts) != 1:
            said = _("'workflow_start' is missing, and no step says where the work begins.")
            if playbook.start:
                said = _("'workflow_start' names '{step}', which is no step.").format(step=playbook.start)
            raise refusal(self._notes.file, "IM003", [(playbook.at, said)])
        said = _("'workflow_start' names no step; the work begins at '{step}'.").format(step=starts[0])
        self._notes.tolerated(said, playbook.at)
        return starts[0]

    def _exception(self, playbook: Playbook) -> str | None:
        name = playbook.exception
        if name and name not in playbook.steps:
            said = _("'workflow_exception' names '{step}', which is no step.").format(step=name)
            self._notes.tolerated(said, playbook.at)
            return None
        return name if name and playbook.steps[name].kind is not Kind.END else None

    def _reach(self, names: Iterable[str]) -> list[str]:
        """Every step on any way from these, in the order of the file."""
        open_names, seen, missing = list(names), set(names), list[tuple[Mark, str]]()
        while open_names:
            for pointer in self._steps[open_names.pop()].pointers():
                for target in pointer.targets:
                    if target not in self._steps:
                        said = _("'{label}' names '{step}', which is no step.").format(label=pointer.label, step=target)
                        missing.append((pointer.at, said))
                    elif target not in seen:
                        seen.add(target)
                        open_names.append(target)
        if missing:
            raise refusal(self._notes.file, "IM003", sorted(missing))
        return [name for name in self._steps if name in seen]

    def _flow(self, step: WorkflowStep) -> list[str]:
        """Where control goes after the step, its own branches left out; the exit where it ends."""
        if step.kind is Kind.END:
            return [_EXIT]
        if step.is_branching and step.next is not None:
            return list(step.next.targets)
        targets = [target for pointer in step.pointers() for target in pointer.targets]
        may_pass = step.kind is Kind.WHILE or (step.kind is Kind.IF and len(step.branches) == 1)
        return [*targets, _EXIT] if may_pass or not targets else targets

    def _refuse_endless(self) -> None:
        finishing = set(_backwards(_sources({name: self._flow(self._steps[name]) for name in self.reached})))
        endless = [self._steps[name] for name in self.reached if name not in finishing]
        if endless:
            said = _("From the step '{step}' no way leads to an end: the steps go round for ever.")
            found = [(step.at, said.format(step=step.title)) for step in endless[:_MOST_TOLD] if self._is_round(step)]
            raise refusal(self._notes.file, "IM004", found or [(endless[0].at, said.format(step=endless[0].title))])

    def _is_round(self, step: WorkflowStep) -> bool:
        """Whether a way leads from the step to itself."""
        seen: set[str] = set()
        open_names = self._flow(step)
        while open_names:
            name = open_names.pop()
            if name == step.id:
                return True
            if name not in seen and name != _EXIT:
                seen.add(name)
                open_names += self._flow(self._steps[name])
        return False

    def _tell_unreached(self) -> None:
        reached = set(self.reached)
        for step in self._steps.values():
            if step.id not in reached and step.kind not in {Kind.START, Kind.END}:
                said = _("No way leads to the step '{step}'; it stays in the original only.").format(step=step.title)
                self._notes.not_kept(said, step.at)


def _meeting_points(flow: Mapping[str, list[str]]) -> dict[str, str]:
    """The immediate post-dominator of each step (Cooper, Harvey and Kennedy, on the reversed graph)."""
    order = _backwards(_sources(flow))
    rank = {name: number for number, name in enumerate(order)}
    found = {_EXIT: _EXIT}
    changed = True
    while changed:
        changed = False
        for name in order[1:]:
            known = [target for target in flow[name] if target in found]
            best = known[0]
            for other in known[1:]:
                best = _common(best, other, found, rank)
            if found.get(name) != best:
                found[name] = best
                changed = True
    return found


def _sources(flow: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """From which steps each is reached."""
    before: dict[str, list[str]] = {_EXIT: []}
    for name, targets in flow.items():
        for target in targets:
            before.setdefault(target, []).append(name)
    return before


def _common(one: str, other: str, found: Mapping[str, str], rank: Mapping[str, int]) -> str:
    while one != other:
        while rank[one] > rank[other]:
            one = found[one]
        while rank[other] > rank[one]:
            other = found[other]
    return one


def _backwards(before: Mapping[str, list[str]]) -> list[str]:
    """All steps from the exit back, each after at least one of those that it leads to (reverse postorder)."""
    order: list[str] = []
    seen = {_EXIT}
    stack = [(_EXIT, iter(before[_EXIT]))]
    while stack:
        name, rest = stack[-1]
        following = next((each for each in rest if each not in seen), None)
        if following is None:
            order.append(name)
            stack.pop()
        else:
            seen.add(following)
            stack.append((following, iter(before.get(following, []))))
    return order[::-1]


def _roots(playbook: Playbook) -> list[str]:
    """The steps of a file without a start to which no other leads."""
    led_to = {
        target for step in playbook.steps.values() for pointer in step.pointers() for target in pointer.targets
    } | {playbook.exception}
    return [step.id for step in playbook.steps.values() if step.id not in led_to and step.kind is not Kind.END]
