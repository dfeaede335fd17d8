"""What the law asks of an incident, as a sheet: what runs, what must be decided, what waits, what was reported.

Each row has the command line that answers it. Apart from the words of one duty, which other screens say alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from incident.domain.grading.tiers import is_graver
from incident.domain.law.applicability import grade_class, tier_required
from incident.domain.law.obligations import Moment, ReportPhase
from incident.domain.law.statutory import circumstances_of, duties, register_of, sleeping
from incident.i18n import _
from incident.wording.cells import wrap
from incident.wording.obligations import moment_word
from incident.wording.statutory import (
    contents_lines,
    counted,
    duty_due,
    duty_lines,
    mark_hint,
    questions,
    reason_lines,
    sure_words,
)
from incident.wording.tiers import tier_phrase

if TYPE_CHECKING:
    from incident.domain.incident import Incident
    from incident.domain.law.statutory import Duty
    from incident.wording.speech import Speech

__all__ = ["at_once_names", "statutory_lines"]

_MOST: Final = 6


def statutory_lines(
    incident: Incident, now: datetime, speech: Speech, width: int, *, detail: bool, whole: bool = False
) -> list[str]:
    """Every section that has something to say, under its head; `whole`: what the first
    open report holds, and each whose clock runs.
    """
    every = duties(incident, now)
    open_ = sorted((each for each in every if each.is_open), key=_urgency)
    asking = [each for each in every if not each.binds and not each.is_met]
    waiting = [each for each in every if each.binds and each.waits and not each.is_open]
    met = [each for each in every if each.is_met]
    parts = (
        (_("LEGAL REPORTS"), _open(open_, incident, now, speech, detail=detail, whole=whole)),
        (_("FOR YOU TO DECIDE"), _asks(asking, incident, now, speech, detail=detail)),
        (_("CLASSES"), _classes(incident, now, speech)),
        (_("NOT STARTED"), _waiting(waiting, incident, speech, detail=detail)),
        (_("REPORTED"), (f"{speech.obligation(d.key)}: {duty_due(d, incident, now, speech)}" for d in met)),
        (_("RULED OUT"), _ruled_out(incident, speech)),
        (_("NO LAW, NOT SWITCHED ON"), _sleeping(incident, speech) if detail else ()),
    )
    lines = []
    for head, rows in parts:
        found = [row for line in rows for row in _wrapped(line, width - 2)]
        lines += ["", head, *(f"  {row}".rstrip() for row in found)] if found else []
    return lines


def at_once_names(incident: Incident, now: datetime, speech: Speech) -> list[str]:
    """The first reports that are due at once, in the order of the sheet."""
    open_ = sorted((each for each in duties(incident, now) if each.is_open), key=_urgency)
    return [speech.obligation(each.key) for each in open_ if _urgency(each)[0] == 0]


def _urgency(duty: Duty) -> tuple[int, float, str]:
    """First reports that are due at once, then by their time, then what another rule or a change calls for."""
    if duty.due_at is not None:
        return 1, duty.due_at.timestamp(), duty.key
    is_first = duty.deadline.is_immediate and duty.obligation.phase is not ReportPhase.UPDATE
    return (0 if is_first else 2), 0.0, duty.key


def _wrapped(line: str, width: int) -> list[str]:
    """The line in rows that keep its indent."""
    indent = " " * (len(line) - len(line.lstrip()))
    return [f"{indent}{row}" for row in wrap(line.strip(), width - len(indent))] if line.strip() else [""]


def _open(
    every: Sequence[Duty], incident: Incident, now: datetime, speech: Speech, *, detail: bool, whole: bool
) -> Iterator[str]:
    wanted = tier_required(each.applied for each in every)
    if wanted is not None and is_graver(wanted, than=incident.tier):
        yield _("These ask for {tier}: incident tier {incident} raise {number} --because …").format(
            tier=tier_phrase(wanted), incident=incident.id, number=int(wanted)
        )
    if every and incident.exercise is not None and incident.exercise.leaves_the_day:
        yield _("by the day, whether the exercise stands or is sped up")
    for place, duty in enumerate(every):
        yield from duty_lines(duty, incident, now, speech)
        if detail:
            yield from (f"  {line}" for line in reason_lines(duty))
        if detail or (whole and (not place or duty.due_at is not None)):
            yield from (f"  {line}" for line in contents_lines(duty, incident, speech))
    if every:
        yield f"incident obligation {incident.id} {every[0].key} file --reference … --at TIME"


def _asks(every: Sequence[Duty], incident: Incident, now: datetime, speech: Speech, *, detail: bool) -> Iterator[str]:
    rows = questions(every, incident, speech)
    for words, how, count in rows if detail else rows[:_MOST]:
        yield _("{question} ({count})").format(question=words, count=counted(count))
        yield f"  {how}"
    if len(rows) > _MOST and not detail:
        yield _("and {count} more: --detail").format(count=len(rows) - _MOST)
    for duty in sorted((each for each in every if each.due_at is not None), key=lambda each: each.due_at or now)[:1]:
        due = speech.moment(duty.due_at) if duty.due_at else ""
        yield _("The first would be due {time}: {name}").format(time=due, name=speech.obligation(duty.key))


def _classes(incident: Incident, now: datetime, speech: Speech) -> Iterator[str]:
    """What was stated for each regime, and what the facts propose with the criteria that say so."""
    register = register_of(incident)
    known = circumstances_of(incident, now)
    for regime in register.regimes if register else ():
        stated, proposed = incident.law.classes.get(regime.id), grade_class(regime, known).proposed
        if stated is not None:
            name = speech.statutory_class(regime.id, stated)
            yield _("{regime}: {statutory_class}").format(regime=speech.regime(regime.id), statutory_class=name)
        if proposed is not None and proposed != stated:
            name = speech.statutory_class(regime.id, proposed)
            yield _("{regime}: the facts say {statutory_class}").format(
                regime=speech.regime(regime.id), statutory_class=name
            )
            yield f"  incident class {incident.id} {regime.id} {proposed} --because …"


def _waiting(every: Sequence[Duty], incident: Incident, speech: Speech, *, detail: bool) -> Iterator[str]:
    by_start: dict[Moment, list[Duty]] = {}
    for duty in every:
        by_start.setdefault(duty.obligation.start, []).append(duty)
    for start, found in by_start.items():
        yield _("{count} from when {moment}").format(count=counted(len(found)), moment=moment_word(start))
        if mark_hint(start, incident):
            yield f"  {mark_hint(start, incident)}"
        yield from (f"  {speech.obligation(each.key)}" for each in (found if detail else found[:_MOST]))


def _ruled_out(incident: Incident, speech: Speech) -> Iterator[str]:
    for name, why in incident.law.ruled_out.items():
        yield _('{sentence}: "{reason}"').format(sentence=speech.obligation(name), reason=str(why))


def _sleeping(incident: Incident, speech: Speech) -> Iterator[str]:
    for each in sleeping(incident):
        yield speech.obligation(each.id)
        yield f"  {sure_words(each)}"
        yield f"  incident obligation {incident.id} {each.id} enable --because …"
