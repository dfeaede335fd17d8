"""What the clocks of an incident are called."""

from __future__ import annotations

from typing import Final

from incident.domain.clocks import Clock, ClockKind
from incident.domain.events import Threshold
from incident.i18n import N_, _
from incident.wording.safe import clean_line
from incident.wording.speech import Speech

__all__ = ["clock_name", "clock_name_of", "threshold_word"]

_NAMES: Final = {
    ClockKind.UPDATE: N_("next update to customers"),
    ClockKind.RESTORE: N_("service restored"),
    ClockKind.PHASE: N_("phase '{subject}'"),
    ClockKind.STEP: N_("step '{subject}'"),
    ClockKind.TIMER: N_("timer of '{subject}'"),
    ClockKind.ASKED: N_("answer to '{subject}'"),
    ClockKind.SOAK: N_("holding: '{subject}'"),
}
_THRESHOLDS: Final = {
    Threshold.HALF: N_("half of the time is gone"),
    Threshold.MOST: N_("80 % of the time is gone"),
    Threshold.DUE: N_("the time is up"),
}


def clock_name(clock: Clock, speech: Speech) -> str:
    """What the clock measures, without its time."""
    return clock_name_of(clock.id, speech)


def clock_name_of(clock_id: str, speech: Speech) -> str:
    """The same from a clock's id or key, as summaries and warnings carry it: `update`, `step:ID`, `step:ID@TIME`."""
    kind, _colon, subject = clock_id.rpartition("@")[0].partition(":") if "@" in clock_id else clock_id.partition(":")
    if kind not in list(ClockKind):
        return clean_line(clock_id)
    name = speech.phase(subject) if kind == ClockKind.PHASE else speech.step(subject)
    return _(_NAMES[ClockKind(kind)]).format(subject=name)


def threshold_word(threshold: Threshold) -> str:
    """How much of a clock's time is gone."""
    return _(_THRESHOLDS[threshold])
