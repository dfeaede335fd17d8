"""Why the rules say no, as a sentence: what happened, to what, and what to do.

One sentence a code, in at most two parts; the values in it are worded by
`wording.fields`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from incident.domain.refusals import Refusal, RefusalCode, Refused
from incident.i18n import N_, _
from incident.wording import refused_resources as resources
from incident.wording.between_people import BETWEEN_PEOPLE
from incident.wording.case_refusals import CASE_SENTENCES, CASE_WITHOUT
from incident.wording.composed_refusals import COMPOSED
from incident.wording.evidence_refusals import OF_EVIDENCE, OF_EVIDENCE_WITHOUT
from incident.wording.exercise_refusals import EXERCISING
from incident.wording.fields import say_fields
from incident.wording.improving_refusals import IMPROVING
from incident.wording.role_refusals import ROLE_SENTENCES, ROLE_WITHOUT
from incident.wording.speech import APP, Speech

__all__ = ["say_refusal"]

_SENTENCES: Final[Mapping[RefusalCode, str]] = {
    **OF_EVIDENCE,
    **EXERCISING,
    **IMPROVING,
    Refusal.INCIDENT_EXISTS: N_("Incident '{incident}' exists already. Declare again to get a new number."),
    Refusal.INCIDENT_UNKNOWN: N_("There is no incident '{incident}'. Look at the list of incidents for its number."),
    Refusal.INCIDENT_CLOSED: N_(
        "Incident '{incident}' was closed at {at}. Add a note or a correction, or declare a new incident."
    ),
    Refusal.RUNBOOK_ERASED: N_(
        "The runbook of incident '{incident}' was erased. Add a note, close the incident, or declare a new one."
    ),
    Refusal.TEXT_EMPTY: N_("The {what} is empty. Write at least one word."),
    Refusal.TEXT_TOO_LONG: N_("The {what} is longer than {limit} characters. Shorten it, or split it."),
    Refusal.STEP_UNKNOWN: N_("The runbook has no step '{step}'. Look at the checklist for its id."),
    Refusal.STEP_OTHER_TIER: N_(
        "Step '{step}' belongs to {tiers}, and the incident is at {tier}. Change the tier if the step is needed."
    ),
    Refusal.STEP_NOT_APPLICABLE: N_(
        "Step '{step}' is not on the list: '{parent}' has not come out that way. See to '{parent}' first."
    ),
    Refusal.STEP_DONE: N_("Step '{step}' is done: {by} marked it at {at}. Only who set that mark can take it back."),
    Refusal.STEP_MARKED: N_("You have already marked step '{step}', at {at}. Undo takes that mark back."),
    Refusal.STEP_YOURS: N_("Step '{step}' is already running: you took it at {at}."),
    Refusal.STEP_TAKEN: N_("Step '{step}' is already running: {by} took it at {at}. Ask them, or take over."),
    Refusal.STEP_HAS_STEPS: N_("Step '{step}' is not marked itself: its steps are what is done. Mark those."),
    Refusal.STEP_WAITS: N_(
        "The wait '{step}' is over at {at}, and then ends by itself. Override it with a reason to end it now."
    ),
    Refusal.STEP_OVER: N_("Step '{step}' is done: the app ended it at {at}. Go on with the next step."),
    Refusal.STEP_OTHER_ROUND: N_(
        "Step '{step}' belongs to a round of '{parent}' that does not run now. Mark the step of this round."
    ),
    Refusal.STEP_NOT_ADDED: N_(
        "Step '{step}' belongs to the runbook '{runbook}', which was not added to the incident. Add that first."
    ),
    Refusal.STEP_WATCHED: N_(
        "Step '{step}' is watched by the app and ticks itself. State the facts it waits for, or override it."
    ),
    Refusal.STEP_NOT_WATCHED: N_(
        "Step '{step}' does not end by itself, so there is nothing to override. Mark it done or not applicable instead."
    ),
    Refusal.STEP_WITHOUT_TIMER: N_("No timer of step '{step}' runs: it has none, or nobody has begun the step."),
    Refusal.TIMER_RUNS: N_("The timer of step '{step}' still runs until {until}. It asks when its time is up."),
    Refusal.STEP_NOT_HELD: N_("Step '{step}' is not held, so there is nothing to resume. Go on with it."),
    Refusal.STEP_NEEDS_ANSWER: N_("Step '{step}' is a decision. Answer with one of {options}."),
    Refusal.NOW_LINE_UNKNOWN: N_("There is no NOW line {line}. Use one of {lines}."),
    Refusal.NOW_LINE_ANSWERED: N_(
        "NOW line {line} is already answered: {by} did that at {at}. Only {by} can say that it was not done after all."
    ),
    Refusal.NOW_LINE_DECLINED: N_(
        "NOW line {line} is already answered: {by} said at {at} that it is not done. Anybody may do it after all; only "
        "{by} can give another reason."
    ),
    Refusal.OPTION_UNKNOWN: N_("Step '{step}' has no answer '{option}'. Choose one of {options}."),
    Refusal.OPTION_CHOSEN: N_(
        "Step '{step}' is already answered with '{option}': {by} chose it at {at}. Choose another answer to change it."
    ),
    Refusal.OPTION_STANDS: N_(
        "Step '{step}' is already answered: {by} chose '{option}' at {at}. Ask them, or answer again with a reason."
    ),
    Refusal.VALUE_MISSING: N_("Step '{step}' wants the value that you see. Type it with the mark."),
    Refusal.VALUE_IMPLAUSIBLE: N_(
        "'{value}' is not between {low} and {high}, which fact {fact} takes. Read it again and type what you see."
    ),
    Refusal.FACT_UNKNOWN: N_("The runbook has no fact {fact}. Use one of {facts}."),
    Refusal.FACT_UNREADABLE: N_("'{value}' cannot be read: fact {fact} takes {type}. Type 'unknown' if nobody knows."),
    Refusal.FACT_PLACEHOLDER: N_(
        "'{value}' only stands for a value: put what is known of {fact} in its place, or 'unknown' if nobody knows."
    ),
    Refusal.FACTS_MISSING: N_("Step '{step}' still needs {facts}. State each of them; 'unknown' counts as an answer."),
    Refusal.UNTIL_MISSING: N_("Step '{step}' is put off until one thing. Give a time, a step or a person."),
    Refusal.UNTIL_PAST: N_("Step '{step}' cannot wait until {until}, which has passed. Give a later time."),
    Refusal.UNTIL_CIRCULAR: N_(
        "Step '{step}' cannot wait for '{dependant}', which waits for it. Give another step, a time or a person."
    ),
    Refusal.CROSS_CHECK_TOO_SOON: N_(
        "Step '{step}' was taken at {at}, and whoever is alone checks it {seconds} s later. Look again, then mark it."
    ),
    Refusal.CROSS_CHECK_NEEDED: N_(
        "Step '{step}' needs a second person: {by} took it at {at}. Somebody else checks it and marks it."
    ),
    Refusal.APPROVAL_NEEDED: N_(
        "Step '{step}' needs the approval of {person} ({role}). Ask them, or enter the approval given by phone."
    ),
    Refusal.PROMISE_LAPSED: N_(
        "Nothing was sent: the text promises the next update for {at}, which is past. Begin again: it names a new time."
    ),
    Refusal.DRAFT_LAPSED: N_(
        "Nothing was sent: what {author} wrote promises the next update for {at}, which is past. Read the new text in "
        "the terminal, or let {author} do the step again: it is written anew."
    ),
    Refusal.NIGHT_POLICY: N_(
        "The night policy of incident.yaml does not name this text of this runbook's revision, or it is not night. "
        "Ask whoever holds the role '{role}'."
    ),
    Refusal.APPROVER_WRONG: N_("{approver} cannot approve this. Ask {person}, who holds the role '{role}'."),
    Refusal.APPROVER_IS_AUTHOR: N_(
        "At tier 1 {by} cannot approve their own text. Somebody else writes it, or takes the role '{role}'."
    ),
    **ROLE_SENTENCES,
    **BETWEEN_PEOPLE,
    Refusal.TIER_NOT_GRAVER: N_(
        "The incident is at {tier}, so {to} is no raise. 'incident tier {incident} lower {number} --because …' "
        "lowers it."
    ),
    Refusal.RUNBOOK_NOT_OFFERED: N_(
        "This runbook cannot take in '{runbook}'. Add one of {runbooks}, or declare an incident of its own for it."
    ),
    Refusal.RUNBOOK_ADDED: N_("The runbook '{runbook}' was already added. Its steps are on the list."),
    Refusal.TIER_NOT_LOWER: N_(
        "The incident is at {tier}, so {to} is no lowering. 'incident tier {incident} raise {number} --because …' "
        "raises it."
    ),
    Refusal.LOWER_NEEDS_ROLE: N_("Only {person} ({role}) can lower the tier. Ask them, or take over the role first."),
    Refusal.NOTHING_TO_UNDO: N_(
        "{by} has marked nothing here that undo takes back. Tier, roles, sent messages and closing have "
        "commands of their own."
    ),
    Refusal.MARK_GONE: N_(
        "Your mark of {at} on step '{step}' stands no more: it was already taken back, or the step was marked anew."
    ),
    Refusal.QUESTION_MARK_GONE: N_(
        "What you said of question {question} stands no more: it was taken back, or somebody has answered since."
    ),
    Refusal.UNDO_OF_ANOTHER: N_("The mark on step '{step}' is {by}'s, of {at}. Ask them to take it back."),
    Refusal.UNDO_DEPENDED_ON: N_(
        "Step '{step}' cannot be taken back: {by} marked '{dependant}', which builds on it. Ask them first."
    ),
    Refusal.ENTRY_UNKNOWN: N_(
        "The log has no entry {seq}; its last one is {last}. Look at the timeline for the number."
    ),
    Refusal.ENTRY_WORDLESS: N_(
        "Entry {seq} holds no words that could be destroyed. A rule of law or of retention that it names stays with it."
    ),
    Refusal.MESSAGE_UNKNOWN: N_("There is no released message '{message}'. Look at the messages for its number."),
    Refusal.MESSAGE_ACKNOWLEDGED: N_("{by} has already acknowledged message '{message}'. Nothing has to be done."),
    Refusal.MESSAGE_CORRECTED: N_(
        "Message '{message}' is already corrected: {by} did that at {at} with '{correction}'. If that is wrong too, "
        "correct that one."
    ),
    Refusal.MESSAGE_NEVER_LEFT: N_(
        "Nobody can have message '{message}': no delivery of it has left or waits. Send a new message instead."
    ),
    Refusal.TEXT_MISSING: N_(
        "The correction is not written in {languages}, which somebody reads who may have the wrong text. Write it too."
    ),
    Refusal.AUDIENCE_LEFT_OUT: N_(
        "'{audience}' is left out on purpose: {by} decided that at {at} ({because}). Let them in first, or go without."
    ),
    Refusal.PAUSE_LENGTH: N_("An escalation is put off for 1 to {most} minutes. Say so many; it can be put off again."),
    Refusal.NOTHING_TO_PAUSE: N_("Nothing of message {message} is ahead that was not put off already."),
    Refusal.ESCALATION_PAUSED: N_("Message {message} is put off until {until} already, by {by}: {because}."),
    Refusal.NOT_LEFT_OUT: N_("Nobody has left that part of '{audience}' out. They are told as it is."),
    Refusal.COUNT_UNREADABLE: N_("{value} is no count of readers. Say how many of how many, such as '12 of 14'."),
    Refusal.DELIVERY_WAITS: N_(
        "Delivery '{delivery}' is still waiting and goes out by itself. Only failed or unknown ones are sent again."
    ),
    Refusal.DELIVERY_SENT: N_("Delivery '{delivery}' was already sent. Only failed or unknown ones are sent again."),
    Refusal.DELIVERY_CORRECTED: N_(
        "Delivery '{delivery}' is of a message that was corrected, so it is not sent again. Look at its correction."
    ),
    Refusal.DELIVERY_OVER: N_(
        "Delivery '{delivery}' was cancelled, has expired or is erased, so it is not sent again. Send a new message."
    ),
    Refusal.TEMPLATE_UNKNOWN: N_("The runbook has no template '{template}'. Use one of {templates}."),
    Refusal.AUDIENCE_UNKNOWN: N_("The runbook has no audience '{audience}'. Use one of {audiences}."),
    Refusal.READERS_NEED_ROLE: N_(
        "Only the {role} says who may know of the incident, and that is {person}. Ask them, or take the role over."
    ),
    Refusal.CLOSE_NEEDS_ROLE: N_(
        "Only {person} ({role}) can close the incident. Ask them, or take over the role first."
    ),
    Refusal.READ_BEFORE_SENT: N_("Message {message} went out at {released}; nobody can have read it at {at}."),
    Refusal.TIME_IN_FUTURE: N_("{at} has not come yet. State when it happened."),
    Refusal.TIME_FAR: N_("'{value}' lies more than ten years back or a year ahead. Write the date again."),
    Refusal.TIME_SKIPPED: N_(
        "'{value}' never came: the clocks were put forward from {before} to {after}. Write a time before or after that."
    ),
    Refusal.TIME_EITHER_DAY: N_(
        "'{value}' has not come yet today. Write {later} if it is to come, {earlier} for yesterday's."
    ),
    Refusal.TIME_TWICE: N_("'{value}' came twice, as the clocks were put back. Write {earlier} or {later}."),
    Refusal.HELD_TO_NOTHING: N_(
        "'{incident}' is held to no rules of law. Name the jurisdictions in incident.yaml, "
        "then run 'incident law {incident}'."
    ),
    Refusal.REGIME_UNKNOWN: N_("This incident is not held to a regime '{regime}'. Use one of {regimes}."),
    Refusal.CLASS_UNKNOWN: N_("{regime} has no class '{statutory_class}'. Use one of {classes}."),
    Refusal.CLASS_STATED: N_("By {regime} it is classed as '{statutory_class}' already. Nothing has to be changed."),
    Refusal.OBLIGATION_UNKNOWN: N_(
        "This incident is not held to an obligation '{obligation}'. The nearest are {alike}; "
        "'incident clocks {incident} --detail' names each that may bind."
    ),
    Refusal.LAW_PINNED: N_("'{incident}' is held to the law already. 'incident clocks {incident}' lists its rules."),
    Refusal.OBLIGATION_COUNTS: N_("'{obligation}' counts already. Nothing has to be switched on."),
    Refusal.RECIPIENT_UNKNOWN: N_("'{obligation}' is not due to a recipient '{recipient}'. Use one of {recipients}."),
    Refusal.EXTENSION_NOT_ALLOWED: N_(
        "The law allows no more time for '{obligation}', or its clock does not run. "
        "Report what is known, and say why it is late."
    ),
    **CASE_SENTENCES,
    Refusal.EXTENSION_REFUSED: N_("'{obligation}' gets no more time. {faults}"),
    **resources.RESOURCE_SENTENCES,
    Refusal.LOWER_DEADLINE_OPEN: N_(
        "'{obligation}' is open, due {due}, and needs {tier}. Report it, or rule it out with a reason, then lower."
    ),
}
_NEAR: Final[Mapping[RefusalCode, str]] = {
    Refusal.STEP_UNKNOWN: N_("The runbook has no step '{step}'. Did you mean '{near}'?"),
    Refusal.FACT_UNKNOWN: N_("The runbook has no fact {fact}. The nearest is {near}."),
    Refusal.ROLE_UNKNOWN: N_("The runbook has no role '{role}'. Did you mean '{near}'?"),
    Refusal.MESSAGE_UNKNOWN: N_("There is no released message '{message}'. Did you mean '{near}'?"),
    Refusal.REGIME_UNKNOWN: N_("This incident is not held to a regime '{regime}'. Did you mean '{near}'?"),
    Refusal.CLASS_UNKNOWN: N_("{regime} has no class '{statutory_class}'. Did you mean '{near}'?"),
    Refusal.OBLIGATION_UNKNOWN: N_("This incident is not held to '{obligation}'. Did you mean '{near}'?"),
    Refusal.HANDOVER_UNKNOWN: N_("There is no hand-over '{handover}'. Did you mean '{near}'?"),
    Refusal.RECIPIENT_UNKNOWN: N_("'{obligation}' is not due to '{recipient}'. Did you mean '{near}'?"),
    **resources.RESOURCE_NEAR,
}
"""What is said instead where the rules know a word that looks like the one given."""
_WITHOUT: Final[Mapping[RefusalCode, tuple[str, str]]] = {
    Refusal.VALUE_IMPLAUSIBLE: (
        "fact",
        N_("'{value}' is not between {low} and {high}. Read it again and type what you see."),
    ),
    **ROLE_WITHOUT,
    Refusal.FACT_UNREADABLE: (
        "fact",
        N_("'{value}' cannot be read: {type} is wanted. Type 'unknown' if nobody knows."),
    ),
    Refusal.FACT_PLACEHOLDER: (
        "fact",
        N_("'{value}' only stands for a value: put what is known in its place, or 'unknown' if nobody knows."),
    ),
    Refusal.FACT_UNKNOWN: ("facts", N_("The runbook has no facts, and so no {fact}. Write a note instead.")),
    Refusal.STEP_NOT_APPLICABLE: ("parent", N_("Step '{step}' does not apply here. Choose another step.")),
    Refusal.APPROVAL_NEEDED: (
        "step",
        N_("This message needs the approval of {person} ({role}). Ask them, or enter the approval given by phone."),
    ),
    Refusal.RUNBOOK_NOT_OFFERED: (
        "runbooks",
        N_("This runbook takes in no other one. Declare an incident of its own for '{runbook}'."),
    ),
    Refusal.NOW_LINE_UNKNOWN: ("lines", N_("This incident asks for nothing before its first step.")),
    Refusal.OPTION_UNKNOWN: ("options", N_("Step '{step}' is no decision and takes no answer. Mark it instead.")),
    Refusal.HANDOVER_ITEM_UNKNOWN: (
        "items",
        N_("Hand-over '{handover}' holds nothing any more but command. Take command."),
    ),
    **CASE_WITHOUT,
    **OF_EVIDENCE_WITHOUT,
    Refusal.TEMPLATE_UNKNOWN: ("templates", N_("The runbook has no templates. Tell the audience in another way.")),
    Refusal.AUDIENCE_UNKNOWN: ("audiences", N_("The runbook has no audiences. Tell people in another way.")),
    Refusal.RECIPIENT_UNKNOWN: ("recipient", N_("'{obligation}' is due to several. Say to whom: {recipients}.")),
    Refusal.TIER_NOT_GRAVER: ("incident", N_("The incident is at {tier} already. Nothing has to be changed.")),
    Refusal.TIER_NOT_LOWER: ("incident", N_("The incident is at {tier} already. Nothing has to be changed.")),
    **resources.RESOURCE_WITHOUT,
    Refusal.LOWER_DEADLINE_OPEN: (
        "due",
        N_("'{obligation}' is due at once and needs {tier}. Report it, or rule it out with a reason, then lower."),
    ),
}
"""What is said instead where a field is empty."""
_SENSED: Final = N_(
    "Step '{step}' is done: the app sensed it at {at}. It opens again when the condition no longer holds."
)
_RULED_OUT: Final = N_(
    "Step '{step}' was not done: {by} ruled it out at {at}, '{why}'. Only who ruled it out can take that back."
)


def say_refusal(refused: Refused, speech: Speech, now: datetime | None = None) -> str:
    """The refusal in the language in use, naming persons, steps and roles as the reader knows them.

    With `now` a time of another day has its day.
    """
    if refused.code in COMPOSED:
        return COMPOSED[refused.code](refused, speech)
    return _(_sentence(refused)).format(**say_fields(refused, speech, now))


def _sentence(refused: Refused) -> str:
    if refused.code is Refusal.STEP_DONE and refused.fields.get("why"):
        return _RULED_OUT
    if refused.code is Refusal.STEP_DONE and refused.fields.get("by") == APP:
        return _SENSED
    if refused.fields.get("near") and refused.code in _NEAR:
        return _NEAR[refused.code]
    field, without = _WITHOUT.get(refused.code, ("", ""))
    return without if field and not refused.fields.get(field) else _SENTENCES[refused.code]
