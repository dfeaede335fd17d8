"""Two processes, one step, at the same moment: the installed program twice, one log."""

from __future__ import annotations

import json
import subprocess

import pytest

from tests.blackbox.conftest import PATIENCE_SECONDS, Team

pytestmark = pytest.mark.slow

RACERS = ("bo", "mara")


@pytest.mark.parametrize("team", ["en", "zh-CN"], indirect=True)
def test_of_two_processes_that_take_one_step_one_wins_and_the_other_is_told_who(team: Team) -> None:
    incident = team.done("declare", "outage.core-channel", "--tier", "2", "--title", "Voice line down").out.strip()
    starts = {
        person: subprocess.Popen(
            [team.program, "--as", person, "step", incident, "confirm", "take"],
            env=team.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        for person in RACERS
    }
    said = {person: start.communicate(timeout=PATIENCE_SECONDS) for person, start in starts.items()}
    codes = {person: start.returncode for person, start in starts.items()}
    assert sorted(codes.values()) == [0, 1], said
    winner, loser = sorted(RACERS, key=lambda person: codes[person])
    taken = team.done("show", incident, "--json").json["steps"][0]
    assert (taken["id"], taken["taken_by"]) == ("confirm", winner)
    out, err = said[loser]
    assert out == ""
    assert len(err.splitlines()) == 1
    assert _names(team)[winner] in err
    entries = team.done("timeline", incident, "--json").json["entries"]
    assert len([entry for entry in entries if entry["step"] == "confirm"]) == 1
    team.done("verify")


def _names(team: Team) -> dict[str, str]:
    """The demonstration writes its documents as JSON, which is YAML too."""
    people = json.loads((team.folder / "people.yaml").read_text(encoding="utf-8"))["people"]
    return {person: each["name"] for person, each in people.items()}
