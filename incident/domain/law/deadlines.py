"""When an obligation is due, and on what that rests.

Pure: the moments that people stated go in, instants with their reasons come out. An
'immediately' has no number and never gets one here; a target of the workspace's own
stands beside it and is called one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date, datetime, timedelta
from enum import StrEnum

from incident.domain.frozen import Frozen
from incident.domain.grading.tiers import Tier, is_graver
from incident.domain.law.asked import key_of
from incident.domain.law.obligations import LegalStatus, Moment, Obligation
from incident.domain.law.periods import Calendar, End, Period, Reckoning, Unit, end_of, noon_after
from incident.domain.runbooks.conditions import Situation, evaluate

__all__ = ["Basis", "Deadline", "Marks", "Terms", "blocks_lowering", "deadlines", "longest_end"]


class Basis(StrEnum):
    """One reason for a due time; interfaces have a sentence for each."""

    HOURS_RUN_ON = "hours-run-on"
    FIRST_DAY_LEFT_OUT = "first-day-left-out"
    SAME_DAY_OF_MONTH = "same-day-of-month"
    WORKING_DAYS = "working-days"
    MOVED_PAST_HOLIDAY = "moved-past-holiday"
    CAPPED = "capped"
    CAP_WAIVED = "cap-waived"
    NOON_AFTER_DAY_OFF = "noon-after-day-off"
    NO_NUMBER = "no-number"
    SET_ELSEWHERE = "set-elsewhere"
    WAITS_FOR_START = "waits-for-start"
    LAW_MAY_ALLOW_MORE = "law-may-allow-more"
    CALENDAR_NOT_PUBLISHED = "calendar-not-published"
    TARGET_OF_OUR_OWN = "target-of-our-own"
    NEXT_REPORT = "next-report"


class Marks(Frozen):
    """The moments that people stated."""

    moments: Mapping[str, datetime] = field(default_factory=dict)
    """By `Moment`, or by `REGIME:MOMENT` where it is so for one regime only; milestones of an incident are moments."""
    filed: Mapping[str, datetime] = field(default_factory=dict)
    """By key of a deadline, `OBLIGATION` or `OBLIGATION/RECIPIENT`: when it was last reported."""

    def filing_of(self, obligation_id: str) -> datetime | None:
        """The earliest filing of an obligation, to whichever recipient; None if there is none."""
        found = [at for key, at in self.filed.items() if key.partition("/")[0] == obligation_id]
        return min(found, default=None)

    def start_of(self, obligation: Obligation) -> datetime | None:
        """When the clock of an obligation starts, None while that is not stated."""
        if obligation.start is Moment.FILED:
            return self.filing_of(obligation.after)
        return self.moment(obligation.start, obligation.regime)

    def moment(self, moment: Moment, regime: str) -> datetime | None:
        """When it was; `REGIME:MOMENT` goes before `MOMENT`, as each law assesses and classifies for itself."""
        return self.moments.get(f"{regime}:{moment}") or self.moments.get(moment)


class Terms(Frozen):
    """What the workspace adds to the letter of the rules."""

    calendars: Mapping[str, Calendar] = field(default_factory=dict)
    zones: Mapping[str, str] = field(default_factory=dict)
    """Jurisdiction to the zone that counts for this organisation, where it is not the regime's own."""
    targets: Mapping[str, Period] = field(default_factory=dict)
    """Obligation to the target of our own, for rules that name no number."""
    situation: Situation | None = None
    """The facts on which a relief hangs; without them there is none."""


class Deadline(Frozen):
    """What is due to one recipient."""

    obligation: Obligation
    recipient: str
    zone: str
    started_at: datetime | None = None
    due_at: datetime | None = None
    """By law; None while the clock waits, and for a rule that names no number."""
    last_day: date | None = None
    """The local day with whose end it is due; shown as 24:00 of that day."""
    law_until: datetime | None = None
    target_at: datetime | None = None
    """The internal target."""
    met_at: datetime | None = None
    basis: tuple[Basis, ...] = ()

    @property
    def key(self) -> str:
        """Names it among the filed ones."""
        return key_of(self.obligation.id, self.recipient)

    @property
    def is_open(self) -> bool:
        """Whether its clock runs: started, and not met."""
        return self.started_at is not None and self.met_at is None

    @property
    def is_law(self) -> bool:
        """Whether a law stands behind it and not a benchmark or a proposal that somebody enabled."""
        return self.obligation.status is LegalStatus.IN_FORCE

    @property
    def is_immediate(self) -> bool:
        """Whether the rule says at once, without a number."""
        return self.obligation.due.unit is Unit.IMMEDIATELY

    def is_late(self, now: datetime) -> bool:
        """Whether it was or is past its due time by law."""
        return self.due_at is not None and (self.met_at or now) > self.due_at


def deadlines(obligation: Obligation, marks: Marks, terms: Terms | None = None) -> tuple[Deadline, ...]:
    """What the obligation makes due, one for each recipient."""
    own = terms or Terms()
    return tuple(_deadline(obligation, each, marks, own) for each in obligation.recipients or ("",))


def longest_end(obligation: Obligation, marks: Marks, terms: Terms | None = None) -> datetime | None:
    """The instant past which the law lets nobody extend; None if it allows no extension or nothing has started."""
    start, own = marks.start_of(obligation), terms or Terms()
    if start is None or not obligation.extensions:
        return None
    end = _end(obligation.extensions[-1], start, obligation, own)
    return end.at if end else None


