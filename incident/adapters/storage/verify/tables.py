"""What stands beside the entries, held to them: contents, commands, the list of incidents, who may know of one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256

from incident.adapters.storage.verify.rows import RawRows
from incident.adapters.storage.verify.sealing import finding
from incident.adapters.storage.verify.walk import Walk
from incident.application.ports import Finding

__all__ = ["check_commands", "check_contents", "check_heads", "check_places", "check_readers", "check_unsaid"]


def check_contents(rows: RawRows, only: str | None, walked: Mapping[str, Walk]) -> Iterator[Finding]:
    present: set[str] = set()
    for incident, seq, content_id, salt, data in rows.contents(only):
        present.add(content_id)
        walk = walked.get(incident)
        if sha256(salt + data).hexdigest() != content_id:
            yield finding("content-altered", incident, seq, content=content_id)
        if walk is None or walk.named.get(content_id) != seq:
            yield finding("content-unnamed", incident, seq, content=content_id)
        elif (seq, content_id) in walk.erased:
            yield finding("content-not-erased", incident, seq, content=content_id)
    for walk in walked.values():
        for content_id, seq in walk.named.items():
            if content_id not in present and (seq, content_id) not in walk.erased:
                yield finding("content-missing", walk.incident, seq, content=content_id)


def check_commands(rows: RawRows, only: str | None, walked: Mapping[str, Walk]) -> Iterator[Finding]:
    """Commands cover the entries from first to last, each entry once, and the entries say the same."""
    covered = dict.fromkeys(walked, 0)
    for incident, first, count, command in rows.commands(only):
        if first != covered.get(incident, 0) + 1:
            yield finding("command-gap", incident, first)
        covered[incident] = last = first + count - 1
        written = walked[incident].commands if incident in walked else {}
        if any(written.get(seq, command) != command for seq in range(first, last + 1)):
            yield finding("command-other", incident, first)
    for incident, last in covered.items():
        seq = walked[incident].seq if incident in walked else 0
        if last != seq:
            yield finding("command-count", incident, seq, commanded=last)


def check_heads(rows: RawRows, only: str | None, walked: Mapping[str, Walk]) -> Iterator[Finding]:
    listed = {incident: (seq, head) for incident, seq, head in rows.heads(only)}
    for incident, walk in walked.items():
        seq, head = listed.pop(incident, (0, ""))
        if not seq:
            yield finding("summary-missing", incident, walk.seq)
        elif (seq, head) != (walk.seq, walk.head.hex()):
            yield finding("summary-head", incident, walk.seq, listed_seq=seq, listed_head=head)
    for incident, (seq, _) in listed.items():
        yield finding("incident-missing", incident, seq)


def check_places(walked: Mapping[str, Walk]) -> Iterator[Finding]:
    """Entries are counted as they come, whichever incident is theirs; the first place that is empty."""
    places = sorted(place for walk in walked.values() for place in walk.places)
    empty = next((place for place, taken in enumerate(places, 1) if taken != place), None)
    if empty is not None:
        yield finding("place-empty", "", 0, place=empty)


def check_readers(rows: RawRows, walked: Mapping[str, Walk]) -> Iterator[Finding]:
    """Who may know of an incident is who its log named last."""
    listed = rows.readers()
    if listed is None:
        return
    standing: dict[str, set[str]] = {incident: set() for incident in walked}
    for incident, person in listed:
        standing.setdefault(incident, set()).add(person)
    for incident, persons in standing.items():
        seq, named = walked[incident].readers if incident in walked else (0, frozenset[str]())
        if persons != named:
            yield finding("readers-other", incident, seq, listed=", ".join(sorted(persons)))


def check_unsaid(rows: RawRows, only: str | None) -> Iterator[Finding]:
    """Rows of tables for which there is no kind of entry yet: nothing of this program wrote them."""
    for incident, seq, table, row in rows.unsaid(only):
        yield finding("row-unsaid", incident, seq, table=table, row=row)
