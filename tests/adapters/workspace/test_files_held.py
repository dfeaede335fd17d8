from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from incident.adapters.workspace.finding import cache_folder
from incident.adapters.workspace.opening import open_workspace
from incident.application.errors import DocumentError
from tests.adapters.workspace.written import PEOPLE, rewrite
from tests.conftest import CHECKOUT


def test_what_the_files_said_before_holds_while_one_of_them_is_wrong(folder: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    before = open_workspace(folder, cache).config
    rewrite(folder / "targets.yaml", "format: targets/1", "format: targets/1\ntargtes: {}")
    now = open_workspace(folder, cache)
    assert now.config == before
    assert [Path(problem.path).name for problem in now.stale_because] == ["targets.yaml"]
    rewrite(folder / "targets.yaml", "\ntargtes: {}", "")
    assert not open_workspace(folder, cache).stale_because


def test_a_file_that_is_right_counts_while_another_is_wrong(folder: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    open_workspace(folder, cache)
    rewrite(folder / "people.yaml", "format: people/1", "format: people/1\npepole: {}")
    rewrite(folder / "targets.yaml", "chat: {kind", "chat: {exercise: true, kind")
    now = open_workspace(folder, cache)
    assert [Path(problem.path).name for problem in now.stale_because] == ["people.yaml"]
    chat = now.directory.target("chat")
    assert chat is not None
    assert chat.exercise


@pytest.mark.parametrize("name", ["people.yaml", "targets.yaml"])
def test_a_file_that_no_longer_has_what_another_names_takes_nothing_back(
    folder: Path, tmp_path: Path, name: str
) -> None:
    """Each is valid by itself: the file that changed is not the one in which the error stands."""
    before = open_workspace(folder, tmp_path / "cache").config
    gone = PEOPLE.replace("  bo: {", "  cy: {") if name == "people.yaml" else "format: targets/1\ntargets: {}\n"
    (folder / name).write_text(gone, "utf-8")
    now = open_workspace(folder, tmp_path / "cache")
    assert now.stale_because
    assert now.config == before


def test_a_file_that_cannot_be_read_says_what_it_said_before(folder: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    before = open_workspace(folder, cache).config
    (folder / "people.yaml").unlink()
    (folder / "people.yaml").mkdir()
    now = open_workspace(folder, cache)
    assert now.config == before
    assert now.stale_because


def test_a_file_that_was_away_for_a_while_is_not_held_for_empty(folder: Path, tmp_path: Path) -> None:
    cache, people = tmp_path / "cache", folder / "people.yaml"
    written, routes = people.read_bytes(), (folder / "targets.yaml").read_bytes()
    before = open_workspace(folder, cache).config
    people.unlink()
    (folder / "targets.yaml").unlink()
    assert not open_workspace(folder, cache).config.people
    people.write_bytes(written + b"pepole: {}\n")
    (folder / "targets.yaml").write_bytes(routes)
    assert open_workspace(folder, cache).config == before


@pytest.mark.parametrize("changed", ["name: Day desk", "name: Night desk\nsandbox: true"])
def test_beside_other_settings_nothing_of_before_holds(folder: Path, tmp_path: Path, changed: str) -> None:
    """Another team's folder that stands in the place now, another log, a sandbox that is none any more."""
    cache = tmp_path / "cache"
    open_workspace(folder, cache)
    rewrite(folder / "incident.yaml", "name: Night desk", changed)
    rewrite(folder / "targets.yaml", "format: targets/1", "format: targets/1\ntargtes: {}")
    with pytest.raises(DocumentError):
        open_workspace(folder, cache)


def test_wrong_settings_hold_nobody_to_what_they_said_before(folder: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    open_workspace(folder, cache)
    rewrite(folder / "incident.yaml", "name: Night desk", "naem: Night desk")
    with pytest.raises(DocumentError):
        open_workspace(folder, cache)


def test_a_kept_workspace_is_the_same_until_a_file_changes(folder: Path) -> None:
    kept = cache_folder({"XDG_CACHE_HOME": str(folder.parent / "cache")})
    first = open_workspace(folder, kept)
    assert open_workspace(folder, kept) == first
    (entry,) = kept.glob("workspace-*")
    entry.write_bytes(entry.read_bytes()[:-5])
    assert open_workspace(folder, kept) == first
    rewrite(folder / "people.yaml", "name: Ana", "name: Eva")
    ana = open_workspace(folder, kept).directory.person("ana")
    assert ana is not None
    assert ana.name == "Eva"
    (folder / "people.yaml").unlink()
    assert open_workspace(folder, kept).stale_because
    with pytest.raises(DocumentError):
        open_workspace(folder, None)


def test_a_kept_workspace_is_read_without_the_compiler(folder: Path) -> None:
    question = (
        "import sys; from pathlib import Path; from incident.adapters.workspace.opening import open_workspace; "
        "from incident.adapters.workspace.finding import *; "
        f"folder = find_workspace({str(folder)!r}, {{}}); "
        f"kept = cache_folder({{'XDG_CACHE_HOME': {str(folder.parent / 'cache')!r}}}); "
        "print(open_workspace(folder, kept).directory.person('bo').id, "
        "*({'yaml', 'pydantic', 'lark'} & set(sys.modules)))"
    )
    answers = [
        subprocess.run([sys.executable, "-c", question], cwd=CHECKOUT, check=True, capture_output=True, text=True)
        for _ in range(2)
    ]
    assert set(answers[0].stdout.split()) == {"bo", "yaml", "pydantic"}
    assert answers[1].stdout.split() == ["bo"]
