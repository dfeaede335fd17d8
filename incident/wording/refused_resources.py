"""Why a resource is not given, as sentences; `refusals` speaks them.

Apart from the other refusals, because these are about what there is and who may give it, and those about the walk.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from incident.domain.refusals import Refusal, RefusalCode
from incident.i18n import N_

__all__ = ["RESOURCE_NEAR", "RESOURCE_SENTENCES", "RESOURCE_WITHOUT"]

RESOURCE_SENTENCES: Final[Mapping[RefusalCode, str]] = {
    Refusal.ALLOCATION_UNKNOWN: N_(
        "There is no allocation '{allocation}'. 'incident resource list {incident}' has those of this incident."
    ),
    Refusal.ALLOCATION_OVER: N_("'{allocation}' is over: it was {state} at {at}. Request it again."),
    Refusal.ALLOCATION_NOT_APPROVED: N_(
        "'{allocation}' is only requested. Approve it first, order it elsewhere ('incident resource order --from'), "
        "or decline it."
    ),
    Refusal.ALLOCATION_THERE: N_("'{allocation}' is {state} already, since {at}. Nothing has to be changed."),
    Refusal.ALLOCATION_ANSWERED: N_(
        "'{allocation}' is {state} already, since {at}, and stays as it is: nothing was entered. Ask for whatever is "
        "wanted besides, a cost too, as another request."
    ),
    Refusal.ALLOCATION_RESTS: N_(
        "'{allocation}' rests until {until}. Assign somebody else, or wait until then; "
        "'incident resource undo-rest' takes back what was entered by mistake."
    ),
    Refusal.ALLOCATION_NOT_RESTING: N_("'{allocation}' does not rest. There is no rest to take back."),
    Refusal.ALLOCATION_OF_OTHERS: N_(
        "You hold no role here and did not ask for '{allocation}'. Who may say what becomes of it: {people}."
    ),
    Refusal.ALLOCATION_GIVEN: N_("'{allocation}' is approved already. Release it, or call it off."),
    Refusal.ALLOCATION_HERE: N_("'{allocation}' is here already. Release it instead of calling it off."),
    Refusal.ALLOCATION_NO_MOVE: N_(
        "No resource is brought to '{state}' that way. Say that it is ordered, en route, on hand or assigned."
    ),
    Refusal.REST_WITHOUT_END: N_("Say until when '{allocation}' rests."),
    Refusal.OUT_UNTIL_PAST: N_("{until} has passed. Give a later time."),
    Refusal.QUANTITY_MISSING: N_("Nobody has said how many '{allocation}' is. Say so with the approval."),
    Refusal.QUANTITY_UNREADABLE: N_("{value} is no quantity that can be asked for. Give a number from 1 on."),
    Refusal.AMOUNT_MISSING: N_(
        "'{type_id}' is money. Say how much of it, above nothing and with the currency: --amount '5000.00 {currency}'."
    ),
    Refusal.COUNTED: N_(
        "'{type_id}' is counted and is no money. Say how many with --quantity, and what they cost with --cost when "
        "they are given."
    ),
    Refusal.AMOUNT_NEGATIVE: N_("{money} is less than nothing. Say what it costs, from 0 on."),
    Refusal.NO_INVENTORY: N_(
        "The workspace has no inventory. Write resources.yaml, or import one; what somebody else gives is ordered with "
        "'--from NAME'."
    ),
    Refusal.RESOURCE_UNKNOWN: N_(
        "The inventory has no resource '{resource}'. 'incident resource stock' lists them; what somebody else gives is "
        "ordered with '--from NAME'."
    ),
    Refusal.RESOURCE_TYPE_UNKNOWN: N_(
        "Neither the inventory nor the runbook knows a resource of the type '{type_id}'. Say its kind as well."
    ),
    Refusal.RESOURCE_OTHER_TYPE: N_(
        "'{resource}' is of the type '{type_id}', and '{wanted}' was asked for. Choose another, or request that type."
    ),
    Refusal.RESOURCE_NONE_FITS: N_(
        "The inventory has '{type_id}' in {currency} alone, and '{allocation}' asks for other money. Ask for it in "
        "{currency}, or order it elsewhere ('incident resource order {incident} {allocation} --from NAME'), or decline "
        "it."
    ),
    Refusal.RESOURCE_CHOICE: N_("Several fit '{allocation}'. Say which: {names}."),
    Refusal.REQUEST_CHOICE: N_(
        "Several requests ask for '{resource}': {names}. Say which one it fills, such as '--for {allocation}'; "
        "'--for none': none of them."
    ),
    Refusal.RESOURCE_HELD: N_(
        "'{resource}' is held by {holders}; {count} left. Ask them to release it, or choose another resource."
    ),
    Refusal.RESOURCE_HERE: N_(
        "This incident has '{resource}' already; {count} left. Release it here first, or choose another resource."
    ),
    Refusal.RESOURCE_RESTS: N_("{person} rests until {until}. Assign somebody else, or wait until then."),
    Refusal.RESOURCE_SHORT: N_(
        "Of '{resource}' only {count} can be assigned now: {resting} rest until {until}, others are held by {holders}. "
        "Take fewer, ask there, or wait."
    ),
    Refusal.RESOURCE_RESERVED: N_(
        "Of '{resource}' {count} are left at this tier; the other {reserve} are kept in reserve for tier 1. "
        "Take fewer, or raise the tier."
    ),
    Refusal.OUT_NO_REPAIR: N_("'{allocation}' is staff, which nobody repairs. Say that it rests, and until when."),
    Refusal.RESOURCE_FEW: N_("There are not so many of '{resource}': {count} left. Take fewer, or look elsewhere."),
    Refusal.SOURCE_TOO_FAR: N_(
        "'{resource}' belongs to {source}, which the policy does not allow at {tier}. Raise the tier, or take another."
    ),
    Refusal.APPROVER_MAY_NOT: N_("{approver} may not approve resources at this tier. Ask {approvers}."),
    Refusal.SPENDING_LIMIT: N_(
        "That is above the limit of {approver}, which is {money} in this incident. Ask {approvers}."
    ),
    Refusal.BUDGET_SPENT: N_("'{resource}' has {money} left; the rest is held by {holders}. Take less, or ask them."),
    Refusal.BUDGET_OTHER: N_("'{resource}' is no budget in {currency}. Choose another budget."),
    Refusal.SPENT_TOO_MUCH: N_(
        "'{allocation}' was approved for {money}. Have more approved first, as another request."
    ),
    Refusal.SPENT_OTHERWISE: N_(
        "'{allocation}' was approved for {money}, and {currency} is other money. Say what it cost of what was approved."
    ),
    Refusal.TEAM_UNKNOWN: N_("There is no team '{team}'. Form it first."),
    Refusal.TEAM_STANDS: N_("{person} leads the team '{team}' already. Nothing has to be changed."),
}
RESOURCE_NEAR: Final[Mapping[RefusalCode, str]] = {
    Refusal.ALLOCATION_UNKNOWN: N_("There is no allocation '{allocation}'. Did you mean '{near}'?"),
    Refusal.RESOURCE_UNKNOWN: N_("The inventory has no resource '{resource}'. Did you mean '{near}'?"),
    Refusal.RESOURCE_TYPE_UNKNOWN: N_("Nobody knows a resource of the type '{type_id}'. Did you mean '{near}'?"),
    Refusal.TEAM_UNKNOWN: N_("There is no team '{team}'. Did you mean '{near}'?"),
}
"""Where the rules know a word that looks like the one given."""
RESOURCE_WITHOUT: Final[Mapping[RefusalCode, tuple[str, str]]] = {
    Refusal.AMOUNT_MISSING: (
        "currency",
        N_("'{type_id}' is money. Say how much of it, above nothing and with its currency: --amount '5000.00 CNY'."),
    ),
    Refusal.BUDGET_SPENT: ("holders", N_("'{resource}' has {money} left. Take less, or another budget.")),
    Refusal.RESOURCE_NONE_FITS: (
        "currency",
        N_(
            "The inventory has nothing of the type '{type_id}'. Order it elsewhere "
            "('incident resource order {incident} {allocation} --from NAME'), or decline it."
        ),
    ),
    Refusal.ALLOCATION_RESTS: ("until", N_("'{allocation}' rests. Assign somebody else.")),
    Refusal.RESOURCE_RESTS: (
        "person",
        N_("Of '{resource}' only {count} can be assigned now: {resting} rest until {until}. Take fewer, or wait."),
    ),
    Refusal.APPROVER_MAY_NOT: (
        "approvers",
        N_(
            "{approver} may not approve resources at this tier, and the sum is above everybody's limit. Take less, or "
            "have the limits in resources.yaml changed."
        ),
    ),
    Refusal.SPENDING_LIMIT: (
        "approvers",
        N_(
            "That is above the limit of {approver}, which is {money} in this incident, and above everybody's limit. "
            "Take less, or have the limits in resources.yaml changed."
        ),
    ),
}
"""Where a field is empty."""
