"""A report as one HTML page that needs no other: read on a screen or printed on A4, nothing is fetched from anywhere.

Its drawings are part of it. Every sheet of paper says at its head what the report is of, and at its foot of which log.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import Final, assert_never

from incident.adapters.reports import svg
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
from incident.wording.safe import clean_line

__all__ = ["render_html"]

_STYLE: Final = """
@page { size: A4; margin: 18mm 14mm 16mm;
  @top-left { content: %(standing)s; font: bold 9pt %(fonts)s; }
  @top-right { content: %(title)s; font: 8pt %(fonts)s; }
  @bottom-left { content: %(foot)s; font: 6.5pt %(fonts)s; }
  @bottom-right { content: counter(page) "/" counter(pages); font: 8pt %(fonts)s; } }
body { font: 10pt/1.45 %(fonts)s; color: #000; background: #fff; max-width: 190mm; margin: auto; padding: 0 2mm; }
.mark { border: 1.5pt solid; padding: 1mm 3mm; font-weight: bold; text-align: center; }
h1 { font-size: 18pt; line-height: 1.25; } h2 { font-size: 13.5pt; border-bottom: 1.2pt solid; margin: 8mm 0 3mm; }
h3 { font-size: 11pt; margin: 5mm 0 1.5mm; } h1, h2, h3 { break-after: avoid; }
table { border-collapse: collapse; width: 100%%; margin: 2mm 0; font-size: 8.5pt; }
th, td { border: .4pt solid #777; padding: .8mm 1.5mm; text-align: left; vertical-align: top; }
th { background: #eee; } thead { display: table-header-group; } tr { break-inside: avoid; }
td { min-width: 7mm; } ul { padding-left: 5mm; } li { margin: .8mm 0; }
.box { border: 1.5pt solid; padding: 1.5mm 3mm; margin: 3mm 0; break-inside: avoid; }
.sheet { break-before: page; break-after: page; }
.asked { list-style: none; padding: 0; break-inside: avoid; }
.room { border-bottom: .5pt solid; min-height: 12mm; color: #444; font-size: 8.5pt; }
figure { margin: 3mm 0; } figcaption { font-size: 8.5pt; } svg { width: 100%%; display: block; font-family: %(fonts)s; }
.bars td { border: 0; vertical-align: middle; } .bars td:nth-child(2) { width: 45%%; }
.bars td:nth-child(3) { white-space: nowrap; width: 1%%; } .moments { columns: 2; font-size: 8.5pt; }
@media screen { body { font-size: 11pt; margin: 6mm auto; } table { font-size: 10pt; } }
"""

_UNBROKEN: Final = r"[!-~]{32}(?=[!-~])"
"""As much of a word of Latin letters and signs as may stand in a line without a place to break."""
_BREAK: Final = "\u200b"
"""No clean text has it."""
_TITLE: Final = 60
"""As much of it as fits into the head of a sheet."""


def render_html(document: Document) -> str:
    """The page in the language in use."""
    head = (
        f'<!DOCTYPE html>\n<html lang="{current()}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{escape(clean_line(document.title))}</title><style>{_style(document)}</style></head>"
    )
    return "\n".join([head, "<body>", *_body(document), "</body></html>"]) + "\n"


def _style(document: Document) -> str:
    return _STYLE % {
        "fonts": svg.FONTS,
        "standing": _quoted(document.standing),
        "title": _quoted(_short(document.title)),
        "foot": _quoted(document.foot),
    }


def _short(title: str) -> str:
    return title if len(title) <= _TITLE else f"{title[: _TITLE - 1]}…"


def _quoted(words: str) -> str:
    """A string of CSS in which nothing ends the string or the style."""
    signs = (sign if sign.isalnum() or sign in " ,.:/()-" else f"\\{ord(sign):x} " for sign in clean_line(words))
    return f'"{"".join(signs)}"'


def _body(document: Document) -> Iterator[str]:
    mark = f'<p class="mark">{_text(MARK)}</p>' if document.is_exercise else ""
    yield mark
    yield f"<h1>{_text(document.title)}</h1>"
    yield from map(_block, document.front)
    for number, part in document.numbered:
        yield from _part(f"{number}{part.title}", part)
    yield mark


def _part(title: str, part: Part) -> Iterator[str]:
    yield '<section class="sheet">' if part.is_sheet else ""
    yield f"<h2>{_text(title)}</h2>"
    yield from map(_block, part.blocks)
    yield "</section>" if part.is_sheet else ""


def _block(block: Block) -> str:
    match block:
        case Heading(words=words):
            return f"<h3>{_text(words)}</h3>"
        case Paragraph(words=words):
            return f"<p>{_text(words)}</p>"
        case Bullets(lines=lines):
            return _list(lines)
        case Box(title=title, lines=lines):
            return f'<div class="box"><strong>{_text(title)}</strong>{_list(lines)}</div>'
        case Table():
            return _table(block)
        case Asking(questions=questions, answer=answer):
            room = f'<div class="room">{_text(answer)}</div>'
            return "".join(f'<ul class="asked"><li>☐ {_text(each)}{room}</li></ul>' for each in questions)
        case TimelineDrawing():
            return _drawn(block)
        case Bars():
            return _bars(block)
        case never:
            assert_never(never)


def _list(lines: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{_text(line)}</li>" for line in lines) + "</ul>"


def _table(block: Table) -> str:
    head = "".join(f'<th scope="col">{_text(cell)}</th>' for cell in block.head)
    rows = "\n".join("<tr>" + "".join(map(_cell, row)) + "</tr>" for row in block.rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>\n{rows}</tbody></table>"


def _cell(cell: Cell) -> str:
    return f"<td>{_text(cell) if isinstance(cell, str) else '<br>'.join(map(_text, cell))}</td>"


def _drawn(block: TimelineDrawing) -> str:
    moments = "".join(f"<li>{_text(each.words)}</li>" for each in block.moments)
    caption = f"<figcaption>{_text(block.caption)}</figcaption>"
    return f'<figure>{svg.timeline(block)}<ol class="moments">{moments}</ol>{caption}</figure>'


def _bars(block: Bars) -> str:
    rows = "".join(
        f"<tr><td>{_text(row.words)}</td><td>{svg.bar(row)}</td><td>{_text(row.lengths)}</td></tr>"
        for row in block.rows
    )
    caption = f"<figcaption>{_text(block.caption)}</figcaption>"
    return f'<figure><table class="bars"><tbody>{rows}</tbody></table>{caption}</figure>'


def _text(words: str) -> str:
    """Escaped, with places to break in what has none; a rule of style for it takes the printing library minutes."""
    return escape(re.sub(_UNBROKEN, f"\\g<0>{_BREAK}", clean_line(words))).replace(_BREAK, "<wbr>")
