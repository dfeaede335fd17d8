from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from contextlib import suppress

import pytest

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


@pytest.mark.slow
def test_bytes_that_are_no_text_lose_their_keys_and_not_the_program() -> None:
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
        if not sent and b"\x1b[?1049h" in seen:
            os.write(leader, "客户".encode("gbk"))
            sent = True
        elif sent:
            os.write(leader, b"q")
    assert program.wait(10) == 7, seen[-2000:]
    os.close(leader)


@pytest.mark.slow
def test_a_lone_escape_is_a_key_of_its_own_and_nobody_waits_for_the_end() -> None:
    program = PROGRAM.replace('event.key == "q"', 'event.key == "escape"')
    leader, follower = pty.openpty()
    running = subprocess.Popen([sys.executable, "-c", program], stdin=follower, stdout=follower, stderr=follower)
    os.close(follower)
    seen, end = b"", time.monotonic() + 30
    while b"\x1b[?1049h" not in seen and time.monotonic() < end:
        seen += os.read(leader, 65536)
    os.write(leader, b"\x1b")
    while running.poll() is None and time.monotonic() < end:
        if select.select([leader], [], [], 0.05)[0]:
            with suppress(OSError):
                os.read(leader, 65536)
    assert running.wait(1) == 7, seen[-2000:]
    os.close(leader)
