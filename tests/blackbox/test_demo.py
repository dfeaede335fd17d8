"""The demonstration, as the README starts it: one whole incident by itself, and nothing left behind."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.blackbox.conftest import PATIENCE_SECONDS

pytestmark = pytest.mark.slow

LONGEST_SECONDS = 20.0
"""What is promised of a whole demonstration."""
HALF_WAY_LINES = 12
SPOKEN = {
    "en": (
        "# After-action report",
        "Voice line drops one call in five",
        "more than 10% of customers are affected now",
        r"[1-9]\d* messages reached the webhook\. [1-9]\d* mails reached the mail server\.",
    ),
    "zh-CN": (
        "# 复盘报告",
        "热线每五通电话掉线一通",
        "受影响客户已超过 10%",
        r"Webhook 收到 [1-9]\d* 条消息。邮件服务器收到 [1-9]\d* 封邮件。",
    ),
}
"""The head of the report, the title, why the tier was raised, and what was really delivered."""


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """Somebody with an empty home who has just installed the program."""

    program: Path
    root: Path

    def start(self, *words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [self.program, *words],
            cwd=self.root / "home",
            env={
                "PATH": os.environ["PATH"],
                "HOME": str(self.root / "home"),
                "TMPDIR": str(self.root / "tmp"),
                "LANG": "C.UTF-8",
                "LOGNAME": "visitor",
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            start_new_session=True,  # so that Ctrl-C reaches every process of it, as in a terminal
        )

    def left_behind(self) -> list[str]:
        """Every file and folder that was not there before."""
        return [
            str(path.relative_to(self.root)) for place in ("home", "tmp") for path in (self.root / place).rglob("*")
        ]


@pytest.fixture
def visitor(installed: Path) -> Iterator[Visitor]:
    """In a short path: the sockets of sender children lie in TMPDIR, and may have no more than 107 bytes."""
    with tempfile.TemporaryDirectory(prefix="visitor-") as place:
        for name in ("home", "tmp"):
            (Path(place) / name).mkdir()
        yield Visitor(program=installed, root=Path(place))


@pytest.mark.parametrize("language", SPOKEN)
def test_the_demonstration_plays_a_whole_incident_and_leaves_nothing_behind(visitor: Visitor, language: str) -> None:
    report, title, raised, delivered = SPOKEN[language]
    begin = time.monotonic()
    with visitor.start("demo", "--play", "--lang", language) as playing:
        out, err = playing.communicate(timeout=PATIENCE_SECONDS)
    assert time.monotonic() - begin < LONGEST_SECONDS
    assert playing.returncode == 0, err
    assert out.startswith(report)
    assert title in out
    assert raised in out
    assert "104%" in out
    assert "104 %" not in out
    assert not re.search(r"\| (sent|已发送)[^|]*\| - \|", out), "what was sent was sent at some time"
    assert re.search(delivered, err)
    assert visitor.left_behind() == []


def test_a_demonstration_that_is_interrupted_leaves_nothing_behind(visitor: Visitor) -> None:
    with visitor.start("demo", "--play") as playing:
        assert playing.stderr
        for _line in _first(playing.stderr, HALF_WAY_LINES):
            assert playing.poll() is None
        os.killpg(playing.pid, signal.SIGINT)
        out, err = playing.communicate(timeout=PATIENCE_SECONDS)
    assert playing.returncode == 130, err
    assert out == ""
    assert err.rstrip().endswith("Interrupted.")
    assert "Traceback" not in err
    _wait_until_gone(playing.pid)
    assert visitor.left_behind() == []


def _first(lines: Iterator[str], count: int) -> Iterator[str]:
    for _ in range(count):
        yield next(lines)


def _wait_until_gone(group: int) -> None:
    """Senders are children; none of them may outlive the demonstration."""
    end = time.monotonic() + PATIENCE_SECONDS
    with suppress(ProcessLookupError):
        while time.monotonic() < end:
            os.killpg(group, 0)
            time.sleep(0.01)
        pytest.fail("a child of the demonstration is still running")
