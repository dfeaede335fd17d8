"""Whether the triggers of a SQLite file stand word for word as the migrations built them."""

from __future__ import annotations

import re

from incident.adapters.storage.database import Guards, Session
from incident.adapters.storage.migrations import migrations

__all__ = ["standing_guards"]

_TRIGGER = re.compile(r"^CREATE TRIGGER (\w+).*?\bEND;$", re.MULTILINE | re.DOTALL)


def standing_guards(session: Session) -> Guards:
    """Every trigger that must be there, False if it is gone or says something else; and those that nobody built."""
    standing: dict[str, str] = dict(session.all("triggers"))
    built = {
        match[1]: match[0].removesuffix(";")
        for _, script in migrations("sqlite")
        for match in _TRIGGER.finditer(script)
    }
    return Guards(
        standing={name: standing.get(name) == text for name, text in built.items()},
        strangers=sorted(standing.keys() - built.keys()),
    )
