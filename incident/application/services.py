"""Everything that an interface is handed: one typed place, wired by the entry point.

The parts are made when first asked for, so that a command that only appends a
note never opens a mail connection or compiles a runbook.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from incident.application.actor import Actor
from incident.application.delivery.dispatch import Dispatcher
from incident.application.delivery.heartbeat import Heartbeat
from incident.application.errors import Problem, StorageError
from incident.application.merging import Merged
from incident.application.ports import Clock, Directory, EventLog, Ids, Library, Link, Outbox, PageSpool
from incident.application.service import IncidentService
from incident.domain.law.holding import HeldTo

if TYPE_CHECKING:  # few look at exercises
    from incident.application.ports.plans import YearPlans
    from incident.domain.exercises.scenario import ScenarioBundle

__all__ = ["Services", "Workspace"]


class Workspace(Protocol):
    """The folder that a team keeps, as far as interfaces need it."""

    @property
    def name(self) -> str:
        """The team's name for it."""
        ...

    @property
    def root(self) -> str:
        """Where it is, for messages."""
        ...

    @property
    def language(self) -> str:
        """The language it prefers: `en` or `zh-CN`."""
        ...

    @property
    def zone(self) -> str:
        """IANA zone of its people."""
        ...

    @property
    def contact(self) -> str:
        """Where those who are told can ask."""
        ...

    @property
    def is_sandbox(self) -> bool:
        """Whether it is for trying out, and its clock may be shifted."""
        ...

    @property
    def retention(self) -> Mapping[str, timedelta]:
        """How long after the closing what is kept, by kind; empty where no rule says so.

        Raises:
            DocumentError: a rule of it is wrong; nothing else waits for it.
        """
        ...

    @property
    def names_law(self) -> bool:
        """Whether it names jurisdictions, so that its incidents are held to their rules."""
        ...


class Services(Protocol):
    """The wired program."""

    @property
    def workspace(self) -> Workspace:
        """The folder in use."""
        ...

    @property
    def stale_because(self) -> Sequence[Problem]:
        """What is wrong in the folder's files, where what they said before holds; empty before it asks."""
        ...

    @property
    def log(self) -> EventLog:
        """The log of all incidents."""
        ...

    @property
    def uncopied(self) -> StorageError | None:
        """Why a server's log has no copy on this machine, if it should; acts may wait in one that cannot be read."""
        ...

    @property
    def merged(self) -> Merged | None:
        """What became of what was done without the server, where that was given to it when the log was opened."""
        ...

    @property
    def link(self) -> Link | None:
        """The line to the server that keeps the log; None where a file does."""
        ...

    @property
    def outbox(self) -> Outbox:
        """The ledger of deliveries."""
        ...

    @property
    def directory(self) -> Directory:
        """People, targets and audiences."""
        ...

    def renew(self) -> bool:
        """Read people, targets and audiences again where what they were read from has changed; whether it had.

        Raises:
            DocumentError: it is not right now; what was read before goes on to hold.
        """
        ...

    @property
    def library(self) -> Library:
        """The runbooks."""
        ...

    def held_to(self) -> HeldTo | None:
        """The rules of law that an incident declared now is held to; None where the workspace names no jurisdictions.

        Raises:
            DocumentError: the rules, or what the workspace says about itself, are not right.
        """
        ...

    def scenarios(self) -> Iterable[ScenarioBundle]:
        """What exercises can be run with, each without an error; read anew whenever somebody asks."""
        ...

    def plans(self) -> YearPlans:
        """What exercises are planned, by year; read anew whenever somebody asks."""
        ...

    @property
    def service(self) -> IncidentService:
        """Executes commands."""
        ...

    @property
    def dispatcher(self) -> Dispatcher:
        """Sends what is due."""
        ...

    @property
    def spool(self) -> PageSpool:
        """Pages that left while the log could not be used, and that no incident has taken in yet."""
        ...

    @property
    def heartbeat(self) -> Heartbeat | None:
        """The sign of life for a watchdog; None where the workspace names none."""
        ...

    @property
    def clock(self) -> Clock:
        """Where now comes from."""
        ...

    @property
    def ids(self) -> Ids:
        """Where ids come from."""
        ...

    @property
    def actor(self) -> Actor:
        """Who is at this terminal."""
        ...

    def close(self) -> None:
        """Release everything that was opened."""
        ...
