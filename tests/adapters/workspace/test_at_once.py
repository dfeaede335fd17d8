"""Two who write a file of the workspace anew at the same instant: neither loses what the other wrote."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from incident.adapters.documents.writing.saving import save
from incident.adapters.workspace.inventory import read_inventory
from incident.adapters.workspace.opening import FolderWorkspace, open_workspace
from incident.adapters.workspace.starter import Starter, init_workspace
from incident.application.errors import FileThere

NAMES = [f"list-{n}" for n in range(3)]
_BEGINS = """
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from incident.adapters.documents.writing.saving import save
from incident.adapters.workspace.checking import enter_calendar
from incident.adapters.workspace.inventory import import_inventory
from incident.adapters.workspace.opening import open_workspace
from incident.domain.duties.rota import CalendarSays
folder, name = Path(sys.argv[1]), sys.argv[2]
config = open_workspace(folder, None).config
print(flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def workspace(tmp_path: Path) -> FolderWorkspace:
    init_workspace(tmp_path, Starter(name="N", language="en", zone="Asia/Shanghai", person="Ana", login="ana"))
    return open_workspace(tmp_path, None)


def at_once(folder: Path, does: str) -> list[int]:
    """Several programs, let go when all of them are ready; how each of them ended."""
    words = [sys.executable, "-c", _BEGINS + does, str(folder)]
    running = [
        subprocess.Popen([*words, name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for name in NAMES
    ]
    for each in running:
        assert each.stdout is not None
        each.stdout.readline()
    for each in running:
        assert each.stdin is not None
        each.stdin.write(b"\n")
        each.stdin.flush()
    for each in running:
        each.communicate()
    return [each.returncode for each in running]


def test_no_list_of_resources_is_lost(workspace: FolderWorkspace) -> None:
    ended = at_once(
        workspace.folder,
        """import_inventory(folder, config, f'  {name}: {{"kind": "staff", "type": "x"}}\\n')""",
    )
    assert ended == [0] * len(NAMES)
    assert sorted(read_inventory(workspace.folder, workspace.config, None).resources) == NAMES


def test_no_calendar_is_lost(workspace: FolderWorkspace) -> None:
    ended = at_once(
        workspace.folder,
        "days = tuple((date.fromordinal(date(2026, 12, 24).toordinal() + n), name) for n in range(300))\n"
        "says = CalendarSays(calendar=name, days_off=days)\n"
        "enter_calendar(folder, says, datetime(2026, 12, 1, tzinfo=UTC))",
    )
    assert ended == [0] * len(NAMES)
    assert (workspace.folder / "overrides.yaml").read_text().count("2026-12-24") == len(NAMES)


def test_one_alone_makes_a_new_file_and_the_others_are_told(workspace: FolderWorkspace) -> None:
    ended = at_once(workspace.folder, "save({folder / 'new.yaml': name.encode() * 100_000})")
    assert sorted(ended) == [0, *[1] * (len(NAMES) - 1)]
    with pytest.raises(FileThere):
        save({workspace.folder / "new.yaml": b""})
