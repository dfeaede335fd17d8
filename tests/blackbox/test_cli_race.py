"""Two processes, one step, at the same moment: the installed program twice, one log."""

from __future__ import annotations

import json
import sqlite3
import subprocess
from contextlib import closing

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


@pytest.mark.parametrize(
    ("words", "event"),
    [(("confirm", "done"), "StepCompleted"), (("confirm", "not-expected", "--value", "silence"), "StepNotAsExpected")],
    ids=["done", "not-expected"],
)
def test_of_two_marks_by_one_login_in_one_instant_one_is_recorded_and_the_other_told_so(
    team: Team, words: tuple[str, ...], event: str
) -> None:
    incident = team.done("declare", "outage.core-channel", "--tier", "2", "--title", "Voice line down").out.strip()
    starts = [
        subprocess.Popen(
            [team.program, "step", incident, *words],
            env=team.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        for _terminal in range(2)
    ]
    said = [start.communicate(timeout=PATIENCE_SECONDS) for start in starts]
    assert sorted(start.returncode for start in starts) == [0, 1], said
    loser = said[0] if starts[0].returncode else said[1]
    assert loser[0] == ""
    assert loser[1].startswith("You have already marked step 'FAILURE")
    with closing(sqlite3.connect(team.folder / "incident.db")) as log:
        types = [row[0] for row in log.execute("SELECT type FROM events WHERE incident_id = ?", (incident,))]
    assert types.count(event) == 1
    team.done("verify")


def _names(team: Team) -> dict[str, str]:
    """The demonstration writes its documents as JSON, which is YAML too."""
    people = json.loads((team.folder / "people.yaml").read_text(encoding="utf-8"))["people"]
    return {person: each["name"] for person, each in people.items()}
