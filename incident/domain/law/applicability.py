"""Which obligations bind in a situation, which may, and what must be answered to know.

The logic is three-valued, as everywhere: an unknown fact neither starts a clock nor
takes one away, it asks. A statutory class that somebody stated decides; while nobody has,
what the facts say by the regime's own numbers counts, and is shown as such. The tier
decides nothing here (reference/STANDARDS.md 0, trap 7).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from incident.domain.frozen import Frozen
from incident.domain.grading.tiers import Tier
from incident.domain.law.asked import NO_CLASS
from incident.domain.law.obligations import ANYWHERE, LegalStatus, Obligation, Regime, Register, StatutoryClass
from incident.domain.runbooks.conditions import Condition, Situation, Value, evaluate, facts_of

__all__ = [
    "Applied",
    "Circumstances",
    "Grading",
    "Question",
    "QuestionKind",
    "Verdict",
    "applicable",
    "could_count",
    "grade_class",
    "is_switched_on",
    "tier_required",
]


class Circumstances(Frozen):
    """What is known of the organisation and of the incident."""

    now: datetime
    facts: Mapping[str, Value] = field(default_factory=dict)
    jurisdictions: frozenset[str] | None = None
    """Where the organisation or those affected are; None while nobody has said."""
    sectors: frozenset[str] | None = None
    classes: Mapping[str, str] = field(default_factory=dict)
    """Regime to the statutory class that a person stated."""
    enabled: frozenset[str] = frozenset()
    """Ids of obligations that are no law yet, or none at all, and count nevertheless."""
    tier: Tier | None = None
    ruled_at: datetime | None = None
    """The day whose law counts; None is now."""

    @property
    def situation(self) -> Situation:
        """What conditions see."""
        return Situation(facts=self.facts, tier=self.tier, now=self.now)


class Verdict(StrEnum):
    """Whether an obligation binds."""

    APPLIES = "applies"
    ASKS = "asks"
    """It may: something must be answered first."""


class QuestionKind(StrEnum):
    """What kind of answer is missing."""

    FACT = "fact"
    CLASS = "class"
    JURISDICTION = "jurisdiction"
    SECTOR = "sector"


class Question(Frozen):
    """An answer that decides whether an obligation binds."""

    kind: QuestionKind
    id: str
    """A fact, a regime, a jurisdiction or a sector."""


class Applied(Frozen):
    """An obligation that binds, or may."""

    obligation: Obligation
    verdict: Verdict
    asks: tuple[Question, ...] = ()
    is_class_by_facts: bool = False
    """Whether the class is what the facts say, and nobody has stated it."""


class Grading(Frozen):
    """What the facts say of the statutory class of one regime."""

    proposed: str | None
    """The gravest class of which one criterion is met; None if none is."""
    unanswered: tuple[str, ...] = ()
    """Facts that could make it graver."""
    judgements: tuple[tuple[str, str], ...] = ()
    """Criteria of graver classes that only a person can judge: class and criterion."""


def applicable(register: Register, circumstances: Circumstances) -> tuple[Applied, ...]:
    """Every obligation that binds or may bind, in the order of the register; those that do not are left out."""
    found = (
        _applied(regime, each, circumstances)
        for regime in register.regimes
        for each in regime.obligations
        if is_switched_on(each, circumstances)
    )
    return tuple(each for each in found if each is not None)


def is_switched_on(obligation: Obligation, circumstances: Circumstances) -> bool:
    """Whether the rule can start a clock at all: in force on that day of its own zone, or enabled by somebody.

    What was repealed starts nothing, whoever enables it.
    """
    if not obligation.status.is_switched_on and obligation.id not in circumstances.enabled:
        return False
    return could_count(obligation, circumstances.ruled_at or circumstances.now)


def could_count(obligation: Obligation, at: datetime) -> bool:
    """Whether the rule is law on that day of its own zone, or may be enabled by somebody."""
    if not obligation.status.is_switched_on:
        return obligation.status is not LegalStatus.REPEALED
    day = at.astimezone(ZoneInfo(obligation.reckoning.zone)).date()
    begins, ends = obligation.effective_from, obligation.effective_to
    return (begins is None or begins <= day) and (ends is None or day <= ends)


def grade_class(regime: Regime, circumstances: Circumstances) -> Grading:
    """The class that the facts propose; any one criterion is enough, none is averaged away."""
    met = [index for index, each in enumerate(regime.classes) if _is_met(each, circumstances.situation)]
    highest = max(met, default=-1)
    graver = regime.classes[highest + 1 :]
    conditions = [each.when for one in graver for each in one.criteria if each.when is not None]
    return Grading(
        proposed=regime.classes[highest].id if met else None,
        unanswered=tuple(_unknown(conditions, circumstances)),
        judgements=tuple((one.id, each.id) for one in graver for each in one.criteria if each.when is None),
    )


def tier_required(applied: Iterable[Applied]) -> Tier | None:
    """The mildest tier that the binding obligations leave room for; None if they ask for none.

    A proposal for people and never a change of tier: the two scales are not derived from each other.
    """
    wanted = (each.obligation.requires_tier for each in applied if each.verdict is Verdict.APPLIES)
    return min((tier for tier in wanted if tier is not None), default=None)


def _applied(regime: Regime, obligation: Obligation, circumstances: Circumstances) -> Applied | None:
    place = _among(obligation.jurisdiction, circumstances.jurisdictions)
    sector = _among(obligation.sector, circumstances.sectors)
    graded, by_facts = _class_reached(regime, obligation, circumstances)
    met = evaluate(obligation.applies_if, circumstances.situation) if obligation.applies_if else True
    if False in (place, sector, graded, met):
        return None
    asks: list[Question] = []
    if place is None:
        asks.append(Question(kind=QuestionKind.JURISDICTION, id=obligation.jurisdiction))
    if sector is None:
        asks.append(Question(kind=QuestionKind.SECTOR, id=obligation.sector))
    if graded is None:
        asks.append(Question(kind=QuestionKind.CLASS, id=regime.id))
    if met is None and obligation.applies_if is not None:
        asks += [Question(kind=QuestionKind.FACT, id=name) for name in _unknown([obligation.applies_if], circumstances)]
    verdict = Verdict.ASKS if asks else Verdict.APPLIES
    return Applied(obligation=obligation, verdict=verdict, asks=tuple(asks), is_class_by_facts=by_facts)


def _among(name: str, known: frozenset[str] | None) -> bool | None:
    if name == ANYWHERE:
        return True
    return None if known is None else name in known


def _class_reached(regime: Regime, obligation: Obligation, circumstances: Circumstances) -> tuple[bool | None, bool]:
    """Whether the event is of the obligation's class or graver, and whether only the facts say so."""
    if not obligation.statutory_class:
        return True, False
    needed = regime.rank(obligation.statutory_class)
    stated = circumstances.classes.get(regime.id)
    if stated is not None:
        return stated != NO_CLASS and regime.rank(stated) >= needed, False
    proposed = grade_class(regime, circumstances).proposed
    return (True, True) if proposed is not None and regime.rank(proposed) >= needed else (None, False)


def _is_met(each: StatutoryClass, situation: Situation) -> bool:
    return any(one.when is not None and evaluate(one.when, situation) is True for one in each.criteria)


def _unknown(conditions: Iterable[Condition], circumstances: Circumstances) -> Iterator[str]:
    """The facts that leave a condition undecided, each once."""
    undecided = [each for each in conditions if evaluate(each, circumstances.situation) is None]
    names = sorted(frozenset[str]().union(*(facts_of(each) for each in undecided)))
    yield from (name for name in names if circumstances.facts.get(name) is None)
