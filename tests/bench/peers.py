"""The terminal programs that ours is measured against, each in a virtual environment of its own."""

from __future__ import annotations

import os
from collections.abc import Sequence

import pytest

__all__ = ["harlequin_command", "posting_command"]


def posting_command() -> Sequence[str]:
    """How posting is run."""
    return [_program("PEER_POSTING")]


def harlequin_command() -> Sequence[str]:
    """How harlequin is run, on a database of its own."""
    return [_program("PEER_HARLEQUIN"), "-P", "None", "-a", "sqlite", ":memory:"]


def _program(variable: str) -> str:
    path = os.environ.get(variable, "")
    if not path:
        pytest.skip(f"{variable} names no program to compare with; .ci/run installs one")
    return path
