"""What is pasted from a coloured log is one line of words, in order, however the terminal cuts it up."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time

import pytest

from incident.tui.pasting import BEGIN, END, Pasted

LOG = "What fails: \x1b[31mRED\x1b[0m on\r\n\x1b]0;title\x07Voice line \x1bと chat"
WORDS = "What fails: RED on\r\nVoice line と chat"
PROGRAM = """
from textual.app import App
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
    leader, follower = pty.openpty()
    program = subprocess.Popen([sys.executable, "-c", PROGRAM], stdin=follower, stdout=follower, stderr=follower)
    os.close(follower)
    seen, end, sent = b"", time.monotonic() + 30, False
    while program.poll() is None and time.monotonic() < end:
        if select.select([leader], [], [], 0.05)[0]:
            try:
                seen += os.read(leader, 65536)
            except OSError:
                break
        if not sent and b"\x1b[?2004h" in seen:
            os.write(leader, f"{BEGIN}{LOG}{END}".encode())
            sent = True
        elif sent and b"chat" in seen:
            os.write(leader, b"\r")
    while select.select([leader], [], [], 0.5)[0]:
        try:
            seen += os.read(leader, 65536)
        except OSError:
            break
    assert ascii("What fails: RED on Voice line と chat").encode() in seen, seen[-2000:]
    assert program.wait(10) == 0
    os.close(leader)
