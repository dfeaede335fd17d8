"""Nothing leaves before its text was shown and somebody agreed."""

from __future__ import annotations

from io import StringIO

import pytest

from incident.application.ports import AttemptClass, AttemptOutcome
from tests.cli.conftest import CommandLine

TELL = ("step", "INC-0001", "agents", "done")
SEND = ("message", "send", "INC-0001", "agents", "agents-notice")


@pytest.fixture
def incident(cli: CommandLine) -> str:
    return cli.declared()


@pytest.mark.parametrize("words", [TELL, SEND])
@pytest.mark.usefixtures("incident")
def test_without_yes_the_text_is_shown_and_nothing_leaves(cli: CommandLine, words: tuple[str, ...]) -> None:
    ran = cli(*words)
    assert ran.code == 2
    assert "To Agents on shift: agents (agents-chat, en)" in ran.err
    assert "Outage notice for agents\n\nA channel is affected: not known yet." in ran.err
    assert "say --yes" in ran.err
    assert "Usage" not in ran.err
    assert cli.world.sender.sent == []
    assert cli.done("message", "list", "INC-0001", "--json").json["messages"] == []


@pytest.mark.parametrize("words", [TELL, SEND])
def test_facts_that_nobody_stated_are_a_warning_before_the_text(
    cli: CommandLine, incident: str, words: tuple[str, ...]
) -> None:
    warning = "incident fact INC-0001 channel=…    # Which channel fails? (words)"
    said = cli(*words).err
    assert said.index(warning) < said.index("A channel is affected")
    cli.done("fact", incident, "channel=unknown")
    assert warning not in cli(*words).err


@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("n\n", 1)])
@pytest.mark.parametrize("words", [TELL, SEND])
@pytest.mark.usefixtures("incident")
def test_a_person_at_a_terminal_is_asked(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], answer: str, code: int
) -> None:
    monkeypatch.setattr("sys.stdin", StringIO(answer))
    ran = cli(*words, at_terminal=True)
    assert ran.code == code
    assert "Send this?" in ran.err
    assert len(cli.world.sender.sent) == 1 - code


def test_taking_back_a_mark_says_what_has_left_and_so_does_the_next_sending(cli: CommandLine, incident: str) -> None:
    cli.done(*TELL, "--yes")
    sent = "M1 was sent 02:40 and cannot be called back."
    assert sent in cli.done("undo", incident).err
    again = cli.done(*TELL).err
    assert sent in again
    assert "It is not sent again" in again
    cli.done("undo", incident)
    cli.done("fact", incident, "channel=voice")
    again = cli(*TELL).err
    assert sent in again
    assert "It is not sent again" not in again


def test_a_first_sending_speaks_of_no_other(cli: CommandLine, incident: str) -> None:
    assert "called back" not in cli(*TELL).err
    assert "called back" not in cli("message", "send", incident, "agents", "agents-notice").err


def test_each_recipient_reads_their_own_language_and_an_exercise_is_marked(cli: CommandLine) -> None:
    incident = cli.declared("--exercise")
    ran = cli("--lang", "zh-CN", "message", "send", incident, "customers", "first", "--yes")
    assert "EXERCISE / 演练: Service disruption" in ran.err
    real = cli.declared()
    assert "--- zh-CN\n服务中断" in cli("message", "send", real, "customers", "first").err


def test_a_draft_is_shown_and_leaves_nothing_so_nobody_is_asked(cli: CommandLine, incident: str) -> None:
    ran = cli.done("--as", "chen", "step", incident, "customers", "done")
    assert "服务中断" in ran.err
    assert cli.world.sender.sent == []
    ran = cli("step", incident, "customers", "done")
    assert ran.code == 2
    assert "服务中断" in ran.err


def test_what_the_rules_refuse_shows_no_text(cli: CommandLine, incident: str) -> None:
    ran = cli("message", "send", incident, "customers", "first", "--approved-by", "dee", "--yes")
    assert ran.code == 1
    assert "Service disruption" not in ran.err


@pytest.mark.parametrize("words", [SEND[:3], SEND[:4], (*SEND[:3], "the-press", "first"), (*SEND[:4], "frist")])
@pytest.mark.usefixtures("incident")
def test_a_missing_or_wrong_word_lists_what_there_is(cli: CommandLine, words: tuple[str, ...]) -> None:
    ran = cli(*words)
    assert ran.code == (1 if len(words) == len(SEND) else 2)
    assert ran.out == ""
    if words[-1] != "frist":
        assert "agents                Agents on shift" in ran.err
    if words[3:4] != ("the-press",):
        assert "first                 Service disruption" in ran.err


def test_a_delivery_is_retried_by_the_beginning_of_its_id(cli: CommandLine, incident: str) -> None:
    cli.world.ids = type(cli.world.ids)(prefix="0a1b2c3d4e5f")
    cli.world.sender.answers["agents-chat"] = AttemptOutcome(result=AttemptClass.PERMANENT, detail="status: 404")
    assert cli(*TELL, "--yes").code == 5
    lines = cli.done("message", "list", incident).out.splitlines()
    at = next(number for number, line in enumerate(lines) if "agents-chat" in line)
    assert "  0a1b2c3d  " in lines[at]
    assert lines[at + 1].strip() == "the server refused (404)"
    del cli.world.sender.answers["agents-chat"]
    assert "Sent to agents" in cli.done("message", "retry", incident, "0a1b2c3d").err
    assert "no delivery 'ffffffff'" in cli("message", "retry", incident, "ffffffff").err


def test_a_beginning_that_several_ids_share_lists_them(cli: CommandLine, incident: str) -> None:
    cli.world.ids = type(cli.world.ids)(prefix="0a1b2c3d4e5f")
    for _time in range(2):
        cli.done(*SEND, "--yes")
    ran = cli("message", "retry", incident, "0a1b2c3d")
    assert ran.code == 1
    assert ran.err.startswith("'0a1b2c3d' can mean more than one delivery.")
    assert len(ran.err.splitlines()) == 3
