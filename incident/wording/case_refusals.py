"""Why the rules of customers' cases say no, as a sentence.

Apart from the other refusals, which are spoken in the same way.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from incident.domain.refusals import Refusal, RefusalCode
from incident.i18n import N_

__all__ = ["CASE_SENTENCES", "CASE_WITHOUT"]

CASE_SENTENCES: Final[Mapping[RefusalCode, str]] = {
    Refusal.CASE_UNKNOWN: N_("There is no case '{case}'. The last one is '{latest}'."),
    Refusal.CASE_WRONG: N_("The case is not taken in: {fault}. Put it right, and enter it again."),
    Refusal.CASE_YOURS: N_("Case '{case}' is yours already, since {at}. Nothing has to be changed."),
    Refusal.CASE_ANSWERED: N_(
        "The customer of case '{case}' had a first answer from {by} at {at}. Write a note of what was said since."
    ),
    Refusal.CASE_TOLD: N_(
        "{by} told the customer of case '{case}' at {at} what came of it. Write a note of what was said since."
    ),
    Refusal.CASE_DONE: N_("{by} finished case '{case}' at {at}. Enter a new case if the customer comes back."),
    Refusal.CASE_HANDED_ON: N_("Case '{case}' is with {person} already. Nothing has to be changed."),
    Refusal.CASE_UNANSWERED: N_(
        "The customer of case '{case}' has had no first answer. Give it first; what you ask them for is one."
    ),
    Refusal.CASE_LATE: N_("Case '{case}' was due at {at}. What is overdue is not paused: finish it."),
    Refusal.CASE_PAUSED: N_("{by} paused case '{case}' at {at}. Let it go on before you pause it again."),
    Refusal.CASE_NOT_PAUSED: N_("Case '{case}' does not wait for its customer. Nothing has to be changed."),
    Refusal.CASE_NOT_DONE: N_("Case '{case}' is not done. Finish it first, then ask whether the customer is content."),
    Refusal.CASE_ASKED: N_(
        "{by} asked the customer of case '{case}' at {at}. Enter the score once they have answered."
    ),
    Refusal.CASE_ERASED: N_(
        "{by} had the words of case '{case}' erased at {at}, and its duties ended with them. Nothing has to be done."
    ),
    Refusal.CASE_ERASED_BY_PRIVY: N_(
        "The words of case '{case}' are erased by two who are shown its contact, and you are not. Ask {people}."
    ),
    Refusal.CASE_NEEDS_APPROVER: N_(
        "The words of case '{case}' go only with an approver. Propose it with 'case erase'."
    ),
    Refusal.CASE_CIRCULAR: N_(
        "Case '{case}' cannot repeat '{repeated}', which is the same or repeats it. Name another."
    ),
    Refusal.CASE_OF_OTHERS: N_(
        "Case '{case}' is not yours: what became of it is said by {people}. "
        "Ask one of them, or have it handed on to you."
    ),
    Refusal.CASE_NOT_OFFERED: N_(
        "You hold no role here, and case '{case}' was not handed on to you. "
        "Ask to have it handed on to you; who may do that: {people}."
    ),
    Refusal.CASE_APPROVER: N_(
        "{person} holds no role here, and approves no more time for case '{case}'. Who may: {people}."
    ),
    Refusal.CASE_EXTENSION_REFUSED: N_("Case '{case}' gets no more time. {faults}"),
    Refusal.SCORE_UNREADABLE: N_("'{value}' is no score. Give a number from {low} to {high}."),
    Refusal.CONTACTS_HIDDEN: N_(
        "How the customer of case '{case}' is reached is shown to {person}, who owns it, and to {roles}. Ask them."
    ),
}
CASE_WITHOUT: Final[Mapping[RefusalCode, tuple[str, str]]] = {
    Refusal.CASE_UNKNOWN: (
        "latest",
        N_("There is no case '{case}': the incident has none. Enter or import them first."),
    ),
    Refusal.CASE_ERASED_BY_PRIVY: (
        "people",
        N_(
            "The words of case '{case}' are erased by two who are shown its contact, and you are not. "
            "Besides whoever proposed it nobody is: give somebody one of these roles ({roles})."
        ),
    ),
    Refusal.CASE_APPROVER: (
        "people",
        N_(
            "{person} holds no role here, and approves no more time for case '{case}'. Nobody but you holds one: "
            "give somebody a role first, with 'incident role'."
        ),
    ),
    Refusal.ERASURE_BY_ASKER: (
        "people",
        N_("{person} proposed erasure {erasure}. Somebody else has to confirm it."),
    ),
    Refusal.CONTACTS_HIDDEN: (
        "roles",
        N_("How the customer of case '{case}' is reached is shown to {person} alone, who owns it. Ask them."),
    ),
}
"""What is said instead where a field is empty."""
