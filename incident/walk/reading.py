"""Reads the moment of an incident from the services: the one way to it, so that no screen forgets a part of it.

Apart from the moment itself, which knows nobody who could be asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.walk.moment import Walk
from incident.wording.speech import Speech

if TYPE_CHECKING:
    from incident.application.services import Services
    from incident.domain.incident import Incident

__all__ = ["moment_of"]


def moment_of(services: Services, incident: Incident, *, latest: int = 0) -> Walk:
    """How it stands for whoever sits here; with its last entries, as many as are asked for.

    Names and times are those of nobody in particular: an interface says it in its own speech.
    """
    log, link = services.log, services.link
    return Walk(
        incident=incident,
        person=services.actor.acts_as,
        speech=Speech(bundle=incident.bundle, law=incident.law.pinned),
        now=services.clock.now(),
        deliveries=services.outbox.deliveries(incident.id),
        directory=services.directory,
        cut=None if link is None else link.cut,
        can_write=log.obstacle is None,
        names_law=services.workspace.names_law,
        latest=log.read(incident.id, after=max(0, incident.version - latest)) if latest else (),
    )
