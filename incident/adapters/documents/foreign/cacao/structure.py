"""From a graph of pointers to nested blocks: what a person can follow down a page.

A sequence is followed until it ends, meets the place where its branches come together again, or comes back to where it
has been. Steps that several branches share without meeting are copied; a way back becomes a repeat where it goes round
a closed list of steps, and otherwise a step that says where to go on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from incident.adapters.documents.foreign.cacao.branches import Branches
from incident.adapters.documents.foreign.cacao.model import Kind, Pointer
from incident.adapters.documents.foreign.notes import refusal
from incident.adapters.documents.foreign.tree import Step
from incident.i18n import _

if TYPE_CHECKING:
    from incident.adapters.documents.foreign.cacao.actions import Actions, WayOut
    from incident.adapters.documents.foreign.cacao.graph import Graph
    from incident.adapters.documents.foreign.cacao.model import WorkflowStep
    from incident.adapters.documents.foreign.notes import Notes

__all__ = ["Part", "Structure"]

_MOST_STEPS: Final = 1_500
_DEEPEST: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The steps that one step of the file became."""

    source: WorkflowStep
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """What surrounds a sequence."""

    meets: frozenset[str] = frozenset()
    """Where it ends, because others go on from there."""
    beyond: frozenset[str] = frozenset()
    """Where something further out goes on."""
    above: frozenset[str] = frozenset()
    """Steps that lead here."""
    depth: int = 0

    def inside(self, step: str, meets: set[str]) -> _Around:
        """What surrounds a branch of that step."""
        inner = frozenset(meets) if meets else self.meets
        return _Around(
            meets=inner,
            beyond=(self.beyond | self.meets) - inner,
            above=self.above | {step},
            depth=self.depth + 1,
        )


@dataclass(slots=True, kw_only=True)
class _Sequence:
    parts: list[Part] = field(default_factory=list)
    has_ended: bool = False
    """Whether it came to an end of the file, and not to a place where others go on."""

    def steps(self) -> tuple[Step, ...]:
        return tuple(step for part in self.parts for step in part.steps)

    def index(self, name: str) -> int | None:
        return next((index for index, part in enumerate(self.parts) if part.source.id == name), None)


