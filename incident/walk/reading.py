"""Reads the moment of an incident from the services: the one way to it, so that no screen forgets a part of it.

Apart from the moment itself, which knows nobody who could be asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.application.delivery.stuck import rows_elsewhere
from incident.domain.events import AllocationState
from incident.walk.moment import Walk
from incident.wording.speech import Speech

if TYPE_CHECKING:
    from collections.abc import Mapping

    from incident.application.services import Services
    from incident.domain.incident import Incident
    from incident.domain.resources.resource import Inventory

__all__ = ["moment_of", "readable_inventory"]


def moment_of(services: Services, incident: Incident, *, latest: int = 0) -> Walk:
    """How it stands for whoever sits here; with its last entries, as many as are asked for.

    Names and times are those of nobody in particular: an interface says it in its own speech.
    """
    log, link = services.log, services.link
    rows = services.outbox.deliveries(incident.id)
    return Walk(
        incident=incident,
        person=services.actor.acts_as,
        speech=Speech(bundle=incident.bundle, law=incident.law.pinned),
        now=services.clock.now(),
        deliveries=rows,
        elsewhere=rows_elsewhere(log, services.outbox, incident.id, rows),
        directory=services.directory,
        cut=None if link is None else link.cut,
        can_write=log.obstacle is None,
        is_copy=services.outbox.unconfirmed() is not None,
        inventory=_inventory(services, incident),
        names_law=services.workspace.names_law,
        latest=log.read(incident.id, after=max(0, incident.version - latest)) if latest else (),
        authors=_authors(services, incident),
    )


def _authors(services: Services, incident: Incident) -> Mapping[int, str]:
    """By entry, who wrote what is asked to be erased."""
    if not incident.evidence.erasures:
        return {}
    from incident.application.evidence.authors import authors_to_tell  # here: words are seldom erased

    return authors_to_tell(services.log, incident, services.clock.now())


def _inventory(services: Services, incident: Incident) -> Inventory | None:
    """How fast somebody answers, and what a raise wants; None where nothing waits for it, or it cannot be read."""
    waits = any(each.state is AllocationState.REQUESTED for each in incident.resources.live)
    if not (waits or (incident.tier_changes and incident.resources.allocations)):
        return None
    return readable_inventory(services)


def readable_inventory(services: Services) -> Inventory | None:
    """What the team has and how it calls that; None while its file cannot be read."""
    from incident.application.errors import DocumentError  # here: most nights ask for nothing

    try:
        return services.service.held().inventory
    except DocumentError:
        return None  # the board and the commands say what is wrong with it; a walk goes on without
