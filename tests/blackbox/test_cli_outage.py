"""One whole outage by command line: declared, walked, told, closed, reviewed, verified."""

from __future__ import annotations

from typing import Any

import pytest

from incident.wording.cells import cells
from tests.blackbox.conftest import Team

pytestmark = pytest.mark.slow

RUNBOOK = "outage.core-channel"
MOST_STEPS = 60
VALUES = {
    "percent": "0.4",
    "number": "100",
    "yes_no": "no",
    "time": "now",
    "text": "voice",
}
ANSWERS = {"authority": "no-report", "cause": "vendor", "outlook": "likely"}
WATCHED_MINUTES = 4


class Walk:
    """Works whatever step is current, as the screen says, with the clock of the sandbox moved on."""

    def __init__(self, team: Team, incident: str) -> None:
        self._team = team
        self._incident = incident
        self._minutes = 0
        self._facts: dict[str, str] = {
            fact["id"]: VALUES[fact["type"]] for fact in self.do("runbook", "show", RUNBOOK, "--json").json["facts"]
        }

    def do(self, *words: str) -> Any:  # noqa: ANN401  (what ran)
        return self._team.done(*words, INCIDENT_CLOCK_OFFSET=f"+{self._minutes}m")

    def to_the_end(self) -> None:
        for _step in range(MOST_STEPS):
            shown = self.do("show", self._incident, "--json").json
            if shown["current"] is None:
                return
            self._work(next(step for step in shown["steps"] if step["id"] == shown["current"]))
        pytest.fail("the walk has lost its way")

    def _work(self, step: dict[str, Any]) -> None:
        mark = ("step", self._incident, step["id"])
        match step["verb"]:
            case "ask":
                self.do(*mark, "answer", "--option", ANSWERS[step["id"]])
            case "record":
                self.do("fact", self._incident, *(f"{name}={value}" for name, value in self._facts.items()))
                self.do(*mark, "done")
            case "watch":
                self._wait(step["id"])
            case "tell":
                self.do(*mark, "done", "--yes")
            case _:
                self.do(*mark, "done", "--value", "10")
                if self._state(step["id"]) == "current":  # a step that a second person checks
                    self.do("--as", "bo", *mark, "done", "--value", "10")

    def _wait(self, step: str) -> None:
        while self._state(step) != "sensed":
            assert self._minutes < 600
            self._minutes += WATCHED_MINUTES
            self.do("fact", self._incident, "error_share=0.4", "backlog=100")
            self.do("worker", "--once")

    def _state(self, step: str) -> str:
        shown = self.do("show", self._incident, "--json").json
        return str(next(each["state"] for each in shown["steps"] if each["id"] == step))


@pytest.mark.parametrize("team", ["en", pytest.param("zh-CN", marks=pytest.mark.soak)], indirect=True)
def test_an_outage_is_declared_walked_told_closed_and_reviewed(team: Team, request: pytest.FixtureRequest) -> None:
    language = request.node.callspec.params["team"]
    title = {"en": "Voice line down", "zh-CN": "语音线路中断"}[language]
    ran = team.done("declare", RUNBOOK, "--tier", "3", "--title", title)
    incident = ran.out.strip()
    assert incident == "INC-0001"
    for role, person in (("technical", "bo"), ("customer-liaison", "mara"), ("resources", "lin")):
        team.done("role", incident, role, person)
    screen = team.done("show", incident).out.splitlines()
    assert len(screen) <= 24
    assert max(map(cells, screen)) <= 80
    assert title in screen[1]
    Walk(team, incident).to_the_end()
    head = team.done("close", incident, "--yes", INCIDENT_CLOCK_OFFSET="+700m").out.strip()
    assert len(head) == 64
    report = team.done("review", incident).out
    assert title in report
    assert head in report
    assert {"en": "# After-action report", "zh-CN": "# 复盘报告"}[language] in report
    team.done("verify")
    assert team.hook.wait_for(1)
    assert team.mail.wait_for(1)
    listed = team.done("message", "list", incident, "--json").json
    states = {row["state"] for each in listed["messages"] for row in each["deliveries"]}
    assert states == {"sent"}


def test_nothing_english_is_said_to_who_reads_chinese(team: Team) -> None:
    incident = team.done("declare", RUNBOOK, "--tier", "1", "--title", "语音线路中断").out.strip()
    for words in (("show", incident), ("list",), ("clocks", incident), ("doctor",), ("triage", RUNBOOK)):
        ran = team(*words, INCIDENT_LANG="zh-CN")
        said = " ".join(line for line in (ran.out + ran.err).splitlines() if "incident " not in line)
        for english in (" the ", " is ", " due", "Tonight", "TIER", "NEEDS", " step"):
            assert english not in said
