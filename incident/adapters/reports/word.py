"""A report as a DOCX file, for those who go on writing in it: styled headings, lists and tables, no pictures.

python-docx gives the package, its styles and the head of each sheet; the text itself is set here as XML, because a
table of a thousand rows takes that library half a minute.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from io import BytesIO
from typing import Final, assert_never

import docx
from docx.document import Document as Package
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import CharacterStyle

from incident.adapters.reports.document import (
    Asking,
    Bars,
    Block,
    Box,
    Bullets,
    Cell,
    Document,
    Heading,
    Paragraph,
    Part,
    Table,
    TimelineDrawing,
)
from incident.domain.exercises.mark import MARK
from incident.i18n import current
from incident.wording.cells import cells
from incident.wording.safe import clean_line

__all__ = ["render_docx"]

_LATIN: Final = "Calibri"
_CHINESE: Final = "Microsoft YaHei"
"""What every office program has, or puts a like one in its place."""
_STYLES: Final = ("Normal", "Title", "Heading 1", "Heading 2", "List Bullet", "Header", "Footer")
_CELL: Final = "Cell"
_NO_CHARACTERS: Final = "[\ufffe\uffff]"
"""What XML may not hold and a text can."""
_BOX: Final = "☐"
_SHEET: Final = 10092
"""178 mm between the margins, in twentieths of a point."""
_LONGEST: Final = 44
_SHORTEST: Final = 3
"""In half Chinese signs, beyond and beneath which no column counts."""


def render_docx(document: Document) -> bytes:
    """The file, in the language in use."""
    package = docx.Document()
    _dress(package)
    _frame(package, document)
    body = parse_xml(f"<w:body {nsdecls('w')}>{''.join(_body(document))}</w:body>")
    last = package.element.body[-1]  # the section's own sheet, which ends every document
    for each in list(body):
        last.addprevious(each)
    package.core_properties.title = _clean(document.title)
    package.core_properties.author = ""
    package.core_properties.comments = ""
    package.core_properties.language = current()
    file = BytesIO()
    package.save(file)
    return file.getvalue()


def _dress(package: Package) -> None:
    """One font for each script in every style, black on white."""
    cell = package.styles.add_style(_CELL, WD_STYLE_TYPE.PARAGRAPH)
    cell.base_style = package.styles["Normal"]
    for name in (*_STYLES, _CELL):
        style = package.styles[name]
        assert isinstance(style, CharacterStyle)  # noqa: S101  (for the types: these are never lists or tables)
        style.font.name = _LATIN
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.rPr.rFonts
        for key in [each for each in fonts.attrib if str(each).endswith("Theme")]:
            del fonts.attrib[key]
        fonts.set(qn("w:eastAsia"), _CHINESE)
        if name == _CELL:
            style.font.size = Pt(8)
            _spaced(style)
    for language in package.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-US")
        language.set(qn("w:eastAsia"), "zh-CN")
    for themed in package.settings.element.iter(qn("w:themeFontLang")):  # else what has no face of its own is Japanese
        themed.set(qn("w:eastAsia"), "zh-CN")


def _spaced(style: CharacterStyle) -> None:
    """Lines as high as their tallest sign, off the sheet's grid, with room above: no program cuts a Chinese one."""
    style.element.get_or_add_pPr().extend(
        parse_xml(f"<w:{each} {nsdecls('w')}/>")
        for each in ('snapToGrid w:val="0"', 'spacing w:before="30" w:after="30" w:line="240" w:lineRule="auto"')
    )


def _frame(package: Package, document: Document) -> None:
    """A4; the standing and the title at the head of each sheet, the log and the number at its foot."""
    section = package.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(16)
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    head.add_run(_clean(document.standing)).bold = True
    head.add_run(f" · {_clean(document.title)}")
    foot.add_run(f"{_clean(document.foot)} · ").font.size = Pt(7)
    foot._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'))  # noqa: SLF001  (no other way to it)


