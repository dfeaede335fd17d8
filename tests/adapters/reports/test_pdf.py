"""The report as PDF: one document, printed in Chinese, read back and looked at."""

from __future__ import annotations

import os
import re
import socket
import subprocess
from ctypes.util import find_library
from pathlib import Path
from shutil import which

import pytest

from incident.domain.events import IncidentMode
from incident.domain.exercises.mark import MARK
from tests.adapters.reports.pages import a_report
from tests.application.stories import a_night, closed
from tests.conftest import REQUIRE_PANGO

pytestmark = pytest.mark.skipif(
    not (find_library("pango-1.0") and which("pdftotext")) and os.environ.get(REQUIRE_PANGO) != "1",
    reason="Pango, or what reads a PDF back (poppler-utils), is not on this machine",
)


def _ran(*command: str | Path) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_a_report_is_printed_in_chinese_with_its_mark_on_every_sheet(tmp_path: Path) -> None:
    """Every word is there as text, in an embedded font; ink stands where the drawing and the letters are."""
    from incident.adapters.reports.pdf import render_pdf

    file = tmp_path / "report.pdf"
    file.write_bytes(render_pdf(a_report(closed(a_night(mode=IncidentMode.EXERCISE)), "zh-CN")))
    sheets = _ran("pdftotext", "-layout", file, "-").split("\f")[:-1]
    assert len(sheets) > 3
    for number, sheet in enumerate(sheets, start=1):
        assert MARK in sheet
        assert "INC-0001，第 34 条，0000" in sheet
        assert f"{number}/{len(sheets)}" in sheet
    told = re.sub(r"\s+", "", "".join(sheets))
    for words in ("复盘报告：Voiceisdown", "从宣布到首次客户通报", "步骤（8）", "整改计划"):
        assert words in told or words.replace("（", "(").replace("）", ")") in told, words
    fonts = _ran("pdffonts", file).splitlines()[2:]
    assert any("CJK" in font for font in fonts)
    is_japanese = ["cjkjp" in font.lower().replace("-", "") for font in fonts]
    assert not any(is_japanese), "drawings too are set in Chinese letters"
    assert all(re.search(r" yes +(yes|no) +(yes|no) +\d+ +\d+$", font) for font in fonts)  # embedded
    _ran("pdftoppm", "-r", "20", "-gray", file, tmp_path / "sheet")
    for picture in tmp_path.glob("sheet*.pgm"):
        dots = picture.read_bytes()[-20 * 11 * 20 * 8 :]
        assert 0.6 < sum(dots) / 255 / len(dots) < 0.999, picture.name


def test_nothing_is_fetched_while_it_is_printed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Not from a server, not from a file, whatever a page should ever say."""
    from incident.adapters.reports import pdf

    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text y="20">stolen</text></svg>')
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)  # noqa: FBT003  (the socket's own word)
        there = f"http://127.0.0.1:{server.getsockname()[1]}"
        page = f'<link rel=stylesheet href="{there}/a.css"><img src="{there}/b.png"><img src="{secret.as_uri()}">kept'
        monkeypatch.setattr(pdf, "render_html", lambda _document: page)
        file = tmp_path / "page.pdf"
        file.write_bytes(pdf.render_pdf(a_report(closed(a_night()))))
        with pytest.raises(BlockingIOError):
            server.accept()
    assert _ran("pdftotext", file, "-").split() == ["kept"]
