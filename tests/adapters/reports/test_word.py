"""The report as DOCX: Chinese letters from a Chinese font, the mark on every sheet, and texts that stay texts."""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO
from xml.etree.ElementTree import Element, fromstring
from zipfile import ZipFile

import pytest

from incident.adapters.reports.document import Document, Part, Table, bullets, table
from incident.adapters.reports.word import render_docx
from incident.domain.events import IncidentMode
from incident.domain.exercises.mark import MARK
from incident.wording.safe import clean_line
from tests.adapters.reports.pages import a_report
from tests.adapters.reports.test_html import HOSTILE
from tests.application.stories import a_night, closed

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@cache
def night(language: str, mode: IncidentMode = IncidentMode.REAL) -> bytes:
    return render_docx(a_report(closed(a_night(mode=mode)), language))


def part(file: bytes, name: str) -> Element:
    with ZipFile(BytesIO(file)) as package:
        return fromstring(package.read(f"word/{name}.xml"))  # noqa: S314  (our own file)


def words(root: Element) -> list[str]:
    return [each.text or "" for each in root.iter(f"{W}t")]


def test_every_style_of_the_text_has_a_chinese_font() -> None:
    file = night("zh-CN")
    used = {each.get(f"{W}val") for each in part(file, "document").iter(f"{W}pStyle")}
    assert used == {"Normal", "Title", "Heading1", "Heading2", "ListBullet", "Cell"}
    fonts = {
        style.get(f"{W}styleId"): style.find(f"{W}rPr/{W}rFonts") for style in part(file, "styles").iter(f"{W}style")
    }
    for style in used:
        found = fonts[style]
        assert found is not None, style
        assert found.get(f"{W}eastAsia") == "Microsoft YaHei", style
        assert not any(name.endswith("Theme") for name in found.attrib), style
    (themed,) = part(file, "settings").iter(f"{W}themeFontLang")
    assert themed.get(f"{W}eastAsia") == "zh-CN"


def test_quotation_marks_of_a_chinese_report_are_chinese_ones() -> None:
    chinese, english = (part(night(language), "document") for language in ("zh-CN", "en"))
    runs = list(chinese.iter(f"{W}r"))
    hints = [each.get(f"{W}hint") for each in chinese.iter(f"{W}rFonts")]
    assert hints == ["eastAsia"] * len(runs)
    assert list(english.iter(f"{W}rFonts")) == []


def test_every_sheet_has_the_mark_and_which_log_it_was_read_from() -> None:
    file = night("en", IncidentMode.EXERCISE)
    assert words(part(file, "header1"))[0] == MARK
    assert words(part(file, "footer1"))[0].startswith("INC-0001, entry 34, 0000")
    body = words(part(file, "document"))
    assert (body[0], body[-1]) == (MARK, MARK)
    assert words(part(night("en"), "header1"))[0] == "TIER 1 MAJOR"


def test_it_says_all_that_the_document_says() -> None:
    document = a_report(closed(a_night()), "zh-CN")
    told = words(part(night("zh-CN"), "document"))
    for each in document.parts:
        assert any(re.fullmatch(rf"\d+\. {each.title}", said) for said in told)
    rows = [row for each in (*document.parts, *document.back) for block in each.blocks for row in _rows(block)]
    found = part(night("zh-CN"), "document").iter(f"{W}tr")
    assert len(list(found)) == len(rows) + _tables(document) + len(_rows(document.front[0])) + 1
    assert {clean_line(cell) for row in rows for cell in row if isinstance(cell, str)} <= set(told)


def _rows(block: object) -> tuple[tuple[object, ...], ...]:
    return block.rows if isinstance(block, Table) else ()


def _tables(document: Document) -> int:
    return sum(isinstance(block, Table) for each in (*document.parts, *document.back) for block in each.blocks)


@pytest.mark.parametrize("hostile", [*HOSTILE, "\ufffe\uffff", "]]>&lt;w:p/>"])
def test_no_text_becomes_xml(hostile: str) -> None:
    blocks = (table(("head",), [(hostile,)]), bullets([hostile]))
    parts = (Part(title="", blocks=blocks),)
    document = Document(title=hostile, standing=hostile, is_exercise=False, foot=hostile, front=(), parts=parts)
    told = words(part(render_docx(document), "document"))
    said = re.sub("[\ufffe\uffff]", "", clean_line(hostile))
    assert told == [said, "1.", "head", said, "", said]


def test_no_row_of_a_table_is_lower_than_its_tallest_sign() -> None:
    file = night("zh-CN")
    assert not list(part(file, "document").iter(f"{W}trHeight"))
    cell = next(each for each in part(file, "styles").iter(f"{W}style") if each.get(f"{W}styleId") == "Cell")
    spacing, grid = cell.find(f"{W}pPr/{W}spacing"), cell.find(f"{W}pPr/{W}snapToGrid")
    assert spacing is not None
    assert grid is not None
    assert (spacing.get(f"{W}lineRule"), spacing.get(f"{W}before"), grid.get(f"{W}val")) == ("auto", "30", "0")