def blocks_lowering(open_clocks: Iterable[Deadline], to: Tier) -> tuple[Deadline, ...]:
    """The statutory clocks that run and need a graver tier than `to`; lowering waits until they are met.

    `reference/STANDARDS.md` 2.2, rule 6. Only laws block: a benchmark that somebody enabled does not.
    """
    return tuple(
        each
        for each in open_clocks
        if each.is_open
        and each.is_law
        and each.obligation.requires_tier is not None
        and is_graver(each.obligation.requires_tier, than=to)
    )


def _deadline(obligation: Obligation, recipient: str, marks: Marks, terms: Terms) -> Deadline:
    bare = Deadline(obligation=obligation, recipient=recipient, zone=_reckoning(obligation, terms).zone)
    filed_at = marks.filed.get(bare.key)
    start = marks.start_of(obligation)
    if start is None:
        return _waiting(bare, marks, terms)
    is_over = marks.moment(Moment.HANDLING_ENDED, obligation.regime) is not None
    if obligation.repeats is not None and filed_at is not None and not is_over:
        return _due(bare, filed_at, obligation.repeats, terms, (Basis.NEXT_REPORT,))
    found = _capped(_due(bare, start, obligation.due, terms, ()), marks, terms)
    return _relieved(found, terms).changed(met_at=filed_at)


def _due(bare: Deadline, start: datetime, period: Period, terms: Terms, basis: tuple[Basis, ...]) -> Deadline:
    end = _end(period, start, bare.obligation, terms)
    target = terms.targets.get(bare.obligation.id)
    aimed = _end(target, start, bare.obligation, terms) if target else None
    return bare.changed(
        started_at=start,
        due_at=end.at if end else None,
        last_day=end.day if end else None,
        law_until=end.law_until if end else None,
        target_at=aimed.at if aimed else None,
        basis=(*basis, *_reasons(period, end), *([Basis.TARGET_OF_OUR_OWN] if aimed else ())),
    )


def _waiting(bare: Deadline, marks: Marks, terms: Terms) -> Deadline:
    """Not started; a cap whose own moment is stated bounds it all the same."""
    ends = _cap_ends(bare.obligation, marks, terms)
    bounds = (Basis.CAPPED,) if ends else ()
    return bare.changed(due_at=min(ends, default=None), basis=(Basis.WAITS_FOR_START, *bounds))


def _capped(found: Deadline, marks: Marks, terms: Terms) -> Deadline:
    started_at, due_at = found.started_at, found.due_at
    if not found.obligation.caps or started_at is None or due_at is None:
        return found
    ends = _cap_ends(found.obligation, marks, terms, started_at)
    if min(ends, default=due_at) < due_at:
        return found.changed(due_at=min(ends), last_day=None, law_until=None, basis=(*found.basis, Basis.CAPPED))
    waived = len(ends) < len(_cap_ends(found.obligation, marks, terms))
    return found.changed(basis=(*found.basis, Basis.CAP_WAIVED)) if waived else found


def _cap_ends(obligation: Obligation, marks: Marks, terms: Terms, started_at: datetime | None = None) -> list[datetime]:
    """Where the caps end whose moments are stated; without those that a late start waives."""
    ends = []
    for cap in obligation.caps:
        start = marks.moment(cap.start, obligation.regime)
        end = _end(cap.period, start, obligation, terms) if start else None
        if end and not (cap.is_waived_late and started_at is not None and started_at > end.at):
            ends.append(end.at)
    return ends


def _relieved(found: Deadline, terms: Terms) -> Deadline:
    """Noon of the next working day, where the rule allows it and the facts say so."""
    rule, calendar = found.obligation.relief_if, terms.calendars.get(found.obligation.reckoning.calendar)
    if rule is None or calendar is None or found.due_at is None or terms.situation is None:
        return found
    last = found.due_at - timedelta(seconds=1)  # 24:00 belongs to the day that it ends
    noon = noon_after(last, _reckoning(found.obligation, terms), calendar)
    if noon is None or evaluate(rule, terms.situation) is not True:
        return found
    return found.changed(due_at=noon, last_day=None, law_until=None, basis=(*found.basis, Basis.NOON_AFTER_DAY_OFF))


def _end(period: Period, start: datetime, obligation: Obligation, terms: Terms) -> End | None:
    return end_of(period, start, _reckoning(obligation, terms), terms.calendars.get(obligation.reckoning.calendar))


def _reckoning(obligation: Obligation, terms: Terms) -> Reckoning:
    zone = terms.zones.get(obligation.jurisdiction)
    return obligation.reckoning if zone is None else obligation.reckoning.changed(zone=zone)


_COUNTED = {
    Unit.MINUTE: Basis.HOURS_RUN_ON,
    Unit.HOUR: Basis.HOURS_RUN_ON,
    Unit.CALENDAR_DAY: Basis.FIRST_DAY_LEFT_OUT,
    Unit.WORKING_DAY: Basis.WORKING_DAYS,
    Unit.MONTH: Basis.SAME_DAY_OF_MONTH,
    Unit.IMMEDIATELY: Basis.NO_NUMBER,
    Unit.AS_REGULATED: Basis.SET_ELSEWHERE,
}


def _reasons(period: Period, end: End | None) -> tuple[Basis, ...]:
    reasons = [_COUNTED[period.unit]]
    if end is not None:
        reasons += [Basis.MOVED_PAST_HOLIDAY] if end.was_moved else []
        reasons += [Basis.LAW_MAY_ALLOW_MORE] if end.law_until else []
        reasons += [] if end.is_settled else [Basis.CALENDAR_NOT_PUBLISHED]
    return tuple(reasons)
