"""What the command line is handed by the entry point: everything it does not do itself, in one protocol.

Apart, so that no command knows an adapter, and a test can hand in a world of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from incident.application.ports.plans import YearPlans
from incident.domain.frozen import Frozen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, timedelta
    from pathlib import Path

    from incident.adapters.documents.collection import Shelved
    from incident.application.delivery.unlogged import Pager
    from incident.application.errors import Problem
    from incident.application.ports import Head, Target, Unconfirmed
    from incident.application.services import Services
    from incident.domain.duties.rota import CalendarEntered, CalendarSays
    from incident.domain.exercises.scenario import ScenarioBundle
    from incident.domain.runbooks.runbook import Bundle

__all__ = [
    "BackupMade",
    "Fault",
    "Listener",
    "LogRestored",
    "Options",
    "Plans",
    "Runbooks",
    "Scenarios",
    "Served",
    "ServedAt",
    "Verdict",
    "Wiring",
]


class Options(Frozen):
    """What the program's own options say; None where they say nothing and the environment decides."""

    workspace: str | None = None
    database: str | None = None
    acting_as: str | None = None
    language: str | None = None
    theme: str | None = None
    ascii: bool | None = None
    mouse: bool | None = None
    for_everybody: bool = False
    """Whether what is read is for no person: a worker sends and reminds, whoever may know of it."""


class Fault(Frozen):
    """Something in the record that is not what was written."""

    incident_id: str
    """'' where the workspace's own chain is meant."""
    seq: int
    """The entry; 0 where the incident as a whole is meant."""
    words: str
    """What is wrong, in the user's language."""


class Verdict(Frozen):
    """What verifying came to."""

    faults: Sequence[Fault]
    """Empty if all is as it was written."""
    heads: Sequence[Head]
    """Where the chains end: of each incident that was verified, then of the workspace."""
    closed: Sequence[str] = ()
    """Incidents that are there, and not for whoever asks; they were not verified."""


class BackupMade(Frozen):
    """What backing up came to."""

    path: str
    incidents: int
    entries: int
    faults: Sequence[Fault]
    """What is not what was written; in the log it is so too."""
    heads: Sequence[Head]
    """Where the chains of the copy end."""
    is_kept: bool
    """False where a faulty copy would have taken the place of an earlier one."""
    is_noted: bool
    """Whether the log knows of it, so that the doctor does."""


class LogRestored(Frozen):
    """What putting a backup back came to."""

    path: str
    kept: str
    """The file that the former log is in; '' where there was none."""
    lost: int | None
    """How many entries only that file has; None where nobody can read it."""
    erased: int
    """How many entries lost their words again."""
    incidents: int
    entries: int
    waiting: int
    """Deliveries that wait for a person's word."""
    unconfirmed: Unconfirmed


class ServedAt(Frozen):
    """Where `incident serve` is to be."""

    host: str
    port: int
    """0: the system chooses one."""
    public_url: str
    """What browsers call it; '' where no proxy stands before it."""
    idle: timedelta


class Served(Frozen):
    """Where it is, and what whoever runs it should know about that."""

    url: str
    host: str
    is_exposed: bool
    """Whether passwords cross a network unencrypted."""
    is_closed: bool
    """Whether nobody has a password yet."""
    voucher: str = ""
    """The person by whose login the database knows all of them; '' where a file believes names."""


class Listener(Protocol):
    """Hears what the server tells."""

    def listening(self, served: Served) -> None: ...
    def came_in(self, person: str, address: str) -> None: ...
    def stayed_out(self, name: str, address: str) -> None: ...
    def went_wrong(self, error: Exception) -> None: ...


class Runbooks(Protocol):
    """The runbooks, with or without a workspace: `adapters.documents.collection` says what each member promises."""

    @property
    def folder(self) -> Path: ...
    def shelved(self) -> Iterator[Shelved]: ...
    def bundle(self, runbook_id: str) -> Bundle: ...
    def shipped(self, runbook_id: str) -> Bundle: ...
    def is_own(self, runbook_id: str) -> bool: ...
    def is_shipped(self, runbook_id: str) -> bool: ...
    def in_files(self, paths: Sequence[Path]) -> Bundle: ...
    def known_elsewhere(self) -> Mapping[str, str]: ...


class Scenarios(Protocol):
    """The scenarios of exercises: `adapters.documents.scenarios.library` says what each member promises."""

    def every(self) -> Iterator[ScenarioBundle]: ...
    def bundle(self, scenario_id: str) -> ScenarioBundle: ...
    def runbook(self, runbook_id: str) -> Bundle: ...
    def texts(self, scenario_id: str) -> Mapping[str, str]: ...


class Plans(YearPlans, Protocol):
    """As those see to it who write plans: `adapters.documents.drills.library` says what each member promises."""

    folder: Path

    def check(self, paths: Sequence[Path] = ()) -> Sequence[Problem]: ...
    def schema(self) -> Mapping[str, object]: ...


