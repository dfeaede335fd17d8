"""Who is not told on purpose: decided with a reason, kept with the name, and no fault."""

from __future__ import annotations

from dataclasses import replace

import pytest

from incident.application.ports import Person, Recipient
from tests.cli.conftest import CommandLine

EVA = Recipient(name="Eva Roth", target_id="mail", address="eva@example.org", language="en", person="eva")
DESK = Recipient(name="agents", target_id="agents-chat", address="", language="en")
SEND = ("message", "send", "INC-0001", "agents", "agents-notice", "--yes")


@pytest.fixture
def incident(cli: CommandLine) -> str:
    cli.world.directory.audiences = {**cli.world.directory.audiences, "agents": (DESK, EVA)}
    return cli.declared()


def test_one_recipient_is_kept_from_what_is_sent_and_the_rest_is_told(cli: CommandLine, incident: str) -> None:
    cli.done("message", "leave-out", incident, "agents", "eva", "--because", "she is asleep")
    shown = cli("message", "send", incident, "agents", "agents-notice").err
    assert "Not told, on purpose: Eva Roth of Agents on shift: she is asleep (Ana Lima, 02:40)" in shown
    cli.done(*SEND)
    assert [row.recipient for row in cli.world.sender.sent] == ["agents"]
    cli.done("message", "let-in", incident, "agents", "Eva Roth", "--because", "she is up")
    cli.done(*SEND)
    assert [row.recipient for row in cli.world.sender.sent] == ["agents", "agents", "Eva Roth"]


def test_a_whole_audience_is_told_nothing_until_somebody_lets_it_in(cli: CommandLine, incident: str) -> None:
    cli.done("message", "leave-out", incident, "agents", "--because", "they wait for the note of 08:00")
    refused = cli(*SEND)
    assert refused.code == 1
    assert "is left out on purpose: Ana Lima decided that at 02:40 (they wait for the note of 08:00)" in refused.err
    assert cli("step", incident, "agents", "done", "--yes").code == 1
    assert cli("message", "leave-out", incident, "agents", "--because", "again").code == 1
    cli.done("message", "let-in", incident, "agents", "--because", "it is eight")
    assert cli("message", "let-in", incident, "agents", "--because", "again").code == 1
    cli.done(*SEND)


def test_it_stands_in_the_list_the_briefing_the_timeline_and_the_report(cli: CommandLine, incident: str) -> None:
    cli.done("message", "leave-out", incident, "customers", "--because", "nothing is sure yet")
    cli.done("message", "leave-out", incident, "agents", "eva", "--because", "she is asleep")
    decided = "Customers: nothing is sure yet (Ana Lima, 02:40)"
    listed = cli.done("message", "list", incident).out
    assert "NOT TOLD, ON PURPOSE" in listed
    assert decided in listed
    assert f"not told, on purpose: {decided}" in cli.done("handover", incident).out
    review = cli.done("review", incident).out
    assert "Not told, on purpose" in review
    assert "| Eva Roth of Agents on shift | Ana Lima |" in review
    assert "'Customers' is not told, on purpose" in cli.done("timeline", incident).out
    kept = cli.done("message", "list", incident, "--json").json["not_told"]
    assert [(each["audience"], each["who"], each["by"], each["because"]) for each in kept] == [
        ("customers", "", "ana", "nothing is sure yet"),
        ("agents", "eva", "ana", "she is asleep"),
    ]


def test_a_step_that_would_have_told_them_and_was_ruled_out_counts_until_they_are_told(
    cli: CommandLine, incident: str
) -> None:
    cli.done("step", incident, "agents", "not-applicable", "--reason", "they are at lunch")
    assert "Agents on shift: they are at lunch (Ana Lima, 02:40)" in cli.done("message", "list", incident).out
    cli.done(*SEND)
    assert "they are at lunch" not in cli.done("message", "list", incident).out


def test_it_is_no_fault_and_nothing_that_needs_anybody(cli: CommandLine, incident: str) -> None:
    cli.world.directory.audiences = {**cli.world.directory.audiences, "agents": (EVA,)}
    cli.done("message", "leave-out", incident, "agents", "eva", "--because", "she is asleep")
    cli.done(*SEND)
    assert "nobody was reached" not in cli.done("show", incident).out
    assert "told nobody" not in cli("close", incident, "--yes").err


