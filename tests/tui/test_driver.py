from __future__ import annotations

import os
import sys

import pytest

from tests.blackbox.terminal import Terminal

PROGRAM = """
from textual.app import App
from incident.tui.driver import reading_on

class Echo(App):
    def get_driver_class(self):
        return reading_on(super().get_driver_class())
    def on_key(self, event):
        self.sub_title = event.key
        if event.key == "q":
            self.exit(return_code=7)

app = Echo()
app.run()
raise SystemExit(app.return_code)
"""


def _ends_by(terminal: Terminal, key: str) -> bool:
    terminal.press(key)
    return terminal.process.poll() is not None


@pytest.mark.slow
def test_bytes_that_are_no_text_lose_their_keys_and_not_the_program() -> None:
    with Terminal([sys.executable, "-c", PROGRAM], os.environ) as terminal:
        terminal.until(lambda: b"\x1b[?1049h" in terminal.sent, "a whole screen")
        os.write(terminal.master, "客户".encode("gbk"))
        terminal.until(lambda: _ends_by(terminal, "q"), "the end by a later key")
        assert terminal.process.returncode == 7


@pytest.mark.slow
def test_a_lone_escape_is_a_key_of_its_own_and_nobody_waits_for_the_end() -> None:
    program = PROGRAM.replace('event.key == "q"', 'event.key == "escape"')
    with Terminal([sys.executable, "-c", program], os.environ) as terminal:
        terminal.until(lambda: b"\x1b[?1049h" in terminal.sent, "a whole screen")
        terminal.press("Esc")
        assert terminal.ends() == 7
