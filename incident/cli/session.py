"""One run of the command line: what was asked of the program, and the services, opened when first needed.

Apart from click, so that a command can be run by a test with a world of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from incident.application.errors import NotFound
from incident.cli.wiring import Options, Wiring
from incident.domain.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from incident.application.errors import Problem, StorageError
    from incident.application.merging import Merged
    from incident.application.ports import Cut, EventLog, Lost
    from incident.application.service import Outcome
    from incident.application.services import Services
    from incident.domain.incident import Incident
    from incident.domain.runbooks.runbook import Bundle
    from incident.wording.speech import Speech

__all__ = ["Heard", "Session", "pass_session"]

_NARROWEST, _WIDEST = 60, 100


class Heard:
    """What a command did and said, kept while a program waits for it as JSON."""

    def __init__(self) -> None:
        self.outcomes: list[Outcome] = []
        self.said: list[str] = []
        """Sentences, in the order in which they were said."""
        self.data: list[str] = []
        """What would have been printed otherwise."""


class Session:
    """What every command works with."""

    def __init__(self, wiring: Wiring, options: Options, *, at_terminal: bool) -> None:
        self.wiring = wiring
        self.options = options
        self.at_terminal = at_terminal
        """Whether a person sits there and can be asked."""
        self.incident: Incident | None = None
        """The incident that is spoken of, if there is one."""
        self.proposed: Bundle | None = None
        """The runbook that is spoken of where there is no incident yet."""
        self.unprinted = ""
        """Why something that was asked for could not be printed; '' if it could."""
        self.heard: Heard | None = None
        """What was done and said so far, where it is to be answered as JSON."""
        self._services: Services | None = None
        self._has_read = False

    @property
    def services(self) -> Services:
        """The wired program."""
        if self._services is None:
            self._services = self.wiring.open_services(self.options)
            if self.options.acting_as is not None:
                from incident.application.messages.people import person_called  # here: most act for themselves

                person_called(self._services.directory, self.options.acting_as)  # nobody looks on in a stranger's name
        return self._services

    @property
    def log(self) -> EventLog:
        """The log, for reading."""
        log, self._has_read = self.services.log, True
        return log

    @property
    def bundle(self) -> Bundle | None:
        """The runbook that is spoken of, so that a refusal can name its steps; not read before somebody asks."""
        return self.incident.bundle if self.incident else self.proposed

    @property
    def obstacle(self) -> StorageError | None:
        """Why what was read cannot be written to, if there is such a thing; None where nothing was read."""
        return self.services.log.obstacle if self._has_read else None

    @property
    def warning(self) -> StorageError | None:
        """What is about to keep everybody from writing; None where nobody asked for the log."""
        return self.services.log.warning if self._has_read else None

    @property
    def stale_because(self) -> Sequence[Problem]:
        """What is wrong in the workspace's files, where a command went by what they said before."""
        return self._services.stale_because if self._services else ()

    @property
    def merged(self) -> Merged | None:
        """What became of what was done without the server, if this run gave it to the server."""
        return self._services.merged if self._services else None

    @property
    def uncopied(self) -> StorageError | None:
        """Why a server's log has no copy on this machine, if it should."""
        return self._services.uncopied if self._services else None

    @property
    def cut(self) -> Cut | None:
        """How the line to the server is cut, if it is; None where nobody asked for the log."""
        link = self._services.link if self._services else None
        return link.cut if link else None

    @property
    def lost(self) -> Sequence[Lost]:
        """What the server had confirmed and no longer has."""
        link = self._services.link if self._services else None
        return link.lost if link else ()

    @property
    def by(self) -> str:
        """Whose act a command is."""
        return self.services.actor.acts_as

    def now(self, command_id: str | None = None) -> datetime:
        """The present instant; of a command that was executed before, the instant of that time.

        So '20m' means the same at the repeat, and the repeat is recognised.
        """
        record = self.services.log.command(command_id) if command_id else None
        if record is None:
            return self.services.clock.now()
        return self.services.log.read(record.incident_id, record.first_seq - 1)[0].occurred_at

    def load(self, incident_id: str) -> Incident:
        """The incident as it stands.

        Raises:
            NotFound: there is none; `near` names the one that was perhaps meant.
        """
        self._has_read, service = True, self.services.service
        try:
            incident = service.load(incident_id)
        except NotFound as error:
            raise self.unknown_incident(incident_id) from error
        self.incident = incident
        return incident

    def unknown_incident(self, incident_id: str) -> NotFound:
        """The error of a wrong id, with the nearest right one."""
        rows = self.services.log.summaries(open_only=False)
        near = nearest(incident_id, [row.incident_id for row in rows if row.status == "open"])
        closed = "" if near else nearest(incident_id, [row.incident_id for row in rows])
        return NotFound(kind="incident", name=incident_id, near=near or closed, closed=bool(closed))

    def speech(self, bundle: Bundle | None = None) -> Speech:
        """How things are called for whoever sits here."""
        from incident.wording.speech import Speech  # here: zones are not needed to append a note

        return Speech.to(
            self.services.directory.people(),
            zone=self.services.workspace.zone,
            bundle=bundle or self.bundle,
            law=self.incident.law.pinned if self.incident else None,
            incident=self.incident,
        )

    @property
    def width(self) -> int:
        """The columns there are to write in; 80 where nobody knows."""
        import shutil  # here: a mark or a note is said in one short line

        return min(max(shutil.get_terminal_size().columns - 1, _NARROWEST), _WIDEST)

    def close(self) -> None:
        """Release what was opened."""
        if self._services is not None:
            self._services.close()


pass_session = click.make_pass_decorator(Session)
