"""Why the rules say no about evidence: custody, legal holds, erasures.

Apart from the other sentences, because an auditor who asks what is refused looks for these together.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from incident.domain.refusals import Refusal, RefusalCode
from incident.i18n import N_

__all__ = ["OF_EVIDENCE", "OF_EVIDENCE_WITHOUT"]

OF_EVIDENCE: Final[Mapping[RefusalCode, str]] = {
    Refusal.EVIDENCE_UNKNOWN: N_("There is no piece of evidence '{evidence}'. Look at the list of evidence."),
    Refusal.EVIDENCE_ERASED: N_("{evidence} was erased by {by} at {at}. What remains of it is its record."),
    Refusal.EVIDENCE_TWICE: N_(
        "These bytes are kept already: {evidence}, '{file}', added by {by} at {at}. '--again' keeps them twice."
    ),
    Refusal.CUSTODY_OF_ANOTHER: N_("{person} holds {evidence}. Only they can hand it over."),
    Refusal.CUSTODY_TO_SELF: N_("{person} holds {evidence} already. Name the person who takes it."),
    Refusal.CUSTODY_OFFERED: N_(
        "{evidence} is already offered to {person}. Let them take it, or call that off with 'evidence decline'."
    ),
    Refusal.CUSTODY_NOT_OFFERED: N_("Nobody has offered {evidence}. {person} holds it; ask them to hand it over."),
    Refusal.CUSTODY_NOT_YOURS: N_("{evidence} is offered to {person}. Only they take it."),
    Refusal.HOLD_UNKNOWN: N_("No legal hold '{hold}' stands. Look at the holds of this incident."),
    Refusal.HOLD_STANDS: N_(
        "Nothing may be erased: {by} set the legal hold {hold} at {at}, because '{because}'. It has to be lifted first."
    ),
    Refusal.APPROVER_IS_ASKER: N_("{person} cannot approve what {person} asks for. Name somebody else who agrees."),
    Refusal.ERASURE_UNKNOWN: N_("No erasure '{erasure}' waits for an approver. Look at what is proposed."),
    Refusal.ERASURE_DECLINED: N_(
        "{by} declined erasure {erasure} at {at}, because '{because}'. Nothing was erased; it can be proposed anew."
    ),
    Refusal.ERASURE_BY_ASKER: N_("{person} proposed erasure {erasure}. Somebody else has to confirm it: {people}."),
    Refusal.ERASURE_BY_OUTSIDER: N_(
        "You neither wrote these words nor hold a role in {incident}, so you cannot ask that they go. Ask {people}."
    ),
    Refusal.ERASURE_BY_SECOND: N_(
        "Only {people} can settle erasure {erasure}: whoever wrote the words or leads {incident}, "
        "or holds a role in it where one of these asked. Ask them."
    ),
    Refusal.ERASURE_NEEDS_APPROVER: N_(
        "Entry {seq} is evidence ({evidence}), and goes only with an approver. Propose it with 'erase --propose'."
    ),
    Refusal.WORDS_OF_ANOTHER: N_(
        "{person} wrote entry {seq}, not you, so its words go only once a second person agrees. "
        "Propose it with 'incident erase {incident} {seq} --propose'."
    ),
}
OF_EVIDENCE_WITHOUT: Final[Mapping[RefusalCode, tuple[str, str]]] = {
    Refusal.ERASURE_BY_SECOND: (
        "people",
        N_("Whoever asked for erasure {erasure} cannot agree to it alone: give somebody else a role in {incident}."),
    ),
}
"""What is said instead where a field is empty."""
