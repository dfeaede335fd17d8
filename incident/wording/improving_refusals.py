"""Why the rules of the improvement plan say no; the form is that of all refusals.

Apart from those of incidents, because they come when the night is over.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from incident.domain.refusals import Refusal, RefusalCode
from incident.i18n import N_

__all__ = ["IMPROVING"]

IMPROVING: Final[Mapping[RefusalCode, str]] = {
    Refusal.FINDING_UNKNOWN: N_("There is no finding '{finding}'. Record it first with 'incident actions find'."),
    Refusal.ACTION_UNKNOWN: N_("There is no action '{action}'. Look for its number with 'incident actions list'."),
    Refusal.ACTION_VAGUE: N_(
        "'{value}' is a wish that nobody can check. Begin with a verb that says what is changed, such as write, add, "
        "test or replace, and name the thing."
    ),
    Refusal.ACTION_VERBLESS: N_(
        "'{value}' says who or what, and no deed. Begin with a verb that says what is changed, such as write, add, "
        "test or replace."
    ),
    Refusal.WORDS_BLAME: N_(
        "'{value}' lays it on a person, and nobody is a cause. Say what in the plan, the tool or the place let it "
        "happen, or what is changed there."
    ),
    Refusal.PROOF_EMPTY: N_("'{value}' proves nothing. Say what one will look at, such as a step that goes in time."),
    Refusal.FINDING_BARE: N_("'{value}' says too little. Say what happened, in a few words."),
    Refusal.ACTION_DUE_PAST: N_("The date {at} is past. Say one that is to come."),
    Refusal.ACTION_BEGINS_LATE: N_("It would begin after its date, {at}. Say an earlier beginning, or a later date."),
    Refusal.ACTION_OWN_APPROVAL: N_("{person} cannot approve what they do themselves. Name somebody else."),
    Refusal.ACTION_SETTLED: N_("Action '{action}' is verified or rejected. Plan another if there is more to do."),
    Refusal.ACTION_NOT_DONE: N_(
        "Action '{action}' is not done. Say first that it is, then let a later exercise show it."
    ),
    Refusal.ACTION_STEPLESS: N_(
        "Action '{action}' names no step, so no exercise can show that it holds. It stays done; plan another that "
        "names one."
    ),
    Refusal.ACTION_UNPROVEN: N_(
        "Nothing shows yet that action '{action}' holds: each of its steps has to go as expected, in time and with its "
        "messages gone out, in an exercise or incident that began after it was done. Exercise those steps."
    ),
    Refusal.ACTION_REHEARSED: N_(
        "{incident} was a rehearsal for oneself, which verifies no action: '{action}' needs an exercise that somebody "
        "else leads, or a real incident."
    ),
    Refusal.ACTION_UNENDED: N_("{incident} goes on: whether action '{action}' holds is verified when it has ended."),
    Refusal.ACTION_OF_OTHERS: N_(
        "Action '{action}' is not yours: how far it has come, and what becomes of it, is said by {people}. "
        "Ask one of them."
    ),
    Refusal.REVIEW_EARLY: N_("It still runs. A hot wash, a rating of oneself and signatures come when all is over."),
    Refusal.REVIEW_UNREVIEWED: N_(
        "Only a report that is reviewed can be signed. Say first that it is, with 'incident debrief state'."
    ),
    Refusal.REVIEW_UNSIGNED: N_(
        "Nobody has signed the report since it was reviewed, so it cannot be closed. 'incident debrief sign' does."
    ),
    Refusal.REVIEW_ONE_SIDED: N_(
        "Closing the report needs at least two things that went well, and {number} are in it. Record one with "
        "'incident actions find ID strength'."
    ),
    Refusal.REVIEW_UNPLANNED: N_(
        "Closing the report needs an action with an owner and a date against each finding to improve, and there is "
        "none against {names}. Plan one with 'incident actions add'."
    ),
    Refusal.REVIEW_SIGNED: N_("{person} has signed the report already: there is nothing more to sign."),
}
