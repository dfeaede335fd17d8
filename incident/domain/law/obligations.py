"""What the law asks of whoever has an incident: the register of obligations, compiled.

Rules are data (DESIGN.md 6): a regime holds obligations, each with the moment its clock
starts, its length, its recipients and how far its text was verified. Words live apart,
by language, as they do for runbooks. Nothing here says whether a rule applies, nor when
it is due: `applicability` and `deadlines` do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum

from incident.domain.frozen import Frozen
from incident.domain.grading.tiers import Tier
from incident.domain.law.periods import Calendar, Period, Reckoning
from incident.domain.runbooks.conditions import Condition
from incident.domain.runbooks.runbook import Fact

__all__ = [
    "ANYWHERE",
    "Cap",
    "Confidence",
    "Criterion",
    "LegalStatus",
    "Moment",
    "Note",
    "Obligation",
    "Regime",
    "Register",
    "ReportPhase",
    "Source",
    "StatutoryClass",
]

ANYWHERE = "any"
"""The sector of a rule that binds every sector, and the jurisdiction of a practice that knows no border."""


class Moment(StrEnum):
    """What starts a clock; stated by a person, with its own time. `filed` is the filing of another obligation."""

    BEGAN = "began"
    DISCOVERED = "discovered"
    SUSPECTED = "suspected"
    AWARE = "aware"
    ASSESSED = "assessed"
    CLASSIFIED = "classified"
    DETERMINED = "determined"
    """Found to be material, or to be an event that must be notified."""
    BELIEVED = "believed"
    """There are reasonable grounds to believe, where suspicion came first."""
    DECLARED = "declared"
    CONTAINED = "contained"
    RESTORED = "restored"
    FIXED = "fixed"
    """A corrective measure is available."""
    HANDLING_ENDED = "handling-ended"
    PAID = "paid"
    RECEIVED = "received"
    """A complaint or a fault report came in."""
    ACCEPTED = "accepted"
    YEAR_ENDED = "year-ended"
    FILED = "filed"


class ReportPhase(StrEnum):
    """Which report of a row of reports: 首报, 续报, 终报."""

    ASSESS = "assess"
    FIRST = "first"
    UPDATE = "update"
    FINAL = "final"
    CLOSE = "close"
    """Dealt with and closed: an answer to a complaint, the end of a mediation."""


class Confidence(StrEnum):
    """How far the wording of a rule was checked."""

    VERBATIM = "V"
    QUOTED = "Vq"
    SECONDARY = "S"
    GENERAL = "G"
    RECOMMENDED = "R"

    @property
    def is_verified(self) -> bool:
        """Whether anybody saw it in a source; what is not is never shown as a fact."""
        return self is not Confidence.GENERAL


class LegalStatus(StrEnum):
    """Whether a rule binds."""

    IN_FORCE = "in_force"
    PROPOSED = "proposed"
    REPEALED = "repealed"
    INTERNAL = "internal"
    """A benchmark or a target of our own, no law."""

    @property
    def is_switched_on(self) -> bool:
        """Whether it starts clocks without anybody having enabled it."""
        return self is LegalStatus.IN_FORCE


class Source(Frozen):
    """Where a rule stands, and when somebody last compared."""

    legal_ref: str
    where: str
    confidence: Confidence
    verified_on: date
    review_by: date


class Cap(Frozen):
    """A second limit, counted from another moment; the earlier of the two is due."""

    period: Period
    start: Moment
    is_waived_late: bool = False
    """Whether it no longer counts once the clock itself starts after it."""


class Criterion(Frozen):
    """One line that is enough for a statutory class; `when` is None where only a person can judge."""

    id: str
    confidence: Confidence
    when: Condition | None = None


class StatutoryClass(Frozen):
    """A class of events in the words of one regime; never derived from the tier, nor the tier from it."""

    id: str
    criteria: tuple[Criterion, ...] = ()
    requires_tier: Tier | None = None


class Obligation(Frozen):
    """One duty: who must be told what, within which time of which moment."""

    id: str
    """`REGIME.NAME`, never reused."""
    regime: str
    jurisdiction: str
    sector: str
    status: LegalStatus
    phase: ReportPhase
    start: Moment
    due: Period
    reckoning: Reckoning
    source: Source
    after: str = ""
    """Id of the obligation whose filing starts the clock, for a start of `filed`."""
    applies_if: Condition | None = None
    statutory_class: str = ""
    """This class of the regime or a graver one; '' where classes play no part."""
    requires_tier: Tier | None = None
    """The tier below which the incident does not go while this clock is open."""
    recipients: tuple[str, ...] = ()
    caps: tuple[Cap, ...] = ()
    repeats: Period | None = None
    """How long after each report the next one is due, until handling ends."""
    extensions: tuple[Period, ...] = ()
    """How far the law lets it be extended, each counted from the same start."""
    relief_if: Condition | None = None
    """When a due time on a day off may move to noon of the next working day."""
    contents: str = ""
    """Id of the regime's checklist of what the report holds."""
    phased_ok: bool = False
    """Whether a first report may be incomplete and be completed later."""
    exceptions: int = 0
    effective_from: date | None = None
    effective_to: date | None = None


