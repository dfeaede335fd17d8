"""The paper as HTML for a browser's printer: A4, a page for each phase, no step torn, nothing fetched from anywhere.

Apart from the other forms, because here the printer breaks the pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from incident.adapters.reports.paper.sheet import Heading, Kind, Message, Page, PaperPhase, PaperStep, Row, phase_words
from incident.i18n import _, current, pgettext

__all__ = ["render_html"]

_STYLE: Final = """
@page { size: A4; margin: 16mm 15mm 18mm;
  @bottom-left { content: %(mark)s; font: 8pt sans-serif; }
  @bottom-right { content: counter(page) "/" counter(pages); font: 8pt sans-serif; } }
body { font: 10.5pt/1.4 sans-serif; color: #000; max-width: 180mm; margin: auto; overflow-wrap: anywhere; }
h1 { font-size: 17pt; margin: 0; }
h2 { font-size: 13pt; border-bottom: 1.5pt solid; break-after: avoid; margin: 0 0 3mm; }
h3 { font-size: 11pt; margin: 4mm 0 1mm; break-after: avoid; } p, ul, pre { margin: 0 0 2mm; } ul { padding-left: 0; }
li { list-style: none; padding-left: 6mm; text-indent: -6mm; }
section { break-before: page; padding-top: 1mm; } .head { break-before: auto; }
.step, .message, li { break-inside: avoid; } .step { margin: 0 0 3.5mm; }
.title { display: flex; gap: 2.5mm; font-weight: bold; break-after: avoid; } .title .words { flex: 1; }
.box { display: inline-block; flex: none; width: 3.2mm; height: 3.2mm; border: .9pt solid; margin: .7mm 2.3mm 0 0;
  text-indent: 0; vertical-align: -0.2mm; }
.write { font-weight: normal; white-space: nowrap; } .line { display: inline-block; border-bottom: .6pt solid;
  height: 1em; min-width: 14mm; text-indent: 0; } .long { min-width: 45mm; }
.tail { font-size: 9pt; } .rows { padding-left: 6mm; } .rows p { margin: .6mm 0; }
.answer { margin: 0 0 2mm; break-after: avoid; }
.begins { border-top: 3pt double; border-bottom: 3pt double; padding: 1.5mm 0; font-weight: bold; }
.caution { border: 1.2pt solid; padding: .6mm 2mm; font-weight: bold; }
pre { font: 9pt/1.35 monospace; white-space: pre-wrap; border-left: 1.5pt solid; padding-left: 2.5mm; }
.label { font-size: 8.5pt; font-weight: bold; }
"""
_BOX: Final = '<span class="box"></span>'
_LINE: Final = '<span class="line"></span>'
_LONG: Final = '<span class="line long"></span>'


def render_html(page: Page) -> str:
    """One file that needs no other."""
    title = escape(f"{page.title} · {page.tier}")
    mark = '"' + page.standing.replace("\\", "").replace('"', "").replace("<", "") + '"'
    head = (
        f'<!DOCTYPE html>\n<html lang="{current()}"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE % {'mark': mark}}</style></head>"
    )
    return "\n".join([head, "<body>", *_body(page), "</body></html>"]) + "\n"


def _body(page: Page) -> Iterator[str]:
    yield from _front(page)
    for phase in page.phases:
        yield from _phase(phase)
    if page.messages:
        yield f"<section><h2>{escape(_('Messages'))}</h2>"
        yield from map(_message, page.messages)
        yield "</section>"
    if page.references:
        yield f"<section><h2>{escape(_('References'))}</h2>{_list(page.references, '')}</section>"


def _front(page: Page) -> Iterator[str]:
    yield f'<section class="head"><h1>{escape(page.title)}</h1>'
    yield f"<p><b>{escape(page.tier)}</b> · {escape(page.standing)}</p>"
    blanks = (_("Incident"), _("Declared at"), _("Filled in by"))
    yield "<p>" + " ".join(f'<span class="write">{escape(each)} {_LONG}</span>' for each in blanks) + "</p>"
    yield from _listed(_("Do now"), page.now, _write())
    yield from _listed(_("Use it when"), page.applies, "", box="")
    if page.limits:
        yield f"<h3>{escape(_('Limits'))}</h3><p>{escape(page.limits)}</p>"
    yield from _listed(_("Roles"), page.roles, f" {_LONG} {_LINE}")
    yield from _listed(_("Resources"), page.wants, _write())
    yield "</section>"


def _listed(head: str, lines: Iterable[str], tail: str, *, box: str = _BOX) -> Iterator[str]:
    lines = list(lines)
    if lines:
        yield f"<h3>{escape(head)}</h3>{_list(lines, tail, box=box)}"


def _list(lines: Iterable[str], tail: str, *, box: str = "") -> str:
    return "<ul>" + "".join(f"<li>{box or '– '}{escape(line)}{tail}</li>" for line in lines) + "</ul>"


def _write() -> str:
    at, by = pgettext("a place to write", "at"), pgettext("a place to write", "by")
    return f' <span class="write">{escape(at)} {_LINE} {escape(by)} {_LINE}</span>'


def _phase(phase: PaperPhase) -> Iterator[str]:
    said = phase_words(phase)
    begins = f'<p class="begins">{escape(phase.begins)}</p>' if phase.begins else ""
    limit = f' <span class="tail">{escape(phase.limit)}</span>' if phase.limit else ""
    yield f"<section>{begins}<h2>{escape(said)}{limit}</h2>"
    yield from (_answer(item) if isinstance(item, Heading) else _step(item) for item in phase.items)
    if phase.exit:
        over = _("Over when: {condition}").format(condition=phase.exit)
        yield f"<p>{_BOX}<b>{escape(over)}</b>{_write()}</p>"
    yield "</section>"


def _answer(item: Heading) -> str:
    box = _BOX if item.is_answer else ""
    return f'<p class="answer" style="margin-left:{item.depth * 7}mm">{box}<b>{escape(item.words)}</b></p>'


def _step(item: PaperStep) -> str:
    words = f'<span class="words">{escape(item.number)} {escape(item.title)}</span>'
    title = f'<div class="title">{_BOX}{words}{_write()}</div>'
    tail = f'<p class="tail">{escape(item.tail)}</p>' if item.tail else ""
    rows = "".join(map(_row, item.rows))
    style = f' style="margin-left:{item.depth * 7}mm"' if item.depth else ""
    return f'<div class="step"{style}>{title}<div class="rows">{tail}{rows}</div></div>'


def _row(row: Row) -> str:
    label = f'<span class="label">{escape(row.label)}</span> ' if row.label else ""
    words = escape(row.words)
    match row.kind:
        case Kind.SHOWN:
            return f"<pre>{words}</pre>"
        case Kind.TICK:
            return f"<p>{_BOX}{words}</p>"
        case Kind.BLANK:
            return f"<p>{label}{words} {_LONG}</p>"
        case Kind.CAUTION:
            return f'<p class="caution">{label}{words}</p>'
        case Kind.TEXT:
            return f"<p>{label}{words}</p>"


def _message(message: Message) -> str:
    sent = f"<p>{escape(_('Sent'))}{_write()}</p>"
    return f'<div class="message"><h3>{escape(message.title)}</h3><pre>{escape(message.body)}</pre>{sent}</div>'
