"""The door of `incident` and `python -m incident`.

Apart from the entry point, because how memory is looked after has to be settled before that is loaded.
"""

from __future__ import annotations

import gc
import sys

__all__ = ["main"]

_NEW_OBJECTS = 50_000
"""After how many the collector looks for garbage: a command never makes so many, the terminal program does."""


def main() -> int:
    """Do what the command line says; the result is the exit code."""
    gc.set_threshold(_NEW_OBJECTS)
    from incident.bootstrap import main as run  # here: loading is half of what the collector would look through

    try:
        return run()
    finally:
        gc.freeze()  # at the end the interpreter would search all of it once more: a sixth of a command's time


if __name__ == "__main__":
    sys.exit(main())
