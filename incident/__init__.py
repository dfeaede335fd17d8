"""Takes staff through an emergency, step by step, with its clocks, people and messages beside it."""

from __future__ import annotations

__version__ = "0.1.0"
