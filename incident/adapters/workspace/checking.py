"""What is wrong in the files of a workspace, all at once; and what is written into them only while nothing is.

Apart from opening, because an ordinary start checks nothing: what was compiled once was right.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from incident.adapters.documents.reading.sources import Source, list_files, open_source
from incident.adapters.documents.workspace.namesakes import namesake_problems
from incident.adapters.documents.workspace.overrides import with_calendar
from incident.adapters.documents.workspace.stand_ins import stand_in_problems
from incident.adapters.documents.workspace.standing import standing_problems
from incident.adapters.documents.workspace.unused_names import audience_problems, role_problems
from incident.adapters.documents.writing.alone import alone_in
from incident.adapters.documents.writing.saving import save
from incident.adapters.workspace.directory import WorkspaceDirectory
from incident.adapters.workspace.files import OVERRIDES, compiled, read_files, sources_of
from incident.adapters.workspace.inventory import check_inventory
from incident.adapters.workspace.opening import FolderWorkspace
from incident.application.errors import DocumentError, Problem
from incident.domain.duties.rota import CalendarEntered

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import datetime

    from incident.adapters.workspace.config import WorkspaceConfig
    from incident.domain.duties.rota import CalendarSays
    from incident.domain.law.obligations import Register

__all__ = ["check_names", "check_workspace", "enter_calendar"]


def check_workspace(
    folder: Path, register: Callable[[], Register] | None = None, now: Callable[[], datetime | None] = lambda: None
) -> list[Problem]:
    """Every problem of the files of a workspace, in the order of files and lines.

    `register` reads the rules of law that names are looked up in; it is asked where the workspace names any.
    `now` is asked where the files are right: whoever stands in then or later is looked at too.

    Raises:
        NotFound: there is no workspace.
    """
    problems: list[Problem] = []
    try:
        settings, beside = _sources(folder)
        config, problems = compiled(settings, beside)
        problems += _shut(folder)
        if config is not None:
            problems += check_inventory(folder, config)
            problems += _people_problems(beside, config, now())
        if config is None or config.settings.obligations is None or register is None:
            return problems
        return [*problems, *standing_problems(settings, register())]
    except DocumentError as error:
        return [*problems, *error.problems]


def check_names(folder: Path, audiences: Collection[str], roles: Collection[str]) -> list[Problem]:
    """A warning for each role and audience of the workspace that is not among these, which runbooks have."""
    people, targets = folder / "people.yaml", folder / "targets.yaml"
    return [
        *(role_problems(open_source(people), roles) if people.exists() else ()),
        *(audience_problems(open_source(targets), audiences) if targets.exists() else ()),
    ]


def enter_calendar(folder: Path, says: CalendarSays, now: datetime) -> CalendarEntered:
    """Put what a calendar says into `overrides.yaml`, all of it or nothing.

    Raises:
        NotFound: there is no workspace.
        DocumentError: the workspace would be invalid with it, or what stands there is; it stays.
        OSError: the file cannot be written; what stood there stays.
    """
    path = (folder / OVERRIDES).resolve()
    with alone_in(path.parent):
        settings, (people, targets, old) = _sources(folder)
        text, replaced, beside = with_calendar(old, says, now)
        new = Source(path=path, name=OVERRIDES, data=text.encode(), format="", id="", language="")
        config, problems = compiled(settings, (people, targets, new))
        if config is None:
            raise DocumentError(tuple(problems))
        save({path: new.data}, replace=True)
    return CalendarEntered(path=str(path), replaced=replaced, others=beside)


def _sources(folder: Path) -> tuple[Source, Sequence[Source | None]]:
    """The settings, and the files beside them.

    Raises:
        NotFound: there is no workspace.
        DocumentError: a file that is there cannot be read.
    """
    contents, shut = read_files(folder)
    if shut:
        raise DocumentError(tuple(shut.values()))
    return sources_of(folder, contents)


def _people_problems(beside: Sequence[Source | None], config: WorkspaceConfig, now: datetime | None) -> list[Problem]:
    """What makes a file of people wrong for nobody but those whom it leaves unheard."""
    people, _targets, overrides = beside
    if people is None:
        return []
    stand_ins = [] if now is None else stand_in_problems(people, overrides, WorkspaceDirectory(config), now)
    return [*namesake_problems(people), *stand_ins]


def _shut(folder: Path) -> list[Problem]:
    """The folders of its own runbooks that cannot be looked into: nobody can say what they replace."""
    problems: list[Problem] = []
    for root in FolderWorkspace.roots_of(folder):
        try:
            any(list_files([root]))
        except DocumentError as error:
            problems += error.problems
    return problems
