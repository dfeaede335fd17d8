from __future__ import annotations

from pathlib import Path

import pytest

from incident import shipped


def test_a_checkout_reads_the_library_beside_the_package() -> None:
    assert shipped.library_root() == Path(shipped.__file__).resolve().parent.parent / "runbooks"


def test_an_installed_package_reads_the_library_inside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "_library").mkdir()
    monkeypatch.setattr(shipped, "_PACKAGE", tmp_path)
    assert shipped.library_root() == tmp_path / "_library"
