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
    STEP_DONE = RefusalCode("step-done")  # step, by, at, why
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
    PROMISE_LAPSED = RefusalCode("promise-lapsed")  # at
    DRAFT_LAPSED = RefusalCode("draft-lapsed")  # at, author
    NO_DRAFT = RefusalCode("no-draft")  # message
    NOBODY_TO_ASK = RefusalCode("nobody-to-ask")  # audience
    NIGHT_POLICY = RefusalCode("night-policy")  # role
    APPROVER_WRONG = RefusalCode("approver-wrong")  # step, role, person, approver
    APPROVER_IS_AUTHOR = RefusalCode("approver-is-author")  # step, by, role
    ROLE_UNKNOWN = RefusalCode("role-unknown")  # role, near
    ROLE_EMPTY = RefusalCode("role-empty")  # role
    ROLE_HELD = RefusalCode("role-held")  # role, person
    ROLES_NEVER_COMBINE = RefusalCode("roles-never-combine")  # role, other, roles, person
    COMMAND_IS_TAKEN = RefusalCode("command-is-taken")  # role, person
    COMMAND_NOT_OFFERED = RefusalCode("command-not-offered")  # role, person
    QUESTION_UNKNOWN = RefusalCode("question-unknown")  # question, questions
    QUESTION_ANSWERED = RefusalCode("question-answered")  # question, by, at
    QUESTION_ASSIGNED = RefusalCode("question-assigned")  # question, person, until
    QUESTION_UNASSIGNED = RefusalCode("question-unassigned")  # question
    QUESTION_UNDERSTOOD = RefusalCode("question-understood")  # question, by, at
    QUESTION_OF_STEP = RefusalCode("question-of-step")  # question, step
    MINUTES_MISSING = RefusalCode("minutes-missing")
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
    QUESTION_MARK_GONE = RefusalCode("question-mark-gone")  # question
    UNDO_OF_ANOTHER = RefusalCode("undo-of-another")  # step, by, at
    UNDO_DEPENDED_ON = RefusalCode("undo-depended-on")  # step, dependant, by
    ENTRY_UNKNOWN = RefusalCode("entry-unknown")  # seq, last
    ENTRY_WORDLESS = RefusalCode("entry-wordless")  # seq
    MESSAGE_UNKNOWN = RefusalCode("message-unknown")  # message, near
    MESSAGE_ACKNOWLEDGED = RefusalCode("message-acknowledged")  # message, by
    MESSAGE_CORRECTED = RefusalCode("message-corrected")  # message, correction, by, at
    MESSAGE_NEVER_LEFT = RefusalCode("message-never-left")  # message
    TEXT_MISSING = RefusalCode("text-missing")  # languages
    AUDIENCE_LEFT_OUT = RefusalCode("audience-left-out")  # audience, by, at, because
    PAUSE_LENGTH = RefusalCode("pause-length")  # minutes, most
    NOTHING_TO_PAUSE = RefusalCode("nothing-to-pause")  # message
    ESCALATION_PAUSED = RefusalCode("escalation-paused")  # message, by, until, because
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
    TIME_EITHER_DAY = RefusalCode("time-either-day")  # value, earlier, later
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
    EVIDENCE_UNKNOWN = RefusalCode("evidence-unknown")  # evidence, near
    EVIDENCE_ERASED = RefusalCode("evidence-erased")  # evidence, by, at
    EVIDENCE_TWICE = RefusalCode("evidence-twice")  # evidence, file, by, at
    CUSTODY_OF_ANOTHER = RefusalCode("custody-of-another")  # evidence, person
    CUSTODY_TO_SELF = RefusalCode("custody-to-self")  # evidence, person
    CUSTODY_OFFERED = RefusalCode("custody-offered")  # evidence, person
    CUSTODY_NOT_OFFERED = RefusalCode("custody-not-offered")  # evidence, person
    CUSTODY_NOT_YOURS = RefusalCode("custody-not-yours")  # evidence, person
    HOLD_UNKNOWN = RefusalCode("hold-unknown")  # hold, near
    HOLD_STANDS = RefusalCode("hold-stands")  # hold, by, at, because
    APPROVER_IS_ASKER = RefusalCode("approver-is-asker")  # person
    ERASURE_UNKNOWN = RefusalCode("erasure-unknown")  # erasure, near
    ERASURE_DECLINED = RefusalCode("erasure-declined")  # erasure, by, at, because
    ERASURE_BY_ASKER = RefusalCode("erasure-by-asker")  # erasure, person, people
    ERASURE_BY_OUTSIDER = RefusalCode("erasure-by-outsider")  # incident, people
    ERASURE_BY_SECOND = RefusalCode("erasure-by-second")  # erasure, incident, people
    ERASURE_NEEDS_APPROVER = RefusalCode("erasure-needs-approver")  # evidence, seq
    WORDS_OF_ANOTHER = RefusalCode("words-of-another")  # incident, seq, person
    ALLOCATION_UNKNOWN = RefusalCode("allocation-unknown")  # allocation, near, incident
    ALLOCATION_OVER = RefusalCode("allocation-over")  # allocation, state, at
    ALLOCATION_NOT_APPROVED = RefusalCode("allocation-not-approved")  # allocation
    ALLOCATION_THERE = RefusalCode("allocation-there")  # allocation, state, at
    ALLOCATION_ANSWERED = RefusalCode("allocation-answered")  # allocation, state, at
    ALLOCATION_RESTS = RefusalCode("allocation-rests")  # allocation, until, person
    ALLOCATION_NOT_RESTING = RefusalCode("allocation-not-resting")  # allocation
    ALLOCATION_GIVEN = RefusalCode("allocation-given")  # allocation
    ALLOCATION_OF_OTHERS = RefusalCode("allocation-of-others")  # allocation, people
    ALLOCATION_HERE = RefusalCode("allocation-here")  # allocation
    ALLOCATION_NO_MOVE = RefusalCode("allocation-no-move")  # state
    REST_WITHOUT_END = RefusalCode("rest-without-end")  # allocation
    OUT_UNTIL_PAST = RefusalCode("out-until-past")  # until
    QUANTITY_MISSING = RefusalCode("quantity-missing")  # allocation
    QUANTITY_UNREADABLE = RefusalCode("quantity-unreadable")  # value
    AMOUNT_MISSING = RefusalCode("amount-missing")  # type_id, currency
    COUNTED = RefusalCode("counted")  # type_id
    AMOUNT_NEGATIVE = RefusalCode("amount-negative")  # money
    NO_INVENTORY = RefusalCode("no-inventory")
    RESOURCE_UNKNOWN = RefusalCode("resource-unknown")  # resource, near
    RESOURCE_TYPE_UNKNOWN = RefusalCode("resource-type-unknown")  # type_id, near
    RESOURCE_OTHER_TYPE = RefusalCode("resource-other-type")  # resource, type_id, wanted
    RESOURCE_NONE_FITS = RefusalCode("resource-none-fits")  # allocation, type_id, incident, currency
    REQUEST_CHOICE = RefusalCode("request-choice")  # resource, names, allocation
    RESOURCE_CHOICE = RefusalCode("resource-choice")  # allocation, names
    RESOURCE_HELD = RefusalCode("resource-held")  # resource, count, holders
    RESOURCE_RESTS = RefusalCode("resource-rests")  # resource, person, count, resting, until
    RESOURCE_SHORT = RefusalCode("resource-short")  # resource, count, resting, until, holders
    RESOURCE_RESERVED = RefusalCode("resource-reserved")  # resource, count, reserve
    OUT_NO_REPAIR = RefusalCode("out-no-repair")  # allocation
    RESOURCE_HERE = RefusalCode("resource-here")  # resource, count
    RESOURCE_FEW = RefusalCode("resource-few")  # resource, count
    SOURCE_TOO_FAR = RefusalCode("source-too-far")  # resource, source, tier
    APPROVER_MAY_NOT = RefusalCode("approver-may-not")  # approver, approvers
    SPENDING_LIMIT = RefusalCode("spending-limit")  # approver, money, approvers
    BUDGET_SPENT = RefusalCode("budget-spent")  # resource, money, holders
    BUDGET_OTHER = RefusalCode("budget-other")  # resource, currency
    SPENT_TOO_MUCH = RefusalCode("spent-too-much")  # allocation, money
    SPENT_OTHERWISE = RefusalCode("spent-otherwise")  # allocation, money, currency
    TEAM_UNKNOWN = RefusalCode("team-unknown")  # team, near
    TEAM_STANDS = RefusalCode("team-stands")  # team, person
    NO_EXERCISE = RefusalCode("no-exercise")  # incident
    EXERCISE_UNPREPARED = RefusalCode("exercise-unprepared")  # incident
    EXERCISE_PREPARED = RefusalCode("exercise-prepared")  # incident, scenario
    EXERCISE_READY = RefusalCode("exercise-ready")  # incident
    EXERCISE_RUNS = RefusalCode("exercise-runs")  # incident
    EXERCISE_PAUSED = RefusalCode("exercise-paused")  # incident
    EXERCISE_SUSPENDED = RefusalCode("exercise-suspended")  # incident, other
    EXERCISE_ENDED = RefusalCode("exercise-ended")  # incident
    EXERCISE_NO_LAPSE = RefusalCode("exercise-no-lapse")  # incident
    EXERCISE_PLAYED_ON = RefusalCode("exercise-played-on")  # incident
    EXERCISE_NOT_NOW = RefusalCode("exercise-not-now")  # incident, tier
    EXERCISE_NOT_YET = RefusalCode("exercise-not-yet")  # incident
    EXERCISE_TAKES_PEOPLE = RefusalCode("exercise-takes-people")  # incident, people
    EXERCISE_SIDES = RefusalCode("exercise-sides")  # person
    EXERCISE_NEEDS_LEAD = RefusalCode("exercise-needs-lead")  # person
    EXERCISE_EVALUATED = RefusalCode("exercise-evaluated")  # person
    EXERCISE_OBSERVED = RefusalCode("exercise-observed")  # incident
    EXERCISE_LED_SIDE = RefusalCode("exercise-led-side")  # incident, people
    EXERCISE_RATE = RefusalCode("exercise-rate")  # number, limit
    RATING_NEEDS_WHY = RefusalCode("rating-needs-why")  # rating
    LEAD_ENTRY_UNKNOWN = RefusalCode("lead-entry-unknown")  # seq, last
    INJECT_AHEAD = RefusalCode("inject-ahead")  # number
    HINTS_GIVEN = RefusalCode("hints-given")  # number
    INJECT_RELEASED = RefusalCode("inject-released")  # number, at
    NO_NEXT_INJECT = RefusalCode("no-next-inject")
    FINDING_UNKNOWN = RefusalCode("finding-unknown")  # finding, near
    ACTION_UNKNOWN = RefusalCode("action-unknown")  # action, near
    ACTION_VAGUE = RefusalCode("action-vague")  # value
    ACTION_VERBLESS = RefusalCode("action-verbless")  # value
    WORDS_BLAME = RefusalCode("words-blame")  # value
    PROOF_EMPTY = RefusalCode("proof-empty")  # value
    FINDING_BARE = RefusalCode("finding-bare")  # value
    ACTION_DUE_PAST = RefusalCode("action-due-past")  # at
    ACTION_BEGINS_LATE = RefusalCode("action-begins-late")  # at
    ACTION_OWN_APPROVAL = RefusalCode("action-own-approval")  # person
    ACTION_SETTLED = RefusalCode("action-settled")  # action
    ACTION_NOT_DONE = RefusalCode("action-not-done")  # action
    ACTION_STEPLESS = RefusalCode("action-stepless")  # action
    ACTION_UNPROVEN = RefusalCode("action-unproven")  # action
    ACTION_REHEARSED = RefusalCode("action-rehearsed")  # action, incident
    ACTION_UNENDED = RefusalCode("action-unended")  # action, incident
    ACTION_OF_OTHERS = RefusalCode("action-of-others")  # action, people
    REVIEW_EARLY = RefusalCode("review-early")
    REVIEW_UNREVIEWED = RefusalCode("review-unreviewed")
    REVIEW_UNSIGNED = RefusalCode("review-unsigned")
    REVIEW_ONE_SIDED = RefusalCode("review-one-sided")  # number
    REVIEW_UNPLANNED = RefusalCode("review-unplanned")  # names
    REVIEW_SIGNED = RefusalCode("review-signed")  # person
    CASE_UNKNOWN = RefusalCode("case-unknown")  # case, latest ('' where there is none)
    CASE_WRONG = RefusalCode("case-wrong")  # fault, element, value
    CASE_YOURS = RefusalCode("case-yours")  # case, by, at
    CASE_ANSWERED = RefusalCode("case-answered")  # case, by, at
    CASE_TOLD = RefusalCode("case-told")  # case, by, at
    CASE_DONE = RefusalCode("case-done")  # case, by, at
    CASE_HANDED_ON = RefusalCode("case-handed-on")  # case, person
    CASE_UNANSWERED = RefusalCode("case-unanswered")  # case
    CASE_LATE = RefusalCode("case-late")  # case, at
    CASE_PAUSED = RefusalCode("case-paused")  # case, by, at
    CASE_NOT_PAUSED = RefusalCode("case-not-paused")  # case
    CASE_NOT_DONE = RefusalCode("case-not-done")  # case
    CASE_ASKED = RefusalCode("case-asked")  # case, by, at
    CASE_ERASED = RefusalCode("case-erased")  # case, by, at
    CASE_ERASED_BY_PRIVY = RefusalCode("case-erased-by-privy")  # case, people, roles
    CASE_NEEDS_APPROVER = RefusalCode("case-needs-approver")  # case
    CASE_CIRCULAR = RefusalCode("case-circular")  # case, repeated
    CASE_OF_OTHERS = RefusalCode("case-of-others")  # case, people
    CASE_NOT_OFFERED = RefusalCode("case-not-offered")  # case, people
    CASE_APPROVER = RefusalCode("case-approver")  # case, person, people
    CASE_EXTENSION_REFUSED = RefusalCode("case-extension-refused")  # case, faults
    SCORE_UNREADABLE = RefusalCode("score-unreadable")  # value, low, high
    CONTACTS_HIDDEN = RefusalCode("contacts-hidden")  # case, person, roles
    CLOSE_CASES_UNTOLD = RefusalCode("close-cases-untold")  # cases, count
    CLOSE_DEADLINES_OPEN = RefusalCode("close-deadlines-open")  # obligations, count


class Refused(Exception):
    """The rules do not allow it now; `code` says why, `fields` to what."""

    def __init__(self, code: RefusalCode, **fields: RefusalValue) -> None:
        super().__init__(f"{code} {fields}" if fields else code)
        self.code = code
        self.fields = fields
