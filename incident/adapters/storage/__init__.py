"""The log on disk: SQLite for one machine, PostgreSQL for a team, one contract for both."""

from __future__ import annotations

from incident.adapters.storage.opening import is_server, open_log

__all__ = ["is_server", "open_log"]
