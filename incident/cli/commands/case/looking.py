"""Before names and contacts of customers are shown, the log has it that somebody looks; in whose name is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.cli.acting import act
from incident.cli.output import say
from incident.domain.commands import ShowContacts
from incident.wording.entering import looked_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from incident.cli.session import Session
    from incident.domain.incident import Incident

__all__ = ["look"]


def look(session: Session, incident_id: str, cases: Iterable[int]) -> Incident:
    """Write that these were looked at, and give back the incident after it."""
    incident = act(session, incident_id, ShowContacts(by=session.by, cases=tuple(cases))).incident
    words = looked_words(session.by, session.services.actor.entered_by, session.speech(incident.bundle))
    if words:
        say(words)
    return incident
