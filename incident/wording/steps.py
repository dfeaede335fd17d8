"""The states, modes and verbs of steps in words."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from incident.domain.incident import Incident, StepState
from incident.domain.runbook import Mode, Step, Verb
from incident.i18n import N_, _
from incident.wording.speech import Speech

__all__ = ["asked_value", "mode_word", "state_word", "text_to_copy", "verb_word"]

_STATES: Final = {
    StepState.TO_DO: N_("to do"),
    StepState.WATCHED: N_("watched by the app"),
    StepState.CURRENT: N_("current"),
    StepState.AS_EXPECTED: N_("as expected"),
    StepState.SENSED: N_("sensed as expected"),
    StepState.OVERRIDDEN: N_("overridden"),
    StepState.NOT_AS_EXPECTED: N_("not as expected"),
    StepState.DEFERRED: N_("deferred"),
    StepState.NOT_APPLICABLE: N_("not applicable"),
    StepState.ASKED: N_("asked, waiting"),
    StepState.HELD: N_("held here"),
}
_MODES: Final = {
    Mode.READ_DO: N_("read, then do"),
    Mode.DO_CONFIRM: N_("do, then confirm"),
    Mode.CROSS_CHECK: N_("two persons check"),
}
_VERBS: Final = {
    Verb.DO: N_("do"),
    Verb.ASK: N_("decide"),
    Verb.RECORD: N_("record"),
    Verb.TELL: N_("tell"),
    Verb.APPROVE: N_("approve"),
    Verb.WATCH: N_("watch"),
    Verb.REQUEST: N_("request"),
    Verb.WAIT: N_("wait"),
    Verb.REPEAT: N_("repeat"),
    Verb.TOGETHER: N_("together"),
    Verb.RUN: N_("another runbook"),
}


def text_to_copy(step: Step, incident: Incident, speech: Speech) -> str:
    """What a step shows to be copied, line by line, filled with what is known of the incident."""
    return replace(speech, incident=incident).whole(f"step.{step.id}.show")


def state_word(state: StepState) -> str:
    """The state in one or two words; its glyph stands beside it."""
    return _(_STATES[state])


def asked_value(question: str, unit: str) -> str:
    """What a step asks to observe, with its unit set apart from the question."""
    return _("{question} ({unit})").format(question=question, unit=unit) if unit else question


def mode_word(mode: Mode) -> str:
    """How the step is worked through."""
    return _(_MODES[mode])


def verb_word(verb: Verb) -> str:
    """What the step asks for."""
    return _(_VERBS[verb])
