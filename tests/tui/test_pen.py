"""Fewer bytes, the same cells."""

from __future__ import annotations

from io import StringIO

import pyte
from hypothesis import given
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from incident.tui.pen import Pen

WIDTH = 60
STYLES = (
    *(None, Style(), Style(bold=True), Style(dim=True), Style(reverse=True), Style(underline=True)),
    *(Style(color="red"), Style(color="default", bgcolor="default", bold=True), Style(bgcolor="blue")),
    *(Style(color="color(39)", bgcolor="color(49)"), Style(color="#273139", italic=True)),
)
texts = st.one_of(
    st.text(alphabet="ab ─中。", min_size=1, max_size=6), st.integers(1, 25).map(lambda length: " " * length)
)
strips = st.lists(st.tuples(texts, st.sampled_from(STYLES)), max_size=5).map(
    lambda parts: Strip([Segment(text, style) for text, style in parts]).crop(0, WIDTH)
)


def cells_of(sent: str) -> list[tuple[object, ...]]:
    """What each cell looks like; of a blank, not the colour and weight of the letter that it has not got."""
    screen = pyte.Screen(WIDTH, 2)
    pyte.Stream(screen).feed(f"\x1b[H{'#' * WIDTH}\x1b[H{sent}")
    cells = [screen.buffer[0][x] for x in range(WIDTH)]
    return [
        (cell.data, cell.bg, cell.reverse, cell.underscore)
        + (() if cell.data == " " and not cell.reverse else (cell.fg, cell.bold, cell.italics))
        for cell in cells
    ]


@given(strips, strips)
def test_the_cells_are_those_of_the_strips(first: Strip, second: Strip) -> None:
    console = Console(file=StringIO(), force_terminal=True, color_system="truecolor")
    pen = Pen(ColorSystem.TRUECOLOR)
    both = f"{pen.written(first)}\r{pen.written(second)}{pen.rest()}"
    assert cells_of(both) == cells_of(f"{first.render(console)}\r{second.render(console)}")


def test_a_style_is_named_where_it_changes_and_nowhere_else() -> None:
    pen = Pen(ColorSystem.STANDARD)
    bold = Style(color="default", bgcolor="default", bold=True)
    assert pen.written(Strip([Segment("a", bold), Segment("b", bold)])) == "\x1b[1mab"
    assert pen.written(Strip([Segment("c", bold), Segment("d")])) == "c\x1b[md"
    assert not pen.rest()


def test_a_terminal_without_colour_is_sent_none() -> None:
    pen = Pen(None)
    assert pen.written(Strip([Segment("a", Style(color="red", bold=True))])) + pen.rest() == "a"
