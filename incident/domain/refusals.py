"""Why the rules say no: a code and the values for a sentence, never the sentence itself.

Interfaces turn a refusal into words in the user's language; a test holds every
code to having them.
"""

from __future__ import annotations

from typing import NewType, TypeAlias

__all__ = ["Refusal", "RefusalCode", "RefusalValue", "Refused"]

RefusalCode = NewType("RefusalCode", str)

RefusalValue: TypeAlias = object
"""A str, number, instant, or a tuple of str; the code's sentence knows which."""


class Refusal:
    """Every reason for which a command is refused, with the fields it carries.

    No enumeration: to make one of a hundred takes a millisecond, which every command would pay and few are refused.
    """

    INCIDENT_EXISTS = RefusalCode("incident-exists")  # incident
    INCIDENT_UNKNOWN = RefusalCode("incident-unknown")  # incident
    INCIDENT_CLOSED = RefusalCode("incident-closed")  # incident, at
    RUNBOOK_ERASED = RefusalCode("runbook-erased")  # incident
    TEXT_EMPTY = RefusalCode("text-empty")  # what
    TEXT_TOO_LONG = RefusalCode("text-too-long")  # what, limit
    STEP_UNKNOWN = RefusalCode("step-unknown")  # step, near
    STEP_OTHER_TIER = RefusalCode("step-other-tier")  # step, tiers, tier
    STEP_NOT_APPLICABLE = RefusalCode("step-not-applicable")  # step, parent
    STEP_DONE = RefusalCode("step-done")  # step, by, at
    STEP_MARKED = RefusalCode("step-marked")  # step, at
    STEP_TAKEN = RefusalCode("step-taken")  # step, by, at
    STEP_YOURS = RefusalCode("step-yours")  # step, at
    STEP_WATCHED = RefusalCode("step-watched")  # step
    STEP_NOT_WATCHED = RefusalCode("step-not-watched")  # step
    STEP_WITHOUT_TIMER = RefusalCode("step-without-timer")  # step
    TIMER_RUNS = RefusalCode("timer-runs")  # step, until
    STEP_NOT_HELD = RefusalCode("step-not-held")  # step
    STEP_HAS_STEPS = RefusalCode("step-has-steps")  # step
    STEP_OVER = RefusalCode("step-over")  # step, at
    STEP_WAITS = RefusalCode("step-waits")  # step, at
    STEP_OTHER_ROUND = RefusalCode("step-other-round")  # step, parent
    STEP_NOT_ADDED = RefusalCode("step-not-added")  # step, runbook
    STEP_NEEDS_ANSWER = RefusalCode("step-needs-answer")  # step, options
    NOW_LINE_UNKNOWN = RefusalCode("now-line-unknown")  # line, lines
    NOW_LINE_ANSWERED = RefusalCode("now-line-answered")  # line, by, at
    NOW_LINE_DECLINED = RefusalCode("now-line-declined")  # line, by, at
    OPTION_UNKNOWN = RefusalCode("option-unknown")  # step, option, options
    OPTION_CHOSEN = RefusalCode("option-chosen")  # step, option, by, at
    OPTION_STANDS = RefusalCode("option-stands")  # step, option, by, at
    VALUE_MISSING = RefusalCode("value-missing")  # step
    VALUE_IMPLAUSIBLE = RefusalCode("value-implausible")  # fact (or None), value, low, high
    FACT_UNKNOWN = RefusalCode("fact-unknown")  # fact, near, facts
    FACT_UNREADABLE = RefusalCode("fact-unreadable")  # fact, value, type
    FACT_PLACEHOLDER = RefusalCode("fact-placeholder")  # fact, value
    FACTS_MISSING = RefusalCode("facts-missing")  # step, facts
    UNTIL_MISSING = RefusalCode("until-missing")  # step
    UNTIL_PAST = RefusalCode("until-past")  # step, until
    UNTIL_CIRCULAR = RefusalCode("until-circular")  # step, dependant
    CROSS_CHECK_TOO_SOON = RefusalCode("cross-check-too-soon")  # step, at, seconds
    CROSS_CHECK_NEEDED = RefusalCode("cross-check-needed")  # step, by, at
    APPROVAL_NEEDED = RefusalCode("approval-needed")  # step, role, person
    NIGHT_POLICY = RefusalCode("night-policy")  # role
    APPROVER_WRONG = RefusalCode("approver-wrong")  # step, role, person, approver
    APPROVER_IS_AUTHOR = RefusalCode("approver-is-author")  # step, by, role
    ROLE_UNKNOWN = RefusalCode("role-unknown")  # role, near
    ROLE_EMPTY = RefusalCode("role-empty")  # role
    ROLE_HELD = RefusalCode("role-held")  # role, person
    ROLES_NEVER_COMBINE = RefusalCode("roles-never-combine")  # role, other, person
    COMMAND_IS_TAKEN = RefusalCode("command-is-taken")  # role, person
    COMMAND_NOT_OFFERED = RefusalCode("command-not-offered")  # role, person
    HANDOVER_UNKNOWN = RefusalCode("handover-unknown")  # handover, near
    HANDOVER_OVER = RefusalCode("handover-over")  # handover
    HANDOVER_OF_OTHERS = RefusalCode("handover-of-others")  # handover, person
    HANDOVER_OPEN = RefusalCode("handover-open")  # handover, person
    HANDOVER_EMPTY = RefusalCode("handover-empty")  # person
    HANDOVER_TO_SELF = RefusalCode("handover-to-self")  # person
    HANDOVER_NOT_READ_BACK = RefusalCode("handover-not-read-back")  # handover
    HANDOVER_ITEM_UNKNOWN = RefusalCode("handover-item-unknown")  # handover, item, items
    TIER_NOT_GRAVER = RefusalCode("tier-not-graver")  # tier, to; incident, number: where it can be lowered to it
    RUNBOOK_NOT_OFFERED = RefusalCode("runbook-not-offered")  # runbook, runbooks
    RUNBOOK_ADDED = RefusalCode("runbook-added")  # runbook
    TIER_NOT_LOWER = RefusalCode("tier-not-lower")  # tier, to; incident, number: where it can be raised to it
    LOWER_NEEDS_ROLE = RefusalCode("lower-needs-role")  # role, person
    NOTHING_TO_UNDO = RefusalCode("nothing-to-undo")  # by
    MARK_GONE = RefusalCode("mark-gone")  # step, at
    UNDO_OF_ANOTHER = RefusalCode("undo-of-another")  # step, by, at
    UNDO_DEPENDED_ON = RefusalCode("undo-depended-on")  # step, dependant, by
    ENTRY_UNKNOWN = RefusalCode("entry-unknown")  # seq, last
    MESSAGE_UNKNOWN = RefusalCode("message-unknown")  # message, near
    MESSAGE_ACKNOWLEDGED = RefusalCode("message-acknowledged")  # message, by
    MESSAGE_CORRECTED = RefusalCode("message-corrected")  # message, correction, by, at
    MESSAGE_NEVER_LEFT = RefusalCode("message-never-left")  # message
    TEXT_MISSING = RefusalCode("text-missing")  # languages
    AUDIENCE_LEFT_OUT = RefusalCode("audience-left-out")  # audience, by, at, because
    NOT_LEFT_OUT = RefusalCode("not-left-out")  # audience
    COUNT_UNREADABLE = RefusalCode("count-unreadable")  # value
    DELIVERY_WAITS = RefusalCode("delivery-waits")  # delivery
    DELIVERY_SENT = RefusalCode("delivery-sent")  # delivery
    DELIVERY_CORRECTED = RefusalCode("delivery-corrected")  # delivery
    DELIVERY_OVER = RefusalCode("delivery-over")  # delivery
    TEMPLATE_UNKNOWN = RefusalCode("template-unknown")  # template, templates
    AUDIENCE_UNKNOWN = RefusalCode("audience-unknown")  # audience, audiences
    CLOSE_STEPS_OPEN = RefusalCode("close-steps-open")  # steps, count
    READERS_NEED_ROLE = RefusalCode("readers-need-role")  # role, person
    CLOSE_NEEDS_ROLE = RefusalCode("close-needs-role")  # role, person
    READ_BEFORE_SENT = RefusalCode("read-before-sent")  # message, at, released
    TIME_IN_FUTURE = RefusalCode("time-in-future")  # at
    TIME_FAR = RefusalCode("time-far")  # value
    TIME_SKIPPED = RefusalCode("time-skipped")  # value, before, after
    TIME_TWICE = RefusalCode("time-twice")  # value, earlier, later
    HELD_TO_NOTHING = RefusalCode("held-to-nothing")  # incident
    REGIME_UNKNOWN = RefusalCode("regime-unknown")  # regime, near, regimes
    CLASS_UNKNOWN = RefusalCode("class-unknown")  # regime, statutory_class, classes, near
    CLASS_STATED = RefusalCode("class-stated")  # regime, statutory_class
    OBLIGATION_UNKNOWN = RefusalCode("obligation-unknown")  # obligation, near, alike, incident
    LAW_PINNED = RefusalCode("law-pinned")  # incident
    OBLIGATION_COUNTS = RefusalCode("obligation-counts")  # obligation
    RECIPIENT_UNKNOWN = RefusalCode("recipient-unknown")  # obligation, recipient, recipients, near
    EXTENSION_NOT_ALLOWED = RefusalCode("extension-not-allowed")  # obligation
    EXTENSION_REFUSED = RefusalCode("extension-refused")  # obligation, faults
    LOWER_DEADLINE_OPEN = RefusalCode("lower-deadline-open")  # regime, obligation, due, tier
    CLOSE_DEADLINES_OPEN = RefusalCode("close-deadlines-open")  # obligations, count


class Refused(Exception):
    """The rules do not allow it now; `code` says why, `fields` to what."""

    def __init__(self, code: RefusalCode, **fields: RefusalValue) -> None:
        super().__init__(f"{code} {fields}" if fields else code)
        self.code = code
        self.fields = fields
