"""A cat on the keyboard, a pasted page: nothing is sent, closed or handed over, and every mark can be taken back."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from random import Random
from typing import Final

import pytest

from tests.blackbox.conftest import Team
from tests.blackbox.terminal import Terminal

KEYS: Final = 400
PASTES: Final = 40
SPECIAL: Final = ("\r", "\x1b", "\t", " ", "\x7f", "\x1b[A", "\x1b[B", "\x1b[5~", "\x1b[6~", "\x10", "\x0c", "\x12")
"""Enter, Esc, Tab, Space, Backspace, the arrows, the pages, Ctrl+P, Ctrl+L, Ctrl+R."""
PRINTED: Final = "".join(map(chr, range(33, 127)))
PARAGRAPH: Final = "The line is down.\nS Y w q yes\n\n第二段：客户打不通。\r\nr l P\tINC-0001\n"
FINAL: Final = frozenset(
    {"MessageReleased", "MessageRetried", "IncidentClosed", "CommandTaken", "HandoverAccepted", "TierLowered"}
)
"""What none of it may bring about."""
SEEDS: Final = range(20)
QUICK: Final = 1


def _kinds(team: Team) -> set[str]:
    with closing(sqlite3.connect(team.folder / "incident.db")) as log:
        return {kind for (kind,) in log.execute("SELECT DISTINCT type FROM events")}


def _strokes(chance: Random) -> list[str]:
    keys = [chance.choice(SPECIAL) if chance.random() < 1 / 4 else chance.choice(PRINTED) for _ in range(KEYS)]
    for _ in range(PASTES):
        keys.insert(chance.randrange(len(keys)), f"\x1b[200~{PARAGRAPH}\x1b[201~")
    return keys


def _strike(team: Team, keys: list[str]) -> None:
    """Strike the keys in a row, starting the program again whenever they have ended it."""
    while keys:
        with Terminal([team.program], team.environment) as terminal:
            terminal.sees("INC-0001")
            terminal.press("\r")
            terminal.sees("T+")
            while keys and terminal.process.poll() is None:
                terminal.press(keys.pop(0))
                terminal.read(0.03)
            for _ in range(20):
                terminal.read(0.05)
            assert b"fault of the program" not in terminal.sent, terminal.sent[-2000:].decode(errors="replace")


def _marked(team: Team, incident: str) -> list[str]:
    steps = team.done("show", incident, "--json").json["steps"]
    return [step["id"] for step in steps if step["marked_by"] is not None]


@pytest.mark.parametrize(
    "seed", [pytest.param(n, marks=[pytest.mark.slow if n < QUICK else pytest.mark.soak]) for n in SEEDS]
)
def test_stray_keys_and_pastes_send_close_and_hand_over_nothing(team: Team, seed: int) -> None:
    incident = team.declared("outage.core-channel", "--tier", "2", "--title", "Voice")
    before = _kinds(team)
    _strike(team, _strokes(Random(seed)))  # noqa: S311  (keys, not secrets)
    assert not (_kinds(team) - before) & FINAL, (seed, json.dumps(sorted(_kinds(team))))
    while team("undo", incident, "--yes").code == 0:
        pass
    assert _marked(team, incident) == []
    assert team.done("verify", incident).code == 0