class Structure:
    """Turns the steps of one playbook into nested steps of ours."""

    def __init__(
        self, *, steps: dict[str, WorkflowStep], graph: Graph, actions: Actions, branches: Branches, notes: Notes
    ) -> None:
        self._steps = steps
        self._graph = graph
        self._actions = actions
        self._branches = branches
        self._notes = notes
        self._count = 0
        self._copied: set[str] = set()

    def parts(self, start: str) -> list[Part]:
        """Everything from that step to the end, one part for each step on the way."""
        return self._sequence(start, _Around()).parts

    def _sequence(self, start: str | None, around: _Around) -> _Sequence:
        found, name = _Sequence(), start
        while name is not None and name not in around.meets:
            step = self._steps[name]
            if step.kind is Kind.END:
                found.has_ended = True
                break
            self._refuse_too_large(step, around)
            jump = self._jump(step, around, found)
            if jump is not None:
                found.parts.append(Part(source=step, steps=(jump,)))
                break
            name = self._take(step, around, found)
        found.has_ended = found.has_ended or name is None
        return found

    def _take(self, step: WorkflowStep, around: _Around, found: _Sequence) -> str | None:
        """Add what the step becomes; the step that comes next."""
        here = _Around(
            meets=around.meets,
            beyond=around.beyond,
            above=around.above | {part.source.id for part in found.parts},
            depth=around.depth,
        )
        back = [
            pointer for pointer in step.pointers() if any(found.index(name) is not None for name in pointer.targets)
        ]
        if len(back) == 1 and len(step.pointers()) == 2 and len(back[0].targets) == 1:  # noqa: PLR2004 - this way or that
            return self._go_round(step, back[0], found)
        steps, name = self._become(step, here)
        if steps:
            found.parts.append(Part(source=step, steps=tuple(steps)))
        return name

    def _go_round(self, step: WorkflowStep, back: Pointer, found: _Sequence) -> str | None:
        """The steps from where the pointer goes to here are repeated."""
        first = found.index(back.targets[0]) or 0
        body = [inner for part in found.parts[first:] for inner in part.steps]
        if not step.is_branching:
            body += self._actions.action(step, ())
        source = found.parts[first].source
        del found.parts[first:]
        loop = self._branches.go_round(step, back, tuple(body))
        found.parts.append(Part(source=source, steps=tuple(loop)))
        other = next(pointer for pointer in step.pointers() if pointer is not back)
        return other.targets[0]

    def _become(self, step: WorkflowStep, around: _Around) -> tuple[list[Step], str | None]:
        match step.kind:
            case Kind.START | Kind.END:
                return [], self._next(step)
            case Kind.ACTION | Kind.PLAYBOOK:
                return self._act(step, around)
            case Kind.WHILE:
                return self._while(step, around)
            case _:
                return self._branch(step, around)

    def _act(self, step: WorkflowStep, around: _Around) -> tuple[list[Step], str | None]:
        if step.ours.get("part") == "question":
            return [], self._next(step)  # the branching step that follows asks it
        way_out = self._way_out(step, around)
        make = self._actions.run if step.kind is Kind.PLAYBOOK else self._actions.action
        steps = make(step, way_out)
        if step.next is not None and len(step.next.targets) > 1:  # CACAO 1.x: a list of next steps is a fork
            meets = self._graph.meeting_point(step.id)
            steps += self._fork(step, step.next.targets, around.inside(step.id, {meets} if meets else set()))
            return steps, meets
        return steps, self._next(step)

    def _way_out(self, step: WorkflowStep, around: _Around) -> WayOut:
        """The steps for when the action fails, up to where they meet the others again."""
        if step.failure is None or (step.next is not None and step.failure.targets == step.next.targets):
            return ()
        target = step.failure.targets[0]
        goes_on = step.next is not None and self._steps[step.next.targets[0]].kind is not Kind.END
        if self._steps[target].kind is Kind.END or target in around.meets:
            return self._branches.say("stop_here") if goes_on else ()
        meets = self._graph.meeting_point(step.id) if step.next is not None else None
        inner = around.inside(step.id, {meets} if meets else set())
        failed = self._sequence(target, inner)
        sentence = self._branches.sentence(failed.steps(), [self._steps[part.source.id] for part in failed.parts])
        if sentence:
            return sentence
        stop = [self._branches.stop()] if failed.has_ended and goes_on and not _is_ours(failed) else []
        return (*failed.steps(), *stop)

    def _while(self, step: WorkflowStep, around: _Around) -> tuple[list[Step], str | None]:
        after = self._next(step)
        other = next((pointer for pointer in step.branches if pointer.label == "on_false"), None)
        if after is None and other is not None:
            after = other.targets[0]
        body = next((pointer for pointer in step.branches if pointer.label == "on_true"), None)
        steps: tuple[Step, ...] = ()
        if body is not None:
            inner = around.inside(step.id, {step.id, *([after] if after else [])})
            steps = self._merged(step, body, inner)
        way_out: WayOut = ()
        if step.ours:
            way_out = self._way_out(step, around)
        else:
            self._tell_failure(step)
        return [*self._actions.delay(step), *self._branches.loop(step, steps, way_out)], after

    def _branch(self, step: WorkflowStep, around: _Around) -> tuple[list[Step], str | None]:
        after = self._next(step) or self._graph.meeting_point(step.id)
        inner = around.inside(step.id, {after} if after else set())
        ways = [(pointer, self._merged(step, pointer, inner)) for pointer in step.branches]
        self._tell_failure(step)
        if step.kind is Kind.PARALLEL:
            return [*self._actions.delay(step), *self._branches.together(step, ways)], after
        return [*self._actions.delay(step), *self._branches.ask(step, ways)], after

    def _tell_failure(self, step: WorkflowStep) -> None:
        """A step that branches has no way out with us."""
        if step.failure is not None and self._steps[step.failure.targets[0]].kind is not Kind.END:
            said = _("What the file does when '{step}' fails stays in the original only.").format(step=step.title)
            self._notes.not_kept(said, step.failure.at)

    def _merged(self, step: WorkflowStep, pointer: Pointer, inner: _Around) -> tuple[Step, ...]:
        """The steps of a branch; where it names several, they are worked together."""
        if len(pointer.targets) == 1:
            return self._sequence(pointer.targets[0], inner).steps()
        return tuple(self._fork(step, pointer.targets, inner))

    def _fork(self, step: WorkflowStep, targets: tuple[str, ...], inner: _Around) -> list[Step]:
        ways = [
            (Pointer(label=str(number), targets=(target,), at=step.at), self._sequence(target, inner).steps())
            for number, target in enumerate(targets, start=1)
        ]
        return self._branches.together(step, ways)

    def _next(self, step: WorkflowStep) -> str | None:
        return step.next.targets[0] if step.next is not None else None

    def _jump(self, step: WorkflowStep, around: _Around, found: _Sequence) -> Step | None:
        """The step that says where to go on, if this one was worked before or stands further out."""
        if step.id in around.beyond:
            said = _("A branch goes on at '{step}', past steps further out; a step says so.").format(step=step.title)
            self._notes.changed(said, step.at)
            return self._branches.jump(step, "jump_to")
        if step.id in around.above or found.index(step.id) is not None:
            said = _("A way goes back to '{step}'; a step says so.").format(step=step.title)
            self._notes.changed(said, step.at)
            return self._branches.jump(step, "back_to")
        return None

    def _refuse_too_large(self, step: WorkflowStep, around: _Around) -> None:
        self._count += 1
        if self._count > _MOST_STEPS:
            said = _("With a copy for each branch, these are more than {limit} steps: too many to walk.")
            raise refusal(self._notes.file, "IM005", [(step.at, said.format(limit=_MOST_STEPS))])
        if around.depth > _DEEPEST:
            said = _("More than {limit} branches within each other end here.").format(limit=_DEEPEST)
            raise refusal(self._notes.file, "IM005", [(step.at, said)])
        if step.id in self._copied and step.kind is not Kind.START:
            said = _("Several branches come to '{step}'; each has a copy of its own.").format(step=step.title)
            self._notes.changed(said, step.at)
        self._copied.add(step.id)


def _is_ours(found: _Sequence) -> bool:
    return any(part.source.ours for part in found.parts)
