"""A CACAO playbook as its file says it, in any version, before it becomes a tree: steps and pointers between them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from incident.adapters.documents.foreign.plain_words import cut
from incident.adapters.documents.foreign.tree import Reference
from incident.adapters.documents.reading.nodes import Mark, Plain

__all__ = ["Command", "Kind", "Party", "Playbook", "Pointer", "Variable", "WorkflowStep"]


class Kind(StrEnum):
    """Types of workflow steps in CACAO 2.0."""

    START = "start"
    END = "end"
    ACTION = "action"
    PLAYBOOK = "playbook-action"
    PARALLEL = "parallel"
    IF = "if-condition"
    WHILE = "while-condition"
    SWITCH = "switch-condition"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """Names the steps that come next; several of them run at the same time (CACAO 1.x)."""

    label: str
    """`on_true`, the value of a case, …"""
    targets: tuple[str, ...]
    at: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What an action does."""

    kind: str
    description: str
    text: str
    """The command; decoded if it stood there as base64."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An agent or a target."""

    id: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """A value that steps read and write."""

    name: str
    kind: str
    description: str
    value: str
    is_constant: bool
    at: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkflowStep:
    """One step of the workflow."""

    id: str
    kind: Kind
    name: str
    description: str
    at: Mark
    next: Pointer | None = None
    """`on_completion`, or `on_success`."""
    failure: Pointer | None = None
    branches: tuple[Pointer, ...] = ()
    """`on_true`, `on_false`, cases, or the branches of a parallel step."""
    condition: str = ""
    commands: tuple[Command, ...] = ()
    agent: str = ""
    targets: tuple[str, ...] = ()
    out_args: tuple[str, ...] = ()
    delay: float = 0
    """Milliseconds."""
    timeout: float = 0
    """Milliseconds."""
    playbook_id: str = ""
    references: tuple[Reference, ...] = ()
    ours: dict[str, Plain] = field(default_factory=dict)
    """What our own extension says of it."""

    @property
    def is_branching(self) -> bool:
        """Whether control comes back to the step after its branches have ended."""
        return self.kind in {Kind.PARALLEL, Kind.IF, Kind.WHILE, Kind.SWITCH}

    @property
    def title(self) -> str:
        """How a sentence calls the step."""
        return cut(self.name or self.id, characters=80)

    def pointers(self) -> tuple[Pointer, ...]:
        """Every way out."""
        return tuple(each for each in (*self.branches, self.next, self.failure) if each is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Playbook:
    """The whole file."""

    id: str
    version: str
    name: str
    description: str
    created_by: str
    modified_on: str
    """ISO date, '' if the file has none."""
    kinds: tuple[str, ...]
    labels: tuple[str, ...]
    severity: float | None
    is_revoked: bool
    start: str
    exception: str
    steps: dict[str, WorkflowStep]
    parties: dict[str, Party]
    variables: dict[str, Variable]
    references: tuple[Reference, ...]
    ours: dict[str, Plain]
    at: Mark
