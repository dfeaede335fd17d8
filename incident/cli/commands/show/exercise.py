"""What an exercise's time is at: how fast it goes, or that it stands.

Apart from the rest of the sheet: few incidents are exercises, and the words are loaded for those alone.
"""

from __future__ import annotations

from datetime import datetime

from incident.domain.incident import Incident, Status
from incident.wording.speech import Speech

__all__ = ["exercise_speed", "standstill"]


def exercise_speed(incident: Incident) -> str:
    """How fast an exercise goes, whose own time all times that run are."""
    if incident.speed == 1:
        return ""
    from incident.wording.exercising import speed_words

    return speed_words(incident.exercise)


def standstill(incident: Incident, speech: Speech, now: datetime) -> list[str]:
    """That an exercise is not played now; nothing of it comes due then."""
    if incident.exercise is None or incident.status is Status.CLOSED:
        return []
    from incident.wording.exercising import standstill_words

    return [words] if (words := standstill_words(incident.exercise, speech, now)) else []
