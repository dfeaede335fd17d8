"""Exported evidence: complete, the same every time, and told of any change by Python's standard library alone."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bundles import RUNBOOK_ID
from tests.cli.conftest import CommandLine

HERE = ("--where", "gateway 2")


@pytest.fixture
def incident(cli: CommandLine, tmp_path: Path) -> str:
    """An incident with a file, one under a hostile name, one kept elsewhere and one that was erased."""
    found = cli.declared()
    files = tmp_path / "found"
    files.mkdir()
    for name, text in (("calls.csv", "one"), ("a\n..\u202ex", "two"), ("large.img", "three"), ("gone.txt", "four")):
        (files / name).write_text(text)
        kept = ("--kept-at", "safe 3") if name == "large.img" else ()
        cli.done("evidence", "add", found, str(files / name), *HERE, *kept)
    cli.done("erase", found, "6", "--propose", "--because", "asked to")
    cli.done("role", found, "scribe", "bo")
    cli.done("--as", "bo", "erase", found, "--confirm", "X1", "--yes")
    cli.done("evidence", "transfer", found, "E1", "bo", "--because", "the lawyers want it")
    return found


@pytest.fixture
def folder(cli: CommandLine, incident: str, tmp_path: Path) -> Path:
    cli.done("evidence", "export", incident, "-o", str(tmp_path / "out"))
    return tmp_path / "out"


def by_itself(folder: Path, *words: str) -> tuple[int, str]:
    """The script in the export, run without this program."""
    ran = subprocess.run(
        [sys.executable, "-I", "-S", str(folder / "verify.py"), *words], capture_output=True, text=True, check=False
    )
    assert ran.stderr == ""
    return ran.returncode, ran.stdout


def test_an_export_holds_every_file_and_what_is_known_of_each(folder: Path, incident: str, cli: CommandLine) -> None:
    said = json.loads((folder / "manifest.json").read_text())
    assert said["head"]["digest"] == next(head.digest for head in cli.world.log.heads(incident))
    assert (said["mode"], said["tier"], said["mark"]) == ("real", 2, None)
    files = {each["id"]: each["file"] for each in said["evidence"]}
    assert files == {"E1": "files/E1-calls.csv", "E2": "files/E2-a_..x", "E3": None, "E4": None}
    assert (folder / "files" / "E1-calls.csv").read_text() == "one"
    assert said["evidence"][0]["transfers"][0]["to"] == "bo"
    assert said["evidence"][3]["name"] is None
    printed = (folder / "manifest.txt").read_text()
    for words in ("calls.csv", "the lawyers want it", "safe 3", "erased by", said["head"]["digest"]):
        assert words in printed


def test_the_same_evidence_makes_the_same_bytes(cli: CommandLine, incident: str, tmp_path: Path) -> None:
    first, second = tmp_path / "a.zip", tmp_path / "b.zip"
    digests = [cli.done("evidence", "export", incident, "-o", str(each)).out for each in (first, second)]
    assert digests[0] == digests[1]
    assert first.read_bytes() == second.read_bytes()
    assert cli.done("evidence", "verify", str(first), digests[0].strip()).code == 0


def test_what_is_whole_is_said_to_be_by_both(folder: Path, cli: CommandLine) -> None:
    ran = cli.done("evidence", "verify", str(folder))
    assert "Every file is as it was exported." in ran.err
    code, said = by_itself(folder)
    assert (code, "Every file is as it was exported." in said) == (0, True)
    assert ran.out.split()[-1] in said


def _no_json(folder: Path) -> None:
    (folder / "manifest.json").write_text("[")


CHANGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "altered": (lambda f: (f / "files" / "E1-calls.csv").write_text("0ne"), "altered files/E1-calls.csv"),
    "missing": (lambda f: (f / "files" / "E1-calls.csv").unlink(), "missing files/E1-calls.csv"),
    "added": (lambda f: (f / "files" / "E9-x").write_text(""), "added files/E9-x"),
    "led": (lambda f: (f / "led").symlink_to("/etc"), "added led"),
    "text": (lambda f: (f / "manifest.txt").write_text("x"), "altered manifest.txt"),
    "script": (lambda f: (f / "verify.py").open("a").write("#"), "altered verify.py"),
    "manifest": (lambda f: (f / "manifest.json").open("a").write(" "), "altered manifest.json"),
    "sum": (lambda f: (f / "manifest.sha256").unlink(), "missing manifest.sha256"),
    "unread": (_no_json, "unreadable manifest.json"),
    "no list": (lambda f: (f / "manifest.json").write_text("{}"), "unreadable manifest.json"),
    "gone": (lambda f: (f / "manifest.json").unlink(), "unreadable manifest.json"),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_any_change_is_named_by_both(change: str, folder: Path, cli: CommandLine) -> None:
    edit, said = CHANGES[change]
    edit(folder)
    found = cli("evidence", "verify", str(folder), "--json")
    code, path = said.split(" ", 1)
    assert (found.code, {"code": code, "path": path} in found.json["faults"]) == (6, True)
    assert f"{code.upper()}  {path}" in cli("evidence", "verify", str(folder)).out
    status, told = by_itself(folder)
    assert status == 6
    assert any(line.startswith(code.upper()) and line.endswith(path) for line in told.splitlines())


def test_a_manifest_that_was_rewritten_is_told_by_the_digest_that_was_printed(
    cli: CommandLine, incident: str, tmp_path: Path
) -> None:
    printed = cli.done("evidence", "export", incident, "-o", str(tmp_path / "out")).out.strip()
    assert by_itself(tmp_path / "out", str(tmp_path / "out"), printed)[0] == 0
    assert by_itself(tmp_path / "out", str(tmp_path / "out"), "5a" * 32)[0] == 6
    assert cli("evidence", "verify", str(tmp_path / "out"), "5a" * 32).code == 6


def test_a_zip_with_a_file_twice_or_one_more_is_named(cli: CommandLine, incident: str, tmp_path: Path) -> None:
    place = tmp_path / "out.zip"
    cli.done("evidence", "export", incident, "-o", str(place))
    with zipfile.ZipFile(place, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("files/E1-calls.csv", "0ne")
    assert "ALTERED  files/E1-calls.csv" in cli("evidence", "verify", str(place)).out
    place.write_bytes(b"no zip")
    assert cli("evidence", "verify", str(place)).code == 6
    assert cli("evidence", "verify", str(tmp_path / "nowhere")).code == 6


def test_an_exercise_is_marked_in_the_manifest(cli: CommandLine, tmp_path: Path) -> None:
    cli.done("declare", RUNBOOK_ID, "--tier", "3", "--title", "x", "--exercise")
    cli.done("evidence", "export", "EX-0001", "-o", str(tmp_path / "out"))
    lines = (tmp_path / "out" / "manifest.txt").read_text().splitlines()
    assert (lines[0], lines[-1]) == ("EXERCISE / 演练", "EXERCISE / 演练")
    assert json.loads((tmp_path / "out" / "manifest.json").read_text())["mark"] == "EXERCISE / 演练"


def test_an_export_takes_no_place_and_leaves_no_half(
    cli: CommandLine, incident: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "taken").write_text("mine")
    assert cli("evidence", "export", incident, "-o", str(tmp_path / "taken")).code == 2
    assert (tmp_path / "taken").read_text() == "mine"
    monkeypatch.setattr("incident.cli.commands.evidence.exporting.manifest", _no_room)
    for name in ("out", "out.zip"):
        assert cli("evidence", "export", incident, "-o", str(tmp_path / name)).code == 4
        assert sorted(each.name for each in tmp_path.iterdir()) == ["found", "taken"]


def _no_room(*_: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("name", ["out", "out.zip"])
def test_a_piece_that_was_altered_in_the_log_goes_along_and_is_marked(
    cli: CommandLine, incident: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """One that was tampered with keeps nobody from the others, and passes for whole nowhere."""
    whole, place = cli.world.log.part, tmp_path / name
    first = cli.done("evidence", "list", incident, "--json").json["evidence"][0]["entry"]

    def part(incident_id: str, seq: int, content_id: str) -> bytes | None:
        return b"0ne" if seq == first else whole(incident_id, seq, content_id)

    monkeypatch.setattr(cli.world.log, "part", part)
    ran = cli("evidence", "export", incident, "-o", str(place), "--json")
    assert (ran.code, ran.json["altered"], "NOT WHAT WAS KEPT: E1." in ran.err) == (6, ["E1"], True)
    found = cli("evidence", "verify", str(place))
    assert (found.code, found.out.splitlines()[:-1]) == (6, ["ALTERED BEFORE THE EXPORT  files/E1-calls.csv"])
    if place.is_dir():
        assert (place / "files" / "E2-a_..x").read_text() == "two"
        assert "NOT WHAT WAS KEPT" in (place / "manifest.txt").read_text()
        assert by_itself(place)[0] == 6
