"""Drawings as SVG inside a page: lines and boxes that a black and white printer keeps apart.

Apart from the page, which words them a second time for whoever does not see them.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import pairwise
from typing import Final

from incident.adapters.reports.document import Bar, Lane, Span, Tick, TimelineDrawing
from incident.wording.cells import cells
from incident.wording.safe import clean_line

__all__ = ["FONTS", "bar", "timeline"]

_LEFT: Final = 150
_WIDTH: Final = 832
_LANE: Final = 26
_SIGN: Final = 7
"""As wide as half a Chinese sign."""
_BAND: Final = 'fill="#f2f2f2" stroke="#000" stroke-width="0.8"'
_STOOD: Final = 'fill="#d9d9d9"'
_GRID: Final = 'stroke="#bbb" stroke-width="0.7"'
_LINE: Final = 'stroke="#000" stroke-width="1.4"'
_DASHED: Final = f'{_LINE} stroke-dasharray="4 3"'
"""Said at each line, since a printing library reads no style of the page inside a drawing."""
FONTS: Final = (
    "'Noto Sans','Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei','DejaVu Sans',sans-serif"
)
"""Of the page and of its drawings, which a printer sets without the page's style."""
_KEY: Final = 'text-anchor="middle" font-weight="bold"'
_TOP: Final = 44
_CLOSE: Final = 14.4
"""Nearer than this one number would touch the next."""
"""Above the first lane: the numbers of the moments, then the tiers."""


def timeline(drawing: TimelineDrawing) -> str:
    """The whole line of time."""
    height = _TOP + _LANE * len(drawing.lanes) + 22
    parts = [
        *(one for span in drawing.stood for one in _stood(span, height)),
        *_axis(drawing.axis, height),
        *(one for span in drawing.spans for one in _span(span)),
        *(one for number, lane in enumerate(drawing.lanes) for one in _lane(lane, _TOP + _LANE * number)),
        *_moments(drawing.moments, height),
    ]
    box = f'viewBox="0 0 {_LEFT + _WIDTH + 18} {height}"'
    look = f'font-family="{FONTS}" font-size="11" role="img"'
    return f'<svg {box} {look} aria-label="{_text(drawing.caption)}">{"".join(parts)}</svg>'


def _x(at: float) -> str:
    return f"{_LEFT + at * _WIDTH:.1f}"


def _axis(marks: tuple[Tick, ...], height: int) -> Iterator[str]:
    for mark in marks:
        x = _x(mark.at)
        yield f'<path d="M{x} {_TOP}V{height - 18}" {_GRID}/>'
        yield f'<text x="{x}" y="{height - 5}" text-anchor="middle">{_text(mark.words)}</text>'


def _span(span: Span) -> Iterator[str]:
    width = (span.end - span.begin) * _WIDTH
    yield f'<rect x="{_x(span.begin)}" y="20" width="{width:.1f}" height="18" {_BAND}/>'
    if width > _SIGN * cells(span.words):
        yield f'<text x="{_x(span.begin)}" dx="4" y="33">{_text(span.words)}</text>'


def _stood(span: Span, height: int) -> Iterator[str]:
    """Two strong lines with grey between them, which stay apart on any printer however short it was."""
    begin, end, bottom = _x(span.begin), _x(span.end), height - 18
    width = (span.end - span.begin) * _WIDTH
    title = f"<title>{_text(span.words)}</title>"
    yield f'<rect x="{begin}" y="{_TOP}" width="{width:.1f}" height="{bottom - _TOP}" {_STOOD}>{title}</rect>'
    yield f'<path d="M{begin} {_TOP}V{bottom}M{end} {_TOP}V{bottom}" stroke="#000" stroke-width="0.6"/>'


def _lane(lane: Lane, top: int) -> Iterator[str]:
    middle = top + _LANE // 2
    yield f'<text x="{_LEFT - 8}" y="{middle + 4}" text-anchor="end">{_text(lane.words)} ({len(lane.ticks)})</text>'
    yield f'<path d="M{_LEFT} {middle}H{_LEFT + _WIDTH}" {_GRID}/>'
    for tick in lane.ticks:
        yield f'<path d="M{_x(tick.at)} {top + 4}v{_LANE - 8}" {_LINE}><title>{_text(tick.words)}</title></path>'


def _moments(moments: tuple[Tick, ...], height: int) -> Iterator[str]:
    """Dashed lines; numbers that would cover each other stand in two rows."""
    lowered = False
    for number, (before, tick) in enumerate(pairwise((None, *moments)), start=1):
        if tick is None:
            continue
        lowered = before is not None and (tick.at - before.at) * _WIDTH < _CLOSE and not lowered
        yield f'<path d="M{_x(tick.at)} 18V{height - 18}" {_DASHED}/>'
        yield f'<text x="{_x(tick.at)}" y="{17 if lowered else 8}" {_KEY}>{number}</text>'


def bar(row: Bar) -> str:
    """One bar; its lengths stand beside it in words."""
    target = (
        ""
        if row.allowed is None
        else f'<path d="M{max(1.0, row.allowed * 298):.1f} 0V16" stroke="#000" stroke-width="3"/>'
    )
    if row.actual is None:
        cross = '<path d="M2 3L12 13M12 3L2 13" stroke="#000" stroke-width="2.4"/>'
        return f'<svg viewBox="0 0 300 16" role="img" aria-label="{_text(row.lengths)}">{cross}{target}</svg>'
    taken = f'<rect y="4" width="{max(1.0, row.actual * 298):.1f}" height="8" fill="#777"/>'
    return f'<svg viewBox="0 0 300 16" role="img" aria-label="{_text(row.lengths)}">{taken}{target}</svg>'


def _text(words: str) -> str:
    return escape(clean_line(words))
