"""What a server had confirmed and has no more, as may a standby that took over: found out, and kept to be read.

Apart from following, which makes the copy what the server is: what only the copy still has would go with it.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from contextlib import closing
from itertools import count
from pathlib import Path

from incident.adapters.storage.log import StoredLog
from incident.application.ports import Lost, Summary

__all__ = ["kept_aside", "lacking"]


def lacking(
    server: StoredLog, known: Mapping[str, Sequence[str]], there: Mapping[str, Summary]
) -> dict[str, tuple[int, int]]:
    """Of incidents with the digests that the server confirmed: after which entry it lacks them, up to which.

    One that it shows to fewer people now is not lacking, and neither is one that was closed.
    """
    behind = {id_: digests for id_, digests in known.items() if digests and not server.knows_head(digests[-1])}
    closed = set(server.closed_to_me()) if any(id_ not in there for id_ in behind) else set()
    return {
        id_: (_known(server, digests), len(digests))
        for id_, digests in behind.items()
        if id_ in there or id_ not in closed
    }


def _known(server: StoredLog, digests: Sequence[str]) -> int:
    """How many of them, from the first on, it has."""
    return bisect_left(digests, 1, key=lambda digest: 0 if server.knows_head(digest) else 1)


def kept_aside(place: Path, lacking: Mapping[str, tuple[int, int]]) -> Sequence[Lost]:
    """Copy these incidents into a file of their own beside the copy; it is a log that can be read.

    Raises:
        OSError, sqlite3.Error: it cannot be written; nothing of it is left.
    """
    file = _fresh(place)
    try:
        _write(file, place, lacking)
    except BaseException:  # raised again: whatever ends it, half a file must not pass for all that was lost
        file.unlink()
        raise
    return [Lost(incident_id=id_, after=after, until=until, file=str(file)) for id_, (after, until) in lacking.items()]


def _write(file: Path, place: Path, incidents: Collection[str]) -> None:
    """The copy without all other incidents."""
    with closing(sqlite3.connect(place)) as copy:
        copy.execute("VACUUM INTO ?", (str(file),))
    with closing(sqlite3.connect(file, isolation_level=None)) as aside:
        aside.execute("PRAGMA secure_delete = ON")
        others = f"NOT IN ({','.join('?' * len(incidents))})"
        for table in ("contents", "commands", "events", "incident_summaries", "journal", "ahead"):
            aside.execute(f"DELETE FROM {table} WHERE incident_id {others}", tuple(incidents))  # noqa: S608  (our names)
        aside.execute("VACUUM")


def _fresh(place: Path) -> Path:
    """A file that is there now, empty, and that only its owner may read."""
    for number in count(1):
        file = place.with_name(f"{place.stem}.lost-{number}.db")
        try:
            file.touch(mode=0o600, exist_ok=False)
        except FileExistsError:
            continue
        return file
    raise AssertionError  # numbers do not end
