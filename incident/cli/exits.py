"""The exit codes: what a script may rely on, in one table.

Apart, because scripts rely on it and on nothing else of how errors are made.
"""

from __future__ import annotations

from typing import Final

from incident.application.errors import (
    BackupUnfit,
    CommandRepeated,
    CutOff,
    DocumentError,
    ExtraMissing,
    IncidentError,
    LostRace,
    NotFound,
    PasswordUnfit,
    StorageError,
)
from incident.domain.refusals import Refused

__all__ = ["Exit", "exit_of"]


class Exit:
    """How the program ends. No enumeration: every command would pay a quarter of a millisecond to make one."""

    DONE = 0
    REFUSED = 1
    """The rules do not allow it, or what it names is not there."""
    USAGE = 2
    """The command line is wrong."""
    DOCUMENT = 3
    """A document of the workspace or the library is invalid."""
    STORAGE = 4
    """The log cannot be reached, or not be written; or what was asked for cannot be printed."""
    UNDELIVERED = 5
    """Something could not be delivered."""
    UNVERIFIED = 6
    """The record is not what was written."""
    INTERNAL = 70
    """A fault of the program."""
    INTERRUPTED = 130
    """A person pressed Ctrl-C."""


_EXITS: Final[tuple[tuple[type[Exception], int], ...]] = (
    (ExtraMissing, Exit.USAGE),
    (PasswordUnfit, Exit.USAGE),
    (Refused, Exit.REFUSED),
    (NotFound, Exit.REFUSED),
    (CommandRepeated, Exit.REFUSED),
    (DocumentError, Exit.DOCUMENT),
    (BackupUnfit, Exit.UNVERIFIED),
    (StorageError, Exit.STORAGE),
    (CutOff, Exit.STORAGE),
    (LostRace, Exit.STORAGE),
    (IncidentError, Exit.REFUSED),
)
"""The first that fits counts."""


def exit_of(error: Exception) -> int:
    """The code of an error that has a sentence; INTERNAL for any other."""
    return next((code for kind, code in _EXITS if isinstance(error, kind)), Exit.INTERNAL)
