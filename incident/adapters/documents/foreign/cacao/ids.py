"""Names that CACAO gives to things, and that we give to CACAO: types, versions, ids, our extension."""

from __future__ import annotations

import re
from typing import Final
from uuid import UUID, uuid5

from incident.adapters.documents.foreign.cacao.model import Kind

__all__ = ["EXTENSION", "KINDS", "MACHINES", "PEOPLE", "VERSIONS", "file_name", "identifier", "is_identifier"]

NAMESPACE: Final = UUID("aa7caf3a-d55a-4e9a-b34e-056215fba56a")
"""The name space for UUIDv5 that the specification (2.0, section 10.10) prescribes."""

VERSIONS: Final = {
    "cacao-2.0": "2.0", "2.0": "2.0", "2": "2.0", "cacao-1.1": "1.1", "1.1": "1.1", "cacao-1.0": "1.0", "1.0": "1.0",
}  # fmt: skip
"""`spec_version` as it is written, and the version that it means."""

KINDS: Final = {
    **{kind.value: kind for kind in Kind},
    "single": Kind.ACTION,  # CACAO 1.x
    "playbook": Kind.PLAYBOOK,  # CACAO 1.x
    "if": Kind.IF,
    "while": Kind.WHILE,
    "switch": Kind.SWITCH,
    "decision": Kind.SWITCH,
}
"""Types of steps as they are written, in any version and by habit."""

PEOPLE: Final = frozenset({"group", "individual", "organization", "sector", "location"})
"""Types of agents and targets that are people, and not machines."""


MACHINES: Final = frozenset({"http-api", "linux", "net-address", "security-category", "ssh"})
"""Types that are machines, beside those that each executor adds (`soarca`, …)."""


_WRITTEN: Final = re.compile(r"[a-z][a-z0-9-]+[a-z0-9]--[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def is_identifier(text: str) -> bool:
    """Whether the text is an id as the specification wants it."""
    return _WRITTEN.fullmatch(text) is not None


def identifier(kind: str, *names: str) -> str:
    """The same id for the same names, always."""
    return f"{kind}--{uuid5(NAMESPACE, chr(31).join(names))}"


def file_name(runbook_id: str, tier: int, language: str) -> str:
    """What the ids of one exported file are made from."""
    return f"{runbook_id}/{int(tier)}/{language}"


EXTENSION: Final = identifier("extension-definition", "incident", "runbook/1")
"""Under this key our exports keep what CACAO has no word for."""
