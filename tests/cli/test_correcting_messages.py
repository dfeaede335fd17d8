"""`incident message correct`: shown, agreed to, sent to whoever may have the wrong text, listed beside it."""

from __future__ import annotations

import pytest

from incident.application.ports import AttemptClass, AttemptOutcome
from tests.cli.conftest import CommandLine

LATER = AttemptOutcome(result=AttemptClass.NOT_SENT, detail="connection-refused")


@pytest.fixture
def incident(cli: CommandLine) -> str:
    """An incident whose agents were told something wrong by M1."""
    incident = cli.declared()
    cli.done("step", incident, "agents", "done", "--yes")
    return incident


def test_the_text_and_who_gets_it_are_shown_and_nothing_leaves_without_yes(cli: CommandLine, incident: str) -> None:
    ran = cli("message", "correct", incident, "m1", "--body", "It is the chat, not the voice line.")
    assert ran.code == 2
    assert "To agents (agents-chat, en):" in ran.err
    assert "Correction: Outage notice for agents" in ran.err
    assert 'This corrects our message of 2026-11-21 02:40 (UTC+0000), "Outage notice for agents".' in ran.err
    assert "It is the chat, not the voice line." in ran.err
    assert len(cli.world.sender.sent) == 1


def test_it_goes_where_the_wrong_one_went_and_both_stand_side_by_side(cli: CommandLine, incident: str) -> None:
    cli.done("message", "send", incident, "customers", "first", "--yes")
    ran = cli.done("message", "correct", incident, "m1", "--body", "It is the chat.", "--yes")
    assert ran.out.strip() == "M3"
    assert cli.world.sender.sent[-1].body.count("It is the chat.") == 1
    listed = cli.done("message", "list", incident).out
    assert listed.index("WRONG: corrected by M3") < listed.index("corrects M1") < listed.index("M2")
    messages = cli.done("message", "list", incident, "--json").json["messages"]
    assert [(m["id"], m["corrects"], m["corrected_by"]) for m in messages] == [
        ("M1", None, "M3"),
        ("M3", "M1", None),
        ("M2", None, None),
    ]
    entries = " ".join(cli.done("timeline", incident).out.split())
    beside = entries.index("corrected by message M3: Correction: Outage notice for agents")
    assert entries.index("wrote message M1") < beside < entries.index("released message M1")
    assert "wrote M3, which corrects M1, to 'Agents on shift': Correction: Outage notice for agents" in entries
    review = cli.done("review", incident).out
    assert "Was wrong: corrected by M3." in review
    assert "Corrects M1." in review
    assert "WRONG: corrected by M3" in cli.done("handover", incident).out


def test_a_text_that_was_corrected_is_not_sent_again_without_a_word_until_what_it_says_is_stated(
    cli: CommandLine, incident: str
) -> None:
    cli.done("message", "correct", incident, "m1", "--body", "It is the chat.", "--yes")
    again = ("message", "send", incident, "agents", "agents-notice")
    warned = "The facts in it are still those of M1, which M2 corrects. State what is right first."
    assert warned in " ".join(cli(*again).err.split())
    cli.done("fact", incident, "affected_share=20")
    assert warned in " ".join(cli(*again).err.split())
    cli.done("fact", incident, "channel=chat")
    assert "still those of" not in cli(*again).err


def test_a_fact_that_was_stated_before_the_correction_is_the_right_one(cli: CommandLine, incident: str) -> None:
    cli.done("fact", incident, "channel=chat")
    cli.done("message", "correct", incident, "M1", "--template", "agents-notice", "--yes")
    assert "still those of" not in cli("message", "send", incident, "agents", "agents-notice").err


def test_what_waits_is_called_back_and_is_no_trouble_any_more(cli: CommandLine, incident: str) -> None:
    cli.world.sender.answers["agents-chat"] = LATER
    cli.done("message", "send", incident, "agents", "agents-notice", "--yes")
    del cli.world.sender.answers["agents-chat"]
    ran = cli.done("message", "correct", incident, "M2", "--body", "It is the chat.", "--yes")
    assert "Deliveries of the wrong text that have not left and never will: 1" in ran.err
    assert "This corrects" not in cli.world.sender.sent[-1].body
    assert "It is the chat." in cli.world.sender.sent[-1].body
    cli.world.clock.forward(hours=1)
    assert "Sent" not in cli.done("worker", "--once").err


