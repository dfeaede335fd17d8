"""The test page: agreed to, sent on every way, and told as it went; the doctor knows how old the last one is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from incident.application.delivery.reasons import Reason, detail
from incident.application.ports import AttemptClass, AttemptOutcome
from incident.application.readiness import read_lately
from incident.domain import commands as c
from incident.domain.exercises.mark import is_marked
from tests.cli.conftest import CommandLine
from tests.fakes import a_team

REFUSED = AttemptOutcome(result=AttemptClass.PERMANENT, status=404, detail=detail(Reason.STATUS, "404"))


@pytest.fixture
def team(cli: CommandLine) -> CommandLine:
    """Bo by mail and by a chat of his own, Eva by mail; nobody else can be reached."""
    ways = {"bo": (("mail", "bo@example.org"), ("agents-chat", "bo")), "eva": (("mail", "eva@example.org"),)}
    team = a_team()
    people = [person.changed(reach=ways.get(person.id, ())) for person in team.everybody]
    cli.world.directory = replace(team, everybody=people)
    return cli


PAGE = ("doctor", "--send-test-page", "--wait", "0s")


def test_nothing_is_sent_that_nobody_agreed_to(team: CommandLine) -> None:
    ran = team(*PAGE)
    assert (ran.code, "4 real messages to 2 people" in ran.err, team.world.sender.sent) == (2, True, [])
    assert team.world.log.summaries(open_only=False) == []


def test_it_goes_to_everybody_on_every_way_and_says_that_it_is_a_test_in_both_languages(team: CommandLine) -> None:
    team(*PAGE, "--yes")
    sent = team.world.sender.sent
    assert sorted((each.recipient, each.target_id) for each in sent) == [
        ("Bo Chen", "agents-chat"), ("Bo Chen", "mail"), ("Eva Roth", "mail"),
        ("agents", "agents-chat"),
    ]  # fmt: skip
    assert all("TEST" in each.title and "测试" in each.title for each in sent)
    assert all("TEST" in each.body and "测试" in each.body for each in sent)
    assert all("incident message ack INC-0001 M1" in each.body for each in sent)


def test_customers_are_spared(team: CommandLine) -> None:
    assert "Channels of customers and of others outside are left out" in " ".join(team(*PAGE, "--yes").err.split())
    assert not [each for each in team.world.sender.sent if each.target_id == "status-page"]


def test_it_says_who_was_reached_on_which_way_who_was_not_and_why(team: CommandLine) -> None:
    team.world.sender.answers["mail"] = REFUSED
    ran = team(*PAGE, "--yes")
    said = " ".join(ran.out.split())
    assert ran.code == 5
    assert "Bo Chen mail failed, the server refused" in said
    assert "Bo Chen agents-chat sent, confirmed by the provider" in said
    assert "Reached: 1 of 5 people. Acknowledged: 0." in said
    assert "Not reached on any way: Eva Roth." in said
    assert "Without any way in people.yaml: Ana Lima, 陈静, Dee Novak." in said


@pytest.mark.parametrize(
    ("language", "words", "unreached"),
    [
        ("en", "Not arrived yet, still being sent or tried again: Bo Chen, Eva Roth.", "Not reached on any way"),
        ("zh-CN", "尚未送达，仍在发送或重试：Bo Chen、Eva Roth。", "任何方式都未送达"),
    ],
)
def test_who_may_still_be_reached_is_not_called_unreached(
    team: CommandLine, language: str, words: str, unreached: str
) -> None:
    busy = AttemptOutcome(result=AttemptClass.NOT_SENT, detail=detail(Reason.PROVIDER_BUSY))
    team.world.sender.answers |= {"mail": busy, "agents-chat": REFUSED}
    ran = team("--lang", language, *PAGE, "--yes")
    assert (ran.code, words in ran.out, unreached in ran.out) == (5, True, False)


def test_programs_are_told_who_may_still_be_reached(team: CommandLine) -> None:
    team.world.sender.answers["mail"] = AttemptOutcome(result=AttemptClass.NOT_SENT, detail=detail(Reason.DNS))
    ran = team(*PAGE, "--yes", "--json")
    page = ran.json["test_page"]
    assert (ran.code, page["underway"], page["unreached"], ran.json["works"]) == (5, ["eva"], [], False)


def test_who_said_that_it_arrived_is_shown_and_counts_as_reached(team: CommandLine) -> None:
    team.world.sender.answers["mail"] = REFUSED
    incident = team(*PAGE, "--yes", "--json").json["test_page"]["id"]
    services = team.world.opened[-1]
    acknowledged = c.AcknowledgeMessage(by="ana", message="M1", reader="eva", text="by phone")
    services.service.execute(incident, acknowledged, services.actor)
    from incident.application.messages.trial import read_trial

    trial = read_trial(services, incident)
    assert (sorted(trial.acknowledged), trial.unreached, trial.is_over) == (["eva"], [], True)


def test_its_shape_for_programs(team: CommandLine) -> None:
    team.world.sender.answers["agents-chat"] = REFUSED
    shape = team(*PAGE, "--yes", "--json").json["test_page"]
    assert (shape["without_a_way"], shape["unreached"]) == (["ana", "chen", "dee"], [])
    (chat,) = (way for way in shape["ways"] if way["recipient"] == "agents")
    assert (chat["person"], chat["state"], chat["acknowledged"]) == (None, "failed", False)


def test_it_leaves_no_open_incident_and_the_record_verifies(team: CommandLine) -> None:
    incident = team(*PAGE, "--yes", "--json").json["test_page"]["id"]
    assert team.done("list", "--json").json["incidents"] == []
    assert "Bo Chen" in team.done("message", "list", incident).out
    assert "Test page" in team.done("timeline", incident).out


def test_without_anybody_to_reach_there_is_nothing_to_send(team: CommandLine) -> None:
    team.world.directory = replace(a_team(), everybody=(), audiences={})
    ran = team(*PAGE, "--yes")
    assert (ran.code, "No way leads to anybody" in ran.err) == (1, True)


def test_the_doctor_asks_for_one_that_is_not_old(team: CommandLine) -> None:
    assert "No test page ever went to everybody." in " ".join(team("doctor", "--detail").out.split())
    team(*PAGE, "--yes")
    assert "test page" not in team("doctor", "--detail").out
    team.world.clock.forward(days=31)
    assert "The last test page to everybody was on 2026-11-21" in " ".join(team("doctor", "--detail").out.split())


def test_the_doctor_names_a_channel_that_refuses_for_good_and_no_mail_server_that_refuses_one(
    team: CommandLine,
) -> None:
    team.world.sender.answers |= {"agents-chat": REFUSED, "mail": REFUSED}
    team(*PAGE, "--yes")
    said = " ".join(team("doctor", "--detail").out.split())
    assert "Target 'agents-chat' refused its last message for good: the server refused (404)." in said
    assert "Target 'mail' refused" not in said


def test_it_counts_as_no_incident_and_no_use_of_a_runbook(team: CommandLine) -> None:
    team(*PAGE, "--yes")
    found = read_lately(team.world.log, team.world.clock.now())
    assert (found.ended, found.used, found.tested_at) == ([], [], team.world.clock.now())
    assert team.world.log.summaries() == []


def test_the_targets_for_exercises_are_tested_by_an_exercise_and_no_other_is_reached(team: CommandLine) -> None:
    ways = {"bo": (("mail", "bo@example.org"), ("sandbox", "bo"))}
    people = [person.changed(reach=ways.get(person.id, ())) for person in a_team().everybody]
    team.world.directory = replace(a_team(), everybody=people)
    ran = team(*PAGE, "--exercise", "--yes")
    sent = team.world.sender.sent
    assert [(each.recipient, each.target_id) for each in sent if each.address] == [("Bo Chen", "sandbox")]
    assert all(each.target_id == "sandbox" and is_marked(each.body) for each in sent)
    assert "Without a way for exercises in people.yaml" in ran.out
    assert ran.code == 5
    assert read_lately(team.world.log, team.world.clock.now()).tested_at is None


def test_without_targets_for_exercises_nothing_is_sent(team: CommandLine) -> None:
    people = [person.changed(reach=()) for person in a_team().everybody]
    team.world.directory = replace(a_team(), everybody=people, exercise_audiences={})
    assert team("doctor", "--exercise").code == 2
    ran = team(*PAGE, "--exercise", "--yes")
    assert (ran.code, team.world.sender.sent) == (1, [])
    assert "'exercise: true'" in ran.err


@pytest.mark.parametrize(
    ("target", "code", "is_broken"),
    [
        ("mail", "isv.SMS_SIGNATURE_ILLEGAL", True),
        ("mail", "AuthFailure.SignatureFailure", True),
        ("mail", "isv.MOBILE_NUMBER_ILLEGAL", False),
        ("mail", "SignatureDoesNotMatch", True),
        ("mail", "FailedOperation.SignatureIncorrectOrUnapproved", True),
        ("agents-chat", "21610", False),
        ("agents-chat", "21606", True),
    ],
)
def test_a_refusal_of_everybody_is_the_targets_and_one_of_a_number_is_not(
    team: CommandLine, target: str, code: str, *, is_broken: bool
) -> None:
    said = detail(Reason.PROVIDER_REFUSED, f"{code} no")
    team.world.sender.answers[target] = AttemptOutcome(result=AttemptClass.PERMANENT, status=200, detail=said)
    team(*PAGE, "--yes")
    words = " ".join(team("doctor", "--detail").out.split())
    assert (f"Target '{target}' refused its last message for good" in words) is is_broken


def test_the_doctor_names_whom_the_last_test_page_reached_on_no_way_until_something_does(team: CommandLine) -> None:
    team.world.sender.answers["mail"] = REFUSED
    team(*PAGE, "--yes")
    said = team("doctor")
    assert said.code == 1
    assert "!! The last test page reached Eva Roth on no way, and nothing has since" in " ".join(said.out.split())
    assert "page reached Bo Chen" not in " ".join(team("doctor", "--detail").out.split())
    del team.world.sender.answers["mail"]
    team.world.clock.forward(minutes=1)
    team(*PAGE, "--yes")
    assert "reached Eva Roth" not in " ".join(team("doctor", "--detail").out.split())


def test_whom_only_an_exercise_reached_since_the_test_page_reached_on_no_way(team: CommandLine) -> None:
    ways = {"eva": (("mail", "eva@example.org"), ("sandbox", "eva"))}
    people = [person.changed(reach=ways.get(person.id, ())) for person in a_team().everybody]
    team.world.directory = replace(a_team(), everybody=people)
    team.world.sender.answers["mail"] = REFUSED
    team(*PAGE, "--yes")
    team.world.clock.forward(minutes=1)
    team(*PAGE, "--exercise", "--yes")
    assert "eva" in [each.address for each in team.world.sender.sent]
    said = " ".join(team("doctor").out.split())
    assert "!! The last test page reached Eva Roth on no way, and nothing has since" in said


def test_the_doctor_names_a_target_that_refused_everybody_and_calls_it_never_unused(team: CommandLine) -> None:
    assert "'mail' was never used" in " ".join(team("doctor", "--detail").out.split())
    team.world.sender.answers["mail"] = REFUSED
    team(*PAGE, "--yes")
    said = " ".join(team("doctor", "--detail").out.split())
    assert "!! Nothing got through target 'mail' of late (2 tried): the server refused (404)." in said
    assert "'mail' was never used" not in said
    del team.world.sender.answers["mail"]
    team.world.clock.forward(minutes=1)
    team(*PAGE, "--yes")
    assert "got through target" not in " ".join(team("doctor", "--detail").out.split())


def test_the_doctor_names_nobody_to_whom_a_test_page_is_still_on_its_way(team: CommandLine) -> None:
    busy = AttemptOutcome(result=AttemptClass.NOT_SENT, detail=detail(Reason.PROVIDER_BUSY))
    team.world.sender.answers |= {"mail": busy, "agents-chat": REFUSED}
    team(*PAGE, "--yes")
    assert "The last test page reached" not in " ".join(team("doctor", "--detail").out.split())
