"""The entry point: what the command line is handed, each part from the module beside this one that puts it together."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from incident.adapters.clock import SystemClock
from incident.adapters.workspace.finding import cache_folder, find_workspace, speaks_otherwise, written_language
from incident.application.errors import DocumentError, IncidentError, NotFound
from incident.bootstrap.assembly import Program, logged_in
from incident.cli.main import run
from incident.i18n import current, supported

if TYPE_CHECKING:
    from datetime import date

    from incident.adapters.documents.collection import Collection
    from incident.adapters.documents.drills.library import PlanShelf
    from incident.adapters.documents.scenarios.library import ScenarioLibrary
    from incident.application.delivery.unlogged import Pager
    from incident.application.errors import Problem
    from incident.application.ports import Target
    from incident.cli.wiring import BackupMade, Listener, LogRestored, Options, ServedAt, Verdict
    from incident.domain.duties.rota import CalendarEntered, CalendarSays

__all__ = ["main"]


def main() -> int:
    """Do what the command line says; the result is the exit code."""
    return run(sys.argv[1:], Wired())


class Wired:
    """Implements `incident.cli.wiring.Wiring` with the real adapters."""

    def open_services(self, options: Options) -> Program:
        """The wired program; its parts are made when first asked for."""
        program = Program(
            find_workspace(options.workspace, os.environ),
            database=options.database or os.environ.get("INCIDENT_DB") or None,
            acting_as=options.acting_as,
        )
        program.for_everybody = options.for_everybody
        return program

    def open_pager(self, options: Options) -> Pager:
        """What tells people while the log cannot be used; nothing of it opens the log."""
        from incident.adapters.delivery.process_sender import ProcessSender  # here: it is hoped to be never needed
        from incident.adapters.secrets import Redactor, Secrets
        from incident.application.delivery.unlogged import Pager

        program, folder = self.open_services(options), find_workspace(options.workspace, os.environ)
        return Pager(
            sender=ProcessSender(Secrets(folder), Redactor()), directory=program.directory, spool=program.spool
        )

    def login_name(self, options: Options) -> str:
        """The id of whoever is at this terminal, as far as that is known without the log."""
        directory, login = self.open_services(options).directory, logged_in(os.environ)
        person = directory.person_of_login(login)
        return person.id if person else login

    def language_of(self, workspace: str | None) -> str | None:
        """The language of the folder that would be used; None if it names none, or is not there."""
        try:
            written = written_language(find_workspace(workspace, os.environ))
        except (NotFound, OSError):  # whoever needs the folder says so
            return None
        return supported(written)

    def own_language(self, workspace: str | None) -> str | None:
        """What whoever is at this terminal chose in the settings, else what the folder says that they speak.

        None where both say nothing but what the whole folder speaks.
        """
        try:
            folder, login = find_workspace(workspace, os.environ), logged_in(os.environ)
            if chosen := _chosen_language(folder / ".drafts", login):
                return chosen
            spoken = written_language(folder) or "en"
            if not speaks_otherwise(folder, spoken):
                return None
            person = Program(folder).directory.person_of_login(login)
        except (IncidentError, OSError):  # whoever needs the files says so
            return None
        return person.language if person is not None and person.language != spoken else None

    def start_terminal(self, options: Options, incident_id: str | None = None, *, leads: bool = False) -> int:
        """Run the terminal program to its end, from that incident on if one is named; the exit code."""
        from incident.bootstrap.terminal import own_look, start_terminal  # here: commands draw no screen

        program = self.open_services(options)
        try:
            return start_terminal(program, own_look(options), incident_id, leads=leads)
        finally:
            program.close()

    def init_workspace(self, folder: str, options: Options) -> Sequence[str]:
        """Make a workspace in the folder; the paths of the files written."""
        from incident.adapters.workspace.starter import Starter, init_workspace, take_back  # here: once in a life
        from incident.adapters.workspace.zones import local_zone
        from incident.application.errors import StorageError

        login = logged_in(os.environ)
        place = Path(folder).expanduser()
        starter = Starter(
            name=place.absolute().name,
            language=options.language or current(),
            zone=local_zone(),
            person=login,
            login=login,
        )
        written = init_workspace(place, starter)
        try:
            Program(place).make_log()
        except StorageError:
            take_back(place, written)  # a log that was begun is gone on with when it is tried again
            raise
        return [str(path) for path in written]

    def check_workspace(self, options: Options) -> Sequence[Problem]:
        """Everything wrong in the workspace's documents, all at once."""
        from incident.bootstrap.checking import check_all  # here: it compiles

        return check_all(self.open_services(options), options)

    def import_overrides(self, says: CalendarSays, options: Options) -> CalendarEntered:
        """Enter into `overrides.yaml` what a calendar says, in the place of all that it said before."""
        from incident.adapters.workspace.checking import enter_calendar  # here: calendars seldom come in

        program = self.open_services(options)
        return enter_calendar(program.workspace.folder, says, program.clock.now())

    def import_inventory(self, text: str, options: Options) -> int:
        """Put these lines into `resources.yaml`, in the place of those of the same ids; how many there are then."""
        from incident.adapters.workspace.inventory import import_inventory  # here: as seldom

        workspace = self.open_services(options).workspace
        return import_inventory(workspace.folder, workspace.config, text)

    def usual_keys(self) -> Mapping[str, tuple[Sequence[str], str]]:
        """What the terminal program does at a key, by name: its usual keys, and what that is."""
        from incident.tui.keymap import keys_and_words  # here: it loads every screen

        return keys_and_words()

    def check_runbooks(self, paths: Sequence[str], options: Options) -> Sequence[Problem]:
        """Everything wrong in these files or folders; of the whole library where there are none."""
        from incident.adapters.documents.checker import check  # here: pydantic, yaml, lark
        from incident.shipped import library_root

        places = [Path(path) for path in paths]
        missing = next((place for place in places if not place.exists()), None)
        if missing is not None:
            raise NotFound(kind="file", name=str(missing))
        empty = next((place for place in places if place.is_dir() and not any(place.rglob("*.y*ml"))), None)
        if empty is not None:
            raise NotFound(kind="document", name=str(empty))
        shipped = library_root()
        own = self._own_library(options)
        return check(places or [*own, shipped], library=[*own, shipped], today=self.today(options))

    def runbooks(self, options: Options) -> Collection:
        """The runbooks of the workspace, if there is one, and those that came with the program."""
        from incident.adapters.documents.collection import Collection  # here: for those who write runbooks
        from incident.shipped import library_root

        return Collection(self._workspace_if_any(options), library_root(), cache_folder(os.environ))

    def scenarios(self, options: Options) -> ScenarioLibrary:
        """The scenarios of the workspace, if there is one, and those that came with the program."""
        from incident.adapters.documents.scenarios.library import ScenarioLibrary  # here: for facilitators
        from incident.shipped import library_root

        runbooks = [*self._own_library(options), library_root()]
        return ScenarioLibrary(self._scenario_folders(options), runbooks, cache_folder(os.environ))

    def check_scenarios(self, paths: Sequence[str], options: Options) -> Sequence[Problem]:
        """Everything wrong in these files or folders; of all scenarios where there are none."""
        places = paths or [str(folder) for folder in self._scenario_folders(options) if folder.is_dir()]
        return self.check_runbooks(places, options)

    def scenario_schema(self) -> Mapping[str, object]:
        """The JSON Schema of scenarios, its descriptions in the language in use."""
        from incident.adapters.documents.scenarios.schema import scenario_schema  # here: pydantic

        return scenario_schema()

    def plans(self, options: Options) -> PlanShelf:
        """The plans of exercises in the workspace."""
        return self.open_services(options).plans()

    def today(self, options: Options) -> date:
        """The day where the people of the workspace are; where there is none that can be read, of this machine."""
        from zoneinfo import ZoneInfo  # here: as for the domain, only who asks for a day pays for zones

        try:
            zone = ZoneInfo(self.open_services(options).workspace.zone)
        except (NotFound, DocumentError):  # runbooks are checked without one, too
            zone = None
        return SystemClock().now().astimezone(zone).date()

    def resources_schema(self) -> Mapping[str, object]:
        """The JSON Schema of the inventory, its descriptions in the language in use."""
        from incident.adapters.documents.workspace.resources_schema import resources_schema  # here: pydantic

        return resources_schema()

    def runbook_schema(self) -> Mapping[str, object]:
        """The JSON Schema of runbooks, its descriptions in the language in use."""
        from incident.adapters.documents.runbooks.schema import runbook_schema  # here: pydantic

        return runbook_schema()

    def play_demo(self, options: Options, *, play: bool) -> int:
        """A throw-away workspace with a live incident; with `play` a whole incident by itself."""
        from incident.bootstrap.terminal import play_demo  # here: it starts servers

        return play_demo(options, play=play)

    def verify(self, incident_id: str | None, options: Options, printed: str | None = None) -> Verdict:
        """Recompute the record of one incident, or of all and the workspace's chain, and look for a printed head."""
        from incident.bootstrap.keeping import audited  # here: no other command reads it all

        return audited(self.open_services(options), incident_id, printed)

    def upgrade_database(self, options: Options) -> Sequence[str]:
        """Bring the schema up to this program; the names of the changes made."""
        return self.open_services(options).make_log()

    def back_up(self, file: str, options: Options, *, replace: bool) -> BackupMade:
        """A whole copy of the log in that file."""
        from incident.bootstrap.keeping import backed_up  # here, as below: it reads every entry

        return backed_up(self.open_services(options), file, logged_in(os.environ), replace=replace)

    def restore(self, file: str, options: Options, *, lose: int) -> LogRestored:
        """That backup in the place of the log."""
        from incident.bootstrap.keeping import restored

        return restored(self.open_services(options), file, logged_in(os.environ), lose=lose)

    def serve(self, options: Options, place: ServedAt, listener: Listener) -> None:
        """Serve the terminal program to browsers until a signal ends it."""
        from incident.application.errors import ExtraMissing  # here: few serve

        try:
            from incident.bootstrap.serving import serve  # here: aiohttp takes 150 ms
        except ModuleNotFoundError as error:
            raise ExtraMissing(command="incident serve", extra="web") from error

        folder = find_workspace(options.workspace, os.environ).absolute()
        serve(folder, options.database or os.environ.get("INCIDENT_DB") or None, place, listener)

    def set_password(self, person: str, password: str, options: Options) -> None:
        """Let it be the person's password in browsers."""
        from incident.web.passwords import Passwords  # here: once in a person's time

        Passwords(find_workspace(options.workspace, os.environ)).set(person, password)

    def secret_obstacle(self, target: Target, options: Options) -> str:
        """Why the target's secret cannot be used now; '' if it can."""
        from incident.bootstrap.obstacles import secret_obstacle  # here, as below: only the doctor asks

        return secret_obstacle(target, find_workspace(options.workspace, os.environ))

    def link_obstacle(self, options: Options) -> str:
        """Why messages carry no link from here, though the workspace has links; '' if they do."""
        from incident.bootstrap.obstacles import link_obstacle  # here, as above

        return link_obstacle(self.open_services(options), find_workspace(options.workspace, os.environ))

    def database_obstacle(self, options: Options) -> str:
        """Why nothing could be written to the log now; '' if it could."""
        from incident.bootstrap.obstacles import database_obstacle  # here, as above

        return database_obstacle(self.open_services(options))

    def _scenario_folders(self, options: Options) -> list[Path]:
        from incident.shipped import library_root  # here: few look at scenarios

        folder = self._workspace_if_any(options)
        return [*([folder / "scenarios"] if folder else ()), library_root() / "scenarios"]

    def _own_library(self, options: Options) -> list[Path]:
        try:
            folder = self._workspace_if_any(options)
        except NotFound:  # files can be checked where no workspace is
            folder = None
        roots = (folder / "runbooks", folder / "templates") if folder else ()
        return [root for root in roots if root.is_dir()]

    def _workspace_if_any(self, options: Options) -> Path | None:
        """The folder; None where none was named and none is found.

        Raises:
            NotFound: the one that was named is not there.
        """
        try:
            return find_workspace(options.workspace, os.environ)
        except NotFound:
            if options.workspace or os.environ.get("INCIDENT_HOME"):
                raise
            return None


def _chosen_language(folder: Path, login: str) -> str:
    """What was chosen in the settings, '' if nothing was."""
    if not folder.is_dir():
        return ""
    from incident.walk.settings import SettingsFile  # here: most folders keep none

    return SettingsFile(folder, login).read().language


if __name__ == "__main__":
    sys.exit(main())
