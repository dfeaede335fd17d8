from __future__ import annotations

from pathlib import Path

import pytest

from incident.adapters.workspace.checking import check_workspace
from incident.adapters.workspace.files import FILES
from incident.adapters.workspace.opening import open_workspace
from incident.adapters.workspace.starter import Starter, init_workspace
from incident.application.errors import WorkspaceExists
from tests.adapters.workspace.written import PEOPLE


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_a_first_workspace_is_valid_as_it_is_written(tmp_path: Path, language: str) -> None:
    starter = Starter(
        name='Night "desk": $x\x1b[2J', language=language, zone="Asia/Shanghai", person="阿波", login="DESK\\Bo.W"
    )
    written = init_workspace(tmp_path / "desk", starter)
    assert {path.name for path in written} == {*FILES, "resources.yaml", ".gitignore"}
    assert check_workspace(tmp_path / "desk") == []
    desk = open_workspace(tmp_path / "desk", None)
    assert (desk.name, desk.language, desk.zone) == ('Night "desk": $x[2J', language, "Asia/Shanghai")
    person = desk.directory.person_of_login("DESK\\Bo.W")
    assert person is not None
    assert (person.id, person.name, person.language) == ("desk-bo-w", "阿波", language)
    assert all(root.is_dir() for root in desk.library_roots)


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_the_examples_of_a_first_workspace_are_valid_too(tmp_path: Path, language: str) -> None:
    starter = Starter(name="Desk", language=language, zone="UTC", person="Bo", login="bo")
    init_workspace(tmp_path, starter)
    for name in FILES[1:]:
        text = (tmp_path / name).read_text("utf-8")
        text = (
            text.replace("targets: {}", "targets:")
            .replace("who: []", "who:")
            .replace("rota: {}", "rota:")
            .replace("\n#  ", "\n  ")
        )
        (tmp_path / name).write_text(text, "utf-8")
    assert check_workspace(tmp_path) == []
    desk = open_workspace(tmp_path, None)
    assert len(desk.directory.targets()) == 8
    assert [[layer.name for layer in rota.layers] for rota in desk.config.rotas] == [["first", "holidays"]]


def test_nothing_is_overwritten(folder: Path) -> None:
    (folder / "incident.yaml").unlink()
    starter = Starter(name="Desk", language="en", zone="UTC", person="Bo", login="bo")
    with pytest.raises(WorkspaceExists) as refusal:
        init_workspace(folder, starter)
    assert refusal.value.fields["path"] == str(folder / "people.yaml")
    assert not (folder / "incident.yaml").exists()
    assert (folder / "people.yaml").read_text("utf-8") == PEOPLE
