"""Names of a package whose files are imported when somebody asks for one of theirs.

Apart from the packages, because commands and events are found in the same way: a note needs one file of each.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from importlib import import_module

__all__ = ["found_in"]


def found_in(package: str, concerns: Sequence[str]) -> Callable[[str], object]:
    """A package's `__getattr__`: looks a name up in its files, in this order, and keeps it.

    What most incidents hold stands first: the files before the one that has the name are imported as well.
    """

    def found(name: str) -> object:
        if name in concerns:
            return import_module(f"{package}.{name}")
        for concern in () if name.startswith("_") else concerns:
            module = import_module(f"{package}.{concern}")
            if name in module.__all__:
                kept: object = getattr(module, name)
                setattr(sys.modules[package], name, kept)
                return kept
        raise AttributeError(f"module {package!r} has no attribute {name!r}")

    return found
