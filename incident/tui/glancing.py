"""What the list of incidents does not say of each: how much of it needs a person.

Apart from the gateway, which says when it is read and by which thread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.walk.needs import needs
from incident.walk.reading import moment_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from incident.application.services import Services

__all__ = ["needs_of"]


def needs_of(services: Services, incident_ids: Sequence[str]) -> Mapping[str, int]:
    """How many things of each incident need a person."""
    return {name: len(needs(moment_of(services, services.service.load(name)))) for name in incident_ids}
