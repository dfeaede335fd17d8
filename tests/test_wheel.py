"""What is shipped: a file that is missing from the wheel is missing for everybody but the author."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from incident import i18n
from tests.conftest import CHECKOUT


@pytest.fixture(scope="session")
def shipped(wheel: Path) -> set[str]:
    with ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_carries_the_whole_library(shipped: set[str]) -> None:
    library = {path.relative_to(CHECKOUT / "runbooks") for path in (CHECKOUT / "runbooks").rglob("*.yaml")}
    assert library
    assert {f"incident/_library/{path.as_posix()}" for path in library} <= shipped


def test_the_wheel_carries_every_file_that_the_code_reads(shipped: set[str]) -> None:
    """Queries and styles lie beside the code that reads them."""
    beside = {path for kind in ("sql", "tcss", "lark", "json") for path in (CHECKOUT / "incident").rglob(f"*.{kind}")}
    assert {path.relative_to(CHECKOUT).as_posix() for path in beside} <= shipped


def test_the_wheel_carries_translations_compiled_only(shipped: set[str]) -> None:
    catalogues = {name for name in shipped if name.startswith("incident/locale/")}
    folders = [language.replace("-", "_") for language in i18n.LANGUAGES if language != "en"]
    assert catalogues == {f"incident/locale/{folder}/LC_MESSAGES/incident.mo" for folder in folders}


def test_an_installed_program_finds_its_library_without_the_checkout(wheel: Path, tmp_path: Path) -> None:
    with ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    question = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r}); from incident.shipped import *; print(library_root())"
    )
    answer = subprocess.run([sys.executable, "-I", "-c", question], check=True, capture_output=True, text=True)
    assert answer.stdout.strip() == os.fspath(tmp_path / "incident/_library")
