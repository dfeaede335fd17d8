"""The log that forgets at exit: for demonstrations and as the fake of every test.

It keeps the same sealed rows as the databases, passes the same contract suite,
and is one class more than a dictionary on purpose: what passes on it passes on disk.
"""

from __future__ import annotations

from incident.adapters.storage.memory.log import MemoryLog

__all__ = ["MemoryLog"]
