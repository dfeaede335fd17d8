"""The first start, where there is no workspace: a question and two ways on."""

from __future__ import annotations

import contextlib
import os
import pty
import subprocess
import sys
import time
from pathlib import Path

import pytest

PATIENCE_SECONDS = 20.0


def start(home: Path, key: bytes, *words: str) -> tuple[int, str]:
    """Start the program in a terminal, press a key at its question, and wait for its end."""
    leader, follower = pty.openpty()
    environment = {**os.environ, "HOME": str(home), "TERM": "dumb"}
    command = [sys.executable, "-m", "incident", *words]
    running = subprocess.Popen(command, stdin=follower, stdout=follower, stderr=follower, cwd=home, env=environment)
    os.close(follower)
    said, end = b"", time.monotonic() + PATIENCE_SECONDS
    while b"leave" not in said and "离开".encode() not in said:
        said += os.read(leader, 4096)
    while running.poll() is None and time.monotonic() < end:
        os.write(leader, key)  # again and again: what is typed before the question listens is dropped
        with contextlib.suppress(subprocess.TimeoutExpired):
            running.wait(timeout=0.2)
    code = running.wait(timeout=PATIENCE_SECONDS)
    os.close(leader)
    return code, said.decode()


@pytest.mark.parametrize(("language", "words"), [("en", "There is no workspace"), ("zh-CN", "这里还没有工作区")])
def test_without_a_workspace_it_asks_and_any_other_key_leaves(tmp_path: Path, language: str, words: str) -> None:
    code, said = start(tmp_path, b"x", "--lang", language)
    assert words in said
    assert code == 0
    assert not (tmp_path / "incident").exists()
