"""The files of the register of obligations, field by field, as people write them.

Texts stand side by side in all languages, and numbers once: two files that a translator keeps apart could come to state
two deadlines for one law (the words of a runbook are many and its numbers few; here it is the other way round).
"""

from __future__ import annotations

from typing import Annotated, Final, Literal, TypeAlias

from pydantic import Field, StringConstraints

from incident.adapters.documents.reading.fields import Date, DocumentId, Duration, FactId, Id, Line, Strict, TierNumber

__all__ = [
    "CALENDAR",
    "LANGUAGES",
    "OBLIGATIONS",
    "WORDS",
    "CalendarFile",
    "CapFile",
    "DueFile",
    "LengthFile",
    "ObligationFile",
    "RegimeFile",
    "Said",
    "SourceFile",
    "WordsFile",
]

OBLIGATIONS: Final = "obligations/1"
WORDS: Final = "obligation-words/1"
CALENDAR: Final = "calendar/1"
LANGUAGES: Final = ("en", "zh-CN")

Sentence: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=400, pattern=r"^\S([^\n]*\S)?$")]
Said: TypeAlias = dict[Literal["en", "zh-CN"], Sentence]
"""One text in every language; that none is missing is a rule of its own."""
Written: TypeAlias = Annotated[str, Field(min_length=1, max_length=200)]
"""A condition, not yet parsed."""
Count: TypeAlias = Annotated[int, Field(gt=0, lt=10_000)]
ConfidenceCode: TypeAlias = Literal["V", "Vq", "S", "G", "R"]
Start: TypeAlias = Literal[
    "began", "discovered", "suspected", "aware", "assessed", "classified", "determined", "believed", "declared",
    "contained", "restored", "fixed", "handling-ended", "paid", "received", "accepted", "year-ended", "filed",
]  # fmt: skip


class LengthFile(Strict):
    """A number of something."""

    n: Count
    unit: Literal["minute", "hour", "calendar_day", "working_day", "month"]


class DueFile(Strict):
    """How long the rule gives; `words` are the law's own where it names no number."""

    n: Count | None = None
    unit: Literal["minute", "hour", "calendar_day", "working_day", "month", "immediately", "as_regulated"]
    words: Said | None = None


class CapFile(LengthFile):
    """A second limit from another moment; the earlier counts."""

    clock_start: Start
    waived_if_late: bool = False


class ReckoningFile(Strict):
    """How the regime counts its periods."""

    zone: Line
    calendar: Id | None = None
    last_day: Literal["stands", "after-holiday", "next-working-day"] = "stands"
    day_ends: Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] | None = None
    european: bool = False


class VerifiedFile(Strict):
    """When somebody last compared the file with its sources, and how often that is due."""

    on: Date
    every: Duration


class SourceFile(Strict):
    """Where a rule stands, and how far its wording was checked."""

    legal_ref: Line
    source: Sentence | None = None
    confidence: ConfidenceCode
    verified_on: Date | None = None


class CriterionFile(Strict):
    """One line that is enough for a class; without `when` only a person can judge it."""

    words: Said
    when: Written | None = None
    confidence: ConfidenceCode


class ClassFile(Strict):
    """A class of events in the regime's words."""

    name: Said
    requires_tier: TierNumber | None = None
    criteria: dict[Id, CriterionFile] = {}


class NoteFile(SourceFile):
    """A rule without a clock."""

    text: Said


class ObligationFile(SourceFile):
    """One duty."""

    title: Said
    status: Literal["in_force", "proposed", "repealed", "internal"] = "in_force"
    phase: Literal["assess", "first", "update", "final", "close"]
    jurisdiction: Id | None = None
    sector: Id | None = None
    trigger: Said
    applies_if: Written | None = None
    statutory_class: Id | None = None
    requires_tier: TierNumber | None = None
    clock_start: Start
    after: Line | None = None
    due: DueFile
    caps: list[CapFile] = []
    repeats: LengthFile | None = None
    extensions: list[LengthFile] = []
    noon_after_day_off_if: Written | None = None
    recipients: Annotated[dict[Id, Said], Field(min_length=1)]
    channel: Said | None = None
    contents: Id | None = None
    phased_ok: bool = False
    exceptions: list[Said] = []
    effective_from: Date | None = None
    effective_to: Date | None = None


class RegimeFile(Strict):
    """All rules of one law or one authority."""

    format: Literal["obligations/1"]
    id: DocumentId
    revision: Count
    name: Said
    short: Said
    jurisdiction: Id
    sector: Id = "any"
    reckoning: ReckoningFile
    verified: VerifiedFile
    source: Sentence | None = None
    classes: dict[Id, ClassFile] = {}
    checklists: dict[Id, Annotated[list[Said], Field(min_length=1)]] = {}
    obligations: dict[Id, ObligationFile] = {}
    notes: dict[Id, NoteFile] = {}


class WordFactFile(Strict):
    """A fact that rules ask about."""

    ask: Said
    type: Literal["percent", "number", "yes_no", "time", "text"]


class WordsFile(Strict):
    """What the rules speak of: facts, jurisdictions, sectors."""

    format: Literal["obligation-words/1"]
    facts: dict[FactId, WordFactFile] = {}
    jurisdictions: dict[Id, Said] = {}
    sectors: dict[Id, Said] = {}


class DaysFile(Strict):
    """Days off in a row."""

    first: Date
    last: Date | None = None
    name: Line


class CalendarFile(Strict):
    """The days off and the make-up days of a place.

    For a year of which it names any day it is the only authority; other years come from `base`.
    """

    format: Literal["calendar/1"]
    id: Id
    name: Said
    base: Line | None = None
    weekend: Annotated[list[Annotated[int, Field(gt=0, lt=8)]], Field(max_length=6)] = [6, 7]
    settled_until: Date | None = None
    holidays: list[DaysFile] = []
    working_days: list[Date] = []
