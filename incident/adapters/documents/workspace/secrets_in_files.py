"""Finds secrets where only references may stand: a workspace is kept in git, and git forgets nothing.

No sentence of this module repeats what it found.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from incident.adapters.documents.reading.findings import problem
from incident.adapters.documents.reading.nodes import Fields, Items, Place, Scalar
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from incident.application.errors import Problem

__all__ = ["secrets_in"]

REFERENCE: Final = re.compile(r"env:[A-Za-z_][A-Za-z0-9_]*|file:\S.*|cmd:\S.*|keyring:[A-Za-z0-9][A-Za-z0-9._-]*")
"""How a secret is referred to: a variable, a file, a command that prints it, or a name in the keyring."""

_RULE: Final = "WS005"
_NAMED: Final = re.compile(r"pass(word|wd|phrase)?|token|api[_-]?key|密码|口令", re.IGNORECASE)
_CREDENTIALS: Final = re.compile(r"\w+://[^\s/@]*:[^\s/@]+@")
_ADDRESS: Final = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def secrets_in(place: Place) -> Iterator[Problem]:
    """Every value below the place that is, or may be, a secret itself."""
    node = place.node
    if isinstance(node, Items):
        for index in range(len(node.items)):
            yield from secrets_in(place / index)
    elif isinstance(node, Fields):
        for key in node.fields:
            if _NAMED.fullmatch(key):
                yield _secret(place / key)
            else:
                yield from secrets_in(place / key)
    elif isinstance(node, Scalar) and isinstance(node.value, str) and _is_secret(_key(place), node.value):
        yield _secret(place)


def _key(place: Place) -> str:
    """The key or index that the value stands under; '' where it is the whole document."""
    return str(place.path[-1]) if place.path else ""


def _is_secret(key: str, value: str) -> bool:
    if key == "secret":
        return bool(value) and not REFERENCE.fullmatch(value)
    return bool(_CREDENTIALS.search(value)) or (key == "address" and bool(_ADDRESS.match(value)))


def _secret(place: Place) -> Problem:
    said = _("A secret may not stand in this file, which is kept in git.")
    hint = _(
        "Put it into a variable, a file or a password store, and write secret: env:NAME, file:PATH, cmd:COMMAND or "
        "keyring:NAME."
    )
    if _key(place) == "database":
        hint = _("Leave the password out; PGPASSWORD or a .pgpass file holds it, or INCIDENT_DB the whole address.")
    return problem(place, _RULE, said, hint)
