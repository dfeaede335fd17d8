"""What every part of the fold answers with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from incident.domain.events import Recorded
from incident.domain.incident import Incident

__all__ = ["Change", "Changes"]

Changes: TypeAlias = dict[str, Any]
"""The fields of the incident that an entry changes."""
Change: TypeAlias = Callable[[Incident, Recorded, Any], Changes]
"""Of an incident, the entry and its event. Never refuses: the past has happened."""
