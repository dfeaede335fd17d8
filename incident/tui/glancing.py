"""What the list of incidents does not say of each: how much of it needs a person, and what the law waits for next.

Apart from the gateway, which says when it is read and by which thread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.application.broken import broken_targets
from incident.domain.clocks import legal_clocks
from incident.walk.needs import needs
from incident.walk.reading import moment_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from incident.application.services import Services
    from incident.domain.content import PinnedRegister

__all__ = ["broken_of", "needs_of", "reports_of"]


def needs_of(services: Services, incident_ids: Sequence[str]) -> Mapping[str, int]:
    """How many things of each incident need a person."""
    return {name: len(needs(moment_of(services, services.service.load(name)))) for name in incident_ids}


def reports_of(services: Services, incident_ids: Sequence[str]) -> Mapping[str, tuple[str, PinnedRegister]]:
    """The legal report of each incident whose clock runs out first, and the rules that have its words."""
    now = services.clock.now()
    incidents = [services.service.load(name) for name in incident_ids]
    first = [(each, legal_clocks(each, now)[:1]) for each in incidents]
    return {each.id: (clocks[0].subject, law) for each, clocks in first if clocks and (law := each.law.pinned)}


def broken_of(services: Services, incident_ids: Sequence[str]) -> Sequence[str]:
    """The targets that refused for good what these incidents sent last."""
    rows = (row for name in incident_ids for row in services.outbox.deliveries(name))
    return sorted(broken_targets(rows, services.directory))
