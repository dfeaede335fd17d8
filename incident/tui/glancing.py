"""What the list of incidents does not say of each: how much of it needs a person.

Apart from the gateway, which says when it is read and by which thread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.walk.moment import Walk
from incident.walk.needs import needs
from incident.wording.speech import Speech

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from incident.application.services import Services

__all__ = ["needs_of"]


def needs_of(services: Services, incident_ids: Sequence[str]) -> Mapping[str, int]:
    """How many things of each incident need a person."""
    return {name: len(needs(_walk(services, name))) for name in incident_ids}


def _walk(services: Services, incident_id: str) -> Walk:
    incident = services.service.load(incident_id)
    return Walk(
        incident=incident,
        person=services.actor.acts_as,
        speech=Speech(bundle=incident.bundle, law=incident.law.pinned),
        now=services.clock.now(),
        deliveries=services.outbox.deliveries(incident_id),
        names_law=services.workspace.names_law,
    )
