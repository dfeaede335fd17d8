"""The after-action report as a file: every form from one command, and what is missing is called by its name."""

from __future__ import annotations

import json
import sys
from errno import ENOSPC
from importlib.abc import MetaPathFinder
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.cli.conftest import CommandLine


class WithoutPango(MetaPathFinder):
    """What the printing library does on a machine without Pango."""

    def find_spec(self, fullname: str, _path: object, _target: object = None) -> None:
        if fullname == "weasyprint":
            said = "cannot load library 'libpango-1.0-0'"
            raise OSError(said)


def test_a_page_and_a_docx_are_written_to_files(cli: CommandLine, tmp_path: Path) -> None:
    incident = cli.declared(tier=2)
    page, file = tmp_path / "report.html", tmp_path / "report.docx"
    assert str(page) in cli.done("review", incident, "--format", "html", "-o", str(page)).err
    assert page.read_text().startswith("<!DOCTYPE html>")
    cli.done("review", incident, "--format", "docx", "-o", str(file))
    assert "word/document.xml" in ZipFile(file).namelist()
    assert cli.done("review", incident, "--format", "html").out.rstrip().endswith("</html>")


def test_a_file_is_written_as_its_name_ends_unless_another_format_is_asked_for(
    cli: CommandLine, tmp_path: Path
) -> None:
    incident = cli.declared(tier=2)
    places = {ending: str(tmp_path / f"report.{ending}") for ending in ("HTM", "json", "txt")}
    for place in places.values():
        cli.done("review", incident, "-o", place)
    assert Path(places["HTM"]).read_text().startswith("<!DOCTYPE html>")
    assert json.loads(Path(places["json"]).read_text())["identification"]["incident_id"] == incident
    assert Path(places["txt"]).read_text().startswith("# ")
    cli.done("review", incident, "-o", places["json"], "--format", "md")
    assert Path(places["json"]).read_text().startswith("# ")


@pytest.mark.parametrize("form", ["pdf", "docx"])
@pytest.mark.parametrize("place", [(), ("-o", "-")])
def test_no_terminal_is_filled_with_a_file(cli: CommandLine, form: str, place: tuple[str, ...]) -> None:
    ran = cli("review", cli.declared(tier=2), "--format", form, *place)
    assert (ran.code, ran.out) == (2, "")
    assert "-o FILE" in ran.err


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_without_the_extra_it_says_how_to_install_it(
    cli: CommandLine, form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("docx", "weasyprint", "incident.adapters.reports.word", "incident.adapters.reports.pdf"):
        monkeypatch.setitem(sys.modules, name, None)
    ran = cli("review", cli.declared(tier=2), "--format", form, "-o", str(tmp_path / "report"))
    assert (ran.code, "pip install 'incident[report]'" in ran.err) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_without_pango_it_says_what_the_machine_lacks(
    cli: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "meta_path", [WithoutPango(), *sys.meta_path])
    for name in [name for name in sys.modules if name.startswith("weasyprint") or name.endswith("reports.pdf")]:
        monkeypatch.delitem(sys.modules, name)
    ran = cli("review", cli.declared(tier=2), "--format", "pdf", "-o", str(tmp_path / "report.pdf"))
    assert (ran.code, "apt install libpango-1.0-0" in ran.err) == (2, True)


def test_a_docx_that_cannot_be_made_is_not_said_to_lack_pango(
    cli: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk below the temporary folder, for one: no library is missing."""
    from incident.adapters.reports import word

    def full(_document: object) -> bytes:
        raise OSError(ENOSPC, "No space left on device")

    monkeypatch.setattr(word, "render_docx", full)
    ran = cli("review", cli.declared(tier=2), "--format", "docx", "-o", str(tmp_path / "report.docx"))
    assert ran.code != 0
    assert "ango" not in ran.err


def test_doctor_says_so_before_anybody_needs_it(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Pango" not in cli("doctor").out
    looking = sys.modules["incident.cli.commands.doctor.findings"]  # the package has a function of that name
    monkeypatch.setattr(looking, "find_library", lambda _name: None)
    assert "Pango" in cli("doctor").out
