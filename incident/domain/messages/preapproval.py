"""That a text may leave without its approver, as a value: commands carry it, and the workspace says it.

Apart from what is made of it (`night`), which looks at an incident.
"""

from __future__ import annotations

from datetime import datetime

from incident.domain.frozen import Frozen

__all__ = ["NightText", "Preapproval"]


class Preapproval(Frozen):
    """That a text of a runbook may leave now."""

    by: str
    """Who approved it beforehand."""
    until: datetime
    """When this night ends: from then on the approver has to read what left."""


class NightText(Frozen):
    """A text that a person approved beforehand, as it stands in one revision of its runbook."""

    runbook: str
    revision: int
    template: str
    by: str
