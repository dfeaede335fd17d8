"""Evidence from the command line: files taken in, refused with a sentence, handed over, written out again."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from incident.walk import exhibits
from tests.cli.conftest import CommandLine

HERE = ("--where", "gateway 2")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    place = tmp_path / "calls.csv"
    place.write_bytes(os.urandom(exhibits.PIECE + 5))
    return place


def test_a_file_is_kept_with_its_digest_and_written_out_again(cli: CommandLine, file: Path, tmp_path: Path) -> None:
    incident = cli.declared()
    ran = cli.done("evidence", "add", incident, str(file), *HERE, "--when", "now", "--by", "bo")
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    assert (ran.out, digest in ran.err) == ("E1\n", True)
    assert "calls.csv, 2 MB, held by Bo Chen" in cli.done("evidence", "list", incident).out
    shown = cli.done("evidence", "show", incident, "e1").out
    assert digest in shown
    assert "secured by Bo Chen: gateway 2" in shown
    cli.done("evidence", "get", incident, "E1", "-o", str(tmp_path / "out.csv"))
    assert (tmp_path / "out.csv").read_bytes() == file.read_bytes()
    assert "kept E1 'calls.csv' (2 MB), found gateway 2 by Bo Chen" in " ".join(
        cli.done("timeline", incident).out.split()
    )
    assert cli.world.log.verify() == []


def test_no_file_that_stands_there_is_written_over(cli: CommandLine, file: Path, tmp_path: Path) -> None:
    incident = cli.declared()
    cli.done("evidence", "add", incident, str(file), *HERE)
    taken = tmp_path / "taken"
    taken.write_text("mine")
    assert cli("evidence", "get", incident, "E1", "-o", str(taken)).code == 2
    assert taken.read_text() == "mine"
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".incident")] == []


def test_the_same_bytes_are_said_and_a_folder_can_be_added_again(cli: CommandLine, tmp_path: Path) -> None:
    incident = cli.declared()
    (tmp_path / "below").mkdir()
    (tmp_path / "b.txt").write_text("two")
    (tmp_path / "a.txt").write_text("one")
    (tmp_path / "below" / "c.txt").write_text("")
    assert cli.done("evidence", "add", incident, str(tmp_path), *HERE).out == "E1\nE2\nE3\n"
    again = cli.done("evidence", "add", incident, str(tmp_path), *HERE)
    assert (again.out, again.err.count("kept already")) == ("", 3)
    names = [each["name"] for each in cli.done("evidence", "list", incident, "--json").json["evidence"]]
    assert names == ["a.txt", "b.txt", "c.txt"]
    assert cli.done("evidence", "add", incident, str(tmp_path / "a.txt"), *HERE, "--again").out == "E4\n"


def test_a_repeated_command_keeps_nothing_twice(cli: CommandLine, file: Path) -> None:
    incident = cli.declared()
    words = ("evidence", "add", incident, str(file), *HERE, "--command-id", "c1")
    assert cli.done(*words).out == "E1\n"
    assert "done before" in cli.done(*words).err
    assert len(cli.done("evidence", "list", incident, "--json").json["evidence"]) == 1


@pytest.mark.parametrize("name", ["a\nE9", "\x1b[2Jx", "\u202egpj.exe", "..", "\u202e", "\udcff.txt"])
def test_a_hostile_name_is_one_clean_line(cli: CommandLine, name: str, tmp_path: Path) -> None:
    incident = cli.declared()
    folder = tmp_path / "f"
    folder.mkdir()
    if name != "..":
        (folder / name).write_text("x")
        cli.done("evidence", "add", incident, str(folder), *HERE)
        (kept,) = cli.done("evidence", "list", incident, "--json").json["evidence"]
        assert kept["name"].isprintable()
        assert kept["name"]
    else:
        assert exhibits._name(Path("..")) == "-"


def test_what_is_no_plain_file_is_a_sentence_each_and_stops_no_other(cli: CommandLine, tmp_path: Path) -> None:
    incident = cli.declared()
    (tmp_path / "good").write_text("x")
    (tmp_path / "led").symlink_to(tmp_path / "good")
    (tmp_path / "ring").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    ran = cli("evidence", "add", incident, str(tmp_path), str(tmp_path / "gone"), "bad\0name", *HERE)
    assert (ran.code, ran.out) == (1, "E1\n")
    flat = " ".join(ran.err.split())
    assert flat.count("is a link") == 2
    assert "is no file but a pipe" in flat
    assert "gone' is not there. Check how it is written." in flat
    assert "null" in flat


def test_an_unreadable_file_is_a_sentence(cli: CommandLine, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    incident = cli.declared()

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    ran = cli("evidence", "add", incident, str(file), *HERE)
    assert ran.code == 1
    assert "cannot be read: Permission denied" in " ".join(ran.err.split())


def test_a_file_that_grows_while_it_is_read_is_not_kept(
    cli: CommandLine, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    incident, read = cli.declared(), os.read

    def growing(descriptor: int, size: int) -> bytes:
        with file.open("ab") as more:
            more.write(b"x" * 10)
        return read(descriptor, size)

    monkeypatch.setattr(os, "read", growing)
    ran = cli("evidence", "add", incident, str(file), *HERE)
    assert ran.code == 1
    assert "was written to while it was read" in " ".join(ran.err.split())
    assert cli("evidence", "list", incident).out == ""


def test_a_large_file_is_named_and_kept_elsewhere(
    cli: CommandLine, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    incident = cli.declared()
    monkeypatch.setattr(exhibits, "LARGEST", exhibits.PIECE)
    ran = cli("evidence", "add", incident, str(file), *HERE)
    assert (ran.code, "--kept-at" in ran.err) == (1, True)
    cli.done("evidence", "add", incident, str(file), *HERE, "--kept-at", "safe 3")
    assert "the original is kept: safe 3" in cli.done("evidence", "show", incident, "E1").out
    got = cli("evidence", "get", incident, "E1", "-o", str(tmp_path / "x"))
    assert (got.code, "safe 3" in got.err) == (1, True)
    assert "the original is kept: safe 3" in cli.done("timeline", incident).out


def test_bytes_that_are_not_those_of_the_record_are_not_handed_out(
    cli: CommandLine, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    incident = cli.declared()
    cli.done("evidence", "add", incident, str(file), *HERE)
    for answer in (b"other", None):
        monkeypatch.setattr(cli.world.log, "part", lambda *_: answer)  # noqa: B023  (asked at once)
        assert cli("evidence", "get", incident, "E1", "-o", str(tmp_path / "x")).code == 4
        assert not (tmp_path / "x").exists()


def test_the_chain_of_custody_is_shown_as_it_went(cli: CommandLine, file: Path) -> None:
    incident = cli.declared()
    cli.done("evidence", "add", incident, str(file), *HERE)
    cli.done("evidence", "transfer", incident, "e1", "bo", "--because", "the lawyers want it")
    assert "not taken yet" in cli.done("evidence", "show", incident, "E1").out
    assert cli("evidence", "accept", incident, "E1").code == 1
    cli.done("--as", "bo", "evidence", "accept", incident, "E1")
    cli.done("--as", "bo", "evidence", "transfer", incident, "E1", "dee", "--because", "my shift ends")
    cli.done("--as", "dee", "evidence", "decline", incident, "E1", "--because", "no safe here")
    shown = cli.done("evidence", "show", incident, "E1").out
    for words in (
        "taken by Bo Chen (entered by Ana Lima)",
        'Ana Lima offers it to Bo Chen: "the lawyers want it"',
        "it stays with Bo Chen",
    ):
        assert words in " ".join(shown.split())
    assert cli("evidence", "transfer", incident, "E1", "dee", "--because", "x").code == 1
    assert cli("evidence", "show", incident, "E7").code == 1
    for words in ("offers E1 to Bo Chen", "took E1", "E1 stays with who holds it"):
        assert words in cli.done("timeline", incident).out


def test_nothing_kept_is_said(cli: CommandLine) -> None:
    assert "Nothing is kept as evidence yet." in cli.done("evidence", "list", cli.declared()).err
