"""What the clocks of an incident are called."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from incident.domain.events import Threshold
from incident.domain.timing.clock_kinds import ClockKind
from incident.i18n import N_, _
from incident.wording.endings import end_due, end_late, end_word
from incident.wording.safe import clean_line
from incident.wording.speech import Speech
from incident.wording.times import countdown

if TYPE_CHECKING:
    from incident.domain.incident import Incident
    from incident.domain.timing.clocks import Clock  # the first frame of Home needs no rules

__all__ = [
    "clock_name",
    "clock_name_of",
    "clock_row",
    "due_words",
    "step_due_words",
    "threshold_word",
    "timer_due_words",
]

_NAMES: Final = {
    ClockKind.UPDATE: N_("next update to customers"),
    ClockKind.RESTORE: N_("service restored"),
    ClockKind.PHASE: N_("phase '{subject}'"),
    ClockKind.STEP: N_("step '{subject}'"),
    ClockKind.TIMER: N_("timer of '{subject}'"),
    ClockKind.ASKED: N_("answer to '{subject}'"),
    ClockKind.REPORT: N_("legal report '{subject}'"),
    ClockKind.UNVERIFIED: N_("legal report '{subject}'"),
    ClockKind.CASE_ANSWER: N_("first answers to customers"),
    ClockKind.CASE_DONE: N_("end of customers' cases"),
    ClockKind.CASE_ASK: N_("asking customers whether they are content"),
    ClockKind.SOAK: N_("holding: '{subject}'"),
    ClockKind.WAIT: N_("end of the wait '{subject}'"),
    ClockKind.ROUND: N_("next round of '{subject}'"),
}
_DUES: Final = {
    ClockKind.UPDATE: N_("UPDATE IN {left}"),
    ClockKind.RESTORE: N_("RESTORE IN {left}"),
    ClockKind.PHASE: N_("PHASE IN {left}"),
    ClockKind.STEP: N_("STEP IN {left}"),
    ClockKind.TIMER: N_("TIMER {left}"),
    ClockKind.ASKED: N_("ANSWER IN {left}"),
    ClockKind.REPORT: N_("LEGAL REPORT IN {left}"),
    ClockKind.UNVERIFIED: N_("UNVERIFIED REPORT IN {left}"),
    ClockKind.CASE_ANSWER: N_("CUSTOMERS: ANSWER IN {left}"),
    ClockKind.CASE_DONE: N_("CASES IN {left}"),
    ClockKind.CASE_ASK: N_("ASK CUSTOMERS IN {left}"),
    ClockKind.SOAK: N_("HOLDING {left}"),
    ClockKind.WAIT: N_("WAIT OVER {left}"),
    ClockKind.ROUND: N_("NEXT ROUND {left}"),
}
_LATES: Final = {
    ClockKind.UPDATE: N_("UPDATE LATE {left}"),
    ClockKind.RESTORE: N_("RESTORE LATE {left}"),
    ClockKind.PHASE: N_("PHASE LATE {left}"),
    ClockKind.STEP: N_("STEP LATE {left}"),
    ClockKind.ASKED: N_("ANSWER LATE {left}"),
    ClockKind.REPORT: N_("LEGAL REPORT LATE {left}"),
    ClockKind.UNVERIFIED: N_("UNVERIFIED REPORT LATE {left}"),
    ClockKind.CASE_ANSWER: N_("CUSTOMERS: ANSWER LATE {left}"),
    ClockKind.CASE_DONE: N_("CASES LATE {left}"),
    ClockKind.CASE_ASK: N_("ASKING CUSTOMERS LATE {left}"),
}
_THRESHOLDS: Final = {
    Threshold.HALF: N_("half of the time is gone"),
    Threshold.MOST: N_("80% of the time is gone"),
    Threshold.DUE: N_("the time is up"),
    Threshold.AGAIN: N_("no answer for 1 minute"),
    Threshold.LAST: N_("no answer for 5 minutes"),
}


def clock_row(clock: Clock, incident: Incident, words: str) -> str:
    """What a row of clocks says; of one that goes by the day, that it does, where the time of an exercise does not."""
    leaves = incident.exercise is not None and incident.exercise.leaves_the_day
    return _("{words} (by the day)").format(words=words) if leaves and clock.along is None else words


def clock_name(clock: Clock, speech: Speech) -> str:
    """What the clock measures, without its time; of an update that is written, that nobody has it yet."""
    if clock.kind is ClockKind.UPDATE and clock.subject:
        words = _("next update to customers ({message} is written and has not left)")
        return words.format(message=clean_line(clock.subject))
    return clock_name_of(clock.id, speech)


def clock_name_of(clock_id: str, speech: Speech) -> str:
    """The same from a clock's id or key, as summaries and warnings carry it: `update`, `step:ID`, `step:ID@TIME`."""
    kind, _colon, subject = clock_id.rpartition("@")[0].partition(":") if "@" in clock_id else clock_id.partition(":")
    if kind not in list(ClockKind):
        return clean_line(clock_id)
    if kind == ClockKind.RESTORE and speech.bundle is not None:
        return end_word(speech.bundle.runbook.family)
    if kind == ClockKind.ASKED and subject.startswith("#"):
        return _("answer to question {number}").format(number=subject[1:])
    return _(_NAMES[ClockKind(kind)]).format(subject=_subject(ClockKind(kind), subject, speech))


def _subject(kind: ClockKind, subject: str, speech: Speech) -> str:
    if kind in (ClockKind.REPORT, ClockKind.UNVERIFIED):
        return speech.obligation(subject)
    return speech.phase(subject) if kind is ClockKind.PHASE else speech.step(subject)


def step_due_words(number: str, left: timedelta) -> str:
    """The same of a step that is not the current one: `STEP 4 IN 11:35`."""
    if left <= timedelta(0):
        return _("STEP {number} LATE {left}").format(number=number, left=countdown(-left))
    return _("STEP {number} IN {left}").format(number=number, left=countdown(left))


def timer_due_words(number: str, left: timedelta) -> str:
    """The same of the timer of such a step: `TIMER step 4 -00:18`."""
    return _("TIMER step {number} {left}").format(number=number, left=countdown(left))


def due_words(clock_id: str, left: timedelta, family: str = "") -> str:
    """What is due and in which time, for a header or a list, without the words of a runbook: `STEP IN 11:35`.

    What is late says so, and by how much: `STEP LATE 00:49`. `family` is that of the runbook, '' where nobody knows it.
    """
    kind = clock_id.partition(":")[0]
    if kind == ClockKind.RESTORE and family:
        is_late = left <= timedelta(0)
        return (end_late(family) if is_late else end_due(family)).format(left=countdown(-left if is_late else left))
    if kind not in list(ClockKind):
        return f"{clean_line(clock_id)} {countdown(left)}"
    late = _LATES.get(ClockKind(kind)) if left <= timedelta(0) else None
    return _(late).format(left=countdown(-left)) if late else _(_DUES[ClockKind(kind)]).format(left=countdown(left))


def threshold_word(threshold: Threshold) -> str:
    """How much of a clock's time is gone."""
    return _(_THRESHOLDS[threshold])
