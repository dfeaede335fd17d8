"""A command sends what it released, says what came of it, and exits accordingly."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from incident.application.delivery.dispatch_report import DispatchReport
from incident.application.errors import StorageBusy
from incident.application.ports import AttemptClass, AttemptOutcome, DeliveryState, Person, Recipient, Unconfirmed
from incident.cli.acting import sending_words
from incident.cli.walk.messaging import message_lines
from incident.tui.views.deliveries import delivery_row, delivery_rows
from incident.tui.views.message_board import board_counts, count_rows
from incident.walk.flows.messages import goes_to
from incident.walk.moment import Walk
from incident.walk.reading import moment_of
from tests.cli.conftest import CommandLine

REFUSED = AttemptOutcome(result=AttemptClass.PERMANENT, detail="status: 404")
LATER = AttemptOutcome(result=AttemptClass.NOT_SENT, detail="connection-refused")


@pytest.fixture
def incident(cli: CommandLine) -> str:
    return cli.declared()


def test_a_message_leaves_with_the_command_that_released_it(cli: CommandLine, incident: str) -> None:
    ran = cli.done("step", incident, "agents", "done", "--yes")
    assert "Sent to agents by agents-chat: confirmed by the provider." in ran.err
    assert [delivery.recipient for delivery in cli.world.sender.sent] == ["agents"]


def test_a_step_is_done_although_its_message_failed_and_the_screen_says_so(cli: CommandLine, incident: str) -> None:
    cli.world.sender.answers["agents-chat"] = REFUSED
    ran = cli("step", incident, "agents", "done", "--yes")
    assert ran.code == 5
    assert "Not sent to agents by agents-chat: failed, the server refused (404)" in ran.err
    assert "Messages: 1 failed." in cli.done("show", incident).out


def test_of_what_may_have_arrived_nobody_says_that_it_did_not(cli: CommandLine, incident: str) -> None:
    cli.world.sender.answers["agents-chat"] = AttemptOutcome(result=AttemptClass.UNKNOWN)
    cli("step", incident, "agents", "done", "--yes")
    assert "Messages: 1 unknown." in cli.done("show", incident).out
    assert "消息：1 条结果不明" in cli.done("--lang", "zh-CN", "show", incident).out


def test_a_message_whose_target_is_gone_waits_and_the_screens_say_why(cli: CommandLine, incident: str) -> None:
    cli.world.sender.answers["agents-chat"] = LATER
    cli("step", incident, "agents", "done", "--yes")
    cli.world.directory.all_targets = []
    cli.world.clock.forward(minutes=1)
    cli.world.opened[-1].dispatcher.drain(timedelta(seconds=5))
    screen = cli.done("show", incident).out
    assert f"  Messages: 1 waits for a target that is not there.\n    incident message list {incident}" in screen
    listed = cli.done("message", "list", incident).out
    assert "waiting to be sent" in listed
    assert "no target of that name is configured" in listed


def test_what_another_incident_sends_gets_out(cli: CommandLine, incident: str) -> None:
    cli.world.sender.answers["agents-chat"] = replace(LATER, retry_after=timedelta(minutes=10))
    cli("step", incident, "agents", "done", "--yes")
    cli.world.clock.forward(minutes=2)
    assert "NO MESSAGE GETS OUT" in cli.done("show", incident).out
    assert _on_the_walk(cli, incident).gets_nothing_out
    cli.world.sender.answers.clear()
    cli.done("step", cli.declared(), "agents", "done", "--yes")
    shown = cli.done("show", incident).out
    assert "NO MESSAGE" not in shown
    assert "1 tried in vain so far" in shown
    assert not _on_the_walk(cli, incident).gets_nothing_out


def test_what_went_out_and_could_not_be_written_down_is_not_said_to_stay() -> None:
    fault = StorageBusy(place="incident.db")
    report = DispatchReport(settled=(), reaped=(), waiting=0, next_due_at=None, obstacle=fault, unwritten=1)
    gone, rest = sending_words(report)
    assert "1 message has gone out" in gone
    assert rest == "The outbox could not be reached: whatever else waits there stays until somebody sends it."


def test_a_message_command_exits_with_five_if_nobody_got_it(cli: CommandLine, incident: str) -> None:
    cli.world.sender.answers["agents-chat"] = REFUSED
    ran = cli("message", "send", incident, "agents", "agents-notice", "--yes")
    assert ran.code == 5
    assert ran.out.strip() == "M1"


def test_a_channel_is_listed_as_one_that_cannot_acknowledge_and_a_person_as_one_who_has_not_yet(
    cli: CommandLine, incident: str
) -> None:
    """Sent is neither read nor acknowledged."""
    cli.done("step", incident, "agents", "done", "--yes")
    assert "sent, confirmed by the provider, cannot acknowledge" in cli.done("message", "list", incident).out
    (row,) = cli.done("message", "list", incident, "--json").json["messages"][0]["deliveries"]
    assert row["acknowledged"] is None
    ana = Recipient(name="Ana Lima", target_id="agents-chat", address="", language="en", person="ana")
    cli.world.directory.audiences = {"agents": [ana]}
    cli.done("message", "send", incident, "agents", "agents-notice", "--yes")
    assert "sent, confirmed by the provider, not acknowledged" in cli.done("message", "list", incident).out
    cli.done("message", "ack", incident, "M2")
    assert "sent, confirmed by the provider, acknowledged" in cli.done("message", "list", incident).out
    rows = [each["deliveries"][0] for each in cli.done("message", "list", incident, "--json").json["messages"]]
    assert [row["acknowledged"] for row in rows] == [None, True]


def test_a_retry_sends_it_once_more(cli: CommandLine, incident: str) -> None:
    cli.world.sender.answers["agents-chat"] = REFUSED
    assert cli("step", incident, "agents", "done", "--yes").code == 5
    listed = cli.done("message", "list", incident, "--json").json
    delivery = listed["messages"][0]["deliveries"][0]["id"]
    assert cli("message", "retry", incident, delivery).code == 5
    del cli.world.sender.answers["agents-chat"]
    cli.done("message", "retry", incident, delivery)
    assert "sent, confirmed by the provider" in cli.done("message", "list", incident).out


def test_what_is_tried_later_is_left_to_a_worker_and_said(cli: CommandLine, incident: str) -> None:
    cli.world.sender.answers["agents-chat"] = LATER
    ran = cli.done("step", incident, "agents", "done", "--yes")
    assert "1 message still waits; the terminal program or 'incident worker' sends it." in ran.err
    del cli.world.sender.answers["agents-chat"]
    cli.world.clock.forward(minutes=1)
    assert "Sent to agents" in cli.done("worker", "--once").err


def test_an_audience_with_nobody_in_it_is_said_and_counts_as_undelivered(cli: CommandLine, incident: str) -> None:
    cli.world.directory.audiences = {}
    ran = cli("message", "send", incident, "agents", "agents-notice", "--yes")
    assert ran.code == 5
    assert "Nobody was told: 'Agents on shift'" in ran.err
    assert "nobody was told" in cli.done("message", "list", incident).out


def test_a_worker_says_by_its_exit_code_that_something_was_lost(cli: CommandLine, incident: str) -> None:
    cli.world.sender.answers["agents-chat"] = LATER
    cli.done("step", incident, "agents", "done", "--yes")
    cli.world.clock.forward(hours=2)
    ran = cli("worker", "--once")
    assert ran.code == 5
    assert "expired" in ran.err


def test_an_acknowledgement_is_taken_once(cli: CommandLine, incident: str) -> None:
    cli.done("step", incident, "agents", "done", "--yes")
    cli.done("message", "ack", incident, "m1")
    assert cli("message", "ack", incident, "M1").code == 1


def test_time_appends_through_the_worker(cli: CommandLine, incident: str) -> None:
    cli.world.clock.forward(minutes=40)
    cli.done("worker", "--once")
    assert "the time is up" in cli.done("timeline", incident).out


def test_a_copy_says_of_what_it_holds_that_it_holds_it_and_of_a_send_in_hand_that_nobody_knows(
    cli: CommandLine, incident: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli.world.sender.answers["agents-chat"] = LATER
    cli.done("step", incident, "agents", "done", "--yes")
    held = "A restored backup: nothing is sent before 'incident db confirm'."
    with monkeypatch.context() as restored:
        restored.setattr(cli.world.log, "unconfirmed", Unconfirmed)
        assert held in cli.done("show", incident).out
        listed = cli.done("message", "list", incident)
        assert held in listed.err
        assert "held: a backup" in listed.out
        assert "waiting to be sent" not in listed.out
    cli.world.clock.set(cli.world.clock.now() + timedelta(minutes=10))
    assert cli.world.log.claim("worker", cli.world.clock.now(), timedelta(minutes=1), 1)
    monkeypatch.setattr(cli.world.log, "unconfirmed", Unconfirmed)
    listed = cli.done("message", "list", incident)
    assert "perhaps sent" in listed.out
    assert "it was being sent when the backup was taken, so nobody knows whether it went out" in " ".join(
        listed.out.split()
    )


def test_closing_names_what_may_not_have_arrived(cli: CommandLine, incident: str) -> None:
    cli.world.sender.answers["agents-chat"] = REFUSED
    cli("step", incident, "agents", "done", "--yes")
    ran = cli("close", incident, "--yes")
    assert "Message M1 to agents: failed." in ran.err
    assert f"incident message list {incident}" in ran.err


def test_whom_nobody_told_stays_on_the_page_until_it_is_said_how_they_were_told(
    cli: CommandLine, incident: str
) -> None:
    cli.world.directory.audiences = {}
    cli("message", "send", incident, "agents", "agents-notice", "--yes")
    shown = cli.done("show", incident).out
    assert "Agents on shift: nobody was reached." in shown
    assert f"incident message told {incident} M1" in shown
    review = cli.done("review", incident).out
    assert "Released, but nobody was told: nobody could be reached." in review
    assert "told nobody: nobody could be reached." in review
    assert "deliveries of messages: -" not in review
    assert "M1 told nobody" in cli("close", incident, "--yes").err
    cli.done("message", "told", incident, "m1", "by phone, the shift lead")
    assert "nobody was reached" not in cli.done("show", incident).out
    assert "told otherwise" in cli.done("message", "list", incident).out
    assert "by phone, the shift lead" in cli.done("review", incident).out


def test_with_every_target_failing_the_words_are_still_at_hand(cli: CommandLine, incident: str) -> None:
    """Fault 40: the exit code says it, Home and the card too, and a person gets names and words to say."""
    cli.world.sender.answers = dict.fromkeys(("agents-chat", "mail", "status-page"), LATER)
    assert "1 message still waits" in cli.done("step", incident, "agents", "done", "--yes").err
    assert "NO MESSAGE" not in cli.done("show", incident).out
    cli.world.clock.forward(minutes=1)
    shown = cli.done("show", incident).out
    assert f"NO MESSAGE GETS OUT. Whom to phone, and what to say:\n    incident message call-sheet {incident}" in shown
    cli.world.clock.forward(hours=2)
    assert cli("worker", "--once").code == 5
    assert "Messages: 1 expired." in cli.done("show", incident).out
    sheet = cli.done("message", "call-sheet", incident).out
    assert "agents" in sheet
    assert "M1" in sheet


@pytest.fixture
def silent(cli: CommandLine) -> str:
    """The id of somebody who belongs to the agents, and whom no way leads to."""
    nan = Person(id="nan", name="Nan Ning", language="en", phone="8-1120")
    directory = cli.world.directory
    everybody = (*directory.everybody, nan)
    cli.world.directory = replace(directory, everybody=everybody, silent_people={"agents": [nan]})
    return nan.id


def test_whom_no_way_leads_to_stands_beside_those_who_were_told(cli: CommandLine, incident: str, silent: str) -> None:
    said = cli("step", incident, "agents", "done", "--yes").err
    assert "No way is set to reach Nan Ning, who belongs to it. Tell them by phone." in said
    assert (
        "M1       Nan Ning              -         NO WAY: tell them by hand"
        in cli.done("message", "list", incident).out
    )
    assert cli.done("message", "list", incident, "--json").json["messages"][0]["no_way"] == [silent]
    sheet = cli.done("message", "call-sheet", incident).out
    assert "[ ] Nan Ning: phone 8-1120\n    nothing was sent: no way is set   time ________" in sheet
    (errand,) = cli.done("message", "call-sheet", incident, "--json").json["messages"]
    assert [each["language"] for each in errand["wordings"]] == ["en"], "the only language that somebody there reads"
    walk = _on_the_walk(cli, incident)
    assert "No way is set to reach Nan Ning, who belongs to it. Tell them by phone." in goes_to(walk, "agents")
    assert board_counts(walk)[:3] == ["told 1", "read 0", "no way 1"]
    rows = [delivery_row(row, walk, 80).plain.rstrip() for row in delivery_rows(walk, 80)]
    assert rows[0].startswith("!M1   Nan Ning")
    assert "NO WAY" in rows[0]
    assert rows[1].strip() == "no way is set; phone 8-1120, T notes that they were told"
    assert rows[2].startswith(" M1")
    assert [row.person.id if row.person else "" for row in delivery_rows(walk, 80, "nan")] == [silent, silent]
    assert "M1: Nan Ning: NO WAY: tell them by hand" in list(message_lines(walk))


@pytest.mark.parametrize("words", [("told", "M1", "by phone"), ("ack", "M1", "--for", "nan", "--how", "by phone")])
def test_whom_no_way_leads_to_is_told_by_hand_once(
    cli: CommandLine, incident: str, silent: str, words: tuple[str, ...]
) -> None:
    cli("step", incident, "agents", "done", "--yes")
    act, message, *how = words
    cli.done("message", act, incident, message, *how)
    assert cli.done("message", "list", incident, "--json").json["messages"][0]["no_way"] == [], silent
    assert "Nan Ning" not in cli.done("message", "call-sheet", incident).out


def test_whoever_was_told_by_hand_stands_with_a_name_in_a_row_of_theirs(
    cli: CommandLine, incident: str, silent: str
) -> None:
    cli("step", incident, "agents", "done", "--yes")
    cli.done("message", "told", incident, "M1", "by phone")
    cli.done("message", "told", incident, "M1", "again", "--whom", "bo", "--yes")
    listed = cli.done("message", "list", incident).out
    assert "Nan Ning told by Ana Lima at" in listed, silent
    assert "Bo Chen told by Ana Lima at" in listed
    assert "M1       Nan Ning              -         told by hand 02:40, Ana Lima" in listed
    walk = _on_the_walk(cli, incident)
    row = next(row for row in delivery_rows(walk, 80) if row.person is not None)
    assert row.told is not None
    shown = " ".join(delivery_row(row, walk, 80).plain.split())
    assert shown.startswith("M1 Nan Ning")
    assert shown.endswith("told by hand 02:40 by ana")


def test_whoever_was_told_on_two_ways_counts_as_one(cli: CommandLine, incident: str) -> None:
    cli.done("step", incident, "agents", "done", "--yes")
    walk = _on_the_walk(cli, incident)
    (row,) = walk.deliveries
    again = replace(walk, deliveries=(row, row.changed(id="d2", target_id="mail")))
    assert board_counts(again)[:2] == ["told 1", "read 0"]


def test_what_is_in_doubt_is_counted_as_unknown_and_not_as_failed(cli: CommandLine, incident: str) -> None:
    cli.done("step", incident, "agents", "done", "--yes")
    walk = _on_the_walk(cli, incident)
    (row,) = walk.deliveries
    doubtful = row.changed(id="d2", state=DeliveryState.UNKNOWN)
    counts = board_counts(replace(walk, deliveries=(doubtful, row.changed(state=DeliveryState.FAILED))))
    assert {"FAILED 1", "UNKNOWN 1"} <= set(counts)
    counts = board_counts(replace(walk, deliveries=(doubtful,)))
    assert not [each for each in counts if each.startswith("FAILED")]


@pytest.mark.parametrize("width", [30, 60, 80, 120])
def test_the_counts_stand_whole_in_every_width(cli: CommandLine, incident: str, width: int) -> None:
    cli.done("step", incident, "agents", "done", "--yes")
    walk = _on_the_walk(cli, incident)
    rows = [row.plain for row in count_rows(walk, width)]
    assert max(map(len, rows)) <= width
    assert all(any(count in row for row in rows) for count in board_counts(walk))


def test_somebody_who_read_it_is_not_told_again_by_what_still_waits(cli: CommandLine, incident: str) -> None:
    """Fault 38: what waits for them is called back, and that stands in the list."""
    ana = Recipient(name="Ana Lima", target_id="agents-chat", address="", language="en", person="ana")
    cli.world.directory.audiences = {"agents": [ana]}
    cli.world.sender.answers["agents-chat"] = LATER
    cli.done("message", "send", incident, "agents", "agents-notice", "--yes")
    before = len(cli.world.sender.sent)
    cli.done("message", "ack", incident, "M1")
    cli.world.clock.forward(minutes=10)
    cli.done("worker", "--once")
    assert len(cli.world.sender.sent) == before
    assert "cancelled" in cli.done("message", "list", incident).out


def _on_the_walk(cli: CommandLine, incident: str) -> Walk:
    services = cli.world.opened[-1]
    return moment_of(services, services.service.look(incident))
