"""A runbook file and a file of templates, field by field, as people write them.

Only shapes are told here; what the values mean together is the compiler's. A step is one class and not one per verb,
so that a wrong key gets the name of the nearest right one and not a complaint from every verb.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Discriminator, Field, Tag

from incident.adapters.documents.reading.fields import (
    Date,
    DocumentId,
    Duration,
    FactId,
    Id,
    Line,
    PerTier,
    Strict,
    Text,
    TierNumber,
)

__all__ = [
    "BranchFile",
    "FactFile",
    "LowerFile",
    "OptionFile",
    "PhaseFile",
    "RaiseFile",
    "RunbookFile",
    "StepFile",
    "TemplatesFile",
    "TierFile",
    "WantFile",
]

Bounds: TypeAlias = Annotated[list[float], Field(min_length=2, max_length=2)]
Language: TypeAlias = Literal["en", "zh-CN"]
Written: TypeAlias = Annotated[str, Field(min_length=1, max_length=200)]
"""A condition, not yet parsed."""


class ReviewFile(Strict):
    """When the runbook was last read and drilled."""

    date: Date
    every: Duration
    drilled: Date | None = None


class ScopeFile(Strict):
    """What this runbook is not for, and which one is."""

    when: Line
    see: DocumentId | None = None


class FactFile(Strict):
    """A value that steps, conditions and messages use."""

    ask: Line
    type: Literal["percent", "number", "yes_no", "time", "text"]
    range: Bounds | None = None
    unit: Line | None = None


class TriageFile(Strict):
    """Which tier the event is."""

    unsure: Literal["higher"] = "higher"
    tiers: dict[TierNumber, Annotated[list[Written], Field(min_length=1)]]


class StaffingFile(Strict):
    """Which roles one person may, or must never, hold together."""

    may_combine: list[list[Id]] = []
    never_combine: list[list[Id]] = []


class TierFile(Strict):
    """What a tier demands; what is left out comes from the tier it extends."""

    extends: TierNumber | None = None
    fill: Annotated[list[Id], Field(min_length=1)] | None = None
    first_update: Duration | None = None
    update_every: Duration | None = None
    restore: Duration | None = None


class RaiseFile(Strict):
    """Proposes a graver tier."""

    to: TierNumber
    when: Written
    because: Line
    also_run: DocumentId | None = None


class LowerFile(Strict):
    """Proposes a less grave tier."""

    to: TierNumber
    when: Written
    hold: Duration | None = None
    by: Id | None = None


class WantFile(Strict):
    """A resource that is wanted at a tier."""

    kind: Literal["staff", "equipment", "materials", "information", "money"]
    type: Id
    need: Annotated[
        Annotated[int, Field(gt=0), Tag(":count")] | Annotated[Line, Tag(":share")],
        Discriminator(lambda value: ":share" if isinstance(value, str) else ":count"),
    ]
    within: Duration | None = None


class ValueFile(Strict):
    """The value that a person reads off while doing a step."""

    ask: Line
    unit: Line | None = None
    range: Bounds | None = None


class StepFile(Strict):
    """One step; exactly one of the keys `VERBS` tells its kind."""

    id: Id
    title: Line
    by: Id | None = None
    tiers: Annotated[list[TierNumber], Field(min_length=1)] | None = None
    within: PerTier | None = None
    timer: Duration | None = None
    mode: Literal["read-do", "do-confirm", "cross-check"] = "read-do"
    critical: bool = False
    caution: Line | None = None
    still_true: Line | None = None
    why: Line | None = None
    undo: Line | None = None
    show: Text | None = None
    """A command, a table or words to read out: shown whole, to be copied. Nothing here is ever run."""
    do: Line | None = None
    expect: Line | None = None
    if_not: (
        Annotated[
            Annotated[Line, Tag(":sentence")] | Annotated[list[StepFile], Field(min_length=1), Tag(":steps")],
            Discriminator(lambda value: ":steps" if isinstance(value, list) else ":sentence"),
        ]
        | None
    ) = None
    value: ValueFile | None = None
    ask: Line | None = None
    options: list[OptionFile] | None = None
    record: Annotated[list[FactId], Field(min_length=1)] | None = None
    tell: Id | None = None
    template: Id | None = None
    approve: Id | None = None
    what: Line | None = None
    if_late: Literal["proceed", "stop", "escalate"] | None = None
    watch: Written | None = None
    hold: PerTier | None = None
    fresh: Duration | None = None
    request: Line | None = None
    wait: Duration | None = None
    repeat: Annotated[list[StepFile], Field(min_length=1)] | None = None
    until: Written | None = None
    every: Duration | None = None
    max: Annotated[int, Field(gt=0)] | None = None
    together: Annotated[list[BranchFile], Field(min_length=2)] | None = None
    run: DocumentId | None = None


class BranchFile(Strict):
    """Work that goes on beside other work."""

    id: Id
    title: Line
    steps: Annotated[list[StepFile], Field(min_length=1)]


class OptionFile(Strict):
    """One answer to a question, and the steps that it leads to."""

    id: Id
    title: Line
    steps: list[StepFile] = []


class PhaseFile(Strict):
    """A stretch of work up to a pause point."""

    id: Id
    title: Line
    limit: PerTier | None = None
    exit: Line | None = None
    steps: Annotated[list[StepFile], Field(min_length=1)]


class ReferenceFile(Strict):
    """Where more is written."""

    title: Line
    where: Line
    confidence: Line | None = None


class NamesFile(Strict):
    """What roles and audiences are called in this language."""

    roles: dict[Id, Line] = {}
    audiences: dict[Id, Line] = {}


class OriginFile(Strict):
    """The file of another format that this runbook was made from; it is kept untouched beside it."""

    format: Line
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    file: Line
    id: Line | None = None
    """How other files of that format name it when they run it."""


class RunbookFile(Strict):
    """A runbook in one language."""

    format: Literal["runbook/1"]
    id: DocumentId
    language: Language
    revision: Annotated[int, Field(gt=0)]
    status: Literal["draft", "active", "retired"]
    title: Line
    family: Id
    owner: Id
    reviewed: ReviewFile
    applies_when: Annotated[list[Line], Field(min_length=1)]
    out_of_scope: list[ScopeFile] = []
    facts: dict[FactId, FactFile]
    triage: TriageFile
    roles: Annotated[list[Id], Field(min_length=1)]
    staffing: StaffingFile = StaffingFile()
    tiers: dict[TierNumber, TierFile]
    raise_when: list[RaiseFile] = []
    lower_when: list[LowerFile] = []
    resources: dict[TierNumber, list[WantFile]] = {}
    now: Annotated[list[Line], Field(max_length=3)] = []
    phases: Annotated[list[PhaseFile], Field(min_length=1)]
    references: list[ReferenceFile] = []
    origin: OriginFile | None = None
    names: NamesFile


class TemplateFile(Strict):
    """One message, before its values are filled in."""

    title: Line
    body: Text


class TemplatesFile(Strict):
    """The messages of one language."""

    format: Literal["templates/1"]
    language: Language
    templates: dict[Id, TemplateFile]
