"""What the gateway does for the screens: commands, executed in order, and what is told of them.

Apart from the gateway, which says when, and by which thread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.tui.messages import Appended, ContactShown, Declared, LastActStands, NothingAgain

if TYPE_CHECKING:  # the first frame waits for none of it
    from collections.abc import Callable, Sequence

    from textual.message import Message

    from incident.application.messages.recalling import Recall
    from incident.application.service import Outcome
    from incident.application.services import Services
    from incident.domain.commands import Command, DeclareIncident, UndoMark
    from incident.domain.events import Recorded
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
        from incident.domain.commands import UndoMark  # here, as below: the first frame executes nothing
        from incident.wording.keeping_out import kept_out

        outcome: Outcome | None = None
        masked: list[str] = []
        recalls: list[Recall] = []
        for command in commands:
            outcome = self._services.service.execute(incident_id, command, self._services.actor)
            self._commanders.acted_on(outcome.incident)
            masked += kept_out(outcome)
            recalls += self._recalled(outcome) if isinstance(command, UndoMark) else ()
        words = " ".join(filter(None, [said, *masked]))
        return None if outcome is None else Appended(outcome=outcome, said=words, recalls=recalls)

    def _recalled(self, outcome: Outcome) -> Sequence[Recall]:
        from incident.application.messages.recalling import recalled  # here, as above

        return recalled(outcome.incident, outcome.entries, self._services.log, self._services.outbox)

    def shown(self, incident_id: str, number: int) -> Message:
        """How the customer of a case is reached; that somebody looked is written first."""
        from incident.application.cases.words import words_by_number  # here: few incidents have cases
        from incident.domain.commands import ShowContacts

        services = self._services
        command = ShowContacts(by=services.actor.acts_as, cases=(number,))
        incident = services.service.execute(incident_id, command, services.actor).incident
        words = words_by_number(incident, services.log, [number]).get(number)
        return ContactShown(number=number, words=words, looked_by=services.actor.entered_by)

    def undone(self, incident_id: str, command: UndoMark, said: str) -> Message | None:
        """Take the mark back, unless the person has done something else since."""
        from incident.walk.undoing import later_act  # here: the first frame takes nothing back

        act = later_act(self._services.log.read(incident_id), command.by)
        if act is not None:
            return LastActStands(act)
        return self.executed(incident_id, [command], said)

    def redone(self, incident_id: str, person: str, said: Callable[[Recorded], str]) -> Message | None:
        """Set the mark again that the person took back last."""
        from incident.walk.redoing import again, taken_back  # here: the first frame sets nothing again

        entry = taken_back(self._services.log.read(incident_id), person)
        command = again(entry, self._services.service.load(incident_id), person) if entry is not None else None
        if entry is None or command is None:
            return NothingAgain(entry)
        return self.executed(incident_id, [command], said(entry))


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
