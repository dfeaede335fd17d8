"""A worker beside the people: it lets time append, and stops when it is told to."""

from __future__ import annotations

import json
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


def test_two_commands_at_once_both_land_or_name_the_winner(team: Team) -> None:
    incident = team.done("declare", "outage.core-channel", "--tier", "2", "--title", "Voice line down").out.strip()
    starts = [
        subprocess.Popen(
            [team.program, "--as", person, "step", incident, "confirm", "take"],
            env=team.environment,
            stderr=subprocess.PIPE,
            text=True,
        )
        for person in ("bo", "mara")
    ]
    ends = [(start.communicate(timeout=PATIENCE_SECONDS)[1], start.returncode) for start in starts]
    assert sorted(code for _said, code in ends) == [0, 1]
    (loser,) = (said for said, code in ends if code == 1)
    names = {person["id"]: person["name"] for person in _people(team)}
    winner = team.done("show", incident, "--json").json["steps"][0]["taken_by"]
    assert f"{names[winner]} took it at" in loser


def _people(team: Team) -> list[dict[str, str]]:
    """The demonstration writes its documents as JSON, which is YAML too."""
    people = json.loads((team.folder / "people.yaml").read_text())["people"]
    return [{"id": each, "name": person["name"]} for each, person in people.items()]
