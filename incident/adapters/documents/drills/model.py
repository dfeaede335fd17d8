"""The plan of a year's exercises, field by field, as people write it.

Only shapes are told here, and what each key is for: `drill plan schema` shows it in editors.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from incident.adapters.documents.reading.fields import Date, DocumentId, Duration, Id, Line, Strict
from incident.adapters.documents.workspace.rota_model import Moment
from incident.i18n import N_

__all__ = ["BlackoutFile", "EntryFile", "MoveFile", "PlanFile"]


class BlackoutFile(Strict):
    """Days on which nobody exercises."""

    first: Date = Field(description=N_("The first of the days, such as 2027-12-20."))
    last: Date = Field(description=N_("The last of the days; it belongs to them."))
    because: Line = Field(description=N_("Why nobody exercises then."))


class MoveFile(Strict):
    """An exercise was put off, or forward."""

    of: Date | None = Field(
        default=None,
        description=N_("Of an exercise that repeats: the first day of the time that is moved, as planned."),
    )
    first: Date = Field(description=N_("The first of the days, such as 2027-12-20."))
    last: Date = Field(description=N_("The last of the days; it belongs to them."))
    begins: Moment | None = Field(default=None, description=N_("The agreed hour, such as 2027-03-10 14:00."))
    because: Line = Field(description=N_("Why it is moved."))
    by: Id = Field(description=N_("Who decided that, by id."))
    on: Date = Field(
        description=N_("The day of the decision; after the last day it changes nothing: it stays overdue.")
    )


class EntryFile(Strict):
    """What is to be exercised."""

    scenario: DocumentId = Field(description=N_("The scenario that is played; 'drill scenario list' names them."))
    kind: Literal["full", "special"] = Field(
        default="special",
        description=N_("full: everything that the plan for emergencies has; special: one kind of event."),
    )
    form: Literal["tabletop", "single", "functional", "full-scale"] = Field(
        description=N_("How it is played: talked through at a table; one operation; a function; with real resources.")
    )
    first: Date = Field(description=N_("The first day on which it may be held."))
    last: Date = Field(description=N_("The last day on which it may be held; after it the exercise is overdue."))
    begins: Moment | None = Field(default=None, description=N_("The agreed hour, such as 2027-03-10 14:00."))
    length: Duration | None = Field(default=None, description=N_("How long people are asked for; else the scenario's."))
    repeat: Line | None = Field(
        default=None, description=N_("How it repeats within the year, as RFC 5545 has it: FREQ=MONTHLY;INTERVAL=6.")
    )
    basis: Literal["annual", "change", "incident", "failed-step", "verification"] = Field(
        description=N_("Which rule asks for it.")
    )
    cites: Line = Field(description=N_("The rule: a clause, an incident such as INC-0007, an action."))
    purpose: Annotated[str, Field(max_length=400)] = Field(default="", description=N_("What it is to show."))
    owner: Id = Field(description=N_("Who sees to it, by id."))
    notice: Literal["announced", "limited", "no-notice"] = Field(
        default="announced",
        description=N_("limited: that there will be one, not when; no-notice: only the trusted know."),
    )
    roles: list[Id] = Field(default=[], description=N_("The roles that have to take part."))
    players: list[Id] = Field(default=[], description=N_("Who is invited, by id."))
    units: list[Line] = Field(default=[], description=N_("Who else takes part: departments, providers, authorities."))
    moved: list[MoveFile] = Field(default=[], description=N_("Each time that it was put off or forward."))


class PlanFile(Strict):
    """A year's programme."""

    format: Literal["drill-plan/1"] = Field(description=N_("Always drill-plan/1."))
    year: Annotated[int, Field(gt=1999, lt=2200)] = Field(description=N_("The year that it is the plan of."))
    owner: Id = Field(description=N_("Who keeps the plan, by id."))
    approver: Id = Field(description=N_("Who approves it, by id; not its owner."))
    families: Annotated[list[Id], Field(min_length=1)] | None = Field(
        default=None,
        description=N_("The kinds of events that each need a special exercise; else all that there are scenarios of."),
    )
    trusted: list[Id] = Field(default=[], description=N_("Who may know of exercises without notice, by id."))
    most_per_quarter: Annotated[int, Field(gt=0, lt=100)] | None = Field(
        default=None, description=N_("How often one person may be invited in a quarter.")
    )
    blackouts: list[BlackoutFile] = Field(default=[], description=N_("Days on which nobody exercises."))
    entries: Annotated[dict[Id, EntryFile], Field(min_length=1)] = Field(description=N_("What is to be exercised."))
