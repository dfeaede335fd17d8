"""A runbook between two formats: phases, steps and what each step asks for, in our words and nobody's syntax.

Importers build it, `nesting.py` keeps it shallow enough, and `writer.py` alone knows how each verb is written down.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import timedelta
from typing import TypeAlias

from incident.adapters.documents.reading.nodes import Plain
from incident.domain.frozen import Frozen

__all__ = [
    "Ask",
    "Do",
    "Fact",
    "Given",
    "Option",
    "Origin",
    "Phase",
    "Plan",
    "Record",
    "Reference",
    "Repeat",
    "Run",
    "Step",
    "Together",
    "Verb",
    "Wait",
]


class Option(Frozen):
    """An answer to a question, or one of several branches, with its steps."""

    id: str
    title: str
    steps: tuple[Step, ...] = ()


class Do(Frozen):
    """A person does something and sees that it worked."""

    text: str
    expect: str
    if_not: tuple[Step, ...] | str = ()


class Ask(Frozen):
    """A person answers a question; the answer leads on."""

    question: str
    options: tuple[Option, ...]


class Record(Frozen):
    """Facts are noted."""

    facts: tuple[str, ...]


class Together(Frozen):
    """Branches are worked at the same time."""

    branches: tuple[Option, ...]


class Repeat(Frozen):
    """Steps are worked again and again until a condition holds."""

    until: str
    """A condition of ours."""
    words: str
    """The same in words, for a person."""
    every: timedelta | None
    """From the beginning of a round to that of the next; None: at once."""
    most: int
    steps: tuple[Step, ...]


class Run(Frozen):
    """Another runbook is worked."""

    runbook: str
    words: str
    """How the file calls it."""


class Wait(Frozen):
    """Time passes."""

    length: timedelta


class Given(Frozen):
    """A step that we wrote ourselves and that came back: its keys as they stood in the document."""

    keys: Mapping[str, Plain]
    options: tuple[Option, ...] = ()
    branches: tuple[Option, ...] = ()
    """Of a `together`."""
    body: tuple[Step, ...] = ()
    """The steps of a `repeat`."""
    if_not: tuple[Step, ...] | str = ()


Verb: TypeAlias = Do | Ask | Record | Together | Repeat | Run | Wait | Given


class Step(Frozen):
    """One step; '' and None say nothing."""

    id: str
    title: str
    verb: Verb
    by: str | None = None
    timer: timedelta | None = None
    caution: str = ""
    why: str = ""
    show: str = ""


class Phase(Frozen):
    """A stretch of work."""

    id: str
    title: str
    steps: tuple[Step, ...]
    exit: str = ""
    given: Mapping[str, Plain] = field(default_factory=dict)
    """Further keys of the phase, as they stood in a document of ours."""


class Fact(Frozen):
    """A value that a person gives."""

    id: str
    ask: str
    type: str


class Reference(Frozen):
    """Where more is written."""

    title: str
    where: str


class Origin(Frozen):
    """The file that was read."""

    format: str
    sha256: str
    file: str
    id: str = ""
    """How the file calls itself to others that run it."""

    @property
    def stem(self) -> str:
        """The name of the file without its ending."""
        return self.file.rsplit(".", 1)[0]


class Plan(Frozen):
    """Everything that an importer found out."""

    id: str
    language: str
    title: str
    family: str
    reviewed_on: str
    """ISO date."""
    applies_when: tuple[str, ...]
    phases: tuple[Phase, ...]
    origin: Origin
    revision: int = 1
    status: str = "draft"
    roles: Mapping[str, str] = field(default_factory=dict)
    """Names of roles by id, beside the commander, whom every runbook has."""
    facts: tuple[Fact, ...] = ()
    out_of_scope: tuple[str, ...] = ()
    grades: Mapping[int, str] = field(default_factory=dict)
    """What the file says of a tier, in its words."""
    references: tuple[Reference, ...] = ()
    given: Mapping[str, Plain] = field(default_factory=dict)
    """Top-level keys as they stood in a document of ours; they replace whatever is made up here."""
