"""The terminal shows what was drawn, from fewer bytes."""

from __future__ import annotations

from io import StringIO

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from incident.tui.shown import Cells, Shown

WIDTH, HEIGHT = 12, 6
STYLES = (None, Style(bold=True), Style(reverse=True))

pieces = st.tuples(st.text(alphabet="ab x─é中文。", min_size=1, max_size=5), st.sampled_from(STYLES))
rows = st.lists(pieces, max_size=4)
frames = st.lists(rows, min_size=HEIGHT, max_size=HEIGHT)


def _row(parts: list[tuple[str, Style | None]]) -> Strip:
    strip = Strip([Segment(text, style) for text, style in parts])
    return strip.adjust_cell_length(WIDTH)


def _whole(frame: list[list[tuple[str, Style | None]]]) -> LayoutUpdate:
    return LayoutUpdate([[_row(parts)] for parts in frame], Region(0, 0, WIDTH, HEIGHT))


def _console() -> Console:
    return Console(file=StringIO(), force_terminal=True, color_system="truecolor")


class _Terminal:
    def __init__(self) -> None:
        self.screen = pyte.Screen(WIDTH, HEIGHT)
        self._stream = pyte.Stream(self.screen)
        self.sent = 0

    def takes(self, update: CompositorUpdate) -> None:
        sent = update.render_segments(_console())
        self.sent = len(sent)
        self._stream.feed(sent.replace("\n", "\r\n"))

    @property
    def cells(self) -> list[list[tuple[str, bool, bool]]]:
        lines = self.screen.buffer
        return [
            [(lines[y][x].data, lines[y][x].bold, lines[y][x].reverse) for x in range(WIDTH)] for y in range(HEIGHT)
        ]


@given(st.lists(frames, min_size=1, max_size=4))
def test_whatever_was_shown_before_the_cells_are_those_of_the_last_frame(
    drawn: list[list[list[tuple[str, Style | None]]]],
) -> None:
    shown, sparing, plain = Shown(), _Terminal(), _Terminal()
    for frame in drawn:
        sparing.takes(shown.sparing(_whole(frame)))
    plain.takes(_whole(drawn[-1]))
    assert sparing.cells == plain.cells


@given(frames, rows, st.integers(0, HEIGHT - 1))
def test_a_part_of_a_row_is_put_where_it_stands(
    frame: list[list[tuple[str, Style | None]]], row: list[tuple[str, Style | None]], y: int
) -> None:
    shown, sparing, plain = Shown(), _Terminal(), _Terminal()
    sparing.takes(shown.sparing(_whole(frame)))
    chops: list[dict[int, Strip | None]] = [{0: _row(row) if n == y else None} for n in range(HEIGHT)]
    sparing.takes(shown.sparing(ChopsUpdate(chops, [(y, 0, WIDTH)], [[WIDTH]] * HEIGHT)))
    plain.takes(_whole([*frame[:y], row, *frame[y + 1 :]]))
    assert sparing.cells == plain.cells


BOX = Region(0, 0, 80, 2)
A_BOX = [[(char * (WIDTH // 2), style)] for char in "中文界" for style in STYLES]


@given(st.lists(st.lists(st.sampled_from(A_BOX), min_size=HEIGHT, max_size=HEIGHT), min_size=2, max_size=5))
def test_rows_that_go_up_and_down_are_where_they_should_be(
    drawn: list[list[list[tuple[str, Style | None]]]],
) -> None:
    shown, sparing, plain = Shown(), _Terminal(), _Terminal()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("incident.tui.moving.LEAST_BYTES", 1)
        for frame in drawn:
            sparing.takes(shown.sparing(_whole(frame)))
    plain.takes(_whole(drawn[-1]))
    assert sparing.cells == plain.cells


@pytest.mark.parametrize("is_down", [True, False])
def test_a_border_that_moves_by_a_row_is_not_sent_again(is_down: bool) -> None:  # noqa: FBT001
    box = ([("━" * 80, None)], [("NEXT", None)]), ([("step", None)], [("━" * 80, None)])
    before, after = box if is_down else box[::-1]
    shown, console = Shown(), _console()
    sent = [
        shown.sparing(
            LayoutUpdate([[Strip([Segment(*part) for part in row]).adjust_cell_length(80)] for row in each], BOX)
        ).render_segments(console)
        for each in (before, after)
    ]
    assert "━" in sent[0]
    assert "━" not in sent[1]


def test_a_second_of_a_clock_sends_its_digit_and_not_its_row() -> None:
    shown, terminal = Shown(), _Terminal()
    terminal.takes(shown.sparing(_whole([[("T+ 00:01", None)], [], []])))
    terminal.takes(shown.sparing(_whole([[("T+ 00:02", None)], [], []])))
    assert (terminal.screen.display[0].rstrip(), terminal.sent) == ("T+ 00:02", len("\x1b[1;8H2"))


def test_the_same_frame_sends_nothing_until_the_terminal_was_written_on() -> None:
    shown, terminal = Shown(), _Terminal()
    frame = _whole([[("中文", None)]] * HEIGHT)
    terminal.takes(shown.sparing(frame))
    terminal.takes(shown.sparing(frame))
    assert terminal.sent == 0
    shown.forget()
    terminal.takes(shown.sparing(frame))
    assert terminal.sent > 4 * HEIGHT


def test_what_was_drawn_for_a_larger_terminal_is_cut_to_what_there_is() -> None:
    shown, terminal = Shown(), _Terminal()
    terminal.takes(shown.sparing(_whole([[("small", None)]] * HEIGHT)))
    low = Strip([Segment("below")]), Strip([Segment("right")])
    terminal.takes(shown.sparing(Cells([(0, HEIGHT, low[0]), (WIDTH - 2, 1, low[1])])))
    assert [row.rstrip() for row in terminal.screen.display] == ["small", "small     ri", *["small"] * (HEIGHT - 2)]


def test_what_is_no_screen_is_drawn_as_it_is() -> None:
    assert Shown().sparing("words") == "words"
