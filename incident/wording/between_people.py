"""Why the rules say no to what one person wants of another: a question, an answer, a hand-over.

Apart from all other refusals, because these name two people.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from incident.domain.refusals import Refusal, RefusalCode
from incident.i18n import N_

__all__ = ["BETWEEN_PEOPLE"]

BETWEEN_PEOPLE: Final[Mapping[RefusalCode, str]] = {
    Refusal.QUESTION_UNKNOWN: N_("No question {question} waits here. Look at the list of questions for its number."),
    Refusal.QUESTION_ANSWERED: N_(
        "Question {question} is already answered: {by} did that at {at}. A correction can stand beside that answer."
    ),
    Refusal.QUESTION_ASSIGNED: N_(
        "Question {question} is already with {person}, who has until {until}. Give it to somebody else, or wait."
    ),
    Refusal.QUESTION_UNASSIGNED: N_("Question {question} was put to nobody. Give it to a person, or answer it."),
    Refusal.QUESTION_UNDERSTOOD: N_("Question {question} was already understood: {by} said so at {at}. Answer it."),
    Refusal.QUESTION_OF_STEP: N_("Question {question} is about step '{step}'. Ask somebody else to see to that step."),
    Refusal.NO_DRAFT: N_("No text '{message}' outside the steps waits for an approval: it left, or was written anew."),
    Refusal.NOBODY_TO_ASK: N_("Nobody else has to approve your text to '{audience}'. Send it without asking."),
    Refusal.MINUTES_MISSING: N_("Nobody can answer within no time at all. Give at least a minute."),
    Refusal.HANDOVER_UNKNOWN: N_("There is no hand-over '{handover}'. Look at the hand-overs of this incident."),
    Refusal.HANDOVER_OVER: N_("Nothing is left of hand-over '{handover}'. Offer a new one if something is."),
    Refusal.HANDOVER_OF_OTHERS: N_("Hand-over '{handover}' goes to {person}. Only they accept it."),
    Refusal.HANDOVER_OPEN: N_(
        "You have offered hand-over '{handover}' to {person}, and it is not all accepted. Call it off first."
    ),
    Refusal.HANDOVER_EMPTY: N_("{person} holds no role here and has nothing open. There is nothing to hand over."),
    Refusal.HANDOVER_TO_SELF: N_("{person} cannot hand over to {person}. Name the person who takes over."),
    Refusal.HANDOVER_NOT_READ_BACK: N_(
        "Hand-over '{handover}' was not read back yet. Say first what comes next, what can hurt and what is due."
    ),
    Refusal.HANDOVER_ITEM_UNKNOWN: N_("Hand-over '{handover}' holds no '{item}' any more. What is left: {items}."),
}
"""By the code of the refusal."""
