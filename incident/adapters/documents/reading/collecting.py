"""Reading without the garbage collector: a document becomes thousands of values, and none of them is garbage.

Apart from the reader, because whoever reads many documents pauses once. Measured over 200 runbooks, the collector took
a third of the time, looking through the same values again and again.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["uncollected"]


@contextmanager
def uncollected() -> Iterator[None]:
    """Within it the collector rests; what is garbage then is found afterwards."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
