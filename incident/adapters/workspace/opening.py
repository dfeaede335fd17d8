"""Opens a workspace: from the cache when its files are unchanged, through the compiler otherwise.

Apart from the compiler, which an ordinary start never loads.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from incident.adapters.documents import cache
from incident.adapters.documents.reading.sources import Source, list_files, open_source
from incident.adapters.workspace.config import WorkspaceConfig
from incident.adapters.workspace.directory import WorkspaceDirectory
from incident.application.errors import DocumentError, NotFound, Problem
from incident.domain.frozen import Frozen
from incident.domain.hashing import sha256

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import datetime

    from incident.domain.holding import HeldTo
    from incident.domain.obligations import Register
    from incident.domain.rota import CalendarEntered, CalendarSays

__all__ = [
    "FILES",
    "OVERRIDES",
    "FolderWorkspace",
    "check_names",
    "check_workspace",
    "enter_calendar",
    "open_workspace",
    "stamps",
]

FILES: Final = ("incident.yaml", "people.yaml", "targets.yaml")
"""The files that `incident init` writes and that are read here; the first has to be there."""

OVERRIDES: Final = "overrides.yaml"
"""Read too where it is there: who stands in for whom, as `incident oncall import` writes it."""

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
            raise DocumentError(tuple(_standing_problems(self.folder, register)))
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
    settings, others, shut = _read(folder)
    name = _entry_name(folder)
    key = cache.key_of(source.data if source else _ABSENT for source in (settings, *others.values()))
    kept = None if shut else cache.load(cache_folder, name, key, WorkspaceConfig)
    if kept is not None and _is_of_today(kept):
        return FolderWorkspace(folder=folder, config=kept)
    from incident.adapters.workspace.last_good import held, remember  # here: files seldom change

    config, problems = _compiled([settings, *others.values()])
    if config is not None and not shut:
        cache.store(cache_folder, name, key, config)
        remember(cache_folder, folder, settings, others)
        return FolderWorkspace(folder=folder, config=config)
    told = [*shut.values(), *(each for each in problems if each.severity == "error")]
    wrong = {*shut, *(Path(each.path).name for each in told)}
    files = held(cache_folder, folder, settings, others, wrong)
    before, _still = _compiled([settings, *files]) if files else (None, [])
    if before is None:
        raise DocumentError((*shut.values(), *problems))
    return FolderWorkspace(folder=folder, config=before, stale_because=told)


def _read(folder: Path) -> tuple[Source, Mapping[str, Source | None], Mapping[str, Problem]]:
    """The settings; the other files by name, None for one that is not there; why one of those cannot be read.

    Raises:
        NotFound: there is no workspace.
        DocumentError: its settings cannot be read.
    """
    if not (folder / FILES[0]).exists():
        raise NotFound(kind="workspace", name=str(folder), near=[])
    others: dict[str, Source | None] = {}
    shut: dict[str, Problem] = {}
    for name in (*FILES[1:], OVERRIDES):
        try:
            others[name] = open_source(folder / name) if (folder / name).exists() else None
        except DocumentError as error:
            others[name], shut[name] = None, error.problems[0]
    return open_source(folder / FILES[0]), others, shut


def _entry_name(folder: Path) -> str:
    """One for each workspace, so that two do not take the place of each other."""
    return f"workspace-{sha256(bytes(folder.resolve())).hexdigest()[:12]}"


def check_workspace(folder: Path, register: Callable[[], Register] | None = None) -> list[Problem]:
    """Every problem of the files of a workspace, in the order of files and lines.

    `register` reads the rules of law that names are looked up in; it is asked where the workspace names any.

    Raises:
        NotFound: there is no workspace.
    """
    problems: list[Problem] = []
    try:
        config, problems = _compiled(_sources(folder))
        problems += _shut(folder)
        if config is None or config.settings.obligations is None or register is None:
            return problems
        return [*problems, *_standing_problems(folder, register())]
    except DocumentError as error:
        return [*problems, *error.problems]


def check_names(folder: Path, audiences: Collection[str], roles: Collection[str]) -> list[Problem]:
    """A warning for each role and audience of the workspace that is not among these, which runbooks have."""
    # here: it reads the files again, to say on which line it is
    from incident.adapters.documents.workspace.unused_names import audience_problems, role_problems

    people, targets = folder / "people.yaml", folder / "targets.yaml"
    return [
        *(role_problems(open_source(people), roles) if people.exists() else ()),
        *(audience_problems(open_source(targets), audiences) if targets.exists() else ()),
    ]


def stamps(folder: Path) -> Sequence[tuple[int, int] | None]:
    """What tells one version of the files of a workspace from another, without reading them; None for one not there."""
    return [_stamp(folder / name) for name in (*FILES, OVERRIDES)]


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:  # not there, or not to be read: whoever reads it says so
        return None
    return found.st_mtime_ns, found.st_size


def _shut(folder: Path) -> list[Problem]:
    """The folders of its own runbooks that cannot be looked into: nobody can say what they replace."""
    problems: list[Problem] = []
    for root in FolderWorkspace.roots_of(folder):
        try:
            any(list_files([root]))
        except DocumentError as error:
            problems += error.problems
    return problems


def enter_calendar(folder: Path, says: CalendarSays, now: datetime) -> CalendarEntered:
    """Put what a calendar says into `overrides.yaml`, all of it or nothing.

    Raises:
        NotFound: there is no workspace.
        DocumentError: the workspace would be invalid with it, or what stands there is; it stays.
        OSError: the file cannot be written; what stood there stays.
    """
    from incident.adapters.documents.workspace.overrides import with_calendar  # here: calendars seldom come in
    from incident.adapters.documents.writing.saving import save
    from incident.domain.rota import CalendarEntered

    path = (folder / OVERRIDES).resolve()
    *others, old = _sources(folder)
    text, replaced, beside = with_calendar(old, says, now)
    new = Source(path=path, name=OVERRIDES, data=text.encode(), format="", id="", language="")
    config, problems = _compiled([*others, new])
    if config is None:
        raise DocumentError(tuple(problems))
    save({path: new.data}, replace=True)
    return CalendarEntered(path=str(path), replaced=replaced, others=beside)


def _standing_problems(folder: Path, register: Register) -> list[Problem]:
    # here: it reads the file again, to say on which line it is wrong
    from incident.adapters.documents.workspace.standing import standing_problems

    return standing_problems(open_source(folder / FILES[0]), register)


def _sources(folder: Path) -> list[Source | None]:
    if not (folder / FILES[0]).exists():
        raise NotFound(kind="workspace", name=str(folder), near=[])
    return [open_source(folder / name) if (folder / name).exists() else None for name in (*FILES, OVERRIDES)]


def _is_of_today(kept: WorkspaceConfig) -> bool:
    """Whether the package that said the days off is still the one that is installed."""
    if not kept.days_version:
        return True
    from incident.adapters.calendars.holidays_package import HolidaysPackage  # here: few rotas ask for days off

    return HolidaysPackage().version == kept.days_version


def _compiled(sources: list[Source | None]) -> tuple[WorkspaceConfig | None, list[Problem]]:
    # here: pydantic and yaml, 0.2 s, and only files that have changed need them
    from incident.adapters.documents.workspace.compiler import compile_workspace

    settings, people, targets, overrides = sources
    if settings is None:  # deleted since it was looked for
        raise NotFound(kind="workspace", name="", near=[])
    config, problems = compile_workspace(settings, people, targets, overrides)
    return config, list(problems)
