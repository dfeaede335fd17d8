"""What comes before the first step, on the command line: listed, answered, told in every reading."""

from __future__ import annotations

import pytest

from tests.bundles import RUNBOOK_ID, a_beginning, a_bundle
from tests.cli.conftest import CommandLine
from tests.cli.world import World
from tests.fakes import ShelfLibrary


@pytest.fixture
def world() -> World:
    return World(library=ShelfLibrary({RUNBOOK_ID: a_beginning()}))


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "NOW, before everything else:\n  1  AGENTS"), ("zh-CN", "首要事项，先于一切：\n  1  坐席")],
)
def test_declaring_says_what_comes_first_and_how_it_is_answered(cli: CommandLine, language: str, said: str) -> None:
    ran = cli.done("--lang", language, "declare", RUNBOOK_ID, "--tier", "2", "--title", "x")
    assert said in ran.err
    assert "incident now INC-0001 1 done" in ran.err
    assert ran.out == "INC-0001\n"


def test_a_line_is_answered_and_listed_with_who_and_when(cli: CommandLine) -> None:
    incident = cli.declared()
    cli.done("now", incident, "2", "done")
    cli.done("now", incident, "3", "not", "--reason", "a fix is on its way")
    assert cli.done("now", incident).out.splitlines() == [
        "[ ] 1 AGENTS: tell them before customers ask",
        "[x] 2 ROOM: open one call - done, Ana Lima 02:40",
        '[!] 3 CHANGES: freeze them - not done, Ana Lima 02:40: "a fix is on its way"',
    ]


def test_a_program_reads_the_lines_and_the_entry_that_it_wrote(cli: CommandLine) -> None:
    incident = cli.declared()
    answered = cli.done("now", incident, "1", "done", "--json").json
    assert answered["seq"] == cli.done("show", incident, "--json").json["seq"]
    listed = cli.done("now", incident, "--json").json
    assert (listed["version"], listed["id"], listed["seq"]) == (1, incident, None)
    assert [line["state"] for line in listed["lines"]] == ["done", "unanswered", "unanswered"]
    assert listed["lines"][0] == {
        "line": 1,
        "words": "AGENTS: tell them before customers ask",
        "state": "done",
        "by": "ana",
        "at": "2026-11-21T02:40:00Z",
        "because": None,
    }
    assert cli.done("show", incident, "--json").json["now"] == listed["lines"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "NOW line 1 is already answered: Ana Lima did that at 02:40."),
        ("zh-CN", "首要事项 1 已有回答：Ana Lima 于 02:40 作答。"),
    ],
)
def test_who_answers_second_is_told_who_did(cli: CommandLine, language: str, said: str) -> None:
    incident = cli.declared()
    cli.done("now", incident, "1", "done")
    ran = cli("--lang", language, "--as", "bo", "now", incident, "1", "done")
    assert (ran.code, ran.out) == (1, "")
    assert said in ran.err


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "said at 02:40 that it is not done. Anybody may do it"), ("zh_CN", "表示未完成")],
)
def test_a_line_that_was_declined_is_not_said_to_be_done(cli: CommandLine, language: str, said: str) -> None:
    incident = cli.declared()
    cli.done("now", incident, "2", "not", "--reason", "no room")
    ran = cli("--lang", language, "now", incident, "2", "not", "--reason", "no room")
    assert (ran.code, ran.out) == (1, "")
    assert said in ran.err
    cli.done("now", incident, "2", "not", "--reason", "the room is locked")


def test_showing_the_incident_names_what_nobody_has_answered(cli: CommandLine) -> None:
    incident = cli.declared()
    cli.done("now", incident, "1", "done")
    shown = cli.done("show", incident).out
    assert "NEEDS YOU\n  NOW 2: ROOM: open one call\n  NOW 3: CHANGES: freeze them\n" in shown
    assert f"incident now {incident} 2 done" in shown
    for line in ("2", "3"):
        cli.done("now", incident, line, "done")
    assert "NOW" not in cli.done("show", incident).out


