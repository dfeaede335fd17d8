"""What somebody may do who is not root."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["nobody_special"]


@contextmanager
def nobody_special() -> Iterator[None]:
    """Root may read and write whatever the mode says, so for a moment this process is not root."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(before)
