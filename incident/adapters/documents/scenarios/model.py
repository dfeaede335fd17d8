"""A scenario file, field by field, as people write it.

Only shapes are told here, and what each key is for: `drill scenario schema` shows it in editors.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from incident.adapters.documents.reading.fields import (
    DocumentId,
    Duration,
    FactId,
    Id,
    Line,
    Strict,
    Text,
    TierNumber,
)
from incident.i18n import N_

__all__ = [
    "ContingencyFile",
    "EvidenceFile",
    "ExpectedFile",
    "InjectFile",
    "ObjectiveFile",
    "OnFile",
    "ScenarioFile",
    "TaskFile",
]


class EvidenceFile(Strict):
    """How the log shows it; exactly one of these, `answer` beside `step`."""

    step: Id | None = Field(default=None, description=N_("The step of the runbook that is done then."))
    answer: Id | None = Field(default=None, description=N_("The answer that the question has to have."))
    told: Id | None = Field(default=None, description=N_("The audience to which a message has gone."))
    role: Id | None = Field(default=None, description=N_("The role that somebody has."))
    fact: FactId | None = Field(default=None, description=N_("The fact for which a value is stated."))
    when: Annotated[str, Field(min_length=1, max_length=200)] | None = Field(
        default=None, description=N_("A condition over facts that is true then, such as error_share < 5%.")
    )
    tier: TierNumber | None = Field(default=None, description=N_("The tier to which the incident is raised."))
    marked: Id | None = Field(default=None, description=N_("The milestone that is stated, such as contained."))
    noted: Literal["F", "A", "D", "Q", "T"] | None = Field(
        default=None, description=N_("The kind of note that is written, such as D for a decision.")
    )
    observed: Line | None = Field(
        default=None, description=N_("What a person has to look for, where the log cannot show it.")
    )
    all: Annotated[list[EvidenceFile], Field(min_length=1)] | None = Field(
        default=None, description=N_("Rules all of which must be met.")
    )
    any: Annotated[list[EvidenceFile], Field(min_length=1)] | None = Field(
        default=None, description=N_("Rules of which one is enough.")
    )


class ExpectedFile(Strict):
    """What good players do about an inject."""

    text: Line = Field(description=N_("What good players do about it."))
    by: Id | None = Field(default=None, description=N_("The role that does it."))
    within: Duration | None = Field(
        default=None, description=N_("How soon after the release of the inject, such as 10m.")
    )
    evidence: EvidenceFile | None = Field(default=None, description=N_("How the log shows that it was done."))
    tasks: list[Id] = Field(default=[], description=N_("The critical tasks that it belongs to."))


class OnFile(Strict):
    """Something that the log shows, or does not show by a time."""

    happened: EvidenceFile | None = Field(default=None, description=N_("What must have happened."))
    later: Duration | None = Field(default=None, description=N_("How long after it the inject goes."))
    missing: EvidenceFile | None = Field(default=None, description=N_("What must not have happened by the time."))
    by: Duration | None = Field(default=None, description=N_("By when it had to happen, in exercise time."))


class ContingencyFile(Strict):
    """An inject held in reserve."""

    call: Line = Field(description=N_("When the facilitator should use it."))
    missing: EvidenceFile | None = Field(
        default=None, description=N_("What brings it by itself, if it has not happened by the time.")
    )
    by: Duration | None = Field(default=None, description=N_("By when it had to happen, in exercise time."))


class InjectFile(Strict):
    """One thing that happens to the players."""

    id: Id = Field(description=N_("A name that is the same in every language and never used again."))
    title: Line = Field(description=N_("What the facilitator reads in the list."))
    at: Duration | Literal["start"] | None = Field(
        default=None, description=N_("When it goes, in exercise time: start, or such as 15m.")
    )
    after: Id | None = Field(
        default=None, description=N_("The inject from whose release the times are counted, instead of the start.")
    )
    on: OnFile | None = Field(default=None, description=N_("What lets it go, or what must be missing for that."))
    manual: Line | None = Field(default=None, description=N_("When the facilitator should let it go by hand."))
    contingency: ContingencyFile | None = Field(
        default=None, description=N_("Held in reserve, for players who leave the track.")
    )
    release: Literal["auto", "prompt"] = Field(
        default="auto", description=N_("Whether it goes by itself when it is due, or waits for a key.")
    )
    to: Annotated[list[Id], Field(min_length=1)] = Field(description=N_("The roles that hear it, or all."))
    channel: Literal["monitor", "phone", "mail", "chat", "ticket", "press", "social", "face", "document"] = Field(
        description=N_("How it reaches them.")
    )
    sender: Line = Field(description=N_("Whose voice it is."))
    text: Text = Field(description=N_("What the players read, word for word."))
    note: Text | None = Field(default=None, description=N_("What only the facilitator reads."))
    hints: list[Line] = Field(default=[], description=N_("What may be said to players who are stuck."))
    expect: list[ExpectedFile] = Field(default=[], description=N_("What good players do about it."))


class ObjectiveFile(Strict):
    """What the exercise is to show."""

    text: Line = Field(description=N_("What the exercise is to show, so that one can tell whether it did."))
    capability: Line | None = Field(default=None, description=N_("The capability that it belongs to."))
    tasks: Annotated[list[Id], Field(min_length=1)] = Field(description=N_("The critical tasks that tell."))


class TaskFile(Strict):
    """A critical task."""

    text: Line = Field(description=N_("What has to be done, and by which standard."))
    within: Duration | None = Field(
        default=None, description=N_("The standard: how soon after the start or the inject, such as 10m.")
    )
    after: Id | None = Field(default=None, description=N_("The inject from whose release the standard counts."))
    evidence: EvidenceFile | None = Field(default=None, description=N_("How the log shows that it was done."))
    steps: list[Id] = Field(default=[], description=N_("The steps of the runbook that it tries out."))
    optional: bool = Field(default=False, description=N_("Whether the exercise can be whole without it."))


class ScenarioFile(Strict):
    """A scenario in one language."""

    format: Literal["scenario/1"] = Field(description=N_("Always scenario/1."))
    id: DocumentId = Field(description=N_("A name that is the same in every language and never used again."))
    language: Literal["en", "zh-CN"] = Field(description=N_("The language of the words: en or zh-CN."))
    revision: Annotated[int, Field(gt=0)] = Field(description=N_("One more with each approved change."))
    title: Line = Field(description=N_("What the exercise is called."))
    family: Id = Field(description=N_("The kind of event, such as service-outage."))
    runbook: DocumentId = Field(description=N_("The id of the runbook that is tried out."))
    tier: TierNumber = Field(description=N_("The tier at which the exercise is declared."))
    length: Duration = Field(description=N_("How long the exercise is, in exercise time."))
    start: Text = Field(description=N_("What the players are told at the start."))
    truth: Text = Field(description=N_("What is really the case; it never leaves the facilitator's side."))
    artificialities: list[Line] = Field(
        default=[], description=N_("What is not as in life, and is told to the players.")
    )
    objectives: Annotated[dict[Id, ObjectiveFile], Field(min_length=1)] = Field(
        description=N_("What the exercise is to show.")
    )
    tasks: Annotated[dict[Id, TaskFile], Field(min_length=1)] = Field(description=N_("The critical tasks."))
    injects: Annotated[list[InjectFile], Field(min_length=1)] = Field(
        description=N_("What happens to the players, in the order in which it is planned.")
    )
