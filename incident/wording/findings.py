"""What `incident verify` found, as a sentence that somebody who audits can act on."""

from __future__ import annotations

from typing import Final

from incident.application.ports import Finding
from incident.i18n import N_, _
from incident.wording.safe import clean_line

__all__ = ["FINDINGS", "say_finding"]

FINDINGS: Final = {
    "gap": N_("Entries are missing before entry {until}."),
    "digest": N_("The entry of type '{type}' is not the one that was written: its digest differs."),
    "entry-moved": N_("This entry stands at another place among all entries than it was written at."),
    "place-empty": N_("No entry stands at place {place} among all entries: one was taken out or moved."),
    "body": N_("The entry of type '{type}' cannot be read."),
    "content-altered": N_("The words of this entry were changed after they were written."),
    "content-missing": N_("The words of this entry are gone, and no rule was recorded by which they were erased."),
    "content-unnamed": N_("There are words that no entry speaks of."),
    "content-not-erased": N_("The words of this entry were to be erased, and are still there."),
    "command-gap": N_("The record of commands leaves out entries before this one."),
    "command-count": N_("The record of commands ends at entry {commanded}, the log does not."),
    "command-other": N_("The record of commands names another command for the entries from this one on."),
    "attempt-gap": N_("Attempts at delivery '{delivery}' are missing before number {number}."),
    "attempt-digest": N_("Attempt {number} at delivery '{delivery}' is not the one that was written."),
    "attempt-altered": N_("What was said of attempt {number} at delivery '{delivery}' was changed."),
    "attempt-missing": N_("Delivery '{delivery}' is said to have ended, and there is no attempt at it that ended so."),
    "delivery-missing": N_("Delivery '{delivery}' is gone, or the attempt at it that was accepted."),
    "deliveries-missing": N_("Message '{message}' was released, and none of its deliveries is there."),
    "delivery-unsaid": N_(
        "Delivery '{delivery}' to target '{target}' is in the outbox, and no entry says that it was to be made."
    ),
    "delivery-altered": N_(
        "Delivery '{delivery}' is not the one that was released: its words, its recipient or its target differ."
    ),
    "delivery-state": N_("Delivery '{delivery}' is said to be '{state}', and neither the log nor an attempt says why."),
    "delivery-told": N_(
        "What is told of delivery '{delivery}' is not what its last attempt or the log says: {columns}."
    ),
    "summary-head": N_("The list of incidents ends at entry {listed_seq} of this incident, the log does not."),
    "summary-missing": N_("The list of incidents does not have this incident. 'incident db rebuild' mends the list."),
    "summary-differs": N_(
        "The list of incidents does not say of this one what its log says: {columns}. 'incident db rebuild' mends it."
    ),
    "incident-missing": N_("The incident was opened here, and its log is gone."),
    "unchained": N_("The workspace's chain does not know that this incident was {kind}."),
    "chain-gap": N_("Links of the workspace's chain are missing before link {until}."),
    "chain-digest": N_("This link of the workspace's chain is not the one that was written."),
    "chain-head": N_("The workspace's chain names another entry as the one at which the incident was {kind}."),
    "guard-missing": N_("The guard '{guard}' of the database is missing or was replaced."),
    "guard-strange": N_("'{guard}' acts on the tables of the database, and this program did not put it there."),
    "table-missing": N_("The table '{table}' of the database is gone. Nothing beside it can be checked without it."),
    "version-other": N_("The database says that it is of version {said}. Its tables are of version {built}."),
    "version-newer": N_(
        "The database says that it is of version {said}, and this program knows those up to {known}. Whether its "
        "guards stand was not checked: verify it with the program that it was last changed for."
    ),
    "custody-other": N_(
        "What is kept about copies of the database does not fit together at line {line}: a line was put in, taken out "
        "or changed by hand. Before it sends anything, find out whether it is the log that it should be."
    ),
    "readers-other": N_(
        "The database keeps '{listed}' as those who alone may know of this incident. Its log names others."
    ),
    "lead-gap": N_("Entries of those who lead the exercise are missing before their entry {until}."),
    "lead-digest": N_("Entry {number} of those who lead the exercise was altered, or one before it."),
    "lead-head": N_("The stream of those who lead the exercise does not hold the head that its end names."),
    "lead-words-altered": N_(
        "The words of entry {number} of those who lead the exercise were changed after they were written."
    ),
    "lead-words-missing": N_(
        "The words of entry {number} of those who lead the exercise are gone, and no rule was recorded by which they "
        "were erased."
    ),
    "lead-words-unnamed": N_("There are words of those who lead the exercise that none of their entries speaks of."),
    "lead-words-not-erased": N_(
        "The words of entry {number} of those who lead the exercise were to be erased, and are still there."
    ),
    "row-unsaid": N_("The row '{row}' of the table '{table}' was put there by hand: no entry makes such rows."),
    "claim-altered": N_(
        "The row '{row}' of the table '{table}' does not say what the entries say that made and ended it."
    ),
    "claim-missing": N_(
        "The row '{row}' of the table '{table}' is gone, which this entry made. 'incident db rebuild' puts it back."
    ),
    "head-unknown": N_("The head {head} is nowhere in the record: what it stood for was cut off or rewritten."),
}
"""Code to sentence; a test holds every code of the verifier to having one."""

_KINDS: Final = {"opened": N_("opened"), "reached": N_("changed"), "closed": N_("closed")}


def say_finding(finding: Finding) -> str:
    """The finding in the language in use."""
    fields = {name: clean_line(str(value)) for name, value in finding.fields.items()}
    if "kind" in fields:
        fields["kind"] = _(_KINDS.get(fields["kind"], fields["kind"]))
    return _(FINDINGS[finding.code]).format(**fields)
