"""The improvement plan in words: lines of the timeline, states, and rows of lists and reports.

Apart from the words of exercises, because real incidents are learned from too.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Final, assert_never

from incident.domain import events as e
from incident.domain.events.improving import ActionState, Element, FindingKind, Priority
from incident.i18n import N_, _
from incident.wording.quoting import said, with_reason
from incident.wording.safe import clean_line

if TYPE_CHECKING:
    from incident.domain.improving.plan import Action
    from incident.wording.speech import Speech

__all__ = [
    "ELEMENT_WORDS",
    "KIND_WORDS",
    "PRIORITY_WORDS",
    "element_word",
    "improving_words",
    "kind_word",
    "priority_word",
    "state_words",
    "steps_words",
]

KIND_WORDS: Final[Mapping[FindingKind, str]] = {
    FindingKind.STRENGTH: N_("strength"),
    FindingKind.IMPROVE: N_("to improve"),
}
ELEMENT_WORDS: Final[Mapping[Element, str]] = {
    Element.PLAN: N_("plan or runbook"),
    Element.ORGANISATION: N_("organisation"),
    Element.EQUIPMENT: N_("equipment or tool"),
    Element.TRAINING: N_("training"),
    Element.EXERCISE: N_("exercises"),
}
PRIORITY_WORDS: Final[Mapping[Priority, str]] = {
    Priority.HIGH: N_("high"),
    Priority.MEDIUM: N_("medium"),
    Priority.LOW: N_("low"),
}
_STATES: Final[Mapping[ActionState, str]] = {
    ActionState.OPEN: N_("not begun"),
    ActionState.STARTED: N_("under way"),
    ActionState.DONE: N_("done, not verified"),
    ActionState.VERIFIED: N_("verified"),
    ActionState.REJECTED: N_("will not be done"),
}


def kind_word(kind: FindingKind) -> str:
    """What a finding is."""
    return _(KIND_WORDS[kind])


def element_word(element: Element) -> str:
    """What an action changes."""
    return _(ELEMENT_WORDS[element])


def priority_word(priority: Priority) -> str:
    """How much hangs on it."""
    return _(PRIORITY_WORDS[priority])


def state_words(action: Action, now: datetime) -> str:
    """How far it has come; what shows that it holds, or that its date has passed."""
    if action.state is ActionState.VERIFIED:
        return _("verified by {incident}").format(incident=clean_line(action.verified_by))
    words = _(_STATES[action.state])
    return _("OVERDUE, {state}").format(state=words) if action.is_overdue(now) else words


def steps_words(steps: tuple[str, ...], speech: Speech) -> str:
    """The steps by their titles."""
    return _(", ").join(speech.step(step) for step in steps)


def improving_words(event: e.improving.OfPlan, speech: Speech) -> str:
    """What the event says, without its time and its actor; one clean line."""
    match event:
        case e.FindingRecorded():
            words = _("finding {finding}, {kind}: {text}")
            words = words.format(finding=clean_line(event.finding), kind=kind_word(event.kind), text=said(event.text))
            return with_reason(words, event.because)
        case e.ActionPlanned():
            words = _("action {action} for {person} until {time}: {text}")
            return words.format(
                action=clean_line(event.action),
                person=speech.person(event.owner),
                time=speech.moment(event.due_at),
                text=said(event.text),
            )
        case e.ActionChanged():
            return _changed(event, speech)
        case e.ActionMoved():
            words = _("action {action}: {state}")
            words = words.format(action=clean_line(event.action), state=_(_STATES[event.to]))
            return with_reason(words, event.because)
        case e.ActionVerified():
            words = _("action {action} is verified: {incident} shows that it holds")
            return words.format(action=clean_line(event.action), incident=clean_line(event.incident))
    assert_never(event)


def _changed(event: e.ActionChanged, speech: Speech) -> str:
    parts = []
    if event.owner:
        parts.append(_("now {person}'s").format(person=speech.person(event.owner)))
    if event.due_at:
        parts.append(_("now until {time}").format(time=speech.moment(event.due_at)))
    words = _("action {action}: {state}").format(action=clean_line(event.action), state=_(", ").join(parts))
    return with_reason(words, event.because)
