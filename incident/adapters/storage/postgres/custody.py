"""Whether a database on a server stands where it stood when somebody last answered for it.

Apart from that of a file: nobody here makes the copy, so that a database which was put back is known by its place.
"""

from __future__ import annotations

import secrets
from datetime import datetime

from incident.adapters.storage.custody import CONFIRMED, let_go
from incident.adapters.storage.database import Session
from incident.adapters.storage.instants import micros
from incident.application.ports import Unconfirmed

__all__ = ["confirm", "instance_id", "unconfirmed"]


def unconfirmed(session: Session) -> Unconfirmed | None:
    """That it stands elsewhere; when it was put there, nobody knows."""
    said, stands, _name = _last(session)
    return None if said == stands else Unconfirmed()


def instance_id(session: Session) -> str:
    """The name of this database; one that was put back has none of its own yet, and is called by its place too."""
    said, stands, name = _last(session)
    return name if said == stands else f"{name}@{stands}"


def confirm(session: Session, at: datetime, person: str) -> int:
    """Let it send from here on; how many deliveries nobody can call unsent: all that are due, since when is unknown."""
    session.lock("custody")
    if unconfirmed(session) is None:
        return 0
    session.run("add-custody", at=micros(at), person=person, instance_id=secrets.token_hex(16))
    return let_go(session, at, session.all("perhaps-sent", now=micros(at)), CONFIRMED)


def _last(session: Session) -> tuple[str, str, str]:
    last = session.one("custody") if session.one("has-custody") else None
    if last is not None:
        return last[0], last[1], last[2]
    controls = session.one("controls")  # a database of before: nobody can tell
    return "", "", str(controls[2]) if controls else ""
