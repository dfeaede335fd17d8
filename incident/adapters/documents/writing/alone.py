"""One writer at a time in a folder: whoever reads a file and writes it anew loses nothing of somebody else's.

Apart from the writing, because what is read has to be read after the others have written.
"""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["alone_in"]


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Wait until nobody else writes in the folder, and keep the others out; not twice within each other.

    The folder itself is locked: nothing stays behind in it, and a program that ends lets go.

    Raises:
        OSError: there is no such folder, or it may not be looked into.
    """
    import fcntl  # here: not on every system, and few commands write a file anew

    handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        with suppress(OSError):  # a file system that knows no locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
