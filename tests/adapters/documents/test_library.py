from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from incident.adapters.documents.checker import check
from incident.adapters.documents.library import YamlLibrary
from incident.application.errors import DocumentError, NotFound
from incident.shipped import library_root
from tests.adapters.documents.library import spoilt
from tests.conftest import CHECKOUT


def _ids(library: YamlLibrary) -> list[str]:
    return [each.id for each in library.every()]


def test_the_workspace_comes_before_what_is_shipped(tmp_path: Path, compiled: Path) -> None:
    own = (library_root() / "en/outage.core-channel.yaml").read_text("utf-8")
    (tmp_path / "own.yaml").write_text(own.replace("title: A customer channel is down", "title: Ours"), "utf-8")
    library = YamlLibrary([tmp_path, tmp_path / "missing", library_root()], compiled)
    assert _ids(library) == _ids(YamlLibrary([library_root()], compiled))
    assert library.bundle("outage.core-channel").text("title", "en") == "Ours"


def test_an_unknown_runbook_names_the_nearest(folder: Path) -> None:
    with pytest.raises(NotFound) as refusal:
        YamlLibrary([folder]).bundle("outage.smal")
    assert refusal.value.fields == {"kind": "runbook", "name": "outage.smal", "near": "outage.small"}


def test_what_was_kept_is_what_would_be_compiled(folder: Path, kept: Path) -> None:
    first = YamlLibrary([folder], kept).bundle("outage.small")
    assert [path.suffix for path in kept.iterdir()] == [".json"]
    assert YamlLibrary([folder], kept).bundle("outage.small") == first == YamlLibrary([folder]).bundle("outage.small")


@pytest.mark.parametrize("name", ["runbook.yaml", "messages.yaml"])
def test_a_change_is_seen_even_if_size_and_time_stay(folder: Path, kept: Path, name: str) -> None:
    library, path = YamlLibrary([folder], kept), folder / name
    before = library.bundle("outage.small")
    stat = path.stat()
    text = path.read_text("utf-8")
    path.write_text(text.replace("A small outage", "A SMALL outage").replace("It is over", "It IS over"), "utf-8")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert path.stat().st_size == stat.st_size
    assert library.bundle("outage.small") != before
    assert len(list(kept.iterdir())) == 1


