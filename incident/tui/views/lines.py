"""Lines of exact width: every character counts its cells, and none is ever cut in the middle.

A line is a `Content` whose styles are names such as `.muted`; what a name looks
like stands in app.tcss. Plain text never passes through markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias

from rich.cells import cell_len
from textual.content import Content

from incident.wording import cells
from incident.wording.safe import clean, clean_line

__all__ = [
    "STYLES",
    "Line",
    "Part",
    "beside",
    "blank",
    "columns",
    "heading",
    "line",
    "rule",
    "shortened",
    "width_of",
    "wrap",
]

Line: TypeAlias = Content
Part: TypeAlias = str | tuple[str, str] | Content

STYLES: Final = frozenset(
    {
        "bright",  # the one bright thing
        "muted",
        "done",
        "waiting",  # deferred, asked
        "wrong",  # not as expected, overdue, failed
        "overridden",
        "caution",
        "selected",
        "real",
        "exercise",
        "key",
    }
)
"""The names that a line's parts may carry, without the dot."""
_ELLIPSIS: Final = "…"


def line(*parts: Part) -> Line:
    """The parts one after the other; texts are cleaned."""
    return Content.assemble(*(_cleaned(part) for part in parts))


def blank() -> Line:
    """An empty line."""
    return Content("")


def width_of(text: str | Line) -> int:
    """How many cells the text fills."""
    return text.cell_length if isinstance(text, Content) else cell_len(text)


def beside(left: Line, right: Line, width: int) -> Line:
    """Both on one line, the right one flush right and whole; the left one is cut where they would touch."""
    room = width - width_of(right)
    if room <= 0:
        return shortened(right, width, pad=True)
    gap = 1 if width_of(right) else 0
    return shortened(left, room - gap).truncate(room, pad=True) + right


def shortened(row: Line, width: int, *, pad: bool = False) -> Line:
    """The row in at most that many cells; what is cut off ends in an ellipsis right behind the last whole character."""
    if width_of(row) > width:
        row = row.truncate(max(0, width - 1)).rstrip() + _ELLIPSIS if width > 0 else blank()
    return row.truncate(width, pad=True) if pad else row


def columns(*cells: tuple[Part, int], gap: int = 1) -> Line:
    """Each part cut or padded to its own number of cells."""
    padded = [shortened(line(part), width, pad=True) for part, width in cells]
    return Content(" " * gap).join(padded)


def rule(width: int, words: str = "", style: str = ".muted") -> Line:
    """A line across the screen, with words near its left end: as many whole clauses of them as it has room for."""
    if not words:
        return line(("─" * width, style))
    start = line(("── ", style), (cells.clauses(words, width - 4), ".bright"), (" ", style))
    return shortened(start, width) + line(("─" * max(0, width - width_of(start)), style))


def heading(words: str, style: str = ".muted") -> Line:
    """A label that stands at the left."""
    return line((f" {words}", style))


def wrap(text: str, width: int, most: int) -> Sequence[str]:
    """The text in lines of at most `width` cells; what is past the last line ends in an ellipsis."""
    words = [part for piece in clean(text).split("\n") for part in cells.wrap(piece, max(width, 2))]
    if len(words) <= most:
        return words
    return [*words[: most - 1], cells.cut_open(words[most - 1], width)]


def _cleaned(part: Part) -> Part:
    if isinstance(part, Content):
        return part
    if isinstance(part, tuple):
        return (_one_line(part[0]), part[1])
    return _one_line(part)


def _one_line(text: str) -> str:
    """Cleaned, in one line; the spaces around it are ours and stay."""
    if text.isprintable():
        return text
    inner = clean_line(text)
    return f"{' ' if text[:1] == ' ' else ''}{inner}{' ' if text[-1:] == ' ' else ''}"
