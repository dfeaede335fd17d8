"""A plan of exercises on a server, each person with a login: approved, announced, and secret where it is to be."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from incident.demo.workspace import ZONE
from tests.blackbox.conftest import Team
from tests.blackbox.test_terminal_six import _as, _has, _readable, logins

__all__ = ["logins"]

ANNOUNCED = "The payment provider fails"
SECRET = "Customer records were read with a stolen key"

pytestmark = [pytest.mark.postgres, pytest.mark.slow]


def _plan(begins: datetime) -> str:
    day = begins.date()  # where the team is: in UTC it may be another one
    days = {"form": "tabletop", "first": str(day), "last": str(day), "begins": begins.isoformat(" ", "minutes")}
    common = {**days, "basis": "annual", "cites": "6.3", "length": "1h"}
    played = {"scenario": "exercise.provider-down", "owner": "fay", "players": ["mara"], **common}
    secret = {"scenario": "exercise.key-stolen", "kind": "full", "owner": "fay", "notice": "no-notice", **common}
    plan = {
        "format": "drill-plan/1",
        "year": day.year,
        "owner": "fay",
        "approver": "eve",
        "families": ["service-outage"],
        "entries": {"payments": played, "surprise": secret},
    }
    return json.dumps(plan)


def test_a_plan_is_approved_and_announced_and_its_surprise_stays_one(team: Team, logins: Mapping[str, str]) -> None:
    begins = datetime.now(ZoneInfo(ZONE)).replace(second=0, microsecond=0) + timedelta(hours=30)  # noqa: TID251
    (team.folder / "drills").mkdir()
    (team.folder / "drills" / "plan.yaml").write_text(_plan(begins))
    year = ("--year", str(begins.year))
    team.done("drill", "plan", "approve", *year, **_as(logins, "eve"))
    told = json.loads(team.done("drill", "remind", *year, "--json", **_as(logins, "fay")).out)["told"]
    assert {each["key"]: each["people"] for each in told} == {"payments": ["mara", "fay"], "surprise": ["fay"]}
    shown = json.loads(team.done("drill", "statement", *year, "--json", **_as(logins, "fay")).out)
    assert shown["approval"]["by"] == "eve"
    assert shown["approval"]["is_current"]
    assert (shown["planned"]["planned"], shown["is_whole"]) == (2, True)
    ran = team("drill", "statement", *year, "--json", **_as(logins, "mara"))
    stated = json.loads(ran.out)
    assert (stated["planned"]["planned"], stated["is_whole"], stated["approval"]) == (1, False, None)
    assert "they alone may read its approval" in team("drill", "remind", *year, **_as(logins, "mara")).err
    assert _has(_readable(logins["fay"]), SECRET)
    read = _readable(logins["mara"])
    assert _has(read, ANNOUNCED)
    assert not _has(read, SECRET)
    assert not _has(read, "exercise.key-stolen")
    assert _has(_readable(logins["eve"]), "exercise.key-stolen")
