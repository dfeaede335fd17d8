"""`incident drill plan approve`: what was approved holds, whatever the file says later."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine
from tests.cli.test_drill_plan import PLAN, keys_of
from tests.cli.world import FakeWorkspace

WHOLE = f"""{PLAN}  keys:
    scenario: exercise.key-stolen
    form: tabletop
    first: 2027-05-03
    last: 2027-05-28
    basis: incident
    cites: INC-0007
    owner: dee
"""


@pytest.fixture
def planned(cli: CommandLine, tmp_path: Path) -> CommandLine:
    cli.world.workspace = FakeWorkspace(root=str(tmp_path))
    (tmp_path / "drills").mkdir()
    _write(cli, WHOLE)
    cli.world.clock.set(datetime(2027, 1, 4, 10, tzinfo=UTC))
    cli.world.login = "bo"
    return cli


def _write(cli: CommandLine, text: str) -> str:
    (Path(cli.world.workspace.root) / "drills" / "plan-2027.yaml").write_text(text)
    return hashlib.sha256(text.encode()).hexdigest()


def _approval(cli: CommandLine) -> dict[str, object] | None:
    found: dict[str, object] | None = cli.done("drill", "plan", "show", "--json").json["approval"]
    return found


def test_the_log_keeps_who_approved_which_bytes_and_when(planned: CommandLine) -> None:
    digest = _write(planned, WHOLE)
    assert _approval(planned) is None
    assert "Not approved. Bo Chen approves it:" in planned.done("drill", "plan", "show").out
    answer = planned.done("drill", "plan", "approve", "--json").json["approval"]
    assert (answer["by"], answer["at"], answer["digest"], answer["is_current"]) == (
        "bo",
        "2027-01-04T10:00:00Z",
        digest,
        True,
    )
    kept = planned.done("evidence", "list", answer["record"], "--json").json["evidence"][0]
    assert kept["sha256"] == digest
    assert planned.done("list").out.count("EX-") == 0
    assert planned.done("drill", "plan", "approve", "--json").json["approval"]["record"] == answer["record"]
    assert keys_of(answer) <= {*re.findall(r"\w+", planned.done("drill", "plan", "approve", "--help").out)}


def test_what_was_approved_is_open_to_the_trusted_alone_while_it_has_secrets(planned: CommandLine) -> None:
    planned.done("drill", "plan", "approve")
    readers = planned.done("access", str((_approval(planned) or {})["record"]), "--json").json["readers"]
    assert readers == ["bo", "ana", "eva"]
    _write(planned, WHOLE.replace("    notice: no-notice\n", ""))
    planned.done("drill", "plan", "approve")
    assert planned.done("access", str((_approval(planned) or {})["record"]), "--json").json["readers"] == []


def test_who_is_not_trusted_cannot_tell_by_what_is_missing_that_a_surprise_is_planned(planned: CommandLine) -> None:
    """DRILLS 1.7: the same words whether a family has no exercise, or one that comes without notice."""

    def read() -> list[str]:
        ran = [planned.done("drill", *words).out for words in (("plan", "show"), ("statement",))]
        return [line.partition(": ")[0] for text in ran for line in text.splitlines() if "SHA-256" not in line]

    secret = WHOLE.replace("  keys:", "  other:").replace("    owner: dee\n", "    owner: ana\n    notice: no-notice\n")
    bare = secret.partition("  other:")[0].partition("  secret:")[0]
    _write(planned, bare)
    planned.world.login = "dee"
    seen = read()
    assert sum("No approval that you may read" in line for line in seen) == 2
    assert sum("only the trusted read that" in line for line in seen) == 2
    assert planned.done("drill", "plan", "show", "--json").json["lacks"] is None
    _write(planned, secret)
    assert read() == seen


def test_only_the_approver_approves_and_no_plan_that_lacks_something(planned: CommandLine) -> None:
    planned.world.login = "ana"
    ran = planned("drill", "plan", "approve")
    assert ran.code == 1
    assert "Only Bo Chen may approve this plan" in ran.err
    planned.world.login = "bo"
    _write(planned, PLAN)
    assert (
        "lacks something is not approved: a special exercise of the family" in planned("drill", "plan", "approve").err
    )
    assert _approval(planned) is None


def test_a_plan_that_was_edited_after_its_approval_says_so_and_hides_nothing(planned: CommandLine) -> None:
    planned.done("drill", "plan", "approve")
    later = WHOLE.replace("first: 2027-03-01\n    last: 2027-03-31", "first: 2027-09-01\n    last: 2027-09-30")
    _write(planned, later.replace("2027-03-10 14:00", "2027-09-10 14:00"))
    planned.world.clock.set(datetime(2027, 4, 2, tzinfo=UTC))
    ran = planned.done("drill", "plan", "show")
    assert "The file has changed since it was approved" in ran.out
    assert "without a recorded move: payments." in " ".join(ran.out.split())
    assert "overdue since 2027-03-31" in ran.out
    planned.done("drill", "plan", "approve")
    assert "overdue" not in planned.done("drill", "plan", "show").out


def test_an_edit_cannot_make_somebody_else_the_approver_afterwards(planned: CommandLine) -> None:
    planned.done("drill", "plan", "approve")
    _write(planned, WHOLE.replace("approver: bo", "approver: dee"))
    assert _approval(planned) is not None
    planned.world.login = "dee"
    planned.done("drill", "plan", "approve")
    assert (_approval(planned) or {})["by"] == "dee"
