"""The wired program: each part made when first asked for, and released at the end.

Apart from the entry point, so that the demonstration and the tests can put a
program together without a command line.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing, suppress
from functools import cached_property, partial
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, TypeVar

from incident.adapters.clock import ShiftedClock, SystemClock, awake_seconds, parse_offset
from incident.adapters.ids import RandomIds
from incident.adapters.storage import is_server, open_log
from incident.adapters.workspace.files import stamps
from incident.adapters.workspace.finding import cache_folder, replica_file
from incident.adapters.workspace.opening import FolderWorkspace, open_workspace
from incident.application.actor import Actor
from incident.application.errors import ClockShifted, ClockUnreadable, DocumentError, NotFound, StorageUnreachable
from incident.application.messages.people import person_called
from incident.application.ports import Clock, Library, Link
from incident.shipped import library_root

if TYPE_CHECKING:
    from incident.adapters.delivery.beginnings import FileBeginnings
    from incident.adapters.documents.drills.library import PlanShelf
    from incident.adapters.documents.scenarios.library import ScenarioLibrary
    from incident.adapters.storage.log import StoredLog
    from incident.adapters.storage.replica.replicated import ReplicatedLog
    from incident.adapters.workspace.directory import WorkspaceDirectory
    from incident.application.delivery.dispatch import Dispatcher
    from incident.application.delivery.heartbeat import Heartbeat
    from incident.application.errors import Problem, StorageError
    from incident.application.merging import Merged
    from incident.application.ports import PageSpool, Sender
    from incident.application.service import IncidentService
    from incident.domain.exercises.scenario import ScenarioBundle
    from incident.domain.incident import Incident
    from incident.domain.law.holding import HeldTo
    from incident.domain.law.obligations import Register
    from incident.domain.resources.resource import Inventory

__all__ = ["OFFSET", "Program", "logged_in", "login_of_person"]

T = TypeVar("T")

OFFSET = "INCIDENT_CLOCK_OFFSET"

_PERSON = "person:"
"""With a person's id, the login of somebody whom `incident serve` let in; on a file only, where names are believed."""


class _MadeOnce(cached_property[T]):
    """A part that two threads may ask for at once and that must not be there twice.

    From Python 3.12 on a `cached_property` may be made by each of them.
    """

    if not TYPE_CHECKING:

        def __get__(self, program: Program | None, owner: type | None = None) -> object:
            if program is None:
                return self
            with program.making:
                return super().__get__(program, owner)


