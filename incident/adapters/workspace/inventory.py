"""The inventory of a workspace: read when somebody asks for resources, and kept compiled until the file changes.

Apart from opening, which every command pays for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from incident.adapters.documents import cache
from incident.adapters.documents.reading.sources import read_file, source_of
from incident.adapters.workspace.files import entry_name
from incident.application.errors import DocumentError, Problem
from incident.domain.resources.resource import Inventory

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from incident.adapters.workspace.config import WorkspaceConfig

__all__ = ["RESOURCES", "check_inventory", "import_inventory", "read_inventory"]

RESOURCES: Final = "resources.yaml"


def read_inventory(folder: Path, config: WorkspaceConfig, cache_folder: Path | None) -> Inventory:
    """What the team has; empty where it has written nothing down.

    Raises:
        DocumentError: the file is wrong; carries every problem.
    """
    path = folder / RESOURCES
    if not path.exists():
        return Inventory()
    data = read_file(path)
    people = [each.id for each in config.people]
    key = cache.key_of([data, config.settings.zone.encode(), "\n".join(people).encode()])
    name = entry_name("inventory", folder)
    kept = cache.load(cache_folder, name, key, Inventory)
    if kept is not None:
        return kept
    inventory = _compiled(path, data, config)
    cache.store(cache_folder, name, key, inventory)
    return inventory


def check_inventory(folder: Path, config: WorkspaceConfig) -> Sequence[Problem]:
    """Every problem of the file; none where there is no file."""
    try:
        path = folder / RESOURCES
        if path.exists():
            _compiled(path, read_file(path), config)
    except DocumentError as error:
        return error.problems
    return ()


def import_inventory(folder: Path, config: WorkspaceConfig, text: str) -> int:
    """Put these lines into the file, in the place of those of the same ids; how many resources there are then.

    Raises:
        DocumentError: the file would be wrong with them, or is wrong now; it stays as it is.
        OSError: it cannot be written; what stood there stays.
    """
    from incident.adapters.documents.workspace.resource_rows import joined  # here: few import an inventory
    from incident.adapters.documents.writing.alone import alone_in
    from incident.adapters.documents.writing.saving import save

    path = (folder / RESOURCES).resolve()
    with alone_in(path.parent):
        new = joined(read_file(path).decode() if path.exists() else "", text)
        count = len(_compiled(path, new.encode(), config).resources)
        save({path: new.encode()}, replace=True)
    return count


def _compiled(path: Path, data: bytes, config: WorkspaceConfig) -> Inventory:
    from incident.adapters.documents.workspace.resources import compile_inventory  # here: pydantic and yaml

    people = [each.id for each in config.people]
    inventory, problems = compile_inventory(source_of(path, data), people, config.settings.zone)
    if inventory is None:
        raise DocumentError(tuple(problems))
    return inventory
