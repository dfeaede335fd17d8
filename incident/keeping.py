"""`incident db backup` and `restore`, put together: which file the log is, and what erases in one that is put back.

Apart from the entry point, which is long enough; beside it, because it sees as much.
"""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from incident.adapters.storage.opening import is_server, path_of, refuse_unknown, server_options
from incident.adapters.storage.sqlite.backing_up import BackedUp, back_up
from incident.adapters.storage.sqlite.restoring import Erasure, Restored, restore
from incident.application.actor import Actor
from incident.application.errors import ServerKeeps
from incident.application.service import IncidentService
from incident.domain.commands import EraseContents

if TYPE_CHECKING:
    from incident.adapters.storage.log import StoredLog
    from incident.assembly import Program

__all__ = ["backed_up", "restored"]


def backed_up(program: Program, file: str, person: str, *, replace: bool) -> BackedUp:
    """A backup of the workspace's log in that file.

    Raises:
        ServerKeeps: a server keeps the log.
        IncidentError: its subclasses say what else stands in the way.
    """
    _refuse_server(program.database, "pg_dump", "--format=custom", f"--file={file}")
    log = path_of(program.database)
    return back_up(log, Path(file).expanduser(), program.clock.now(), person, replace=replace)


def restored(program: Program, file: str, person: str, *, lose: int) -> Restored:
    """That backup in the place of the workspace's log.

    Raises:
        ServerKeeps: a server keeps the log.
        IncidentError: its subclasses say what else stands in the way.
    """
    _refuse_server(program.database, "pg_restore", "--clean", "--if-exists", "--single-transaction", file)
    log = path_of(program.database)

    def erase(fresh: StoredLog, erasures: Sequence[Erasure]) -> int:
        return _erased_again(program, fresh, erasures)

    return restore(Path(file).expanduser(), log, program.clock.now(), person, lose=lose, erase=erase)


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
            order = EraseContents(by=actor.acts_as, seq=each.seq, contents=left, because=each.because)
            service.execute(each.incident_id, order, actor, None, each.occurred_at)
            count += 1
    return count