class Wiring(Protocol):
    """Opens, starts and checks on behalf of the commands."""

    def open_services(self, options: Options) -> Services:
        """The wired program; its parts are made when first asked for."""
        ...

    def open_pager(self, options: Options) -> Pager:
        """What tells people while the log cannot be used; nothing of it opens the log."""
        ...

    def login_name(self, options: Options) -> str:
        """The id of whoever is at this terminal, as far as that is known without the log."""
        ...

    def language_of(self, workspace: str | None) -> str | None:
        """The tag that the folder which would be used prefers, as its file stands; None if nothing says one."""
        ...

    def own_language(self, workspace: str | None) -> str | None:
        """The tag that whoever is at this terminal chose or is written down with; None if nothing says another one."""
        ...

    def start_terminal(self, options: Options, incident_id: str | None = None, *, leads: bool = False) -> int:
        """Run the terminal program to its end, from that incident on if one is named; the exit code.

        `leads`: it begins on the screen of whoever leads that exercise.
        """
        ...

    def init_workspace(self, folder: str, options: Options) -> Sequence[str]:
        """Make a workspace in the folder, overwriting nothing; the paths of the files written.

        Raises:
            IncidentError: there is a workspace already, or the folder cannot be written.
        """
        ...

    def check_workspace(self, options: Options) -> Sequence[Problem]:
        """Everything wrong in the workspace's documents, all at once."""
        ...

    def import_overrides(self, says: CalendarSays, options: Options) -> CalendarEntered:
        """Enter into `overrides.yaml` what a calendar says, in the place of all that it said before.

        Raises:
            DocumentError: the workspace would be invalid with it; nothing was written.
            OSError: the file cannot be written; what stood there stays.
        """
        ...

    def import_inventory(self, text: str, options: Options) -> int:
        """Put these lines into `resources.yaml`, in the place of those of the same ids; how many there are then.

        Raises:
            DocumentError: the file would be wrong with them; nothing was written.
            OSError: it cannot be written; what stood there stays.
        """
        ...

    def usual_keys(self) -> Mapping[str, tuple[Sequence[str], str]]:
        """What the terminal program does at a key, by name: its usual keys, and what that is."""
        ...

    def check_runbooks(self, paths: Sequence[str], options: Options) -> Sequence[Problem]:
        """Everything wrong in these files or folders; of the whole library where there are none.

        Raises:
            NotFound: a path is not there. Fields: kind='file', name.
        """
        ...

    def resources_schema(self) -> Mapping[str, object]:
        """The JSON Schema of the inventory, its descriptions in the language in use."""
        ...

    def runbook_schema(self) -> Mapping[str, object]:
        """The JSON Schema of runbooks, its descriptions in the language in use."""
        ...

    def runbooks(self, options: Options) -> Runbooks:
        """The runbooks of the workspace, if there is one, and those that came with the program.

        Raises:
            NotFound: a workspace was named, and is not there.
        """
        ...

    def scenarios(self, options: Options) -> Scenarios:
        """The scenarios of the workspace, if there is one, and those that came with the program.

        Raises:
            NotFound: a workspace was named, and is not there.
        """
        ...

    def check_scenarios(self, paths: Sequence[str], options: Options) -> Sequence[Problem]:
        """Everything wrong in these files or folders; of all scenarios where there are none.

        Raises:
            NotFound: a path is not there. Fields: kind='file', name.
        """
        ...

    def scenario_schema(self) -> Mapping[str, object]:
        """The JSON Schema of scenarios, its descriptions in the language in use."""
        ...

    def plans(self, options: Options) -> Plans:
        """The plans of exercises in the workspace.

        Raises:
            NotFound: there is no workspace.
        """
        ...

    def today(self, options: Options) -> date:
        """The day where the people of the workspace are; where there is none that can be read, of this machine."""
        ...

    def play_demo(self, options: Options, *, play: bool) -> int:
        """A throw-away workspace with a live incident; with `play` a whole incident by itself. The exit code."""
        ...

    def verify(self, incident_id: str | None, options: Options, printed: str | None = None) -> Verdict:
        """Recompute the record of one incident, or of all and the workspace's chain.

        `printed` is a head from a closing message or a report; that the record does not know it is a fault.
        """
        ...

    def back_up(self, file: str, options: Options, *, replace: bool) -> BackupMade:
        """A whole copy of the log in that file, made while others write.

        Raises:
            IncidentError: the file is there, is the log itself or cannot be written; a server keeps the log.
        """
        ...

    def restore(self, file: str, options: Options, *, lose: int) -> LogRestored:
        """Put that backup in the place of the log, although it may lack so many of its entries.

        Raises:
            LogAhead: it lacks more.
            IncidentError: it is no whole backup, somebody works with the log, or a server keeps it.
        """
        ...

    def serve(self, options: Options, place: ServedAt, listener: Listener) -> None:
        """Serve the terminal program to browsers until a signal ends it.

        Raises:
            ExtraMissing: the libraries for it are not installed.
            OSError: nobody can listen there.
        """
        ...

    def set_password(self, person: str, password: str, options: Options) -> None:
        """Let it be the person's password in browsers.

        Raises:
            PasswordUnfit: it is too short or too long.
        """
        ...

    def upgrade_database(self, options: Options) -> Sequence[str]:
        """Bring the schema up to this program; the names of the changes made, empty if it was up to date."""
        ...

    def secret_obstacle(self, target: Target, options: Options) -> str:
        """Why the target's secret cannot be used now, in a line without the secret; '' if it can."""
        ...

    def link_obstacle(self, options: Options) -> str:
        """Why messages carry no link from here, though the workspace has links; '' if they do."""
        ...

    def database_obstacle(self, options: Options) -> str:
        """Why nothing could be written to the log now; '' if it could."""
        ...