def _body(document: Document) -> Iterator[str]:
    mark = _words(MARK, bold=True) if document.is_exercise else ""
    yield mark
    yield _words(document.title, "Title")
    yield from map(_block, document.front)
    before = False
    for number, part in document.numbered:
        yield from _part(f"{number}{part.title}", part, opens_sheet=part.is_sheet or before)
        before = part.is_sheet
    yield mark


def _part(title: str, part: Part, *, opens_sheet: bool) -> Iterator[str]:
    yield _words(title, "Heading1", opens_sheet=opens_sheet)
    yield from map(_block, part.blocks)


def _block(block: Block) -> str:
    match block:
        case Heading(words=words):
            return _words(words, "Heading2")
        case Paragraph(words=words):
            return _words(words)
        case Bullets(lines=lines):
            return "".join(_words(line, "ListBullet") for line in lines)
        case Box(title=title, lines=lines):
            return _box(title, lines)
        case Table():
            return _table(block)
        case Asking(questions=questions, answer=answer):
            return "".join(f"{_words(f'{_BOX} {each}')}{_words(answer)}{_words('')}" for each in questions)
        case TimelineDrawing() | Bars():
            return ""
        case never:
            assert_never(never)


def _box(title: str, lines: Iterable[str]) -> str:
    """A table of one cell with a heavy frame."""
    frame = "".join(f'<w:{side} w:val="single" w:sz="12"/>' for side in ("top", "left", "bottom", "right"))
    looks = f'<w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{frame}</w:tblBorders></w:tblPr>'
    words = _words(title, _CELL, bold=True) + "".join(_words(f"- {line}", _CELL) for line in lines)
    wide = f'<w:tcPr><w:tcW w:w="{_SHEET}" w:type="dxa"/></w:tcPr>'
    grid = f'<w:tblGrid><w:gridCol w:w="{_SHEET}"/></w:tblGrid>'
    return f"<w:tbl>{looks}{grid}<w:tr><w:tc>{wide}{words}</w:tc></w:tr></w:tbl>{_words('')}"


def _table(block: Table) -> str:
    looks = '<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/></w:tblPr>'
    widths = _widths(block)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(_cells(block.head, widths, bold=True))}</w:tr>"
    rows = (f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(_cells(row, widths))}</w:tr>" for row in block.rows)
    return f"<w:tbl>{looks}<w:tblGrid>{columns}</w:tblGrid>{head}{''.join(rows)}</w:tbl>{_words('')}"


def _widths(block: Table) -> list[int]:
    """Of each column, by the longest line in it, up to a length at which lines may as well break."""
    rows: tuple[tuple[Cell, ...], ...] = (block.head, *block.rows)
    columns = ([line for cell in column for line in _lines(cell)] for column in zip(*rows, strict=True))
    longest = [min(_LONGEST, max(map(cells, lines))) for lines in columns]
    whole = sum(length + _SHORTEST for length in longest)
    return [_SHEET * (length + _SHORTEST) // whole for length in longest]


def _lines(cell: Cell) -> tuple[str, ...]:
    return (cell,) if isinstance(cell, str) else cell


def _cells(row: Iterable[Cell], widths: Iterable[int], *, bold: bool = False) -> Iterator[str]:
    for cell, width in zip(row, widths, strict=True):
        lines = _lines(cell)
        wide = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        yield f"<w:tc>{wide}{''.join(_words(line, _CELL, bold=bold) for line in lines)}</w:tc>"


def _words(words: str, style: str = "Normal", *, bold: bool = False, opens_sheet: bool = False) -> str:
    look = f'<w:pPr><w:pStyle w:val="{style}"/>{"<w:pageBreakBefore/>" if opens_sheet else ""}</w:pPr>'
    weight = f"<w:rPr>{_hint()}{'<w:b/>' if bold else ''}</w:rPr>"
    return f'<w:p>{look}<w:r>{weight}<w:t xml:space="preserve">{escape(_clean(words))}</w:t></w:r></w:p>'


def _hint() -> str:
    """That quotation marks and the like, which both scripts have, are Chinese ones."""
    return '<w:rFonts w:hint="eastAsia"/>' if current().startswith("zh") else ""


def _clean(words: str) -> str:
    return re.sub(_NO_CHARACTERS, "", clean_line(words))
