"""The log on disk: SQLite for one machine, PostgreSQL for a team, one contract for both."""

from __future__ import annotations

from incident.adapters.storage.opening import open_log

__all__ = ["open_log"]
