"""The report of an exercise says who was invited, who attended, who acted and who was silent."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from tests.cli.conftest import CommandLine
from tests.cli.test_drill_approval import WHOLE
from tests.cli.world import FakeWorkspace

_COLUMNS = "| Person | Invited | Attended | Roles | Entries |"


def _played(cli: CommandLine) -> str:
    """Ana leads; Bo works as commander, Chen holds a role and does nothing, Dee never comes."""
    cli.world.login = "ana"
    exercise = cli.done("drill", "run", "exercise.key-stolen", "--no-watch").out.strip()
    cli.done("role", exercise, "commander", "bo")
    cli.done("role", exercise, "scribe", "chen")
    cli.world.login = "bo"
    cli.done("note", exercise, "we look")
    cli.world.login = "ana"
    cli.done("drill", "stop", exercise)
    return exercise


def test_without_an_approved_plan_it_says_who_attended_acted_and_was_silent(cli: CommandLine) -> None:
    exercise = _played(cli)
    out = cli.done("review", exercise).out
    assert "attended: 2, acted: 1, silent: 陈静" in out
    assert _COLUMNS in out
    assert "| Bo Chen | - | yes | Commander | 1 |" in out
    assert "参加：2" in cli.done("--lang", "zh-CN", "review", exercise).out
    rows = cli.done("review", exercise, "--json").json["participants"]
    assert [(each["person"], each["is_invited"], each["acts"]) for each in rows] == [("bo", None, 1), ("chen", None, 0)]


def test_whom_the_approved_plan_named_is_invited_though_they_never_came(cli: CommandLine, tmp_path: Path) -> None:
    cli.world.workspace = FakeWorkspace(root=str(tmp_path))
    (tmp_path / "drills").mkdir()
    plan = WHOLE.rstrip() + "\n    players: [bo, chen, dee]\n"
    (tmp_path / "drills" / "plan-2027.yaml").write_text(plan)
    cli.world.clock.set(datetime(2027, 5, 4, 10, tzinfo=UTC))
    cli.world.login = "bo"
    cli.done("drill", "plan", "approve")
    exercise = _played(cli)
    out = cli.done("review", exercise).out
    assert "invited: 3, attended: 2, acted: 1, silent: 陈静" in out
    assert "| yes | no | - | 0 |" in out
