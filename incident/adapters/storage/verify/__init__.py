"""Whether the record is as it was written: every digest, every number, every guard, computed anew.

This package shares nothing with the code that writes: a mistake there must not be
repeated here. It reads raw rows and knows the format from its description alone:

    digest = SHA-256(purpose, previous digest as 32 bytes, fields)
    an entry's fields end with the id of the command that wrote it; of an attempt's detail a salted digest is covered
    a delivery's fields have no digest before them and end with two salted digests: of its recipient, of its words
    a field is its length in bytes, ':', and its bytes in UTF-8; numbers in decimal; nothing at all is '-'

A chain does not stop its owner from rewriting all of it: compare the head with the
one in the closing message or in an exported report. The workspace's chain takes note
of an open incident after each change of tier, each message released and each 25th
entry: a shorter end than that can be cut off without a trace but the printed head; in
a file, whose entries are counted without a gap, only where nothing was written after it.

The rows of the outbox are in no chain, for they change. They are held to what the chain says: the entry that released
a message names each of its rows and the digest of what never changes in it, the delivery that the log calls accepted
was, and a state, its hour and its evidence are what the attempts and the orders to try again leave possible.

Guards are held to the migrations that the database has had. Those of a newer program are not judged, and that is told:
whoever took them all away could have said that the database was newer.

A reservation and a hold on a budget are what the approval and the end of their allocation say. What those who lead
an exercise wrote is a chain of its own:

    digest = SHA-256(purpose, previous digest as 32 bytes, fields without the digest)

A row there of what is no exercise with a scenario is told, and an end that the exercise's own log does not name. Its
texts stand beside it under salted digests, as those of the log do; an entry of type `TextErased` names those that went,
and a scenario holds its words itself.

A file lists what its entries name, so that a guard need not read an entry again for each delivery; the list is held to
the entries.

Working state is held to nothing, for nothing in the record says what it should be: the digest by which a command that
comes again is known (`commands.request_digest`), the name of the database (`meta.instance_id`), and the targets, which
every start loads from the team's file again. Guards keep the first two from changing. An owner who took the guards
away and put them back could make a repeated command be refused or a replica be filled anew, and no entry say other
than it does.
"""

from __future__ import annotations

from itertools import groupby

from incident.adapters.storage.verify.chain import check_chain
from incident.adapters.storage.verify.claims import check_claims
from incident.adapters.storage.verify.custody import check_custody
from incident.adapters.storage.verify.deliveries import check_attempts, check_deliveries
from incident.adapters.storage.verify.leading import check_leading
from incident.adapters.storage.verify.lists import check_lists
from incident.adapters.storage.verify.rows import RawRows
from incident.adapters.storage.verify.sealing import finding
from incident.adapters.storage.verify.tables import (
    check_commands,
    check_contents,
    check_heads,
    check_places,
    check_readers,
    check_unsaid,
)
from incident.adapters.storage.verify.walk import Walk
from incident.application.ports import Finding

__all__ = ["RawRows", "verify"]


def verify(rows: RawRows, incident_id: str | None = None, now: int | None = None) -> list[Finding]:
    """Everything that is not as it was written; of one incident, or of all and of the workspace.

    `now` is in microseconds; None where nobody says how late it is.
    """
    gone = [finding("table-missing", "", 0, table=name) for name in rows.tables()]
    if gone:
        return gone  # what is left of the record can be held to nothing
    findings = [
        finding("guard-missing", "", 0, guard=name) for name, stands in sorted(rows.guards().items()) if not stands
    ]
    findings += [finding("guard-strange", "", 0, guard=name) for name in rows.strangers()]
    newer = rows.newer()
    if newer is not None:
        findings.append(finding("version-newer", "", 0, said=newer[0], known=newer[1]))
    other = rows.controls()
    if other is not None:
        findings.append(finding("version-other", "", 0, said=other[0], built=other[1]))
    walked: dict[str, Walk] = {}
    for incident, events in groupby(rows.events(incident_id), key=lambda row: row[0]):
        walked[incident] = walk = Walk(incident)
        findings += walk.through(events)
    if incident_id is None and rows.is_file():
        findings += check_places(walked)
    findings += check_contents(rows, incident_id, walked)
    findings += check_commands(rows, incident_id, walked)
    attempts = list(rows.attempts(incident_id))
    findings += check_attempts(attempts)
    findings += [*check_deliveries(rows, incident_id, walked, attempts, now), *check_lists(rows, incident_id, walked)]
    findings += check_heads(rows, incident_id, walked)
    findings += check_readers(rows, walked)
    findings += [*check_unsaid(rows, incident_id), *check_claims(rows, incident_id, walked)]
    findings += [*check_leading(rows, incident_id, walked), *check_custody(rows)]
    return findings + list(check_chain(rows, incident_id, walked))