def test_a_text_of_the_runbook_can_be_the_right_one(cli: CommandLine, incident: str) -> None:
    cli.done("fact", incident, "channel=chat")
    cli.done("message", "correct", incident, "M1", "--template", "agents-notice", "--yes")
    assert "A channel is affected: chat." in cli.world.sender.sent[-1].body


@pytest.mark.parametrize("words", [(), ("--body", "x", "--template", "first")])
def test_what_is_right_is_said_in_one_way(cli: CommandLine, incident: str, words: tuple[str, ...]) -> None:
    ran = cli("message", "correct", incident, "M1", *words)
    assert ran.code == 2
    assert "--template" in ran.err


def test_the_approval_that_the_message_needed_is_needed_again(cli: CommandLine) -> None:
    incident = cli.declared(tier=1)
    sent = ("message", "send", incident, "customers", "first", "--approved-by", "ana", "--yes")
    cli.done("--as", "bo", *sent)
    assert "approved by Ana Lima, who agreed by phone" in " ".join(cli.done("timeline", incident).out.split())
    wrong = (
        "message",
        "correct",
        incident,
        "M1",
        "--body",
        "en=It is the chat.",
        "--body",
        "zh-CN=是在线客服。",
        "--yes",
    )
    assert "needs the approval" in cli("--as", "bo", *wrong).err
    assert "cannot approve their own text" in cli(*wrong).err
    cli.done("--as", "bo", *wrong, "--approved-by", "ana")
    assert "是在线客服。" in cli.world.sender.sent[-1].body


def test_a_repeat_with_other_words_is_another_command(cli: CommandLine, incident: str) -> None:
    order = ("message", "correct", incident, "M1", "--yes", "--command-id", "c1", "--body")
    assert cli.done(*order, "It is the chat.").out == "M2\n"
    assert cli.done(*order, "It is the chat.").out == "M2\n"
    assert cli(*order, "It is the mail.").code == 1
    assert len(cli.world.sender.sent) == 2


def test_to_ask_is_not_to_let_it_leave(cli: CommandLine) -> None:
    asked = ("message", "send", cli.declared(), "customers", "first", "--ask", "--yes")
    for leaving in (("--approved-by", "ana"), ("--night",)):
        ran = cli("--as", "bo", *asked, *leaving)
        assert ran.code == 2
        assert "--ask leaves the text waiting" in " ".join(ran.err.split())
    ran = cli("--as", "ana", *asked)
    assert ran.code == 1
    assert "Nobody else has to approve your text" in " ".join(ran.err.split())
    assert not cli.world.sender.sent


def test_whoever_alone_approves_asks_nobody_at_tier_one_and_reads_who_has_to(cli: CommandLine) -> None:
    incident = cli.declared()
    cli.done("tier", incident, "raise", "1", "--because", "data may be out")
    ran = cli("--as", "ana", "message", "send", incident, "customers", "first", "--ask", "--yes")
    assert (ran.code, ran.out) == (1, "")
    assert "cannot approve their own text. Somebody else writes it, or takes the role" in " ".join(ran.err.split())
    assert cli.done("message", "list", incident, "--json").json["messages"] == []


def test_an_update_is_asked_for_and_approved_by_command(cli: CommandLine) -> None:
    incident = cli.declared()
    asked = cli("--as", "bo", "message", "send", incident, "customers", "first", "--ask")
    assert (asked.code, asked.out.split()) == (0, ["M1"])
    said = " ".join(asked.err.split())
    assert "waits for Ana Lima, asked for by Bo Chen 02:40; nothing was sent to Ana Lima" in said
    assert f"incident message approve {incident} M1" in cli.done("show", incident).out
    cli.done("message", "approve", incident, "M1", "--yes")
    (message,) = cli.done("message", "list", incident, "--json").json["messages"]
    assert (message["author"], message["approved_by"]) == ("bo", "ana")
