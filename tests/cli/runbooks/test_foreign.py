"""Formats of others through the commands: the draft, its original, and what is refused."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
import yaml

from tests.adapters.documents.foreign.schemas import CORPORA
from tests.cli.runbooks.conftest import Desk

CHECKLIST = """\
# Card payments fail

## Protect
- [ ] Tell the agents
- [ ] Put up a notice \x1b[31m\u202eon the web
"""


@pytest.fixture
def checklist(tmp_path: Path) -> Path:
    path = tmp_path / "our list 清单.md"
    path.write_text(CHECKLIST, encoding="utf-8")
    return path


def test_a_checklist_becomes_a_draft_with_its_original_beside_it(desk: Desk, checklist: Path) -> None:
    made = desk.done("runbook", "import", str(checklist))
    draft, original = map(Path, made.out.splitlines())
    document = yaml.safe_load(draft.read_text("utf-8"))
    assert document["status"] == "draft"
    assert document["origin"]["file"] == original.name
    assert document["origin"]["sha256"] == hashlib.sha256(original.read_bytes()).hexdigest()
    assert original.read_bytes() == checklist.read_bytes()
    assert draft.parent == original.parent == desk.folder / "runbooks"
    assert "speaks en only" in made.err
    assert "incident runbook check" in made.err
    assert "\x1b" not in made.err
    assert "\u202e" not in made.err
    declared = desk.done("declare", document["id"], "--tier", "3", "--title", "x")
    assert declared.out.strip() == "INC-0001"
    assert "is a draft" in declared.err
    draft.write_text(draft.read_text("utf-8").replace("status: draft", "status: active"), "utf-8")
    assert "is a draft" not in desk.done("declare", document["id"], "--tier", "3", "--title", "y").err


@pytest.mark.parametrize("chosen", [(), ("--id", "card.fails")])
def test_a_draft_points_to_the_original_that_stands_beside_it(
    chosen: tuple[str, ...], desk: Desk, checklist: Path
) -> None:
    draft = desk.done("runbook", "import", str(checklist), *chosen).out.splitlines()[0]
    assert "RB023" not in desk("runbook", "check", draft).err


def test_every_warning_has_its_place_and_the_json_has_them_all(desk: Desk, checklist: Path) -> None:
    made = desk.done("runbook", "import", str(checklist), "--json")
    assert made.json["warnings"]
    assert all(warning["path"] == str(checklist) for warning in made.json["warnings"])
    assert f"{len(made.json['warnings'])} thing" in made.err


def test_nothing_is_replaced_unless_it_is_said(desk: Desk, checklist: Path) -> None:
    draft = Path(desk.done("runbook", "import", str(checklist)).out.splitlines()[0])
    draft.write_text(draft.read_text("utf-8") + "# edited\n", "utf-8")
    refused = desk("runbook", "import", str(checklist))
    assert refused.code == 1
    assert "--replace" in refused.err
    assert draft.read_text("utf-8").endswith("# edited\n")
    desk.done("runbook", "import", str(checklist), "--id", "card.other")
    desk.done("runbook", "import", str(checklist), "--replace")
    assert not draft.read_text("utf-8").endswith("# edited\n")


def test_an_id_of_another_file_is_not_taken_twice(desk: Desk, checklist: Path) -> None:
    draft = Path(desk.done("runbook", "import", str(checklist)).out.splitlines()[0])
    draft.rename(draft.with_name("renamed.yaml"))
    ran = desk("runbook", "import", str(checklist), "--replace")
    assert ran.code == 2
    assert "--id" in ran.err


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("no.json", b"{"),
        ("gbk.md", "# 清单\n- [ ] 步骤\n".encode("gbk")),
        ("empty.md", b""),
        ("ours.yaml", b"format: runbook/1\n"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(desk: Desk, tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    ran = desk("runbook", "import", str(tmp_path / name))
    assert ran.code == 3
    assert ran.out == ""
    assert len(ran.err.splitlines()) == 1
    assert list((desk.folder / "runbooks").iterdir()) == []


def test_a_file_that_is_not_there_and_a_folder_are_refused(desk: Desk, tmp_path: Path) -> None:
    assert desk("runbook", "import", str(tmp_path / "gone.md")).code == 3
    assert desk("runbook", "import", str(tmp_path)).code == 3


def test_a_format_that_is_not_the_files_is_refused(desk: Desk, checklist: Path) -> None:
    ran = desk("runbook", "import", str(checklist), "--format", "cacao")
    assert ran.code == 2
    assert "of the format 'markdown'" in ran.err
    desk.done("runbook", "import", str(checklist), "--format", "markdown")


def test_it_can_be_written_elsewhere_and_without_a_workspace(
    desk: Desk, checklist: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("INCIDENT_HOME")
    monkeypatch.setenv("HOME", str(tmp_path / "nobody"))
    monkeypatch.chdir(tmp_path)
    made = desk.done("runbook", "import", str(checklist), "-o", "new folder/runbooks")
    assert all(Path(line).is_file() for line in made.out.splitlines())


def test_an_export_comes_back_as_the_same_walk(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "export.json"
    ran = desk.done("runbook", "export", "outage.core-channel", "--format", "cacao", "--tier", "2", "-o", str(out))
    assert (ran.out, ran.err) == ("", f"Written to {out}.\n")
    assert json.loads(out.read_text("utf-8"))["spec_version"] == "cacao-2.0"
    desk.done("runbook", "import", str(out), "--id", "outage.copied")
    before = desk.done("runbook", "show", "outage.core-channel", "--tier", "2", "--json").json["phases"]
    after = desk.done("runbook", "show", "outage.copied", "--tier", "2", "--json").json["phases"]
    assert [step["id"] for phase in after for step in phase["steps"]] == [
        step["id"] for phase in before for step in phase["steps"]
    ]


def test_a_checklist_is_exported_in_the_language_that_there_is(desk: Desk, checklist: Path) -> None:
    assert (
        "- [ ] **1 故障：测试确认属实**"
        in desk.done("runbook", "export", "outage.core-channel", "--format", "markdown", "--lang", "zh-CN").out
    )
    desk.done("runbook", "import", str(checklist), "--id", "card.list")
    ran = desk.done("runbook", "export", "card.list", "--format", "markdown", "--lang", "zh-CN")
    assert "# Card payments fail" in ran.out
    assert "只有 en 一种语言" in ran.err


@pytest.mark.skipif(not CORPORA.is_dir(), reason="the corpora do not lie beside this checkout")
@pytest.mark.parametrize(
    "path", sorted([*CORPORA.glob("cacao/**/*.json"), *CORPORA.glob("markdown/*.md")]), ids=lambda path: path.stem[-40:]
)
def test_what_others_wrote_is_imported_or_refused(desk: Desk, path: Path) -> None:
    ran = desk("runbook", "import", str(path), "--json")
    if ran.code == 3:
        assert "negative" in path.parts
        assert len(ran.err.splitlines()) == 1
        assert f"{path.name}:" in ran.err
        return
    assert ran.code == 0, ran.err
    assert ran.json["warnings"]
    assert "PHASE 1/" in desk.done("runbook", "print", ran.json["id"]).out
    assert Path(ran.json["original"]).read_bytes() == path.read_bytes()
