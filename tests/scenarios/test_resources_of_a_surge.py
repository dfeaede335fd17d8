"""One night of a service centre by its commands: 420 on shift, half as many wanted, 70 at rest, 60 lent.

Everything is typed as people type it, on both databases; the inventory comes from a table.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from incident import i18n
from incident.adapters.clock import SystemClock
from incident.bootstrap.wired import Wired
from incident.cli.main import run
from tests.runs import Ran

PATIENCE_SECONDS = 60
PEOPLE = """format: people/1
people:
  ann: {name: Ann Lee, logins: [ann, postgres], roles: [commander, resources]}
  bo: {name: Bo Reyes, logins: [bo], roles: [commander, resources]}
  dee: {name: Dee Fox, logins: [dee], roles: [resources]}
"""
APPROVALS = """format: resources/1
approvals:
  2:
    within: 60m
    source: team
    approvers: [{role: commander, limit: 5000.00 CNY}, {person: dee, limit: 20000.00 CNY}]
"""
INVENTORY = """id,kind,type,quantity,site,on_duty,resting,rests_until,source
agents-on,staff,agent,420,hefei,yes,,,
agents-off,staff,agent,210,hefei,,70,{day} 10:00,
agents-lent,staff,agent,60,chengdu,,,,team
overflow,equipment,overflow-queue,1,hefei,,,,
van,equipment,van,1,hefei,,,,
travel,money,team-budget,10000.00 CNY,,,,,
"""


class Centre:
    """A workspace in which it is 07:30, and its commands."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capture = capture

    def __call__(self, *words: str, by: str = "ann") -> Ran:
        self._capture.readouterr()
        code = run(self._line(words, by), Wired())
        out, err = self._capture.readouterr()
        assert "Traceback" not in out + err
        return Ran(code=code, out=out, err=" ".join(err.split()))

    def done(self, *words: str, by: str = "ann") -> Ran:
        ran = self(*words, by=by)
        assert ran.code == 0, ran.err
        return ran

    def declared(self, by: str) -> str:
        lines = ("declare", "complaints.mass", "--tier", "2", "--title", "Refund wave", "--json")
        name: str = self.done(*lines, by=by).json["id"]
        return name

    def agents(self, incident: str) -> Sequence[int]:
        """Want, have and gap of them."""
        rows = self.done("resource", "gap", incident, "--json").json["gaps"]
        own = next(row for row in rows if row["type"] == "agent")
        return [own["want"], own["have"], own["gap"]]

    def started(self, *words: str, by: str) -> subprocess.Popen[str]:
        """The same as a process of its own."""
        line = [sys.executable, "-m", "incident", *self._line(words, by)]
        return subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")

    def _line(self, words: Sequence[str], by: str) -> Sequence[str]:
        return ["--lang", "en", "--workspace", str(self.folder), "--as", by, *words]


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def centre(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Centre]:
    folder, now = tmp_path / "centre", SystemClock().now()
    half_past_seven = now.replace(hour=7, minute=30, second=0, microsecond=0)
    ahead = int((half_past_seven - now) / timedelta(minutes=1)) % (24 * 60) + 1
    monkeypatch.setenv("INCIDENT_LOGIN", "ann")
    monkeypatch.setenv("COLUMNS", "200")
    if request.param == "postgres":
        monkeypatch.setenv("INCIDENT_DB", request.getfixturevalue("postgres_log"))
    assert run(["--lang", "en", "init", str(folder)], Wired()) == 0
    settings = folder / "incident.yaml"
    settings.write_text(re.sub("^sandbox: false", "sandbox: true", settings.read_text(), flags=re.MULTILINE))
    (folder / "people.yaml").write_text(PEOPLE)
    (folder / "resources.yaml").write_text(APPROVALS)
    monkeypatch.setenv("INCIDENT_CLOCK_OFFSET", f"+{ahead}m")
    day = (now + timedelta(minutes=ahead)).date()
    (folder / "inventory.csv").write_text(INVENTORY.format(day=day))
    made = Centre(folder, capsys)
    made.done("resource", "import", str(folder / "inventory.csv"))
    yield made
    i18n.use("en")


