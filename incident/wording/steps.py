"""The states, modes, verbs and texts of steps in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

from incident.domain.incident import Incident, StepState
from incident.domain.runbooks.runbook import IfLate, Mode, Step, Verb
from incident.domain.walking.approving import next_above
from incident.i18n import N_, _
from incident.wording.safe import clean_line
from incident.wording.speech import Speech

__all__ = [
    "asked_value",
    "late_words",
    "message_title",
    "mode_word",
    "state_word",
    "step_label",
    "text_to_copy",
    "verb_word",
]

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
_LABELS: Final = {
    "do": N_("DO"),
    "ask": N_("ASK"),
    "record": N_("RECORD"),
    "tell": N_("TELL"),
    "approve": N_("APPROVE"),
    "watch": N_("WATCH"),
    "request": N_("REQUEST"),
    "wait": N_("WAIT"),
    "repeat": N_("REPEAT"),
    "together": N_("TOGETHER"),
    "run": N_("RUNBOOK"),
    "expect": N_("EXPECT"),
    "if_not": N_("IF NOT"),
    "value": N_("VALUE"),
    "caution": N_("CAUTION"),
    "undo": N_("UNDO"),
    "still_true": N_("STILL TRUE"),
    "then_true": N_("ONCE DONE"),
    "why": N_("WHY"),
    "show": N_("TO COPY"),
    "within": N_("WITHIN"),
    "timer": N_("TIMER"),
    "hold": N_("HOLD"),
    "until": N_("UNTIL"),
    "every": N_("EVERY"),
    "round": N_("ROUND"),
    "text": N_("TEXT"),
    "by": N_("BY"),
    "if_late": N_("IF LATE"),
}
"""What stands before each text of a step, by its key in a runbook: the same on every screen, page and list.

What stays true once a step is done is called otherwise before it is (`then_true`)."""


def text_to_copy(step: Step, incident: Incident, speech: Speech) -> str:
    """What a step shows to be copied, line by line, filled with what is known of the incident."""
    return replace(speech, incident=incident).whole(f"step.{step.id}.show")


def state_word(state: StepState) -> str:
    """The state in one or two words; its glyph stands beside it."""
    return _(_STATES[state])


def message_title(incident: Incident, step: Step, speech: Speech, now: datetime) -> str:
    """What the step's message is called: as its draft has it, or as it would leave now, never with its placeholders."""
    from incident.domain.messages.drafts import waiting_draft  # here: few steps tell anybody
    from incident.domain.runbooks.wordings import render  # here, as above

    draft = waiting_draft(incident, step.id, now)
    wordings = draft.wordings if draft else render(incident, step.template or "", now, step.audience or "")
    wording = wordings.get(speech.language) or next(iter(wordings.values()), None)
    return clean_line((str(wording.title) if wording else "") or step.template or "")


def asked_value(question: str, unit: str) -> str:
    """What a step asks to observe, with its unit set apart from the question."""
    return _("{question} ({unit})").format(question=question, unit=unit) if unit else question


def mode_word(mode: Mode) -> str:
    """How the step is worked through."""
    return _(_MODES[mode])


def step_label(key: str) -> str:
    """What stands before a text of a step, in capitals."""
    return _(_LABELS[key])


def late_words(step: Step, speech: Speech) -> str:
    """What comes of an approval that nobody gave in time."""
    if step.if_late is IfLate.PROCEED:
        return _("go on without it")
    above = next_above(speech.bundle.runbook, step.approver or "") if speech.bundle else None
    if step.if_late is IfLate.ESCALATE and above is not None:
        return _("{role} may decide, too").format(role=speech.role(above))
    return _("stop and wait")


def verb_word(verb: Verb) -> str:
    """What kind of step it is, in the word that stands before what it asks for."""
    return step_label(verb.value).lower()
