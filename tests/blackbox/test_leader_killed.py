"""The program of who leads an exercise is killed outright: players read that nobody leads, and the clock stands."""

from __future__ import annotations

import json
from time import monotonic

import pytest

from incident.application.exercises.vigil import PATIENCE
from tests.blackbox.conftest import Team
from tests.blackbox.terminal import Terminal
from tests.blackbox.test_terminal_six import SCENARIO, _as, logins

__all__ = ["logins"]

pytestmark = pytest.mark.slow


def _killed(team: Team, leader: dict[str, str], player: dict[str, str]) -> None:
    with Terminal([team.program, "drill", "run", SCENARIO], team.environment | leader) as console:
        console.sees("FACILITATOR", "1 of 11 injects")
        exercise = json.loads(team.done("list", "--json", **leader).out)["incidents"][0]["id"]
        with Terminal([team.program, "walk", exercise], team.environment | player) as walk:
            walk.sees(exercise, "EXERCISE")
            calm = monotonic() + PATIENCE.total_seconds() + 3
            walk.until(lambda: monotonic() > calm, "some time in which it is led")
            assert "EXERCISE paused" not in walk.text
            console.kill()
            begin = monotonic()
            walk.until(lambda: monotonic() > begin + PATIENCE.total_seconds() - 1, "patience")
            assert "EXERCISE paused" not in walk.text
            walk.sees("EXERCISE paused: nobody has led it since", "Its clock stands")
    stood = [json.loads(team.done("drill", "status", exercise, "--json", **leader).out) for _ in range(2)]
    assert [each["phase"] for each in stood] == ["paused"] * 2
    told = team.done("timeline", exercise, **player).out
    assert told.count("EXERCISE paused") == 1
    assert "EXERCISE paused: nobody leads it now. Its clock stands" in told
    with Terminal([team.program, "drill", "run", exercise], team.environment | leader) as console:
        console.sees("it has stood since", "because nobody led it", "p resume")


def test_on_a_file_players_read_that_nobody_leads_and_the_clock_stands(team: Team) -> None:
    people = team.folder / "people.yaml"
    people.write_text(people.read_text().replace('"logins": []', '"logins": ["mara"]', 1))
    _killed(team, {"INCIDENT_LOGIN": "lin"}, {"INCIDENT_LOGIN": "mara"})


@pytest.mark.postgres
def test_on_a_server_players_read_that_nobody_leads_and_the_clock_stands(team: Team, logins: dict[str, str]) -> None:
    _killed(team, _as(logins, "fay"), _as(logins, "mara"))
