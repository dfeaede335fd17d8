"""The inventory of a workspace: read when somebody asks for resources, and kept compiled until the file changes.

Apart from opening, which every command pays for.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Final

from incident.adapters.documents import cache
from incident.adapters.documents.reading.collecting import uncollected
from incident.adapters.documents.reading.sources import INVENTORY_BYTES, read_file, source_of
from incident.adapters.workspace.files import entry_name
from incident.application.errors import DocumentError, Problem
from incident.domain.resources.resource import Inventory
from incident.i18n import _

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
    data = read_file(path, INVENTORY_BYTES)
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
            _compiled(path, read_file(path, INVENTORY_BYTES), config)
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
        new = joined(read_file(path, INVENTORY_BYTES).decode() if path.exists() else "", text).encode()
        _require_room(path, new, text)
        count = len(_compiled(path, new, config).resources)
        save({path: new}, replace=True)
    return count


def _require_room(path: Path, new: bytes, text: str) -> None:
    """Raises:
    DocumentError: the file would be larger than one that can be read again; says how many rows fit.
    """
    over, rows = len(new) - INVENTORY_BYTES, text.encode().splitlines(keepends=True)
    if over <= 0:
        return
    left = list(accumulate(map(len, rows), lambda room, size: room - size, initial=len(b"".join(rows)) - over))
    fits = sum(room >= 0 for room in left[1:])
    said = _("With all {count} rows the file would be larger than {limit} KB; the first {fits} fit.")
    words = said.format(count=len(rows), limit=INVENTORY_BYTES // 1024, fits=max(fits, 0))
    hint = _("Write what is alike as one row with its quantity.")
    raise DocumentError((Problem(path=str(path), line=0, column=0, rule="WS001", message=words, hint=hint),))


def _compiled(path: Path, data: bytes, config: WorkspaceConfig) -> Inventory:
    from incident.adapters.documents.workspace.resources import compile_inventory  # here: pydantic and yaml

    people = [each.id for each in config.people]
    with uncollected():
        inventory, problems = compile_inventory(source_of(path, data), people, config.settings.zone)
    if inventory is None:
        raise DocumentError(tuple(problems))
    return inventory
