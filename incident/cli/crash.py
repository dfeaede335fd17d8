"""What is kept of a fault of the program itself: where it happened, and no word of the incident.

Apart, because it is loaded when all else has failed, and must need nothing of that.
"""

from __future__ import annotations

import os
import platform
import tempfile
import traceback
from collections.abc import Iterator

from incident import __version__
from incident.i18n import _

__all__ = ["report_crash"]


def report_crash(error: BaseException) -> str:
    """Write the details to a file that only this user can read; the sentence that says where."""
    kind = type(error).__name__
    try:
        handle, path = tempfile.mkstemp(prefix="incident-fault-", suffix=".txt")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write("\n".join(_details(error)))
    except OSError:
        return _("A fault of the program ({kind}). What was recorded before is safe.").format(kind=kind)
    said = _("A fault of the program ({kind}). What was recorded before is safe. The details are in {path}.")
    return said.format(kind=kind, path=path)


def _details(error: BaseException) -> Iterator[str]:
    """The chain of errors, innermost cause last; their messages are left out, since they may quote the incident."""
    yield f"incident {__version__}, Python {platform.python_version()}, {platform.system()}"
    cause: BaseException | None = error
    while cause is not None:
        yield f"\n{type(cause).__module__}.{type(cause).__qualname__}"
        yield "".join(
            f"  {frame.filename}:{frame.lineno} {frame.name}\n" for frame in traceback.extract_tb(cause.__traceback__)
        )
        cause = cause.__cause__ or cause.__context__
