"""All the rules: what a command makes happen now, or why it is refused.

One file a concern; here stands what holds for all commands. Events that come out are in
order and belong together: all of them are recorded, or none.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from incident.domain import commands as c
from incident.domain.decide import noting
from incident.domain.events import Event
from incident.domain.incident import Incident, Status
from incident.domain.refusals import Refused

__all__ = ["decide"]


def decide(incident: Incident, command: c.Command, now: datetime) -> Sequence[Event]:
    """What the command makes happen; empty if it changes nothing.

    Raises:
        Refused: the rules do not allow it; nothing happens.
    """
    if isinstance(command, c.AddNote) and incident.status is not Status.UNDECLARED:
        if incident.exercise is not None:
            from incident.domain.decide.exercising import require_note  # here: few incidents are exercises

            require_note(incident.id, incident.exercise, command)
        return [*noting.add_note(incident, command), *_ceased(incident, command)]  # without the rules of all others
    from incident.domain.decide.allowed import require_open  # here: a note needs none of this
    from incident.domain.decide.repeating import own_mark, refuse_repeat
    from incident.domain.decide.rounds import repeats_ended
    from incident.domain.decide.routes import route

    if not isinstance(command, c.DeclareIncident):
        require_open(incident, command)
    if incident.exercise is not None:
        from incident.domain.decide.exercising import require_side  # here: few incidents are exercises

        require_side(incident, command)
    try:
        events = route(incident, command, now)
    except Refused as refused:
        raise own_mark(refused, getattr(command, "step", None), command.by) from None
    refuse_repeat(incident, events, command.by, now)
    if isinstance(command, c.DeclareIncident):
        return events
    return [*events, *repeats_ended(incident, events, command.by, now), *_ceased(incident, command)]


def _ceased(incident: Incident, command: c.Command) -> Sequence[Event]:
    """The end of play, if somebody says the reserved word."""
    if incident.exercise is None:
        return ()
    from incident.domain.exercises.reserved import play_ceased  # here: few incidents are exercises

    return play_ceased(incident, command)
