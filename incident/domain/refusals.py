"""Why the rules say no: a code and the values for a sentence, never the sentence itself.

Interfaces turn a refusal into words in the user's language; a test holds every
code to having them.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias

__all__ = ["Refusal", "RefusalValue", "Refused"]

RefusalValue: TypeAlias = object
"""A str, number, instant, or a tuple of str; the code's sentence knows which."""


class Refusal(StrEnum):
    """Every reason for which a command is refused, with the fields it carries."""

    INCIDENT_EXISTS = "incident-exists"  # incident
    INCIDENT_UNKNOWN = "incident-unknown"  # incident
    INCIDENT_CLOSED = "incident-closed"  # incident, at
    RUNBOOK_ERASED = "runbook-erased"  # incident
    TEXT_EMPTY = "text-empty"  # what
    TEXT_TOO_LONG = "text-too-long"  # what, limit
    STEP_UNKNOWN = "step-unknown"  # step, near
    STEP_OTHER_TIER = "step-other-tier"  # step, tiers, tier
    STEP_NOT_APPLICABLE = "step-not-applicable"  # step, parent
    STEP_DONE = "step-done"  # step, by, at
    STEP_MARKED = "step-marked"  # step, at
    STEP_TAKEN = "step-taken"  # step, by, at
    STEP_YOURS = "step-yours"  # step, at
    STEP_WATCHED = "step-watched"  # step
    STEP_NOT_WATCHED = "step-not-watched"  # step
    STEP_NOT_HELD = "step-not-held"  # step
    STEP_HAS_STEPS = "step-has-steps"  # step
    STEP_OVER = "step-over"  # step, at
    STEP_WAITS = "step-waits"  # step, at
    STEP_OTHER_ROUND = "step-other-round"  # step, parent
    STEP_NOT_ADDED = "step-not-added"  # step, runbook
    STEP_NEEDS_ANSWER = "step-needs-answer"  # step, options
    NOW_LINE_UNKNOWN = "now-line-unknown"  # line, lines
    NOW_LINE_ANSWERED = "now-line-answered"  # line, by, at
    NOW_LINE_DECLINED = "now-line-declined"  # line, by, at
    OPTION_UNKNOWN = "option-unknown"  # step, option, options
    OPTION_CHOSEN = "option-chosen"  # step, option, by, at
    OPTION_STANDS = "option-stands"  # step, option, by, at
    VALUE_MISSING = "value-missing"  # step
    VALUE_IMPLAUSIBLE = "value-implausible"  # fact (or None), value, low, high
    FACT_UNKNOWN = "fact-unknown"  # fact, near, facts
    FACT_UNREADABLE = "fact-unreadable"  # fact, value, type
    FACT_PLACEHOLDER = "fact-placeholder"  # fact, value
    FACTS_MISSING = "facts-missing"  # step, facts
    UNTIL_MISSING = "until-missing"  # step
    UNTIL_PAST = "until-past"  # step, until
    UNTIL_CIRCULAR = "until-circular"  # step, dependant
    CROSS_CHECK_TOO_SOON = "cross-check-too-soon"  # step, at, seconds
    CROSS_CHECK_NEEDED = "cross-check-needed"  # step, by, at
    APPROVAL_NEEDED = "approval-needed"  # step, role, person
    APPROVER_WRONG = "approver-wrong"  # step, role, person, approver
    APPROVER_IS_AUTHOR = "approver-is-author"  # step, by, role
    ROLE_UNKNOWN = "role-unknown"  # role, near
    ROLE_EMPTY = "role-empty"  # role
    ROLE_HELD = "role-held"  # role, person
    ROLES_NEVER_COMBINE = "roles-never-combine"  # role, other, person
    COMMAND_IS_TAKEN = "command-is-taken"  # role, person
    COMMAND_NOT_OFFERED = "command-not-offered"  # role, person
    HANDOVER_UNKNOWN = "handover-unknown"  # handover, near
    HANDOVER_OVER = "handover-over"  # handover
    HANDOVER_OF_OTHERS = "handover-of-others"  # handover, person
    HANDOVER_OPEN = "handover-open"  # handover, person
    HANDOVER_EMPTY = "handover-empty"  # person
    HANDOVER_TO_SELF = "handover-to-self"  # person
    HANDOVER_NOT_READ_BACK = "handover-not-read-back"  # handover
    HANDOVER_ITEM_UNKNOWN = "handover-item-unknown"  # handover, item, items
    TIER_NOT_GRAVER = "tier-not-graver"  # tier, to
    RUNBOOK_NOT_OFFERED = "runbook-not-offered"  # runbook, runbooks
    RUNBOOK_ADDED = "runbook-added"  # runbook
    TIER_NOT_LOWER = "tier-not-lower"  # tier, to
    LOWER_NEEDS_ROLE = "lower-needs-role"  # role, person
    NOTHING_TO_UNDO = "nothing-to-undo"  # by
    MARK_GONE = "mark-gone"  # step, at
    UNDO_OF_ANOTHER = "undo-of-another"  # step, by, at
    UNDO_DEPENDED_ON = "undo-depended-on"  # step, dependant, by
    ENTRY_UNKNOWN = "entry-unknown"  # seq, last
    MESSAGE_UNKNOWN = "message-unknown"  # message, near
    MESSAGE_ACKNOWLEDGED = "message-acknowledged"  # message, by
    MESSAGE_CORRECTED = "message-corrected"  # message, correction, by, at
    MESSAGE_NEVER_LEFT = "message-never-left"  # message
    TEXT_MISSING = "text-missing"  # languages
    AUDIENCE_LEFT_OUT = "audience-left-out"  # audience, by, at, because
    NOT_LEFT_OUT = "not-left-out"  # audience
    COUNT_UNREADABLE = "count-unreadable"  # value
    DELIVERY_WAITS = "delivery-waits"  # delivery
    DELIVERY_SENT = "delivery-sent"  # delivery
    DELIVERY_CORRECTED = "delivery-corrected"  # delivery
    DELIVERY_OVER = "delivery-over"  # delivery
    TEMPLATE_UNKNOWN = "template-unknown"  # template, templates
    AUDIENCE_UNKNOWN = "audience-unknown"  # audience, audiences
    CLOSE_STEPS_OPEN = "close-steps-open"  # steps, count
    READERS_NEED_ROLE = "readers-need-role"  # role, person
    CLOSE_NEEDS_ROLE = "close-needs-role"  # role, person
    TIME_IN_FUTURE = "time-in-future"  # at
    TIME_FAR = "time-far"  # value
    TIME_SKIPPED = "time-skipped"  # value, before, after
    TIME_TWICE = "time-twice"  # value, earlier, later
    HELD_TO_NOTHING = "held-to-nothing"  # incident
    REGIME_UNKNOWN = "regime-unknown"  # regime, near, regimes
    CLASS_UNKNOWN = "class-unknown"  # regime, statutory_class, classes, near
    CLASS_STATED = "class-stated"  # regime, statutory_class
    OBLIGATION_UNKNOWN = "obligation-unknown"  # obligation, near
    LAW_PINNED = "law-pinned"  # incident
    OBLIGATION_COUNTS = "obligation-counts"  # obligation
    RECIPIENT_UNKNOWN = "recipient-unknown"  # obligation, recipient, recipients, near
    EXTENSION_NOT_ALLOWED = "extension-not-allowed"  # obligation
    EXTENSION_REFUSED = "extension-refused"  # obligation, faults
    LOWER_DEADLINE_OPEN = "lower-deadline-open"  # regime, obligation, due, tier
    CLOSE_DEADLINES_OPEN = "close-deadlines-open"  # obligations, count


class Refused(Exception):
    """The rules do not allow it now; `code` says why, `fields` to what."""

    def __init__(self, code: Refusal, **fields: RefusalValue) -> None:
        super().__init__(f"{code.value} {fields}" if fields else code.value)
        self.code = code
        self.fields = fields
