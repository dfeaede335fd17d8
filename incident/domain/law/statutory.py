"""What the law makes due in one incident: which rules bind, since when, until when, and what was reported.

A pure reading of the log: the rules are those that were pinned at the declaration, the law is that of that day, and
every moment, class and filing was stated by a person. Raises and lowerings of the tier move nothing here.
Apart from the clocks, which an incident without jurisdictions has as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from incident.domain.frozen import Frozen
from incident.domain.incident import Incident
from incident.domain.law.applicability import Applied, Circumstances, Verdict, applicable
from incident.domain.law.asked import Filing, Law
from incident.domain.law.deadlines import Deadline, Marks, Terms, deadlines, longest_end
from incident.domain.law.obligations import LegalStatus, Moment, Obligation, Register
from incident.domain.law.periods import Period, Unit
from incident.domain.runbooks.conditions import Value
from incident.domain.runbooks.runbook import Fact, FactType
from incident.domain.timing.extending import Extension, Term

__all__ = ["Duty", "circumstances_of", "duties", "register_of", "sleeping"]


class Duty(Frozen):
    """What is due to one recipient, or may be."""

    applied: Applied
    deadline: Deadline
    """As the rule counts it, without extensions."""
    filings: tuple[Filing, ...] = ()
    """Every report that was entered."""
    term: Term | None = None
    """The due time and what it became; None where no instant is due."""
    cap_at: datetime | None = None
    """Past this nobody may extend it; None where the rule allows no extension."""
    since: datetime | None = None
    """From when its clock is drawn: its start, or the moment of the second limit that bounds it."""

    @property
    def obligation(self) -> Obligation:
        """The rule."""
        return self.applied.obligation

    @property
    def key(self) -> str:
        """`OBLIGATION` or `OBLIGATION/RECIPIENT`."""
        return self.deadline.key

    @property
    def binds(self) -> bool:
        """Whether it applies, as far as is known."""
        return self.applied.verdict is Verdict.APPLIES

    @property
    def due_at(self) -> datetime | None:
        """The instant that counts now, extensions included; None while it waits or where the rule has no number."""
        return self.term.until if self.term else None

    @property
    def is_met(self) -> bool:
        """Whether what is due now was reported."""
        return self.deadline.met_at is not None

    @property
    def filing(self) -> Filing | None:
        """The one that counts: the first, whenever it was entered; where the law wants it over and over, the last."""
        if self.obligation.repeats is not None:
            return self.filings[-1] if self.filings else None
        return min(self.filings, key=lambda each: each.at, default=None)

    @property
    def again(self) -> Filing | None:
        """The last entry of the same report beside the one that counts; None where it was entered once."""
        others = [each for each in self.filings if each is not self.filing]
        return others[-1] if others and self.obligation.repeats is None else None

    @property
    def proof(self) -> Filing | None:
        """The entry whose file proves it: a receipt may be entered later."""
        return next((each for each in (self.filing, self.again) if each is not None and each.file is not None), None)

    @property
    def is_open(self) -> bool:
        """Whether it binds, has begun, and was not reported."""
        return self.binds and not self.is_met and self.since is not None

    @property
    def waits(self) -> bool:
        """Whether nobody has stated the moment that starts it."""
        return not self.is_met and self.deadline.started_at is None

    @property
    def is_unverified(self) -> bool:
        """Whether nobody has seen the wording of the rule."""
        return not self.obligation.source.confidence.is_verified

    def is_overdue(self, now: datetime) -> bool:
        """Whether its time is up and nothing was reported."""
        return not self.is_met and self.due_at is not None and now >= self.due_at


def register_of(incident: Incident) -> Register | None:
    """The rules that the incident is held to; None if there are none, or they were erased."""
    return incident.law.pinned.register if incident.law.pinned else None


def duties(incident: Incident, now: datetime) -> tuple[Duty, ...]:
    """Everything that binds or may bind, in the order of the register; what was ruled out is left out."""
    register = register_of(incident)
    if register is None:
        return ()
    marks, terms = marks_of(incident), terms_of(incident, now)
    found = applicable(register, circumstances_of(incident, now))
    return tuple(
        duty
        for each in found
        if each.obligation.id not in incident.law.ruled_out
        for duty in _duties(each, incident.law, marks, terms)
    )


def sleeping(incident: Incident) -> tuple[Obligation, ...]:
    """The rules that are no law and that nobody has switched on, such as proposed ones."""
    register = register_of(incident)
    every = register.obligations() if register else ()
    return tuple(e for e in every if e.status is not LegalStatus.IN_FORCE and e.id not in incident.law.profile.enabled)


def circumstances_of(incident: Incident, now: datetime) -> Circumstances:
    """What is known of the organisation and of the incident; the law is that of the day of declaration."""
    law, own = incident.law, incident.law.profile
    return Circumstances(
        now=now,
        facts=_facts(incident),
        jurisdictions=frozenset(own.jurisdictions),
        sectors=None if own.sectors is None else frozenset(own.sectors),
        classes=law.classes,
        enabled=frozenset(own.enabled),
        tier=incident.tier,
        ruled_at=incident.declared_at,
    )


def marks_of(incident: Incident) -> Marks:
    """The moments that people stated, the declaration among them."""
    moments = {each.value: at for each, at in incident.milestones.items()}
    filed = {key: filings[-1].at for key, filings in incident.law.filed.items()}
    return Marks(moments={Moment.DECLARED: incident.declared_at, **moments, **incident.law.moments}, filed=filed)


def terms_of(incident: Incident, now: datetime) -> Terms:
    """What the workspace adds to the letter of the rules."""
    register = register_of(incident)
    return Terms(
        calendars=register.calendars if register else {},
        zones=incident.law.profile.zones,
        targets={name: Period(unit=Unit(unit), n=n) for name, (unit, n) in incident.law.profile.targets.items()},
        situation=circumstances_of(incident, now).situation,
    )


def _duties(applied: Applied, law: Law, marks: Marks, terms: Terms) -> Iterator[Duty]:
    obligation = applied.obligation
    cap_at = longest_end(obligation, marks, terms)
    for each in deadlines(obligation, marks, terms):
        filings = law.filed.get(each.key, ())
        met = each.changed(met_at=filings[-1].at) if filings and each.started_at is None else each
        given = [
            Extension(asked_at=e.asked_at, asked_by=e.asked_by, until=e.until, because=str(e.because))
            for e in law.extended.get(each.key, ())
        ]
        term = Term(due_at=each.due_at, extensions=tuple(given)) if each.due_at else None
        since = each.started_at or (_bounded_since(obligation, marks) if each.due_at else None)
        yield Duty(applied=applied, deadline=met, filings=filings, term=term, cap_at=cap_at, since=since)


def _bounded_since(obligation: Obligation, marks: Marks) -> datetime | None:
    starts = (marks.moment(cap.start, obligation.regime) for cap in obligation.caps)
    return min(filter(None, starts), default=None)


def _facts(incident: Incident) -> dict[str, Value]:
    """Standing facts, and over them what was stated here; a value of another type belongs to another question."""
    register = register_of(incident)
    known: Mapping[str, Fact] = {fact.id: fact for fact in register.facts} if register else {}
    stated = {
        name: entry.value
        for name, entry in incident.facts.items()
        if name in known and entry.value is not None and _fits(known[name], entry.value)
    }
    return {**incident.law.profile.facts, **stated}


def _fits(fact: Fact, value: Value) -> bool:
    kinds: Sequence[type] = {FactType.YES_NO: (bool,), FactType.TEXT: (str,), FactType.TIME: (str,)}.get(
        fact.type, (int, float)
    )
    return type(value) in kinds
