"""Whose copy a log is, and whether a person has said that it may send (DESIGN.md 4).

Apart from the outbox, which asks here before it hands anything out. A backup carries the mark of a copy from the
moment it is made, so that one which was only copied into its place is held as well.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from incident.adapters.storage.database import Row, Session
from incident.adapters.storage.instants import from_micros, micros
from incident.application.ports import Backup, Unconfirmed

__all__ = [
    "BACKED_UP",
    "CONFIRMED",
    "COPIED",
    "RESTORED",
    "confirm",
    "instance_id",
    "last_backup",
    "let_go",
    "note",
    "unconfirmed",
]

BACKED_UP: Final = "backed-up"
COPIED: Final = "copied"
RESTORED: Final = "restored"
CONFIRMED: Final = "confirmed"
_NAMED_ANEW: Final = (COPIED, RESTORED)


def unconfirmed(session: Session) -> Unconfirmed | None:
    """What keeps the log from sending: it is a copy, and nobody has confirmed it."""
    last = session.one("custody") if session.one("has-custody") else None
    if last is None or last[0] == CONFIRMED:
        return None
    copied = session.one("copied")
    return Unconfirmed(
        backed_up_at=from_micros(copied[0]) if copied else None,
        restored_at=from_micros(last[1]) if last[0] == RESTORED else None,
    )


def last_backup(session: Session) -> Backup | None:
    """The latest backup that the log knows of."""
    last = session.one("last-backup") if session.one("has-custody") else None
    return None if last is None else Backup(taken_at=from_micros(last[0]), place=last[1])


def instance_id(session: Session) -> str:
    """The name of this database: a copy has another than what it was copied from."""
    last = session.one("custody") if session.one("has-custody") else None
    controls = session.one("controls")
    return str(last[3] if last else controls[2] if controls else "")


def note(session: Session, kind: str, at: datetime, person: str, place: str) -> bool:
    """Write down what was done with the file; False where an older program made it, and there is no place for it."""
    if not session.one("has-custody"):
        return False
    place = place.encode(errors="replace").decode()  # a folder's name may be no text; '?' stands for what is none
    name = os.urandom(16).hex() if kind in _NAMED_ANEW else instance_id(session)
    session.run("add-custody", kind=kind, at=micros(at), person=person, place=place, instance_id=name)
    return True


def confirm(session: Session, at: datetime, person: str) -> int:
    """Let the log send from now on; how many deliveries nobody can call unsent.

    What was due and waited in the copy may have gone out since: it is claimed for a moment and let go, as if whoever
    sent it had died over it. So it is `unknown`, or goes again marked as a possible repeat.
    """
    last = session.one("custody") if session.one("has-custody") else None
    if last is None or last[0] == CONFIRMED:
        return 0
    note(session, CONFIRMED, at, person, "")
    return let_go(session, at, session.all("perhaps-sent", now=micros(at), position=last[4]), CONFIRMED)


def let_go(session: Session, at: datetime, perhaps: Sequence[Row], owner: str) -> int:
    """Claim these deliveries and give the claim up at once, with all that ran out; how many there were."""
    now = micros(at)
    session.run_each("take", [{"id": id_, "owner": owner, "lease_until": now} for (id_,) in perhaps])
    return len({*session.all("give-up-leases", now=now, no=False), *perhaps})
