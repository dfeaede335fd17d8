from __future__ import annotations

from pathlib import Path

import pytest

from incident import resources


def test_a_checkout_reads_the_library_beside_the_package() -> None:
    assert resources.library_root() == Path(resources.__file__).resolve().parent.parent / "runbooks"


def test_an_installed_package_reads_the_library_inside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "_library").mkdir()
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path)
    assert resources.library_root() == tmp_path / "_library"
