"""The door of `incident` and `python -m incident`.

Apart from the entry point, because how memory is looked after, and what Ctrl-C does, has to be settled before that is
loaded.
"""

import _signal  # type: ignore[import-not-found]  # built in: `signal` is read from files, and Ctrl-C may come meanwhile
import gc
import sys

__all__ = ["main"]

if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:
    _signal.signal(_signal.SIGINT, _signal.SIG_DFL)  # nothing is begun: it ends without a word, until `run` hears it

_NEW_OBJECTS = 50_000
"""After how many the collector looks for garbage: a command never makes so many, the terminal program does."""

_INTERRUPTED = 130
"""What a shell says of a program that Ctrl-C ended."""


def main() -> int:
    """Do what the command line says; the result is the exit code."""
    gc.set_threshold(_NEW_OBJECTS)
    from incident.bootstrap.wired import main as run  # here: loading is half of what the collector would look through

    try:
        return run()
    except KeyboardInterrupt:  # in the instant after `run` heard it
        return _INTERRUPTED
    finally:
        gc.freeze()  # at the end the interpreter would search all of it once more: a sixth of a command's time


if __name__ == "__main__":
    sys.exit(main())