def test_what_waits_for_them_is_called_back(cli: CommandLine, incident: str) -> None:
    from incident.application.ports import AttemptClass, AttemptOutcome

    cli.world.sender.answers["mail"] = AttemptOutcome(result=AttemptClass.NOT_SENT, detail="connection-refused")
    cli.done(*SEND)
    cli.done("message", "leave-out", incident, "agents", "eva", "--because", "she is asleep")
    states = {row.recipient: row.state.value for row in cli.world.log.deliveries(incident)}
    assert states == {"agents": "sent", "Eva Roth": "cancelled"}
    assert cli.world.log.verify() == []


def test_whom_nobody_knows_is_not_left_out(cli: CommandLine, incident: str) -> None:
    ran = cli("message", "leave-out", incident, "agents", "nobody", "--because", "x")
    assert ran.code != 0
    assert "eva  Eva Roth" in ran.err


def test_of_two_people_of_one_name_it_is_asked_which_is_meant(cli: CommandLine, incident: str) -> None:
    namesake = EVA.changed(address="eva2@example.org", person="eva2")
    cli.world.directory.audiences = {**cli.world.directory.audiences, "agents": (DESK, EVA, namesake)}
    ran = cli("message", "leave-out", incident, "agents", "Eva Roth", "--because", "she is asleep")
    assert ran.code != 0
    assert "eva  Eva Roth" in ran.err
    assert "eva2  Eva Roth" in ran.err
    cli.done("message", "leave-out", incident, "agents", "eva2", "--because", "she is asleep")
    cli.done(*SEND)
    assert [row.address for row in cli.world.sender.sent] == ["", "eva@example.org"]


def test_who_is_reached_at_the_same_place_is_not_told_either_and_is_named(cli: CommandLine, incident: str) -> None:
    both = EVA.changed(others=("bo",))
    cli.world.directory.audiences = {**cli.world.directory.audiences, "agents": (DESK, both)}
    ran = cli.done("message", "leave-out", incident, "agents", "bo", "--because", "a suspect")
    assert "Reached at the same place, so not told either: Eva Roth. Tell them another way." in " ".join(
        ran.err.split()
    )
    cli.done(*SEND)
    assert [row.recipient for row in cli.world.sender.sent] == ["agents"]


def test_who_has_another_way_than_the_shared_place_is_said_to_go_by_it(cli: CommandLine, incident: str) -> None:
    both = EVA.changed(target_id="desk-chat", address="room", others=("bo",))
    cli.world.directory.audiences = {**cli.world.directory.audiences, "agents": (DESK, both)}
    ran = cli.done("message", "leave-out", incident, "agents", "bo", "--because", "a suspect")
    assert "Reached at the same place, so told another way: Eva Roth (mail)." in " ".join(ran.err.split())
    cli.done(*SEND)
    assert [(row.recipient, row.target_id) for row in cli.world.sender.sent] == [
        ("agents", "agents-chat"),
        ("Eva Roth", "mail"),
    ]


def test_it_is_asked_before_somebody_is_kept_from_what_was_never_for_them(cli: CommandLine, incident: str) -> None:
    order = ("message", "leave-out", incident, "agents", "bo", "--because", "x")
    ran = cli(*order)
    said = " ".join(ran.err.split())
    assert ran.code == 2
    assert "Bo Chen does not belong to 'Agents on shift' now, and is told nothing with it." in said
    assert "Told are: Agents on shift, Eva Roth." in said
    assert "Nothing was decided. Say --yes" in said
    assert cli.done("message", "list", incident, "--json").json["not_told"] == []
    cli.done(*order, "--yes")
    assert [each["who"] for each in cli.done("message", "list", incident, "--json").json["not_told"]] == ["bo"]


def test_whom_no_way_leads_to_belongs_to_the_audience_all_the_same(cli: CommandLine, incident: str) -> None:
    nan = Person(id="nan", name="Nan Ning", language="en")
    directory = cli.world.directory
    cli.world.directory = replace(directory, everybody=(*directory.everybody, nan), silent_people={"agents": [nan]})
    cli.done("message", "leave-out", incident, "agents", "nan", "--because", "on leave")
