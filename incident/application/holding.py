"""The rules of law for an incident that begins now; they are never in the way of its declaration.

Apart from the service, because only an interface knows how to say loudly that no legal clock will run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.application.errors import IncidentError

if TYPE_CHECKING:
    from incident.application.services import Services
    from incident.domain.law.holding import HeldTo

__all__ = ["held_or_why"]


def held_or_why(services: Services) -> tuple[HeldTo | None, IncidentError | None]:
    """The rules that count, or why they cannot be read; neither where the workspace names no jurisdictions."""
    try:
        return services.held_to(), None
    except IncidentError as reason:  # one file that is not right must not refuse a declaration at night
        return None, reason
