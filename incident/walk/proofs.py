"""The file that proves a report: what it is called, how large it is, and the digest that it can be told by for ever.

The file itself stays where it is. Apart from the dialogues and the commands, both of which ask for one.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from incident.domain.frozen import Frozen
from incident.i18n import _
from incident.wording.safe import clean_line

__all__ = ["Proof", "read_proof", "unreadable_words"]

_LARGEST: Final = 100 * 1024 * 1024
_PIECE: Final = 1024 * 1024


class Proof(Frozen):
    """A file as the record names it."""

    name: str
    digest: str
    """`sha256:` and 64 hex digits."""
    size: int
    """In bytes."""


def read_proof(path: str) -> Proof | None:
    """The file of that path, `~` understood; None where there is none to read, it is empty, or it is no receipt."""
    from hashlib import sha256  # here: OpenSSL's, for a file may be large

    try:
        place = Path(path.strip()).expanduser()
        if not place.is_file() or not 0 < place.stat().st_size <= _LARGEST:
            return None
        digest, size = sha256(), 0
        with place.open("rb") as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
                size += len(piece)
    except (OSError, ValueError, RuntimeError):  # a NUL in the path; a `~` of nobody
        return None
    return Proof(name=clean_line(place.name) or "-", digest=f"sha256:{digest.hexdigest()}", size=size)


def unreadable_words(path: str) -> str:
    """Why it cannot be taken, and what can."""
    said = _("'{path}' cannot be taken as a proof. Name a file that is there, is not empty and has at most 100 MB.")
    return said.format(path=clean_line(path))
