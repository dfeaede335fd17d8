"""At a terminal sentences break between words; a script gets whole lines."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TextIO

import pytest

from incident.cli.fitting import fitted
from incident.cli.walk.voice import PrintedVoice
from incident.wording.cells import cells

COLUMNS = 40
WORDS = "How many customers are affected now, and which of them cannot call anybody else?"


@pytest.fixture
def terminal() -> Iterator[tuple[int, TextIO]]:
    """Both ends of a terminal of so many columns; what is written to the second comes out of the first."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, COLUMNS, 0, 0))
    with os.fdopen(follower, "w", encoding="utf-8") as stream:
        yield leader, stream
    os.close(leader)


def test_a_long_line_breaks_between_words_at_a_terminal(terminal: tuple[int, TextIO]) -> None:
    lines = fitted(f"{WORDS}\n  2  {WORDS}", terminal[1]).splitlines()
    assert all(cells(line) <= COLUMNS for line in lines)
    assert " ".join(" ".join(lines).split()) == f"{WORDS} 2 {WORDS}"
    assert [line[:5] for line in lines if line.startswith(" ")] == ["  2  ", *["     "] * 2]


def test_chinese_breaks_before_no_full_stop(terminal: tuple[int, TextIO]) -> None:
    lines = fitted("现在有多少客户受影响，其中哪些人联系不到其他任何人？请逐一核对。" * 2, terminal[1]).splitlines()
    assert len(lines) > 2
    assert not [line for line in lines if cells(line) > COLUMNS or line[0] in "，。？"]


def test_what_is_copied_stays_one_line(terminal: tuple[int, TextIO]) -> None:
    command = "  incident message INC-0001 send holding.customers --yes"
    path = f"Written to /srv/{'long/' * 10}runbook.yaml."
    assert fitted(command, terminal[1]) == command
    assert fitted(path, terminal[1]) == path


def test_a_script_gets_whole_lines(tmp_path: Path) -> None:
    with (tmp_path / "out").open("w") as stream:
        assert fitted(WORDS, stream) == WORDS


def test_the_line_mode_wraps_what_it_says(terminal: tuple[int, TextIO], monkeypatch: pytest.MonkeyPatch) -> None:
    leader, stream = terminal
    monkeypatch.setattr(sys, "stdout", stream)
    PrintedVoice(ends_prompts=False).say(WORDS)
    said = os.read(leader, 4096).decode().splitlines()
    assert " ".join(said) == WORDS
    assert all(len(line) <= COLUMNS for line in said)


def test_a_refusal_wraps_at_the_terminal_that_hears_it(terminal: tuple[int, TextIO], tmp_path: Path) -> None:
    leader, stream = terminal
    command = [sys.executable, "-m", "incident", "--workspace", "here", "list"]
    subprocess.run(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=stream, check=False, timeout=60)
    said = b""
    with suppress(OSError):  # the end of a terminal
        os.set_blocking(leader, False)
        while part := os.read(leader, 4096):
            said += part
    lines = said.decode().splitlines()
    assert len(lines) > 1
    assert all(len(line) <= COLUMNS for line in lines)
