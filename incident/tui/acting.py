"""What the gateway does for the screens: commands, executed in order, and what is told of them.

Apart from the gateway, which says when, and by which thread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.tui.messages import Appended, Declared, LastActStands

if TYPE_CHECKING:  # the first frame waits for none of it
    from collections.abc import Callable, Sequence

    from textual.message import Message

    from incident.application.service import Outcome
    from incident.application.services import Services
    from incident.domain.commands import Command, DeclareIncident, UndoMark
    from incident.tui.commanders import Commanders
    from incident.tui.posting import Job

__all__ = ["Acts", "settling"]


class Acts:
    """Executes for the person who sits here."""

    def __init__(self, services: Services, commanders: Commanders) -> None:
        self._services = services
        self._commanders = commanders

    def declared(self, command: DeclareIncident) -> Message:
        """Open an incident."""
        return Declared(self._services.service.declare(command, self._services.actor))

    def executed(self, incident_id: str, commands: Sequence[Command], said: str) -> Message | None:
        """Execute them up to the first that is refused."""
        outcome: Outcome | None = None
        for command in commands:
            outcome = self._services.service.execute(incident_id, command, self._services.actor)
            self._commanders.acted_on(outcome.incident)
        return None if outcome is None else Appended(outcome=outcome, said=said)

    def undone(self, incident_id: str, command: UndoMark, said: str) -> Message | None:
        """Take the mark back, unless the person has done something else since."""
        from incident.walk.undoing import later_act  # here: the first frame takes nothing back

        act = later_act(self._services.log.read(incident_id), command.by)
        if act is not None:
            return LastActStands(act)
        return self.executed(incident_id, [command], said)


def settling(settle: Callable[[bool], None] | None, job: Job) -> Message | None:
    """Do the job, and tell whoever keeps the typed words whether they are in the log."""
    is_written = False
    try:
        answer = job()
        is_written = True
    finally:
        if settle is not None:
            settle(is_written)
    return answer
