"""The entry point, and the one place that sees everything: it wires the services and hands them on."""

from __future__ import annotations

import sys

__all__ = ["main"]


def main() -> int:
    """Start the program; the result is the exit code."""
    sys.stderr.write("incident: nothing can be started yet.\n")
    return 2