class Program:
    """Implements `incident.application.services.Services` over a workspace's folder."""

    for_everybody = False
    """Whether what it reads is for no person at this terminal, so that nothing is kept back."""

    def __init__(
        self,
        folder: Path,
        *,
        database: str | None = None,
        acting_as: str | None = None,
        clock: Clock | None = None,
        cache: Path | None = None,
        begun: Path | None = None,
    ) -> None:
        """`database` and `acting_as` override the workspace's log and the login, the others the system's own."""
        self._folder = folder
        self._database = database
        self._acting_as = acting_as
        self._clock = clock
        self._cache = cache or cache_folder(os.environ)
        self._begun = begun
        self._stamps: Sequence[object] = ()
        """Of the files as they were read."""
        self.stale_because: Sequence[Problem] = ()
        """What is wrong in the files, where what they said before holds."""
        self.ids = RandomIds()
        self.making = RLock()
        """Held while the log or the service is made."""
        self.link: Link | None = None
        """The line to the server; None where a file keeps the log, or nobody has asked for the log yet."""
        self.merged: Merged | None = None
        """What became of what was done without the server, if that was given to it when the log was opened."""

        self.uncopied: StorageError | None = None
        """Why a server's log has no copy on this machine; acts may wait in one that cannot be read."""

    @cached_property
    def workspace(self) -> FolderWorkspace:
        """The folder in use."""
        self._stamps = stamps(self._folder)
        opened = open_workspace(self._folder, self._cache)
        self.stale_because = opened.stale_because
        return opened

    @property
    def database(self) -> str:
        """Where the log is: a path or a URL."""
        return self._database or self.workspace.database

    @_MadeOnce
    def log(self) -> StoredLog | ReplicatedLog:
        """The log of all incidents, as far as whoever is here may know of them.

        Raises:
            StorageError: as `whole_log`.
        """
        if self.for_everybody or is_server(self.database):
            return self.whole_log  # a server knows who reads
        from incident.adapters.storage.withholding import withholding  # here: a server needs none

        return withholding(self.whole_log, self._reader)

    def _reader(self) -> str:
        try:
            return self.actor.acts_as
        except NotFound:
            return ""

    @_MadeOnce
    def whole_log(self) -> StoredLog | ReplicatedLog:
        """The log of all incidents, for what sends.

        Raises:
            StorageError: it is not there, or cannot be opened; nothing is made in its place.
        """
        if not is_server(self.database):
            return open_log(self.database)
        from incident.adapters.storage.opening import open_replicated  # here: a file cannot be cut off

        file = replica_file(os.environ, self.database)
        log, self.link = open_replicated(self.database, file, self.clock, uncopied=partial(setattr, self, "uncopied"))
        if self.link is not None and self.link.is_back:
            self._merge(log, self.link)
        return log

    def _merge(self, log: StoredLog | ReplicatedLog, link: Link) -> None:
        """Give the server what was done without it, before anything else is asked of it."""
        from incident.application.merging import merge  # here: only after the line was cut
        from incident.application.service import IncidentService

        service = IncidentService(
            log=log,
            clock=self.clock,
            ids=self.ids,
            directory=self.directory,
            outbox=log,
            prepare=lambda: log.load_targets(self.directory.targets()),
            inventory=self.inventory,
        )
        with suppress(StorageUnreachable):  # gone again; the replica goes on answering
            self.merged = merge(service, link)

    def make_log(self) -> Sequence[str]:
        """Make the log's file and tables, or bring them up to this program; the names of the changes made.

        A server is also told which login is which person: its owner may, and this is the owner's command.
        """
        from incident.adapters.storage.opening import upgrade_log  # here: once a release

        changes = upgrade_log(self.database)
        if is_server(self.database):
            with closing(open_log(self.database)) as log:
                self._load_persons(log)
        return changes

    @property
    def outbox(self) -> StoredLog | ReplicatedLog:
        """The ledger of deliveries, which stands beside the log."""
        return self.log

    @cached_property
    def directory(self) -> WorkspaceDirectory:
        """People, targets and audiences."""
        return self.workspace.directory

    def renew(self) -> bool:
        """Read people, targets and audiences again where their files have changed; whether they had.

        Raises:
            DocumentError: they are not right; what they said before goes on to hold.
        """
        found = stamps(self._folder)
        if not self._stamps or found == self._stamps:
            return False
        self._stamps = found
        read = open_workspace(self._folder, self._cache)
        if read.stale_because:
            raise DocumentError(tuple(read.stale_because))
        self.directory.renew(read.config)
        return True

    @cached_property
    def library(self) -> Library:
        """The workspace's runbooks, then the shipped ones."""
        from incident.adapters.documents.library import YamlLibrary  # here: only declaring needs it

        return YamlLibrary((*self.workspace.library_roots, library_root()), self._cache)

    def scenarios(self) -> Iterable[ScenarioBundle]:
        """The scenarios of the workspace, and those that came with the program."""
        return self.scenario_library().every()

    def scenario_library(self) -> ScenarioLibrary:
        """The same, to look one up."""
        from incident.adapters.documents.scenarios.library import ScenarioLibrary  # here: few look at exercises

        folders = (self._folder / "scenarios", library_root() / "scenarios")
        return ScenarioLibrary(folders, (*self.workspace.library_roots, library_root()), self._cache)

    def plans(self) -> PlanShelf:
        """The plans of exercises in the workspace; nothing of them is read yet."""
        from incident.adapters.workspace.drills import plan_shelf  # here: few look at plans

        people = {each.id: each.roles for each in self.directory.people()}
        return plan_shelf(self.workspace.folder, people, self.workspace.zone, self.scenario_library)

    def register(self) -> Register:
        """The rules of law: the workspace's own files first, then the shipped ones.

        Raises:
            DocumentError: a file does not compile.
        """
        from incident.adapters.calendars.holidays_package import HolidaysPackage  # here: few look at the law
        from incident.adapters.documents.obligations.library import ObligationLibrary

        roots = (self._folder / "runbooks", library_root())
        return ObligationLibrary(roots, HolidaysPackage(), self._cache).register()

    def held_to(self) -> HeldTo | None:
        """The rules of law that count for the workspace; None where it names no jurisdictions, and nothing is read."""
        if not self.workspace.names_law:
            return None
        return self.workspace.held_to(self.register())

    @_MadeOnce
    def service(self) -> IncidentService:
        """Executes commands."""
        from incident.application.service import IncidentService  # here: a list of incidents needs no rules

        return IncidentService(
            log=self.log,
            clock=self.clock,
            ids=self.ids,
            directory=self.directory,
            outbox=self.outbox,
            prepare=self.load_targets,
            inventory=self.inventory,
        )

    def inventory(self) -> Inventory:
        """What there is to give, as the workspace's file says now.

        Raises:
            DocumentError: the file is not right.
        """
        from incident.adapters.workspace.inventory import read_inventory  # here: few commands ask for resources

        return read_inventory(self._folder, self.workspace.config, self._cache)

    def load_targets(self) -> None:
        """Bring the database's tables of targets and of persons to what the workspace's files say."""
        self.outbox.load_targets(self.directory.targets())
        self._load_persons(self.log)

    def _load_persons(self, log: StoredLog | ReplicatedLog) -> None:
        log.load_persons({login: each.id for each in self.directory.people() for login in each.logins})

    @cached_property
    def sender(self) -> Sender:
        """Makes attempts, in child processes."""
        from incident.adapters.delivery.process_sender import ProcessSender  # here: only sending needs it
        from incident.adapters.secrets import Redactor, Secrets

        page, secrets = self.workspace.config.settings.links, Secrets(self._folder)
        if page is None:
            return ProcessSender(secrets, Redactor(), beginnings=self._beginnings)
        from incident.adapters.delivery.links import LinkWriter  # here: as above

        writer = LinkWriter(page.public_url, page.secret, secrets, self.directory)
        return ProcessSender(secrets, Redactor(), writer.link_of, self._beginnings)

    @cached_property
    def _beginnings(self) -> FileBeginnings:
        from incident.adapters.delivery.beginnings import (  # here: only sending needs it
            FileBeginnings,
            beginnings_folder,
            this_boot,
        )

        return FileBeginnings(self._begun or beginnings_folder(os.environ), this_boot())

    @cached_property
    def dispatcher(self) -> Dispatcher:
        """Sends what is due."""
        from incident.adapters.calendars.enclosing import Enclosing  # here, as below: only sending needs it
        from incident.application.delivery.dispatch import Dispatcher
        from incident.application.delivery.reporting import report_deliveries

        return Dispatcher(
            outbox=self.outbox,
            sender=self.sender,
            targets=self.directory,
            clock=self.clock,
            ids=self.ids,
            report=partial(report_deliveries, self.service),
            steady=awake_seconds,
            beginnings=self._beginnings,
            enclose=Enclosing(self._load_whole, self.directory),
        )

    def _load_whole(self, incident_id: str) -> Incident:
        """What leaves in a mail is the same, whoever's terminal sends it."""
        from incident.domain.evolve import fold  # here: as above

        entries = self.whole_log.read(incident_id)
        if not entries:
            raise NotFound(kind="incident", name=incident_id)
        return fold(incident_id, entries)

    @cached_property
    def spool(self) -> PageSpool:
        """Pages that left while the log could not be used."""
        from incident.adapters.spool import FileSpool, spool_file  # here: few look, and seldom

        return FileSpool(spool_file(os.environ, self._folder))

    @cached_property
    def heartbeat(self) -> Heartbeat | None:
        """The sign of life for a watchdog outside; None where the workspace names none."""
        watchdog = self.workspace.config.settings.heartbeat
        if watchdog is None:
            return None
        from incident.adapters.delivery.beacon import UrlBeacon  # here: only a worker gives it
        from incident.adapters.secrets import Secrets
        from incident.application.delivery.heartbeat import Heartbeat

        beacon = UrlBeacon(watchdog.secret, Secrets(self._folder))
        return Heartbeat(log=self.log, outbox=self.outbox, beacon=beacon, clock=self.clock, limit=watchdog.limit)

    @cached_property
    def clock(self) -> Clock:
        """The system's clock, or in a sandbox a shifted one.

        Raises:
            ClockShifted: the clock is to be shifted and this is no sandbox.
            ClockUnreadable: nobody can read by how much.
        """
        if self._clock is not None:
            return self._clock
        words = os.environ.get(OFFSET, "")
        if not words:
            return SystemClock()
        if not self.workspace.config.settings.sandbox:
            raise ClockShifted(name=OFFSET, value=words, path=self.workspace.root)
        offset = parse_offset(words)
        if offset is None:
            raise ClockUnreadable(name=OFFSET, value=words, path=self.workspace.root)
        return ShiftedClock(offset)

    @cached_property
    def actor(self) -> Actor:
        """Who is at this terminal, by login, and whom they act for.

        A server says who is connected, and holds whoever writes to it; on a file a login is an honour system.

        Raises:
            NotFound: neither the login nor `--as` names a person of the workspace.
        """
        connected = self.log.session_login() if is_server(self.database) else None
        login = connected or logged_in(os.environ)
        person = self.directory.person_of_login(login)
        if person is None and connected is None and login.startswith(_PERSON):
            person = self.directory.person(login.removeprefix(_PERSON))
        if self._acting_as is None:
            if person is None:
                raise NotFound(kind="login", name=login)
            return Actor(person=person.id)
        other = person_called(self.directory, self._acting_as)
        if person is not None and person.id == other.id:
            return Actor(person=person.id)
        return Actor(person=person.id if person else f"login:{login}", on_behalf_of=other.id)

    def close(self) -> None:
        """Release everything that was opened."""
        made = vars(self)
        if "sender" in made:
            self.sender.close()
        if "log" in made:
            self.log.close()


def login_of_person(person: str) -> str:
    """What INCIDENT_LOGIN says of a person whom `incident serve` let in."""
    return f"{_PERSON}{person}"


def logged_in(environment: Mapping[str, str]) -> str:
    """The name of whoever is logged in; on SQLite this is an honour system.

    The order is that of `getpass.getuser`, with a variable of our own before it.
    """
    names = ("INCIDENT_LOGIN", "LOGNAME", "USER", "LNAME", "USERNAME")
    told = next(filter(None, (environment.get(name) for name in names)), None)
    if told is not None:
        return told.encode(errors="replace").decode()  # bytes that are no text are nobody's login, and go no further
    import pwd  # here: only a bare environment needs it, and Windows has none

    return pwd.getpwuid(os.getuid()).pw_name
