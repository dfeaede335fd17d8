"""`incident message ack`: for oneself, for somebody who said so, for a team by count; both names are kept."""

from __future__ import annotations

import pytest

from incident.application.ports import AttemptClass, AttemptOutcome, DeliveryState, Recipient
from tests.cli.conftest import CommandLine

EVA = Recipient(name="Eva Roth", target_id="mail", address="eva@example.org", language="en", person="eva")
DESK = Recipient(name="agents", target_id="agents-chat", address="", language="en")
LATER = AttemptOutcome(result=AttemptClass.NOT_SENT, detail="connection-refused")


@pytest.fixture
def incident(cli: CommandLine) -> str:
    cli.world.directory.audiences = {**cli.world.directory.audiences, "agents": (DESK, EVA)}
    cli.world.sender.answers |= {"mail": LATER, "agents-chat": LATER}
    incident = cli.declared()
    cli.done("step", incident, "agents", "done", "--yes")
    return incident


def states(cli: CommandLine, incident: str) -> dict[str, DeliveryState]:
    return {row.recipient: row.state for row in cli.world.log.deliveries(incident)}


def told(cli: CommandLine, incident: str) -> list[tuple[str, str, str | None, int | None, int | None]]:
    (message, *_rest) = cli.done("message", "list", incident, "--json").json["messages"]
    return [(a["by"], a["recorded_by"], a["how"], a["count"], a["of"]) for a in message["acknowledgements"]]


def test_what_somebody_told_me_is_kept_with_both_names_and_stops_what_waits(cli: CommandLine, incident: str) -> None:
    ran = cli.done("message", "ack", incident, "M1", "--for", "Eva Roth", "--how", "by phone: joining in 5")
    assert "Acknowledged: Eva Roth (by phone: joining in 5; entered by Ana Lima)." in ran.err
    assert told(cli, incident) == [("eva", "ana", "by phone: joining in 5", None, None)]
    assert states(cli, incident) == {"agents": DeliveryState.PENDING, "Eva Roth": DeliveryState.CANCELLED}
    assert "read by Eva Roth (by phone: joining in 5; entered by Ana Lima)" in cli.done("message", "list", incident).out
    entries = " ".join(cli.done("timeline", incident).out.split())
    assert 'Ana Lima: Eva Roth acknowledged message M1: "by phone: joining in 5"' in entries
    report = cli.done("review", incident).out
    assert "Acknowledged by Eva Roth (by phone: joining in 5; entered by Ana Lima)." in report


def test_nobody_is_acknowledged_for_without_saying_how(cli: CommandLine, incident: str) -> None:
    assert cli("message", "ack", incident, "M1", "--for", "eva").code == 1
    assert told(cli, incident) == []


def test_one_who_says_it_for_themselves_may_add_words(cli: CommandLine, incident: str) -> None:
    cli.done("--as", "eva", "message", "ack", incident, "M1", "--how", "on my way")
    (said,) = told(cli, incident)
    assert (said[0], said[2]) == ("eva", "on my way")


def test_a_team_is_counted_until_all_have_read_it(cli: CommandLine, incident: str) -> None:
    ran = cli.done("message", "ack", incident, "M1", "--count", "12/14")
    assert "Acknowledged: Agents on shift 12/14 (entered by Ana Lima)." in ran.err
    assert states(cli, incident)["agents"] is DeliveryState.PENDING, "two of them have not"
    cli.done("message", "ack", incident, "M1", "--for", "agents", "--count", "14 of 14")
    assert told(cli, incident) == [("agents", "ana", None, 14, 14)]
    assert states(cli, incident)["agents"] is DeliveryState.CANCELLED
    assert cli("message", "ack", incident, "M1", "--count", "14/14").code == 1


@pytest.mark.parametrize("count", ["15/14", "many", "-1", "1/2/3"])
def test_what_is_no_count_is_said_so(cli: CommandLine, incident: str, count: str) -> None:
    ran = cli("message", "ack", incident, "M1", f"--count={count}")
    assert ran.code == 1
    assert f"{count} is no count of readers." in ran.err


def test_a_message_that_was_being_sent_crossed_the_acknowledgement(cli: CommandLine, incident: str) -> None:
    from datetime import timedelta

    cli.world.clock.forward(minutes=1)
    claimed = cli.world.log.claim("worker", cli.world.clock.now(), timedelta(minutes=1), 5)
    cli.done("message", "ack", incident, "M1", "--for", "eva", "--how", "by phone")
    entries = " ".join(cli.done("timeline", incident).out.split())
    assert len(claimed) == 2
    (theirs,) = (row for row in claimed if row.recipient == "Eva Roth")
    assert f"1 delivery was under way and may have crossed it: {theirs.id[:8]}" in entries


def test_whom_it_did_not_go_to_and_nobody_knows_is_not_acknowledged_for(cli: CommandLine, incident: str) -> None:
    ran = cli("message", "ack", incident, "M1", "--for", "nobody", "--how", "by phone")
    assert ran.code != 0
    assert "Eva Roth" in ran.err


def test_who_rang_back_and_was_entered_later_read_it_when_they_rang(cli: CommandLine, incident: str) -> None:
    cli.world.clock.forward(minutes=30)
    said = cli.done("message", "ack", incident, "M1", "--for", "eva", "--how", "he rang back", "--at", "02:52").err
    assert "Eva Roth" in said
    (message,) = cli("message", "list", incident, "--json").json["messages"]
    assert [(each["by"], each["at"]) for each in message["acknowledgements"]] == [("eva", "2026-11-21T02:52:00Z")]
    assert "at 2026-11-21 02:52" in " ".join(cli.done("timeline", incident).out.split())
    early = cli("message", "ack", incident, "M1", "--for", "bo", "--how", "by phone", "--at", "02:20")
    assert (early.code, "nobody can have read it at 02:20" in " ".join(early.err.split())) == (1, True)


def test_of_somebody_to_whom_nothing_of_it_went_it_asks_first(cli: CommandLine, incident: str) -> None:
    words = ("message", "ack", incident, "M1", "--for", "bo", "--how", "by phone")
    ran = cli(*words)
    said = " ".join(ran.err.split())
    assert ran.code == 2
    assert "Nothing of M1 went to Bo Chen. It went to: Agents on shift, Eva Roth." in said
    assert "Nothing was noted. Say --yes to note it all the same." in said
    assert told(cli, incident) == []
    cli.done(*words, "--yes")
    assert [each[0] for each in told(cli, incident)] == ["bo"]
