"""The improvement plan in words: lines of the timeline, states, and rows of lists and reports.

Apart from the words of exercises, because real incidents are learned from too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final, assert_never

from incident.domain import events as e
from incident.domain.events.improving import ActionKind, ActionState, Element, FindingKind, Priority
from incident.i18n import N_, _
from incident.wording.quoting import said, with_reason
from incident.wording.safe import clean_line

if TYPE_CHECKING:
    from incident.application.improving.earlier import Earlier
    from incident.domain.improving.plan import Action
    from incident.wording.speech import Speech

__all__ = [
    "ACTION_KIND_WORDS",
    "ELEMENT_WORDS",
    "KIND_WORDS",
    "PRIORITY_WORDS",
    "action_details",
    "action_kind_word",
    "earlier_words",
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
ACTION_KIND_WORDS: Final[Mapping[ActionKind, str]] = {
    ActionKind.RUNBOOK: N_("change of the runbook"),
    ActionKind.TRAINING: N_("training"),
    ActionKind.CONTACT: N_("contact"),
    ActionKind.TOOL: N_("tool"),
    ActionKind.RESOURCE: N_("resource"),
    ActionKind.POLICY: N_("rule of the house"),
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


def action_kind_word(kind: ActionKind) -> str:
    """What somebody does."""
    return _(ACTION_KIND_WORDS[kind])


def action_details(action: Action, speech: Speech) -> Sequence[tuple[str, str]]:
    """What was said of an action besides deed, owner and date, each under its name, where somebody said it.

    Without the change of the runbook, which may have many lines.
    """
    rows = (
        (_("type"), action_kind_word(action.kind) if action.kind else ""),
        (_("approver"), speech.person(action.approver) if action.approver else ""),
        (_("department"), said(action.department) if action.department else ""),
        (_("begins"), speech.moment(action.begins_at) if action.begins_at else ""),
        (_("source of the date"), said(action.limit) if action.limit else ""),
        (_("risk"), said(action.risk) if action.risk else ""),
        (_("found before"), _(", ").join(map(clean_line, action.repeats))),
    )
    return [(name, words) for name, words in rows if words]


def earlier_words(finding: str, earlier: Earlier, now: datetime) -> str:
    """That a finding came back, and what was planned against it then."""
    states = (f"{each.id} {state_words(each, now)}" for each in earlier.actions)
    planned = _(", ").join(states) or _("no action was planned")
    words = _("{finding} was found before: {earlier}, {text} ({planned})")
    return words.format(finding=finding, earlier=earlier.name, text=said(earlier.finding.text), planned=planned)


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
