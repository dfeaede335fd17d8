"""A worker beside the people: it lets time append, and stops when it is told to."""

from __future__ import annotations

import signal
import subprocess
import time

import pytest

from tests.blackbox.conftest import PATIENCE_SECONDS, Team

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_warns_of_clocks_until_it_is_stopped(team: Team, number: signal.Signals) -> None:
    incident = team.done("declare", "outage.core-channel", "--tier", "1", "--title", "Voice line down").out.strip()
    worker = subprocess.Popen(
        [team.program, "worker"],
        env=team.environment | {"INCIDENT_CLOCK_OFFSET": "+20m"},
        stderr=subprocess.PIPE,
        text=True,
    )
    with worker:
        assert worker.stderr
        assert worker.stderr.readline().startswith("Working.")
        end = time.monotonic() + PATIENCE_SECONDS
        while "the time is up" not in team.done("timeline", incident).out:
            assert time.monotonic() < end, "the worker lets no time append"
        worker.send_signal(number)
        assert worker.stderr.read().strip() == "Stopped."
    assert worker.returncode == 0