def test_the_night_of_the_centre_from_the_want_to_the_thanks(centre: Centre) -> None:
    incident = centre.declared("ann")
    assert centre.agents(incident) == [210, 140, 70]

    resting = centre("resource", "assign", incident, "agents-off", "--quantity", "141")
    assert (resting.code, "only 140 can be assigned now: 70 rest until" in resting.err) == (1, True)
    assert centre.agents(incident) == [210, 140, 70]
    centre.done("resource", "assign", incident, "agents-off", "--quantity", "140")
    assert centre.agents(incident) == [210, 140, 70]

    asked = centre.done("resource", "request", incident, "agent", "--quantity", "60", "--because", "lend us", by="bo")
    name = asked.err.split()[0]
    centre.done("resource", "approve", incident, name, "agents-lent")
    assert centre.agents(incident) == [210, 140, 70], "what is promised is not had"
    centre.done("resource", "arrive", incident, name, by="bo")
    assert centre.agents(incident) == [210, 200, 10]

    line = ("resource", "assign", incident, "overflow", "--budget", "travel", "--cost")
    dear = centre(*line, "5000.01 CNY")
    assert (dear.code, "above the limit of Ann Lee, which is 5,000.00 CNY" in dear.err) == (1, True)
    assert "Ask Dee Fox." in dear.err
    other = centre(*line, "5000.01 CNY", by="bo")
    assert (other.code, "Ask Dee Fox." in other.err) == (1, True)
    centre.done(*line, "5000.01 CNY", "--approved-by", "dee")

    second = centre.declared("bo")
    held = centre("resource", "assign", second, "overflow", by="bo")
    assert (held.code, f"'overflow' is held by {incident}; 0 left" in held.err) == (1, True)
    spent = centre("resource", "assign", second, "travel", "--amount", "5000.00 CNY", by="bo")
    assert (spent.code, "4,999.99 CNY" in spent.err, incident in spent.err) == (1, True, True)
    centre.done("resource", "assign", second, "travel", "--amount", "4999.99 CNY", by="bo")

    held_ids = [row["id"] for row in centre.done("resource", "list", incident, "--json").json["allocations"]]
    for each in held_ids:
        thanks = centre.done("resource", "release", incident, each, "--thanks", "well done")
        assert f'{each} released: "well done"' in thanks.err
    centre.done("resource", "assign", second, "overflow", by="bo")
    assert centre.agents(second) == [210, 140, 70]
    assert centre.done("verify").code == 0


def test_of_two_processes_that_want_the_last_unit_one_has_it_and_the_other_is_told_which(centre: Centre) -> None:
    incidents = {person: centre.declared(person) for person in ("ann", "bo")}
    racing = {
        person: centre.started("resource", "assign", incident, "van", by=person)
        for person, incident in incidents.items()
    }
    said = {person: process.communicate(timeout=PATIENCE_SECONDS) for person, process in racing.items()}
    codes = {person: process.returncode for person, process in racing.items()}
    assert sorted(codes.values()) == [0, 1], said
    winner, loser = sorted(codes, key=lambda person: codes[person])
    assert f"'van' is held by {incidents[winner]}; 0 left" in said[loser][1]
    stock = centre.done("resource", "stock", "--json").json["resources"]
    assert next(row["held"] for row in stock if row["id"] == "van") == [
        {"incident": incidents[winner], "allocation": "R1", "quantity": 1}
    ]
    assert centre.done("verify").code == 0


def test_whoever_rests_after_one_incident_is_counted_as_had_in_no_other(centre: Centre) -> None:
    first, second = centre.declared("ann"), centre.declared("bo")
    centre.done("resource", "assign", first, "agents-off", "--quantity", "40")
    centre.done("resource", "out", first, "R1", "rest", "--until", "2h")
    centre.done("resource", "release", first, "R1", "--thanks", "sleep well")
    for incident in (first, second):
        assert centre.agents(incident) == [210, 100, 110]
    stock = centre.done("resource", "stock", "--json").json["resources"]
    assert next((row["free"], row["resting"]) for row in stock if row["id"] == "agents-off") == (100, 110)


def test_a_raise_says_what_it_wants_besides_what_a_step_asked_for(centre: Centre) -> None:
    incident = centre.declared("ann")
    centre.done("step", incident, "resources", "done")
    raised = centre.done("tier", incident, "raise", "1", "--because", "worse").err
    for words in (
        "asked for by nobody: 210 × agents (agent), 3 × ",
        f"'incident resource request {incident} TYPE' asks.",
    ):
        assert words in raised
    centre.done("resource", "request", incident, "agent", "--quantity", "210")
    centre.done("tier", incident, "lower", "2", "--because", "better")
    again = centre.done("tier", incident, "raise", "1", "--because", "worse again").err
    assert ("agents" in again, "site security" in again) == (False, True)