@pytest.mark.parametrize("damage", [b"", b"\x00" * 50, b"{}", b'0\n{"runbook": {}}'])
def test_a_damaged_cache_is_slower_and_never_wrong(folder: Path, kept: Path, damage: bytes) -> None:
    first = YamlLibrary([folder], kept).bundle("outage.small")
    (entry,) = kept.iterdir()
    whole = entry.read_bytes()
    for broken in (damage, whole[: len(whole) // 2], whole.replace(b"outage", b"outrage")):
        entry.write_bytes(broken)
        assert YamlLibrary([folder], kept).bundle("outage.small") == first
    assert entry.read_bytes() == whole


def test_a_cache_that_cannot_be_written_is_done_without(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert YamlLibrary([folder], tmp_path / "file" / "below").bundle("outage.small").languages == ("en",)


def test_a_runbook_with_a_problem_is_never_kept(folder: Path, kept: Path) -> None:
    (folder / "runbook.yaml").write_text(spoilt(("[share, workaround]", "[sahre]")), "utf-8")
    with pytest.raises(DocumentError):
        YamlLibrary([folder], kept).bundle("outage.small")
    assert not kept.exists()


def test_a_broken_file_does_not_hide_the_others(folder: Path) -> None:
    (folder / "broken.yaml").write_text("format: runbook/1\nid: outage.broken\nlanguage: en\na: b: c", "utf-8")
    library = YamlLibrary([folder])
    assert _ids(library) == ["outage.broken", "outage.small"]
    assert library.bundle("outage.small").languages == ("en",)
    with pytest.raises(DocumentError, match=r"broken\.yaml:4"):
        library.bundle("outage.broken")


def test_templates_that_cannot_be_read_are_named_when_they_are_missed(folder: Path) -> None:
    text = (folder / "messages.yaml").read_text("utf-8")
    (folder / "messages.yaml").write_text(text + "\tx", "utf-8")
    with pytest.raises(DocumentError) as refusal:
        YamlLibrary([folder]).bundle("outage.small")
    assert {problem.rule for problem in refusal.value.problems} == {"RB001", "RB022"}


def test_a_header_that_the_quick_look_cannot_find_is_a_problem(folder: Path) -> None:
    (folder / "runbook.yaml").write_text(spoilt(("id: outage.small\n", "id: >-\n  outage.small\n")), "utf-8")
    assert ["line of its own" in problem.message for problem in check([folder])] == [True]


def test_a_kept_runbook_is_read_without_the_compiler(folder: Path, kept: Path) -> None:
    question = (
        "import sys; from pathlib import Path; from incident.adapters.documents.library import YamlLibrary; "
        f"print(YamlLibrary([Path({str(folder)!r})], Path({str(kept)!r})).bundle('outage.small').runbook.id, "
        "*({'yaml', 'pydantic', 'lark'} & set(sys.modules)))"
    )
    answers = [
        subprocess.run(
            [sys.executable, "-c", question], cwd=CHECKOUT, check=True, capture_output=True, text=True
        ).stdout
        for _ in range(2)
    ]
    assert set(answers[0].split()) == {"outage.small", "yaml", "pydantic", "lark"}
    assert answers[1].split() == ["outage.small"]


def test_a_pipe_among_the_files_stops_nobody(folder: Path) -> None:
    os.mkfifo(folder / "pipe.yaml")
    assert _ids(YamlLibrary([folder])) == ["outage.small", "pipe"]
    assert YamlLibrary([folder]).bundle("outage.small").languages == ("en",)


SHIPPED = "outage.core-channel"
TWICE = b"format: runbook/1\nid: outage.core-channel\nlanguage: en\nformat: templates/1\n"
UNREADABLE = [
    b"",
    b"null",
    b"- outage",
    b"hello",
    b"\x8f\x00\xfe random",
    "format: runbook/1\nid: outage.core-channel\n".encode("utf-16"),
    b"format: runbook/1\rid: outage.core-channel\rlanguage: en\r",
    TWICE,
    TWICE.replace(b"format: templates/1", b"id: outage.other"),
    b"format: runbook/2\nid: outage.core-channel\n",
    b"format: runbook/1\nid: outage core channel\n",
    b'"format": runbook/1\n"id": outage.core-channel\n',
]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        *((f"{SHIPPED}.yaml", data) for data in UNREADABLE),
        *((f"{SHIPPED}.zh-CN.yml", data) for data in UNREADABLE),
        *(("ours.yaml", data) for data in UNREADABLE if SHIPPED.encode() in data.replace(b"\0", b"")),
    ],
)
def test_an_own_file_that_cannot_be_read_never_gives_way_to_the_shipped_one(
    tmp_path: Path, name: str, data: bytes, compiled: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    library = YamlLibrary([tmp_path, library_root()], compiled)
    with pytest.raises(DocumentError, match=name.replace(".", r"\.")):
        library.bundle(SHIPPED)
    assert Path(name).stem in _ids(library)


@pytest.mark.parametrize("data", [b"a: [", b"", b"\x8f\x00", b"see outage.core-channels, not xoutage.core-channel"])
def test_a_stray_file_stops_no_runbook_that_it_does_not_mention(tmp_path: Path, data: bytes, compiled: Path) -> None:
    (tmp_path / "stray.yaml").write_bytes(data)
    broken = {
        each.id: each for each in YamlLibrary([tmp_path, library_root()], compiled).every() if each.outline is None
    }
    assert set(broken) == {"stray"}
    assert "stray.yaml" in broken["stray"].problems[0].path
    assert YamlLibrary([tmp_path, library_root()]).bundle(SHIPPED).runbook.id == SHIPPED


def test_a_runbook_that_is_there_is_not_stopped_by_a_stray_file_that_mentions_it(folder: Path) -> None:
    (folder / "notes.yaml").write_text("after outage.small: [", "utf-8")
    assert YamlLibrary([folder, library_root()]).bundle("outage.small").languages == ("en",)


def test_a_translation_that_cannot_be_read_is_missed(folder: Path) -> None:
    (folder / "outage.small.zh-CN.yaml").write_bytes(b"")
    with pytest.raises(DocumentError, match=r"zh-CN\.yaml:1:1"):
        YamlLibrary([folder]).bundle("outage.small")


def test_a_folder_that_may_not_be_looked_into_never_gives_way(tmp_path: Path) -> None:
    own = tmp_path / "runbooks"
    own.mkdir()
    own.chmod(0o000)
    if os.access(own, os.R_OK):
        pytest.skip("this user may read whatever the rights say")
    with pytest.raises(DocumentError, match="runbooks"):
        YamlLibrary([own, library_root()]).bundle(SHIPPED)
    own.chmod(0o755)
