"""Whether the triggers of a PostgreSQL database are on, and say what the migrations made them say."""

from __future__ import annotations

import re
from collections.abc import Mapping

from incident.adapters.storage.database import Session
from incident.adapters.storage.migrations import migrations

__all__ = ["standing_guards"]

_FUNCTION = re.compile(r"^CREATE FUNCTION (\w+)\(\).*?\$\$(.*?)\$\$;$", re.MULTILINE | re.DOTALL)
_TRIGGER = re.compile(r"^CREATE TRIGGER (\w+).*?EXECUTE FUNCTION (\w+)\(\);$", re.MULTILINE | re.DOTALL)


def standing_guards(session: Session) -> Mapping[str, bool]:
    """Every trigger that must be there; False if it is gone, off, or its function says something else."""
    script = "\n".join(text for _, text in migrations("postgres"))
    sources = {match[1]: match[2] for match in _FUNCTION.finditer(script)}
    built = {match[1]: (True, _plain(match[0]), sources[match[2]]) for match in _TRIGGER.finditer(script)}
    standing = {name: (on, _plain(text), source) for name, on, text, source in session.all("triggers")}
    return {name: standing.get(name) == expected for name, expected in built.items()}


def _plain(definition: str) -> str:
    """A trigger's definition on one line, without the schema that PostgreSQL adds."""
    return re.sub(r"\s+", " ", re.sub(r"\b(ON|FUNCTION) \w+\.", r"\1 ", definition)).removesuffix(";")
