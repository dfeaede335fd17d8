"""An incident from its declaration to its report, by command line alone."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from incident.domain.runbooks.runbook import Staffing
from incident.wording.cells import cells
from tests.bundles import RUNBOOK_ID
from tests.cli.conftest import CommandLine


@pytest.fixture(params=["en", "zh-CN"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_a_whole_incident_is_declared_walked_told_closed_and_reviewed(cli: CommandLine, language: str) -> None:
    world = cli.world
    world.workspace = type(world.workspace)(language=language)

    def say(*words: str) -> str:
        return cli.done("--lang", language, *words).out

    title = "Voice line down" if language == "en" else "语音线路中断"
    incident = say("declare", RUNBOOK_ID, "--tier", "2", "--title", title, "--fact", "affected_share=3").strip()
    for role, person in (("technical", "bo"), ("customer-liaison", "chen"), ("deputy", "dee")):
        say("role", incident, role, person)
    say("step", incident, "notice", "not-expected", "--value", "no tone")
    say("step", incident, "notice-if-not", "done")
    say("tier", incident, "raise", "1", "--because", "customers cannot call")
    world.clock.forward(minutes=5)
    say("step", incident, "agents", "done", "--yes")
    say("--as", "chen", "step", incident, "customers", "done")
    say("step", incident, "customers", "done", "--yes")
    say("step", incident, "second-line", "done")
    say("step", incident, "cause", "answer", "--option", "vendor")
    say("step", incident, "hotline", "done")
    say("fact", incident, "affected_share=0.2%", "error_share=0.1")
    say("step", incident, "size", "done")
    say("step", incident, "staff", "done")
    say("step", incident, "plan", "done", "--approved-by", "ana")
    say("--as", "bo", "step", incident, "fix", "done")
    say("step", incident, "fix", "done")
    say("step", incident, "calls", "done", "--value", "10")
    for _minute in range(0, 70, 5):
        world.clock.forward(minutes=5)
        say("fact", incident, "error_share=0.1")
        say("worker", "--once")
    say("mark", incident, "restored", "--at", "now")
    shown = say("show", incident, "--json")
    assert '"state": "sensed"' in shown
    closed = cli.done("--lang", language, "close", incident, "--yes", "--json").json
    assert set(closed) == {"version", "id", "seq", "head", "said"}
    head = closed["head"]
    assert len(head) == 64
    assert title in say("review", incident)
    assert head in say("review", incident)
    assert {delivery.target_id for delivery in world.sender.sent} == {"agents-chat", "status-page"}
    assert say("list") == ""
    assert title in say("list", "--all")
    ended = cli("--lang", language, "note", "INC-0002", "too late").err
    assert {"en": "which is closed", "zh-CN": "已关闭"}[language] in ended
    second = cli.declared()
    assert second in cli("--lang", language, "note", "INC-0012", "which one").err


def test_one_screen_holds_what_a_person_needs(cli: CommandLine, language: str) -> None:
    incident = cli.declared("--fact", "data_exposed=yes", "--fact", "affected_share=3")
    cli.done("step", incident, "customers", "defer", "--until", "20m", "--reason", "waiting for legal")
    cli.world.clock.forward(minutes=12)
    screen = cli.done("--lang", language, "show", incident).out.splitlines()
    assert len(screen) <= 24
    assert all(cells(line) <= 80 for line in screen)
    text = "\n".join(screen)
    words = {
        "en": ("TIER 2 SERIOUS", "REAL", "T+ 12:00", "Roles to fill: Technical lead, Customer liaison", "NEEDS YOU"),
        "zh-CN": ("二级（较大）", "实战", "T+ 12:00", "技术负责人", "客户数据可能已泄露"),
    }[language]
    for word in (*words, "Voice line down", f"incident step {incident} notice done", "03:00"):
        assert word in text
    assert screen[0].endswith(words[1])
    assert f"incident tier {incident} raise 1 --because" in text


def test_the_screen_says_what_to_do_what_to_expect_and_what_if_not(cli: CommandLine) -> None:
    text = cli.done("show", cli.declared()).out
    for line in (
        "CAUTION  The notice must not name a cause.",
        "DO       Record notice 3 and publish it on the main line",
        "EXPECT   A test call hears the notice",
        "IF NOT   Ask the vendor's hotline to publish it",
    ):
        assert line in text


@pytest.mark.parametrize(
    ("step", "shown"),
    [
        ("cause", "answer --option release    # A release"),
        ("size", "  > incident fact INC-0001 error_share=…"),
        ("plan", "incident step INC-0001 plan done --approved-by ana"),
        ("calls", "incident step INC-0001 calls done --value …"),
        ("customers", "incident step INC-0001 customers done --approved-by ana"),
        ("fix", "two persons check"),
    ],
)
def test_every_kind_of_step_shows_the_command_that_marks_it(cli: CommandLine, step: str, shown: str) -> None:
    incident = cli.declared()
    order = ["notice", "agents", "customers", "cause", "size", "plan", "fix", "calls"]
    for earlier in order[: order.index(step)]:
        cli.done("step", incident, earlier, "not-applicable", "--reason", "a test")
    assert shown in cli.done("show", incident).out


def test_an_exercise_is_told_to_the_sandbox_and_says_what_it_is(cli: CommandLine) -> None:
    incident = cli.declared("--exercise")
    assert incident == "EX-0001"
    assert cli.done("show", incident).out.splitlines()[0].endswith("EXERCISE")
    cli.done("step", incident, "agents", "done", "--yes")
    assert [delivery.target_id for delivery in cli.world.sender.sent] == ["sandbox"]


def test_a_raise_says_what_it_added(cli: CommandLine) -> None:
    incident = cli.declared()
    ran = cli.done("tier", incident, "raise", "1", "--because", "more customers")
    assert "2 steps were added." in ran.err
    assert "Deputy" in ran.err


def test_corrections_stand_under_what_they_correct(cli: CommandLine) -> None:
    incident = cli.declared()
    cli.done("note", incident, "the vendor says 40 min", "--kind", "a")
    cli.done("--as", "bo", "correct", incident, "3", "14 min, not 40")
    lines = cli.done("timeline", incident).out.splitlines()
    at = next(number for number, line in enumerate(lines) if "40 min" in line)
    assert "  A  " in lines[at]
    assert "correction by Bo Chen" in lines[at + 1]
    assert "14 min, not 40" in lines[at + 1]


def test_a_note_is_read_from_stdin(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    incident = cli.declared()
    monkeypatch.setattr("sys.stdin", StringIO("first line\nsecond line\n"))
    assert "Noted as entry 3" in cli.done("note", incident, "-").err
    assert "first line second line" in cli.done("timeline", incident).out


def test_who_acts_for_somebody_is_named_too(cli: CommandLine) -> None:
    incident = cli.declared()
    cli.done("note", incident, "by phone", "--as", "bo")
    assert "Bo Chen, entered by Ana Lima: by phone" in cli.done("timeline", incident).out


def test_a_refusal_names_the_winner(cli: CommandLine) -> None:
    incident = cli.declared()
    cli.done("--as", "bo", "step", incident, "notice", "take")
    ran = cli("step", incident, "notice", "take")
    assert ran.code == 1
    assert "Bo Chen took it at 02:40" in ran.err
    cli.done("step", incident, "notice", "take", "--over")


def test_triage_says_the_tier_and_what_is_still_to_be_asked(cli: CommandLine) -> None:
    ran = cli.done("triage", RUNBOOK_ID, "--fact", "affected_share=3%")
    assert ran.out.startswith("NOT FINAL, so far TIER 2 SERIOUS\nIt can still be tier 1 (major): state data_exposed.")
    assert "> 2  met        Share of customers affected > 1%" in ran.out
    assert " ".join(ran.out.splitlines()[-1].split()) == "data_exposed Any sign that customer data was seen?"
    assert "One tier up" in cli.done("triage", RUNBOOK_ID).out
    asked = cli.done("triage", RUNBOOK_ID, "--fact", "affected_share=3%", "--fact", "data_exposed=unknown").out
    assert asked.startswith("TIER 1 MAJOR\nOne tier up")
    assert "Still to be asked" not in asked
    assert cli.done("triage", RUNBOOK_ID, "--fact", "affected_share=0", "--fact", "data_exposed=no").out.startswith(
        "TIER 3"
    )


def test_the_lines_that_decided_stand_in_the_record(cli: CommandLine) -> None:
    incident = cli.declared("--fact", "affected_share=3", "--fact", "data_exposed=no")
    assert '"Share of customers affected > 1%"' in " ".join(cli.done("timeline", incident).out.split())


def test_checking_alone_takes_the_word_before_the_colon(cli: CommandLine) -> None:
    incident = cli.declared()
    cli.done("step", incident, "fix", "take")
    cli.world.clock.forward(seconds=20)
    assert cli("step", incident, "fix", "done").code == 1
    cli.done("step", incident, "fix", "done", "--alone", "fix")


@pytest.mark.parametrize(
    ("until", "shown"),
    [
        ("20m", "until 03:00"),
        ("03:30", "until 03:30"),
        ("02:10", "until tomorrow 02:10"),
        ("step:cause", "CAUSE"),
        ("person:bo", "Bo Chen"),
    ],
)
def test_a_step_is_put_off_until_a_time_a_step_or_a_person(cli: CommandLine, until: str, shown: str) -> None:
    incident = cli.declared()
    cli.done("step", incident, "notice", "defer", "--until", until, "--reason", "busy")
    line = next(line for line in cli.done("show", incident).out.splitlines() if line.startswith("[~]"))
    assert shown in line


@pytest.mark.parametrize(("answer", "code", "status"), [("y\n", 0, "closed"), ("n\n", 1, "open")])
def test_closing_asks_first_at_a_terminal(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch, answer: str, code: int, status: str
) -> None:
    incident = cli.declared()
    for item in cli.done("show", incident, "--json").json["steps"]:
        cli.done("step", incident, item["id"], "not-applicable", "--reason", "a test")
    monkeypatch.setattr("sys.stdin", StringIO(answer))
    ran = cli("close", incident, at_terminal=True)
    assert ran.code == code
    assert "Close INC-0001 'Voice line down'?" in ran.err
    assert cli.done("show", incident, "--json").json["status"] == status


@pytest.mark.parametrize(
    ("language", "proposed", "asked"),
    [
        ("en", "Raise to tier 1 (major)? nobody knows: Any sign that customer data was seen?", "Still unknown, and"),
        ("zh-CN", "尚不清楚：", "仍不清楚，响应级别取决于此："),
    ],
)
def test_what_nobody_knows_proposes_the_higher_tier_and_later_asks_again(
    cli: CommandLine, language: str, proposed: str, asked: str
) -> None:
    incident = cli.declared("--fact", "affected_share=3%", "--fact", "data_exposed=unknown")
    shown = cli.done("--lang", language, "show", incident).out
    assert proposed in shown
    assert f"incident tier {incident} raise 1" in shown
    cli.world.clock.forward(minutes=30)
    later = cli.done("--lang", language, "show", incident).out
    assert proposed not in later
    assert asked in later
    assert f"incident fact {incident} data_exposed=…" in later


@pytest.mark.parametrize(("language", "said"), [("en", "does not combine with it"), ("zh-CN", "未允许两者兼任")])
def test_roles_that_the_runbook_does_not_combine_are_given_with_a_word(
    cli: CommandLine, language: str, said: str
) -> None:
    bundle = cli.world.library.shelf[RUNBOOK_ID]
    staffing = Staffing(may_combine=(("scribe", "customer-liaison"),))
    cli.world.library.shelf[RUNBOOK_ID] = replace(bundle, runbook=replace(bundle.runbook, staffing=staffing))
    incident = cli.declared()
    ran = cli.done("--lang", language, "role", incident, "scribe", "ana")
    assert said in ran.err
    assert said not in cli.done("--lang", language, "role", incident, "customer-liaison", "bo").err


@pytest.mark.parametrize(("language", "said"), [("en", "in that folder"), ("zh-CN", "在该文件夹中运行")])
def test_a_new_workspace_says_where_it_is_found(cli: CommandLine, language: str, said: str, tmp_path: Path) -> None:
    ran = cli.done("--lang", language, "init", str(tmp_path))
    assert said in ran.err
    assert "INCIDENT_HOME" in ran.err
