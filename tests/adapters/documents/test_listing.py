from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from incident.adapters.documents.library import YamlLibrary
from incident.application.errors import DocumentError
from incident.application.ports import Offer
from incident.domain.runbooks.outline import outline_of
from incident.shipped import library_root
from tests.conftest import CHECKOUT

BROKEN = "format: runbook/1\nid: outage.broken\nlanguage: en\na: b: c"


def _listed(*roots: Path, kept: Path | None = None) -> list[Offer]:
    return list(YamlLibrary(roots, kept).every())


def _entry(kept: Path, name: str) -> Path:
    (entry,) = kept.glob(f"{name}@*")
    return entry


def test_a_list_says_what_the_runbooks_say() -> None:
    offers = _listed(library_root())
    assert offers
    for offer in offers:
        assert offer.outline == outline_of(offer.bundle)
        for language in ("en", "zh-CN", "fr"):
            keys = ["title", *(f"audience.{name}" for name in offer.outline.audiences)]
            assert [offer.outline.text(key, language) for key in keys] == [
                offer.bundle.text(key, language) for key in keys
            ]


def test_a_kept_list_is_what_would_be_compiled(folder: Path, kept: Path) -> None:
    first, again = _listed(folder, library_root(), kept=kept), _listed(folder, library_root(), kept=kept)
    assert [(each.id, each.outline, each.bundle) for each in again] == [
        (each.id, each.outline, each.bundle) for each in first
    ]


def test_a_kept_list_reads_no_runbook_until_somebody_looks(folder: Path, kept: Path) -> None:
    (first,) = _listed(folder, kept=kept)
    runbook = _entry(kept, "outage.small")
    runbook.unlink()
    (offer,) = _listed(folder, kept=kept)
    assert offer.outline == first.outline
    assert not runbook.exists()
    assert offer.bundle == first.bundle
    assert runbook.exists()


def test_a_kept_runbook_that_is_damaged_is_noticed_when_somebody_looks(folder: Path, kept: Path) -> None:
    (first,) = _listed(folder, kept=kept)
    runbook = _entry(kept, "outage.small")
    runbook.write_bytes(runbook.read_bytes().replace(b"outage", b"outrage"))
    assert [each.bundle for each in _listed(folder, kept=kept)] == [first.bundle]


@pytest.mark.parametrize("damage", [b"", b"\x00" * 50, b"{}", b'0\n{"entries": {}}'])
def test_a_damaged_list_is_made_anew(folder: Path, kept: Path, damage: bytes) -> None:
    (first,) = _listed(folder, kept=kept)
    entry = _entry(kept, "outlines")
    whole = entry.read_bytes()
    for broken in (damage, whole[: len(whole) // 2], whole.replace(b"small", b"large")):
        entry.write_bytes(broken)
        assert [(each.id, each.outline) for each in _listed(folder, kept=kept)] == [(first.id, first.outline)]
        assert entry.read_bytes() == whole


def test_a_change_is_listed_even_if_size_and_time_stay(folder: Path, kept: Path) -> None:
    path = folder / "runbook.yaml"
    (before,) = _listed(folder, kept=kept)
    assert before.outline
    assert before.outline.text("title", "en") == "A small outage"
    stat = path.stat()
    path.write_text(path.read_text("utf-8").replace("A small outage", "A SMALL outage"), "utf-8")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    (after,) = _listed(folder, kept=kept)
    assert after.outline
    assert after.outline.text("title", "en") == "A SMALL outage"


def test_a_file_that_is_moved_to_another_folder_is_listed_where_it_is(tmp_path: Path, folder: Path, kept: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    roots = (folder, other)
    assert YamlLibrary(roots, kept).entries()["outage.small"].stands == {str(folder): "active"}
    (folder / "runbook.yaml").rename(other / "runbook.yaml")
    assert YamlLibrary(roots, kept).entries()["outage.small"].stands == {str(other): "active"}


def test_what_is_offered_is_what_was_listed(folder: Path, kept: Path) -> None:
    _listed(folder, kept=kept)
    (offer,) = _listed(folder, kept=kept)
    (folder / "runbook.yaml").write_text("nothing", "utf-8")
    assert offer.bundle.text("title", "en") == "A small outage"


def test_a_broken_runbook_hides_no_other_and_is_told_each_time(folder: Path, kept: Path) -> None:
    (folder / "broken.yaml").write_text(BROKEN, "utf-8")
    for _ in range(2):
        broken, small = _listed(folder, kept=kept)
        assert (broken.id, broken.outline, small.id) == ("outage.broken", None, "outage.small")
        assert [problem.line for problem in broken.problems] == [4]
        with pytest.raises(DocumentError, match=r"broken\.yaml:4"):
            _ = broken.bundle
        assert small.bundle.languages == ("en",)


def test_a_list_of_files_that_cannot_be_read_is_never_kept(folder: Path, kept: Path) -> None:
    os.mkfifo(folder / "pipe.yaml")
    assert [each.id for each in _listed(folder, kept=kept)] == ["outage.small", "pipe"]
    assert not list(kept.glob("outlines@*"))


def test_a_kept_list_is_read_without_the_compiler(folder: Path, kept: Path) -> None:
    question = (
        "import sys; from pathlib import Path; from incident.adapters.documents.library import YamlLibrary; "
        f"print(*(each.id for each in YamlLibrary([Path({str(folder)!r})], Path({str(kept)!r})).every()), "
        "*({'yaml', 'pydantic', 'lark'} & set(sys.modules)))"
    )
    answers = [
        subprocess.run(
            [sys.executable, "-c", question], cwd=CHECKOUT, check=True, capture_output=True, text=True
        ).stdout.split()
        for _ in range(2)
    ]
    assert set(answers[0]) == {"outage.small", "yaml", "pydantic", "lark"}
    assert answers[1] == ["outage.small"]