def test_the_timeline_tells_each_answer(cli: CommandLine) -> None:
    incident = cli.declared()
    cli.done("now", incident, "1", "done", "--reason", "by radio")
    cli.done("now", incident, "2", "not", "--reason", "no room")
    told = cli.done("timeline", incident).out
    assert 'NOW line 1 is done: AGENTS: tell them before customers ask: "by radio"' in " ".join(told.split())
    assert 'NOW line 2 is not done: ROOM: open one call: "no room"' in " ".join(told.split())


def test_the_review_tells_what_was_done_and_what_nobody_answered(cli: CommandLine) -> None:
    incident = cli.declared()
    cli.done("now", incident, "1", "done")
    cli.done("now", incident, "3", "not", "--reason", "a fix is on its way")
    report = cli.done("review", incident).out
    assert "| 1 | AGENTS: tell them before customers ask | done | Ana Lima |" in report
    assert "| 2 | ROOM: open one call | nobody has answered | - | - |" in report
    assert 'not done: "a fix is on its way"' in report.replace("&quot;", '"')
    rows = cli.done("review", incident, "--format", "json").json["now"]
    assert [row["done"] for row in rows] == [True, None, False]


@pytest.mark.parametrize(
    ("language", "open_line", "declined"),
    [
        ("en", "NOW: [ ] 2 ROOM: open one call - nobody has answered", "NOW: [!] 3 CHANGES: freeze them - not done,"),
        ("zh-CN", "首要事项：[ ] 2 会议：开通一路通话 - 尚无人回答", "首要事项：[!] 3 变更：全部冻结 - 未完成"),
    ],
)
def test_the_briefing_names_first_what_nobody_has_answered(
    cli: CommandLine, language: str, open_line: str, declined: str
) -> None:
    incident = cli.declared()
    cli.done("now", incident, "1", "done")
    cli.done("now", incident, "3", "not", "--reason", "a fix is on its way")
    sections = cli.done("--lang", language, "handover", incident, "--json").json["sections"]
    told = sections[2]["lines"]
    assert told[0] == open_line
    assert told[1].startswith(declined)
    assert not any("1 AGENTS" in line or "1 坐席" in line for line in told)


@pytest.mark.parametrize(
    "words", [("1",), ("1", "perhaps"), ("1", "not"), ("first", "done"), ("0", "done")], ids=" ".join
)
def test_a_wrong_line_is_wrong_usage_and_writes_nothing(cli: CommandLine, words: tuple[str, ...]) -> None:
    incident = cli.declared()
    before = cli.done("show", incident, "--json").json["seq"]
    assert cli("now", incident, *words).code == 2
    assert cli.done("show", incident, "--json").json["seq"] == before


def test_a_runbook_without_such_lines_says_so(cli: CommandLine) -> None:
    cli.world.library = ShelfLibrary({RUNBOOK_ID: a_bundle()})
    incident = cli.declared()
    ran = cli.done("now", incident)
    assert ran.out == ""
    assert "asks for nothing before its first step" in ran.err
    assert cli("now", incident, "1", "done").code == 1


def test_a_repeat_under_its_id_is_known(cli: CommandLine) -> None:
    incident = cli.declared()
    cli.done("now", incident, "1", "done", "--command-id", "tick")
    assert "done before" in cli.done("now", incident, "1", "done", "--command-id", "tick").err


def test_a_tick_by_mistake_is_taken_back_and_the_line_asked_for_again(cli: CommandLine) -> None:
    incident = cli.declared()
    cli.done("now", incident, "1", "done")
    assert "NOW line 1 is open again: AGENTS: tell them before customers ask" in cli.done("undo", incident).err
    assert cli.done("now", incident).out.splitlines()[0] == "[ ] 1 AGENTS: tell them before customers ask"
    cli.done("redo", incident)
    assert cli.done("now", incident).out.splitlines()[0].startswith("[x] 1 AGENTS")
    cli.done("verify")
