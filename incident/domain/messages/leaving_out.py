"""Who is not told on purpose: decisions, and steps that would have told somebody and were ruled out.

Apart from the rules, because lists, briefings and reports read it; nothing here is a fault.
"""

from __future__ import annotations

from collections.abc import Iterator

from incident.domain.content import FreeText
from incident.domain.incident import Incident, StepState
from incident.domain.messages.message import LeftOut
from incident.domain.runbooks.runbook import Verb

__all__ = ["left_out"]


def left_out(incident: Incident) -> tuple[LeftOut, ...]:
    """Every decision that stands, the oldest first; a step that was ruled out counts until its audience is told."""
    return tuple(sorted((*incident.left_out.values(), *_ruled_out(incident)), key=lambda each: each.at))


def _ruled_out(incident: Incident) -> Iterator[LeftOut]:
    if incident.bundle is None:
        return
    told = {each.audience for each in incident.messages.values() if each.released_at and not each.is_withdrawn}
    named = {audience for audience, who in incident.left_out if not who}
    for step in incident.runbook.steps():
        progress = incident.steps.get(step.id)
        if step.verb is not Verb.TELL or progress is None or progress.state is not StepState.NOT_APPLICABLE:
            continue
        audience = step.audience or ""
        if audience and audience not in told | named:
            named.add(audience)
            because = progress.words or FreeText("")
            yield LeftOut(audience=audience, who="", by=progress.by, at=progress.at, because=because)
