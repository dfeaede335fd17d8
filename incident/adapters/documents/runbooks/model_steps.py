"""The steps of a runbook file and what holds them, field by field, as people write them.

Apart from the rest of the runbook, because most of what people write is steps. A step is one class and not one per
verb, so that a wrong key gets the name of the nearest right one and not a complaint from every verb.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Discriminator, Field, Tag

from incident.adapters.documents.reading.fields import (
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
from incident.i18n import N_

__all__ = ["Bounds", "BranchFile", "OptionFile", "PhaseFile", "StepFile", "Written"]

Bounds: TypeAlias = Annotated[list[float], Field(min_length=2, max_length=2)]
Written: TypeAlias = Annotated[str, Field(min_length=1, max_length=200)]
"""A condition, not yet parsed."""
IfNot: TypeAlias = Annotated[
    Annotated[Line, Tag(":sentence")] | Annotated[list["StepFile"], Field(min_length=1), Tag(":steps")],
    Discriminator(lambda value: ":steps" if isinstance(value, list) else ":sentence"),
]


class ValueFile(Strict):
    """The value that a person reads off while doing a step."""

    ask: Line = Field(description=N_("What value to read off and enter."))
    unit: Line | None = Field(default=None, description=N_("What the number counts, such as s or %."))
    range: Bounds | None = Field(
        default=None, description=N_("The smallest and the largest plausible value, such as [0, 100].")
    )
    fact: FactId | None = Field(default=None, description=N_("The fact that is known by it: a number or a share."))


class StepFile(Strict):
    """One step; exactly one of the keys `VERBS` tells its kind."""

    id: Id = Field(
        description=N_("The id of the step: small letters, digits and hyphens. Never used again for another step.")
    )
    title: Line = Field(
        description=N_("OBJECT: verb state, at most 48 cells wide, such as VOICE MENU: put up the notice.")
    )
    by: Id | None = Field(default=None, description=N_("The role that works the step."))
    tiers: Annotated[list[TierNumber], Field(min_length=1)] | None = Field(
        default=None, description=N_("The tiers at which the step is worked; all, if left out.")
    )
    within: PerTier | None = Field(
        default=None,
        description=N_(
            "By when it is done, from declaring: one length, or one for each tier, such as {1: 10m, 2: 20m}."
        ),
    )
    timer: Duration | None = Field(
        default=None, description=N_("Runs from taking the step; at its end the program asks how it stands.")
    )
    mode: Literal["read-do", "do-confirm", "cross-check"] = Field(
        default="read-do",
        description=N_("read-do: read, then do. do-confirm: do, then tick off. cross-check: a second person confirms."),
    )
    critical: bool = Field(default=False, description=N_("Nothing goes on by itself past a critical step."))
    caution: Line | None = Field(default=None, description=N_("One line that is read before acting."))
    still_true: Line | None = Field(
        default=None, description=N_("What stays true afterwards and is told at every hand-over.")
    )
    why: Line | None = Field(default=None, description=N_("One line of background, last and optional."))
    undo: Line | None = Field(default=None, description=N_("How to take it back."))
    show: Text | None = Field(
        default=None,
        description=N_("A command, a table or words to read out: shown whole, to be copied. Nothing here is ever run."),
    )
    do: Line | None = Field(default=None, description=N_("A person acts: one action, at most two lines."))
    expect: Line | None = Field(default=None, description=N_("What the person sees when it worked."))
    if_not: IfNot | None = Field(
        default=None, description=N_("What to do when it is not as expected: one sentence, or steps of its own.")
    )
    value: ValueFile | None = Field(
        default=None, description=N_("A value to read off and enter, instead of a mere tick.")
    )
    ask: Line | None = Field(
        default=None, description=N_("A question with options; the answer leads to the steps of that option.")
    )
    options: list[OptionFile] | None = Field(
        default=None, description=N_("The answers. One of them is for whoever does not know.")
    )
    record: Annotated[list[FactId], Field(min_length=1)] | None = Field(
        default=None, description=N_("Facts to be entered.")
    )
    tell: Id | None = Field(default=None, description=N_("The audience of a message."))
    template: Id | None = Field(default=None, description=N_("The template of the message."))
    approve: Id | None = Field(
        default=None, description=N_("The role that says yes or no; beside tell, who approves the message.")
    )
    what: Line | None = Field(default=None, description=N_("The question that the approver answers."))
    if_late: Literal["proceed", "stop", "escalate"] | None = Field(
        default=None,
        description=N_(
            "What happens without an answer in time: proceed, stop, or escalate: then the commander may decide, too, "
            "and for the commander the deputy."
        ),
    )
    watch: Written | None = Field(
        default=None, description=N_("A condition that must come true and stay true, such as error_share < 1%.")
    )
    hold: PerTier | None = Field(
        default=None, description=N_("How long it must stay true: one length, or one for each tier.")
    )
    fresh: Duration | None = Field(
        default=None, description=N_("How old a value may be before it is asked for again, such as 10m.")
    )
    request: Line | None = Field(default=None, description=N_("Resources to ask for."))
    wait: Duration | None = Field(default=None, description=N_("How much time must pass, such as 10m."))
    repeat: Annotated[list[StepFile], Field(min_length=1)] | None = Field(
        default=None, description=N_("Steps that are worked round after round until a condition holds.")
    )
    until: Written | None = Field(default=None, description=N_("The condition that ends the rounds."))
    every: Duration | None = Field(default=None, description=N_("From the beginning of a round to that of the next."))
    max: Annotated[int, Field(gt=0)] | None = Field(
        default=None, description=N_("How many rounds there may be at most; then if_not tells what to do.")
    )
    together: Annotated[list[BranchFile], Field(min_length=2)] | None = Field(
        default=None, description=N_("Branches that different people work in parallel.")
    )
    run: DocumentId | None = Field(default=None, description=N_("The id of another runbook whose steps stand here."))


class BranchFile(Strict):
    """Work that goes on beside other work."""

    id: Id = Field(description=N_("The id of the branch."))
    title: Line = Field(description=N_("What the branch is about."))
    steps: Annotated[list[StepFile], Field(min_length=1)] = Field(
        description=N_("The steps of the branch, in the order of work.")
    )


class OptionFile(Strict):
    """One answer to a question, and the steps that it leads to."""

    id: Id = Field(description=N_("The id of the answer."))
    title: Line = Field(description=N_("The answer, as a person reads it."))
    steps: list[StepFile] = Field(default=[], description=N_("The steps that the answer leads to."))


class PhaseFile(Strict):
    """A stretch of work up to a pause point."""

    id: Id = Field(description=N_("The id of the phase."))
    title: Line = Field(description=N_("What the phase is about."))
    limit: PerTier | None = Field(
        default=None, description=N_("By when the phase is over, from declaring: one length, or one for each tier.")
    )
    exit: Line | None = Field(default=None, description=N_("How everybody knows that the phase is over."))
    steps: Annotated[list[StepFile], Field(min_length=1)] = Field(
        description=N_("The steps in the order of work; at most 9 at each tier, read in 90 s.")
    )
