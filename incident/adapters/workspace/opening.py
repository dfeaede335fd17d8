"""Opens a workspace: from the cache when its files are unchanged, through the compiler otherwise.

Apart from the compiler, which an ordinary start never loads.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from incident.adapters.documents import cache
from incident.adapters.workspace.config import WorkspaceConfig
from incident.adapters.workspace.directory import WorkspaceDirectory
from incident.adapters.workspace.files import BESIDE, SETTINGS, compiled, entry_name, read_files, sources_of
from incident.application.errors import DocumentError, Problem
from incident.domain.frozen import Frozen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import timedelta

    from incident.domain.law.holding import HeldTo
    from incident.domain.law.obligations import Register

__all__ = ["FolderWorkspace", "open_workspace"]

_ABSENT: Final = b"\x00absent"  # no document holds this byte


class FolderWorkspace(Frozen):
    """A workspace that was read; implements `incident.application.services.Workspace`."""

    folder: Path
    config: WorkspaceConfig
    stale_because: Sequence[Problem] = ()
    """What is wrong in its files now, so that `config` has what those said before; empty where they are right."""

    @property
    def name(self) -> str:
        """The team's name for it."""
        return self.config.settings.name

    @property
    def root(self) -> str:
        """Where it is, for messages."""
        return str(self.folder)

    @property
    def language(self) -> str:
        """The language it prefers: `en` or `zh-CN`."""
        return self.config.settings.language

    @property
    def zone(self) -> str:
        """IANA zone of its people."""
        return self.config.settings.zone

    @property
    def contact(self) -> str:
        """Where those who are told can ask."""
        return self.config.settings.public_contact

    @property
    def is_sandbox(self) -> bool:
        """Whether it is for trying out, and its clock may be shifted."""
        return self.config.settings.sandbox

    @property
    def retention(self) -> Mapping[str, timedelta]:
        """How long after the closing what is kept, by kind.

        Raises:
            DocumentError: a rule of it is wrong.
        """
        if self.config.settings.retention_is_wrong:
            # here: it reads the file again, to say on which line it is wrong
            from incident.adapters.documents.reading.sources import open_source
            from incident.adapters.documents.workspace.compiler import retention_problems

            raise DocumentError(tuple(retention_problems(open_source(self.folder / SETTINGS))))
        return self.config.settings.retention

    @property
    def names_law(self) -> bool:
        """Whether it names jurisdictions, so that its incidents are held to their rules."""
        return self.config.settings.obligations is not None

    @property
    def directory(self) -> WorkspaceDirectory:
        """Its people, targets and audiences."""
        return WorkspaceDirectory(self.config)

    @property
    def database(self) -> str:
        """URL of the database, or the path of the SQLite file in the folder."""
        return self.config.settings.database or str(self.folder / "incident.db")

    def held_to(self, register: Register) -> HeldTo | None:
        """The rules of law that count for it; None where it names no jurisdictions.

        Raises:
            DocumentError: it names what the register does not have.
        """
        said = self.config.settings.obligations
        if said is None:
            return None
        from incident.adapters.workspace.standing import holding  # here: only a declaration asks

        held = holding(said, register)
        if held is None:
            # here: it reads the file again, to say on which line it is wrong
            from incident.adapters.documents.reading.sources import open_source
            from incident.adapters.documents.workspace.standing import standing_problems

            raise DocumentError(tuple(standing_problems(open_source(self.folder / SETTINGS), register)))
        return held

    @property
    def library_roots(self) -> tuple[Path, ...]:
        """Where its own runbooks and templates lie, to be looked at before the shipped ones."""
        return self.roots_of(self.folder)

    @staticmethod
    def roots_of(folder: Path) -> tuple[Path, ...]:
        """The same of a folder that may be no valid workspace."""
        return folder / "runbooks", folder / "templates"


def open_workspace(folder: Path, cache_folder: Path | None) -> FolderWorkspace:
    """The workspace in a folder; a file beside `incident.yaml` that is wrong now as it was when it was last right.

    So a slip in one of them, at noon or in the middle of an incident, stops nobody's next mark.

    Raises:
        NotFound: there is none.
        DocumentError: its files are invalid, and were not right before; carries every problem of all of them.
    """
    contents, shut = read_files(folder)
    name = entry_name("workspace", folder)
    key = cache.key_of(contents.get(each, _ABSENT) for each in (SETTINGS, *BESIDE))
    kept = None if shut else cache.load(cache_folder, name, key, WorkspaceConfig)
    if kept is not None and _is_of_today(kept):
        return FolderWorkspace(folder=folder, config=kept)
    from incident.adapters.workspace.last_good import all_held, held, remember  # here: files seldom change

    config, problems = compiled(*sources_of(folder, contents))
    if config is not None and not shut:
        cache.store(cache_folder, name, key, config)
        remember(cache_folder, folder, contents)
        return FolderWorkspace(folder=folder, config=config)
    told = [*shut.values(), *(each for each in problems if each.severity == "error")]
    wrong = {*shut, *(Path(each.path).name for each in told)}
    before = _config_of(folder, held(cache_folder, folder, contents, wrong))
    # a file may be right by itself, and yet no longer have what another one names
    before = before or _config_of(folder, all_held(cache_folder, folder, contents))
    if before is None:
        raise DocumentError((*shut.values(), *problems))
    return FolderWorkspace(folder=folder, config=before, stale_because=told)


def _config_of(folder: Path, files: Mapping[str, bytes] | None) -> WorkspaceConfig | None:
    return compiled(*sources_of(folder, files))[0] if files else None


def _is_of_today(kept: WorkspaceConfig) -> bool:
    """Whether the package that said the days off is still the one that is installed."""
    if not kept.days_version:
        return True
    from incident.adapters.calendars.holidays_package import HolidaysPackage  # here: few rotas ask for days off

    return HolidaysPackage().version == kept.days_version
