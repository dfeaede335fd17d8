"""A runbook file and a file of templates, field by field, as people write them.

Only shapes are told here, and what each key is for: `runbook schema` shows it in editors. What the values mean together
is the compiler's.
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
    Strict,
    Text,
    TierNumber,
)
from incident.adapters.documents.runbooks.model_steps import Bounds, PhaseFile, Written
from incident.i18n import N_

__all__ = [
    "FactFile",
    "LowerFile",
    "RaiseFile",
    "RunbookFile",
    "TemplatesFile",
    "TierFile",
    "WantFile",
]

Language: TypeAlias = Literal["en", "zh-CN"]
Need: TypeAlias = Annotated[
    Annotated[int, Field(gt=0), Tag(":count")] | Annotated[Line, Tag(":share")],
    Discriminator(lambda value: ":share" if isinstance(value, str) else ":count"),
]


class ReviewFile(Strict):
    """When the runbook was last read and drilled."""

    date: Date = Field(description=N_("The day of the last review, such as 2026-11-01."))
    every: Duration = Field(
        description=N_("How long a review is good for, such as 90d; after that the runbook is told to be overdue.")
    )
    drilled: Date | None = Field(default=None, description=N_("The day of the last exercise with this runbook."))


class ScopeFile(Strict):
    """What this runbook is not for, and which one is."""

    when: Line = Field(description=N_("When this runbook is the wrong one."))
    see: DocumentId | None = Field(default=None, description=N_("The id of the runbook that is the right one then."))


class FactFile(Strict):
    """A value that steps, conditions and messages use."""

    ask: Line = Field(description=N_("The question that asks for it, as it is read out."))
    type: Literal["percent", "number", "yes_no", "time", "text"] = Field(
        description=N_("What answer it takes: percent, number, yes_no, time or text.")
    )
    range: Bounds | None = Field(
        default=None, description=N_("The smallest and the largest plausible value, such as [0, 100].")
    )
    unit: Line | None = Field(default=None, description=N_("What the number counts, such as s or %."))


class TriageFile(Strict):
    """Which tier the event is."""

    unsure: Literal["higher"] = Field(default="higher", description=N_("In doubt the tier is one up."))
    tiers: dict[TierNumber, Annotated[list[Written], Field(min_length=1)]] = Field(
        description=N_("For each tier the conditions, any one of which is enough; tier 3 ends with otherwise.")
    )


class StaffingFile(Strict):
    """Which roles one person may, or must never, hold together."""

    may_combine: list[list[Id]] = Field(
        default=[],
        description=N_(
            "Groups of roles that one person may hold together. Three people must be able to hold all roles."
        ),
    )
    never_combine: list[list[Id]] = Field(
        default=[], description=N_("Groups of roles of which one person holds one at most.")
    )


class TierFile(Strict):
    """What a tier demands; what is left out comes from the tier it extends."""

    extends: TierNumber | None = Field(
        default=None, description=N_("The tier from which everything is taken that is not said here.")
    )
    fill: Annotated[list[Id], Field(min_length=1)] | None = Field(
        default=None, description=N_("The roles that must have a person at this tier.")
    )
    first_update: Duration | None = Field(
        default=None, description=N_("From declaring to the first message to customers, such as 15m.")
    )
    update_every: Duration | None = Field(
        default=None, description=N_("From one message to customers to the next, such as 30m.")
    )
    restore: Duration | None = Field(default=None, description=N_("From declaring to service restored, such as 4h."))


class RaiseFile(Strict):
    """Proposes a graver tier."""

    to: TierNumber = Field(description=N_("The graver tier that is proposed: 1 or 2."))
    when: Written = Field(
        description=N_("The condition, such as affected_share > 10%. It proposes; a person raises the tier.")
    )
    because: Line = Field(description=N_("Why, in a few words, as the proposal shows it."))
    also_run: DocumentId | None = Field(
        default=None, description=N_("The id of a runbook whose steps are added when the tier is raised.")
    )


class LowerFile(Strict):
    """Proposes a less grave tier."""

    to: TierNumber = Field(description=N_("The milder tier that is proposed: 2 or 3."))
    when: Written = Field(description=N_("The condition, such as affected_share < 1%."))
    hold: Duration | None = Field(
        default=None,
        description=N_(
            "How long the condition must stay true, such as 30m, so that no wave takes the tier up and down."
        ),
    )
    by: Id | None = Field(default=None, description=N_("The role that may lower the tier."))


class WantFile(Strict):
    """A resource that is wanted at a tier."""

    kind: Literal["staff", "equipment", "materials", "information", "money"] = Field(
        description=N_("What kind of resource it is.")
    )
    type: Id = Field(description=N_("The id of the resource, as the inventory calls it."))
    need: Need = Field(description=N_("How many, such as 2; or how much more than normal, such as +50%."))
    within: Duration | None = Field(default=None, description=N_("By when it should be there, from declaring."))


class ReferenceFile(Strict):
    """Where more is written."""

    title: Line = Field(description=N_("What is written there."))
    where: Line = Field(
        description=N_("An address, a path that leads on from the folder of this file, or where to look.")
    )
    confidence: Line | None = Field(default=None, description=N_("How far it was verified."))


class NamesFile(Strict):
    """What roles and audiences are called in this language."""

    roles: dict[Id, Line] = Field(default={}, description=N_("Each role and what it is called in this language."))
    audiences: dict[Id, Line] = Field(
        default={}, description=N_("Each audience and what it is called in this language.")
    )


class OriginFile(Strict):
    """The file of another format that this runbook was made from; it is kept untouched beside it."""

    format: Line = Field(description=N_("The format of the file that the runbook was made from."))
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] = Field(description=N_("The digest of that file."))
    file: Line = Field(description=N_("Its path, from the folder of this file."))
    id: Line | None = Field(default=None, description=N_("How other files of that format name it when they run it."))


class RunbookFile(Strict):
    """A runbook in one language."""

    format: Literal["runbook/1"] = Field(description=N_("Always runbook/1."))
    id: DocumentId = Field(
        description=N_(
            "The id, the same in every language: words joined by dots, such as outage.core-channel. Never used again."
        )
    )
    language: Language = Field(description=N_("The language of the words in this file."))
    revision: Annotated[int, Field(gt=0)] = Field(
        description=N_("One more with every approved change, in every language.")
    )
    status: Literal["draft", "active", "retired"] = Field(description=N_("draft, active or retired."))
    title: Line = Field(description=N_("What happened, in a few words."))
    family: Id = Field(description=N_("The kind of event, such as service-outage."))
    owner: Id = Field(description=N_("The role that answers for this runbook."))
    reviewed: ReviewFile = Field(description=N_("When it was last reviewed, and for how long that is good."))
    applies_when: Annotated[list[Line], Field(min_length=1)] = Field(
        description=N_("The signs by which somebody knows that this is the right runbook.")
    )
    out_of_scope: list[ScopeFile] = Field(default=[], description=N_("What it is not for, and which runbook is."))
    facts: dict[FactId, FactFile] = Field(description=N_("Every value that a step, a condition or a message uses."))
    triage: TriageFile = Field(description=N_("Which tier the event is."))
    roles: Annotated[list[Id], Field(min_length=1)] = Field(
        description=N_("Every role that the runbook gives work to.")
    )
    staffing: StaffingFile = Field(
        default=StaffingFile(), description=N_("Which roles one person may, or must never, hold together.")
    )
    tiers: dict[TierNumber, TierFile] = Field(description=N_("What each tier demands: 1 major, 2 serious, 3 general."))
    raise_when: list[RaiseFile] = Field(default=[], description=N_("What proposes a graver tier."))
    lower_when: list[LowerFile] = Field(default=[], description=N_("What proposes a milder tier."))
    resources: dict[TierNumber, list[WantFile]] = Field(
        default={}, description=N_("The resources that each tier asks for.")
    )
    now: Annotated[list[Line], Field(max_length=3)] = Field(
        default=[], description=N_("At most three things to do before everything else.")
    )
    phases: Annotated[list[PhaseFile], Field(min_length=1)] = Field(
        description=N_("The work, in stretches that end in a pause.")
    )
    references: list[ReferenceFile] = Field(default=[], description=N_("Where more is written."))
    origin: OriginFile | None = Field(
        default=None, description=N_("The file of another format that this runbook was made from.")
    )
    names: NamesFile = Field(description=N_("What roles and audiences are called in this language."))


class TemplateFile(Strict):
    """One message, before its values are filled in."""

    title: Line
    body: Text


class TemplatesFile(Strict):
    """The messages of one language."""

    format: Literal["templates/1"]
    language: Language
    templates: dict[Id, TemplateFile]
