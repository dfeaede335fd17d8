"""What is pasted from a coloured log is one line of words, in order, however the terminal cuts it up."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest
from textual.app import App
from textual.events import Paste

from incident.tui.pasting import BEGIN, END, Pasted
from incident.tui.widgets.field import Field
from tests.blackbox.terminal import Terminal

LOG = "What fails: \x1b[31mRED\x1b[0m on\r\n\x1b]0;title\x07Voice line \x1bと chat"
WORDS = "What fails: RED on\r\nVoice line と chat"
PROGRAM = """
from textual.app import App
from textual.events import Paste
from incident.tui.driver import reading_on
from incident.tui.widgets.field import Field

class Echo(App):
    def get_driver_class(self):
        return reading_on(super().get_driver_class())
    def compose(self):
        yield Field()
    def on_input_submitted(self, event):
        self.exit(event.value)

print("\\n" + ascii(Echo().run()))
"""


@pytest.mark.parametrize("size", range(1, 12))
def test_a_paste_loses_its_colours_in_whatever_pieces_it_comes(size: int) -> None:
    sent = f"a{BEGIN}{LOG}{END}\x1b[Ab{BEGIN}two{END}\x1b"
    pasted = Pasted()
    pieces = [pasted.cleaned(sent[n : n + size]) for n in range(0, len(sent), size)]
    assert "".join(pieces) == f"a{BEGIN}{WORDS}{END}\x1b[Ab{BEGIN}two{END}\x1b"


def test_no_key_outside_a_paste_waits_for_the_next() -> None:
    pasted = Pasted()
    assert [pasted.cleaned(key) for key in ("\x1b", "[", "q", "\x1b[200", "~x")] == ["\x1b", "[", "q", "\x1b[200", "~x"]


@pytest.mark.slow
def test_a_coloured_log_that_is_pasted_stands_in_the_field_in_its_order() -> None:
    with Terminal([sys.executable, "-c", PROGRAM], os.environ) as terminal:
        terminal.until(lambda: b"\x1b[?2004h" in terminal.sent, "a field that hears of pastes")
        os.write(terminal.master, f"{BEGIN}{LOG}{END}".encode())
        terminal.sees("chat")
        terminal.press("Enter")
        terminal.sees(ascii("What fails: RED on Voice line と chat"))
        assert terminal.ends() == 0


async def test_ctrl_u_empties_the_field_wherever_the_cursor_stands() -> None:
    class Echo(App[None]):
        def compose(self) -> Iterator[Field]:
            yield Field("20m")

    app = Echo()
    async with app.run_test() as pilot:
        await pilot.press("home", "ctrl+u", "5")
        assert app.query_one(Field).value == "5"


async def test_a_paste_that_begins_with_a_blank_stays_apart_from_the_words_before_it() -> None:
    class Echo(App[None]):
        def compose(self) -> Iterator[Field]:
            yield Field()

    app = Echo()
    async with app.run_test():
        field = app.query_one(Field)
        for part in (" callers", "\n hear nothing\n"):
            field._on_paste(Paste(part))
        assert field.value == "callers hear nothing"