class Note(Frozen):
    """A rule without a clock that those who act should know: penalties, channels, records."""

    id: str
    source: Source


class Regime(Frozen):
    """One law, or the rules of one authority, with all its obligations."""

    id: str
    jurisdiction: str
    obligations: tuple[Obligation, ...]
    classes: tuple[StatutoryClass, ...] = ()
    """The mildest first."""
    checklists: Mapping[str, int] = field(default_factory=dict)
    """How many lines each has; their words are `REGIME.checklist.ID.N`."""
    notes: tuple[Note, ...] = ()

    def rank(self, class_id: str) -> int:
        """How grave a class is among those of the regime; 0 is the mildest.

        Raises:
            LookupError: the regime has no such class.
        """
        for index, each in enumerate(self.classes):
            if each.id == class_id:
                return index
        raise LookupError(class_id)


class Register(Frozen):
    """All obligations that are known, with the calendars that they count by.

    Keys of words: `REGIME.name|short`, `REGIME.class.ID`, `REGIME.class.ID.CRITERION`, `REGIME.checklist.ID.N`,
    `REGIME.note.ID`, `OBLIGATION.title|trigger|channel|length`, `OBLIGATION.recipient.ID`, `OBLIGATION.exception.N`,
    `fact.ID`, `jurisdiction.ID`, `sector.ID`.
    """

    regimes: tuple[Regime, ...] = ()
    facts: tuple[Fact, ...] = ()
    calendars: Mapping[str, Calendar] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Language tag to key to text."""

    def obligations(self) -> Iterator[Obligation]:
        """Every obligation of every regime, switched on or not."""
        for regime in self.regimes:
            yield from regime.obligations

    def obligation(self, obligation_id: str) -> Obligation | None:
        """The obligation of that id, or None."""
        return next((each for each in self.obligations() if each.id == obligation_id), None)

    def regime(self, regime_id: str) -> Regime | None:
        """The regime of that id, or None."""
        return next((each for each in self.regimes if each.id == regime_id), None)

    def text(self, key: str, language: str) -> str:
        """The words of a key in a language, in any other if that one lacks them, else ''."""
        for words in (self.words.get(language, {}), *self.words.values()):
            if key in words:
                return words[key]
        return ""

    def contents(self, obligation: Obligation, language: str) -> tuple[str, ...]:
        """What the report holds, line by line."""
        regime = self.regime(obligation.regime)
        count = regime.checklists.get(obligation.contents, 0) if regime else 0
        prefix = f"{obligation.regime}.checklist.{obligation.contents}"
        return tuple(self.text(f"{prefix}.{number}", language) for number in range(count))
