"""Lines from a pipe, one by one; from a terminal, those that came at once together."""

from __future__ import annotations

import os
import pty
from collections.abc import Iterator

import pytest

from incident.cli.walk.lines import TypedLines


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    reading, writing = os.pipe()
    yield reading, writing
    os.close(reading)


def _all(lines: TypedLines) -> list[tuple[str, ...]]:
    found = []
    while (typed := lines.next(lambda: None)) is not None:
        found.append(typed.lines)
    return found


def test_a_pipe_brings_lines_one_by_one_and_the_last_needs_no_end(pipe: tuple[int, int]) -> None:
    os.write(pipe[1], "done\r\n \n语音\nlast".encode())
    os.close(pipe[1])
    assert _all(TypedLines(pipe[0], is_terminal=False)) == [("done",), (" ",), ("语音",), ("last",)]


def test_bytes_that_are_no_text_end_nothing(pipe: tuple[int, int]) -> None:
    os.write(pipe[1], b"\xff\xfe\nnext\n")
    os.close(pipe[1])
    assert len(_all(TypedLines(pipe[0], is_terminal=False))) == 2


def test_where_there_is_no_stdin_there_are_no_lines(pipe: tuple[int, int]) -> None:
    os.close(pipe[1])
    assert _all(TypedLines(pipe[0], is_terminal=False)) == []


def test_lines_that_reach_a_terminal_at_once_come_together_and_can_be_forgotten() -> None:
    master, slave = pty.openpty()
    try:
        lines = TypedLines(slave, is_terminal=True)
        os.write(master, b"one\ntwo\nthree\n")
        typed = lines.next(lambda: None)
        assert typed is not None
        assert (typed.lines, typed.is_pasted) == (("one", "two", "three"), True)
        os.write(master, b"send\n")
        lines.forget()
        os.write(master, b"later\n\x04")
        assert _all(lines) == [("later",)]
    finally:
        os.close(master)
        os.close(slave)


def test_without_an_input_there_is_no_line() -> None:
    assert _all(TypedLines(-1, is_terminal=False)) == []
