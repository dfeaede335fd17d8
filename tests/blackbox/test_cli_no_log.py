"""A page leaves although the log is no log (reference/DELIVERY.md 5, fault 25); the record has it once there is one."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing

import pytest

from tests.blackbox.conftest import Team

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("team", ["en", "zh-CN"], indirect=True)
def test_people_are_paged_while_the_log_is_damaged_and_the_incident_takes_it_in(team: Team) -> None:
    incident = team.declared("outage.core-channel", "--tier", "2", "--title", "Voice")
    log = team.folder / "incident.db"
    kept = team.folder / "kept.db"
    team.done("db", "backup", str(kept))
    for each in team.folder.glob("incident.db*"):
        each.unlink()
    log.write_text("no log at all\n" * 400)
    before = len(team.mail.letters)
    assert team("note", incident, "in the dark").code == 4
    walked = team("step", incident, "confirm", "done")
    assert (walked.code, "incident runbook print" in walked.err) == (4, True), walked.err
    assert "[ ]" in team.done("runbook", "print", "outage.core-channel").out
    ran = team.done("message", "page", "lin", "Join bridge 7", "--yes")
    assert team.mail.wait_for(before + 1)
    assert "Join bridge 7" in team.mail.letters[-1].body
    assert "no log" in ran.err or "日志" in ran.err
    log.unlink()
    shutil.copy(kept, log)
    team.done("db", "confirm", "--yes")
    team.done("message", "paged", incident)
    assert "Joinbridge7" in "".join(team.done("timeline", incident).out.split())
    team.done("verify")


def test_people_are_paged_while_another_program_holds_the_log(team: Team) -> None:
    """Fault 23: it waits for a while, then says so, and a page leaves without the log."""
    incident = team.declared("outage.core-channel", "--tier", "2", "--title", "Voice")
    before = len(team.mail.letters)
    with closing(sqlite3.connect(team.folder / "incident.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        held = team("note", incident, "while it is held")
        assert (held.code, "Traceback" in held.err) == (4, False)
        team.done("message", "page", "lin", "Join bridge 7", "--yes")
        assert team.mail.wait_for(before + 1)
        other.execute("ROLLBACK")
    team.done("message", "paged", incident)
    assert "Joinbridge7" in "".join(team.done("timeline", incident).out.split())
    team.done("verify")
