"""Texts that leave by night without their approver: by the policy alone, labelled, and read in the morning."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from incident.domain.messages.preapproval import NightText, Preapproval
from tests.bundles import RUNBOOK_ID, a_bundle
from tests.cli.conftest import CommandLine
from tests.fakes import START

ENDS = START + timedelta(hours=4)


@pytest.fixture
def incident(cli: CommandLine) -> str:
    """An incident of tier 2 at 02:40, whose commander sleeps; Bo is at the terminal, and Eva approved the text."""
    night = {(RUNBOOK_ID, "first"): Preapproval(by="eva", until=ENDS)}
    cli.world.directory = replace(cli.world.directory, night=night)
    return cli.declared()


def by_bo(cli: CommandLine, *words: str) -> tuple[int, str, str]:
    ran = cli("--as", "bo", *words)
    return ran.code, ran.out, ran.err


def test_without_the_policy_being_named_it_waits_for_its_approver(cli: CommandLine, incident: str) -> None:
    by_bo(cli, "step", incident, "customers", "done", "--yes")
    assert cli.world.sender.sent == []


def test_it_leaves_by_the_policy_and_says_so_everywhere(cli: CommandLine, incident: str) -> None:
    code, _out, err = by_bo(cli, "step", incident, "customers", "done", "--night", "--yes")
    assert code == 0, err
    assert len(cli.world.sender.sent) == 1
    listed = " ".join(cli.done("message", "list", incident).out.split())
    assert "NIGHT POLICY: left without its approver; Eva Roth had approved the text beforehand" in listed
    told = " ".join(cli.done("timeline", incident).out.split())
    assert "the night policy lets message M1 leave: Eva Roth had approved its text beforehand" in told
    assert "released message M1, approved by Eva Roth" in told
    assert "by phone" not in told


def test_the_text_is_shown_and_agreed_to_before_it_leaves(cli: CommandLine, incident: str) -> None:
    code, _out, err = by_bo(cli, "step", incident, "customers", "done", "--night")
    assert code == 2
    assert "Nothing was sent. Read the text above" in err
    assert cli.world.sender.sent == []


def test_a_draft_that_waits_leaves_by_the_policy_as_it_was_written(cli: CommandLine, incident: str) -> None:
    by_bo(cli, "step", incident, "customers", "done", "--yes")
    by_bo(cli, "step", incident, "customers", "done", "--night", "--yes")
    (message,) = cli.done("message", "list", incident, "--json").json["messages"]
    assert (message["id"], message["author"], message["approved_by"]) == ("M1", "bo", "eva")


def test_the_approver_has_it_to_read_from_the_morning_on_until_they_did(cli: CommandLine, incident: str) -> None:
    by_bo(cli, "step", incident, "customers", "done", "--night", "--yes")
    words = f"M1 left under the night policy, for Ana Lima to read: incident message ack {incident} M1"
    assert words not in " ".join(cli.done("show", incident).out.split())
    cli.world.clock.set(ENDS)
    assert words in " ".join(cli.done("show", incident).out.split())
    by_bo(cli, "message", "ack", incident, "M1")
    assert words in " ".join(cli.done("show", incident).out.split())
    cli.done("message", "ack", incident, "M1")
    assert words not in " ".join(cli.done("show", incident).out.split())


@pytest.mark.parametrize("template", ["agents-notice", "first"])
def test_by_day_and_for_another_text_the_policy_lets_nothing_go(cli: CommandLine, incident: str, template: str) -> None:
    if template == "first":
        cli.world.clock.set(ENDS)
    code, _out, err = by_bo(cli, "message", "send", incident, "customers", template, "--night", "--yes")
    assert code == 1
    assert "The night policy of incident.yaml does not name this text" in err
    assert cli.world.sender.sent == []


def test_an_update_leaves_by_the_policy_too(cli: CommandLine, incident: str) -> None:
    code, _out, err = by_bo(cli, "message", "send", incident, "customers", "first", "--night", "--yes")
    assert code == 0, err
    assert len(cli.world.sender.sent) == 1


def test_at_tier_one_nobody_approves_words_of_their_own_beforehand_either(cli: CommandLine, incident: str) -> None:
    cli.done("tier", incident, "raise", "1", "--because", "more than a tenth")
    sent = cli("--as", "eva", "message", "send", incident, "customers", "first", "--night", "--yes")
    assert sent.code == 1
    assert cli.world.sender.sent == []


def test_at_tier_one_the_approver_alone_sends_what_somebody_else_approved_beforehand(
    cli: CommandLine, incident: str
) -> None:
    cli.done("tier", incident, "raise", "1", "--because", "more than a tenth")
    assert cli("step", incident, "customers", "done", "--yes").code == 1
    sent = cli("step", incident, "customers", "done", "--night", "--yes")
    assert sent.code == 0, sent.err
    assert len(cli.world.sender.sent) == 1


def test_a_text_of_which_another_revision_was_approved_is_refused_with_both_revisions(
    cli: CommandLine, incident: str
) -> None:
    other = NightText(runbook=RUNBOOK_ID, revision=7, template="first", by="eva")
    cli.world.directory = replace(cli.world.directory, approved_texts=(other,))
    here = a_bundle().runbook.revision
    words = f"revision 7 of its text was approved, and this incident goes by revision {here}."
    for order in (("step", incident, "customers", "done"), ("message", "send", incident, "customers", "first")):
        code, _out, err = by_bo(cli, *order, "--night", "--yes")
        assert code == 1
        assert words in " ".join(err.split())
    cli.world.clock.set(ENDS)
    assert "revision 7" not in by_bo(cli, "step", incident, "customers", "done", "--night", "--yes")[2]
    assert cli.world.sender.sent == []


def test_the_doctor_names_a_text_whose_approval_a_new_revision_took_away(cli: CommandLine) -> None:
    standing = NightText(runbook=RUNBOOK_ID, revision=a_bundle().runbook.revision, template="first", by="eva")
    stale = (standing.changed(revision=7), standing.changed(template="second"), standing.changed(runbook="outage.gone"))
    cli.world.directory = replace(cli.world.directory, approved_texts=(standing, *stale))
    said = " ".join(cli("doctor", "--detail").out.split())
    assert said.count("By night the text") == 3
    reason = f"revision 7 was approved, and the runbook is at {standing.revision}."
    assert f"'first' of '{RUNBOOK_ID}' waits for its approver: {reason}" in said
    assert f"'second' of '{RUNBOOK_ID}' waits for its approver: the runbook has no such text." in said
    assert "'first' of 'outage.gone' waits for its approver: there is no such runbook." in said


def test_the_page_names_the_way_that_the_night_policy_opens(cli: CommandLine, incident: str) -> None:
    for step in ("notice", "agents"):
        cli.done("step", incident, step, "done", "--yes")
    command = f"incident step {incident} customers done --night --yes"
    _code, shown, _err = by_bo(cli, "show", incident)
    assert command in shown
    assert "night policy: Eva Roth approved it before; send" in shown
    assert command not in cli.done("show", incident).out, "Ana approves it herself"
    cli.done("tier", incident, "raise", "1", "--because", "it grows")
    assert command in cli.done("show", incident).out, "nobody approves words of their own at tier 1"
