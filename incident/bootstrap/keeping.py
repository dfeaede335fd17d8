"""`incident verify`, `db backup` and `restore`, put together: which file is the log, what erases in one put back."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from incident.adapters.storage.auditing import audit
from incident.adapters.storage.opening import is_server, path_of, refuse_unknown, server_options
from incident.adapters.storage.sqlite.backing_up import back_up
from incident.adapters.storage.sqlite.restoring import Erasure, restore
from incident.application.actor import Actor
from incident.application.errors import ServerKeeps
from incident.application.service import IncidentService
from incident.cli.wiring import BackupMade, Fault, LogRestored, Verdict
from incident.domain.commands import EraseContents
from incident.wording.findings import say_finding

if TYPE_CHECKING:
    from incident.adapters.storage.log import StoredLog
    from incident.application.ports import Finding
    from incident.bootstrap.assembly import Program

__all__ = ["audited", "backed_up", "restored"]


def audited(program: Program, incident_id: str | None, printed: str | None) -> Verdict:
    """The record of one incident recomputed, or of all and the workspace's chain; and whether it has a printed head."""
    try:
        found, heads = audit(program.log, incident_id, printed, program.clock.now())
        closed = program.log.closed_to_me()
    finally:
        program.close()
    return Verdict(faults=_faults(found), heads=heads, closed=closed)


def backed_up(program: Program, file: str, person: str, *, replace: bool) -> BackupMade:
    """A backup of the workspace's log in that file.

    Raises:
        ServerKeeps: a server keeps the log.
        IncidentError: its subclasses say what else stands in the way.
    """
    _refuse_server(program.database, "pg_dump", "--format=custom", f"--file={file}")
    log = path_of(program.database)
    made = back_up(log, Path(file).expanduser(), program.clock.now(), person, replace=replace)
    return BackupMade(
        path=made.path,
        incidents=made.incidents,
        entries=made.entries,
        faults=_faults(made.findings),
        heads=made.heads,
        is_kept=made.is_kept,
        is_noted=made.is_noted,
    )


def restored(program: Program, file: str, person: str, *, lose: int) -> LogRestored:
    """That backup in the place of the workspace's log.

    Raises:
        ServerKeeps: a server keeps the log.
        IncidentError: its subclasses say what else stands in the way.
    """
    _refuse_server(program.database, "pg_restore", "--clean", "--if-exists", "--single-transaction", file)
    log = path_of(program.database)

    def erase(fresh: StoredLog, erasures: Sequence[Erasure]) -> int:
        return _erased_again(program, fresh, erasures)

    done = restore(Path(file).expanduser(), log, program.clock.now(), person, lose=lose, erase=erase)
    return LogRestored(
        path=done.path,
        kept=done.kept,
        lost=done.lost,
        erased=done.erased,
        incidents=done.incidents,
        entries=done.entries,
        waiting=done.waiting,
        unconfirmed=done.unconfirmed,
    )


def _faults(findings: Sequence[Finding]) -> list[Fault]:
    return [Fault(incident_id=each.incident_id, seq=each.seq, words=say_finding(each)) for each in findings]


def _refuse_server(database: str, tool: str, *words: str) -> None:
    """A server's tools copy what is beside the tables too; the line to type is said, and not imitated."""
    refuse_unknown(database)
    if is_server(database):
        raise ServerKeeps(command=shlex.join([tool, *server_options(database), *words]))


def _erased_again(program: Program, fresh: StoredLog, erasures: Sequence[Erasure]) -> int:
    """Have each decided again, in the name and at the time of whoever ordered it; how many destroyed something."""
    service = IncidentService(
        log=fresh, clock=program.clock, ids=program.ids, directory=program.directory, outbox=fresh
    )
    count = 0
    for each in erasures:
        left = tuple(content for content in each.contents if fresh.has_content(each.incident_id, each.seq, content))
        if left:
            actor = Actor(person=each.actor, on_behalf_of=each.on_behalf_of)
            order = EraseContents(by=actor.acts_as, seq=each.seq, contents=left, because=each.because, again=True)
            service.execute(each.incident_id, order, actor, None, each.occurred_at)
            count += 1
    return count
