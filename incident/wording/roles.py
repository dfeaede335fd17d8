"""Several roles in one hand, where the runbook does not combine them: allowed, and said."""

from __future__ import annotations

from incident.domain.incident import Incident
from incident.domain.staffing import not_combined
from incident.i18n import _
from incident.wording.speech import Speech

__all__ = ["not_combined_words"]


def not_combined_words(incident: Incident, role: str, person: str, speech: Speech) -> str:
    """What the person holds besides, and that the runbook sees it otherwise; '' where it has nothing against it."""
    others = not_combined(incident, role, person)
    if not others:
        return ""
    words = _("{name} holds {others} too, which the runbook does not combine with it. Somebody else should.")
    return words.format(name=speech.person(person), others=_(", ").join(map(speech.role, others)))
