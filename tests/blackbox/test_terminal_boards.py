"""The boards of the installed program, cell by cell: no title, amount, hour or counter is cut in any window."""

from __future__ import annotations

import re

import pytest

from tests.blackbox.conftest import Team
from tests.blackbox.terminal import Terminal

pytestmark = pytest.mark.slow

TITLE = "手机银行 and web bank: login fails in two regions of the north, 华东华南客户受影响"
TYPES = ("spare-laptop", "printed-contact-list", "overflow-queue", "backup-payment-channel", "mobile-phone")
CLOCK = re.compile(r"\d\d:\d\d:\d\d  ")
SIZES = ((60, 20), (80, 24), (120, 40), (200, 60))


@pytest.mark.parametrize("team", ["en", "zh-CN"], indirect=True)
def test_resources_cases_and_evidence_are_whole_in_every_window(team: Team) -> None:
    incident = team.declared("outage.core-channel", "--tier", "1", "--title", TITLE)
    for each in TYPES:
        wanted = ("--quantity", "12345", "--kind", "equipment", "--needed-by", "23:59")
        team.done("resource", "request", incident, each, *wanted)
    with Terminal([team.program], team.environment) as terminal:
        terminal.until(lambda: incident in terminal.text, "Home")
        for key in "RKE":
            terminal.press(key)
            terminal.until(lambda: incident in terminal.lines[0] and "━" not in terminal.text, f"what {key} opens")
            for columns, rows in SIZES:
                terminal.resize(columns, rows)
                title = "".join(TITLE.split())
                terminal.until(lambda: title in "".join(terminal.text.split()), f"the whole title, {columns}x{rows}")  # noqa: B023
                terminal.until(lambda: CLOCK.search(terminal.lines[0]) is not None, "the time in row 1")
                assert "…" not in terminal.text, terminal.text
                assert key != "R" or terminal.text.count("12345 ×") >= 1, terminal.text
            terminal.resize(80, 24)
            terminal.press("Esc")
            terminal.until(lambda: "T+" in terminal.lines[1], "the walk")
            terminal.press("Esc")
            terminal.until(lambda: "T+" not in terminal.lines[1] and incident in terminal.text, "Home")
