"""`incident serve`, put together: whose people, whose passwords, and how the program is started for somebody."""

from __future__ import annotations

import os
import site
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import incident
from incident.adapters.delivery.links import link_key
from incident.adapters.secrets import Secrets
from incident.adapters.storage import is_server
from incident.application.delivery.reported import Reported
from incident.application.errors import IncidentError, StorageError
from incident.application.messages.links import Link, Links
from incident.bootstrap.assembly import Program, login_of_person
from incident.cli.wiring import Listener, Served, ServedAt
from incident.i18n import _, speaking
from incident.web.child import Start
from incident.web.door import Door, Judge
from incident.web.environment import child_environment
from incident.web.hooked import Hooked
from incident.web.linked import Linked
from incident.web.login_command import LoginCommand
from incident.web.passwords import Passwords
from incident.web.server import WebServer
from incident.web.serving import serve as serve_web
from incident.web.sessions import Login, Sessions
from incident.web.site import Site

if TYPE_CHECKING:
    from incident.adapters.workspace.directory import WorkspaceDirectory
    from incident.adapters.workspace.opening import FolderWorkspace

__all__ = ["serve"]


def serve(folder: Path, database: str | None, place: ServedAt, listener: Listener) -> None:
    """Serve the workspace until a signal ends it; `database` overrides its own.

    Raises:
        IncidentError: the workspace cannot be read.
        OSError: nobody can listen there.
    """
    team = _Team(folder, database)
    judge = team.judge()
    page = team.workspace.config.settings.links
    at = Site(place.host, place.port, place.public_url, page.public_url if page else "")

    def make() -> WebServer:
        return WebServer(
            at,
            Door(team.people, judge),
            Sessions(monotonic, idle=place.idle.total_seconds()),
            team=team.workspace.name,
            start=team.start,
            notices=listener,
            linked=team.linked(at, listener.went_wrong),
            hooked=team.hooked(listener.went_wrong),
        )

    def listening(url: str) -> None:
        exposed = at.is_exposed and not at.is_https
        served = Served(url=url, host=at.host, is_exposed=exposed, is_closed=not judge.are_any(), voucher=team.voucher)
        listener.listening(served)

    serve_web(make, listening)


class _Desk:
    """The links of a workspace whose files may change while it is served."""

    def __init__(self, program: Program, key: Callable[[], str], language: str) -> None:
        self._program = program
        with speaking(language):
            self._links = Links(program, key, _("by link"))

    def look(self, incident_id: str, delivery_id: str, proof: str) -> Link:
        """What it is worth."""
        self._renew()
        return self._links.look(incident_id, delivery_id, proof)

    def acknowledge(self, incident_id: str, delivery_id: str, proof: str) -> Link:
        """Press its button."""
        self._renew()
        return self._links.acknowledge(incident_id, delivery_id, proof)

    def _renew(self) -> None:
        with suppress(IncidentError):
            self._program.renew()


class _Team:
    """The workspace as its files are now; while one of them is broken, as it was."""

    def __init__(self, folder: Path, database: str | None) -> None:
        self._folder = folder
        self._database = database
        self.workspace: FolderWorkspace = Program(folder).workspace
        self.voucher = self._voucher()

    def judge(self) -> Judge:
        """Who knows the passwords."""
        command = self.workspace.config.settings.login_command
        return LoginCommand(command, self._folder) if command else Passwords(self._folder)

    def linked(self, at: Site, went_wrong: Callable[[Exception], None]) -> Linked | None:
        """Who answers links; None where the workspace has none.

        Raises:
            SecretUnavailable: there is no key, or one that can be guessed.
        """
        page = self.workspace.config.settings.links
        if page is None:
            return None
        secrets = Secrets(self._folder)
        link_key(page.secret, secrets)
        desk = _Desk(self._program(), partial(link_key, page.secret, secrets), self.workspace.language)
        zone = ZoneInfo(self.workspace.zone)
        return Linked(desk, team=self.workspace.name, zone=zone, prefix=at.link_prefix, went_wrong=went_wrong)

    def hooked(self, went_wrong: Callable[[Exception], None]) -> Hooked | None:
        """Who hears PagerDuty; None where it tells nothing.

        Raises:
            SecretUnavailable: there is no key.
        """
        page = self.workspace.config.settings.links
        if page is None or not page.pagerduty:
            return None
        key = partial(Secrets(self._folder).resolve, page.pagerduty)
        key()
        return Hooked(Reported(self._program()).acknowledged, key, went_wrong)

    def _program(self) -> Program:
        program = Program(self._folder, database=self._database)
        program.for_everybody = True
        return program

    def people(self) -> WorkspaceDirectory:
        """Everybody, as `people.yaml` says now."""
        with suppress(IncidentError, OSError):
            self.workspace = Program(self._folder).workspace
        return self.workspace.directory

    def start(self, login: Login) -> Start:
        """This same program, for that person; where a server keeps the log, the server's login acts for them."""
        return Start(
            command=(sys.executable, "-P", "-m", "incident", *self._options(login.person)),
            environment=self._environment(login),
        )

    def _options(self, person: str) -> Iterator[str]:
        yield f"--workspace={self._folder}"
        if is_server(self._where):
            yield f"--as={person}"

    def _environment(self, login: Login) -> dict[str, str]:
        page = self.workspace.config.settings.links
        references = [target.secret for target in self.workspace.directory.targets()] + ([page.secret] if page else [])
        secrets = (reference.partition(":") for reference in references)
        found = child_environment(
            os.environ,
            (name for kind, _colon, name in secrets if kind == "env"),
            login=login_of_person(login.person),
            language=login.language,
            is_asked=login.is_asked,
        )
        if self._database:  # here and not in the command, which everybody on the machine can read
            found["INCIDENT_DB"] = self._database
        root = Path(incident.__file__).parent.parent
        if str(root) not in site.getsitepackages():  # a checkout, which `-P` does not look for where it stands
            found["PYTHONPATH"] = os.pathsep.join(filter(None, (str(root), found.get("PYTHONPATH", ""))))
        return found

    @property
    def _where(self) -> str:
        return self._database or self.workspace.database

    def _voucher(self) -> str:
        """Who writes to the database for all of them; '' where a file believes names, or nobody can say now."""
        if not is_server(self._where):
            return ""
        program = Program(self._folder, database=self._database)
        with suppress(StorageError):
            try:
                login = program.log.session_login() or ""
            finally:
                program.close()
            person = self.workspace.directory.person_of_login(login)
            return person.name if person else login
        return ""
