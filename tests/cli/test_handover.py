"""A shift goes home: offered by one login, read back and accepted by another, and command taken by the phrase."""

from __future__ import annotations

import io
import re
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from incident.walk.drafts import Draft, Drafts
from tests.bundles import RUNBOOK_ID
from tests.cli.conftest import CommandLine

OFFER = ("offer", "bo", "--worry", "the vendor is silent", "--half-decided", "tier 1 at four")
READ_BACK = ("read-back", "--next", "call Tran", "--hurts", "the morning peak", "--due", "06:16, customers")
SECTIONS = (
    *("1 SITUATION", "2 OBJECTIVES", "3 DONE, NOT DONE", "4 RUNNING NOW", "5 PEOPLE AND RESOURCES"),
    *("6 TOLD, NOT TOLD", "7 STILL TRUE", "8 WHAT WORRIES MOST", "9 HAND-OVER"),
)


@pytest.fixture
def incident(cli: CommandLine) -> str:
    """Ana leads and is liaison; one step is done, one put off; a question and a decision are noted."""
    incident = cli.declared("--fact", "affected_share=12%")
    cli.done("role", incident, "customer-liaison", "ana")
    cli.done("step", incident, "notice", "done", "--value", "10")
    cli.done("step", incident, "agents", "defer", "--until", "2h", "--reason", "asleep")
    cli.done("note", incident, "Is the chat down too?", "--kind", "Q")
    cli.done("note", incident, "We roll back at four", "--kind", "D")
    return incident


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Somebody at the terminal; what they type is set in a test."""
    return monkeypatch


def roles(cli: CommandLine, incident: str) -> dict[str, str]:
    shown = cli.done("show", incident, "--json").json["roles"]
    return {each["role"]: each["person"] for each in shown if each["person"]}


def left(cli: CommandLine, incident: str) -> list[str]:
    (offer,) = cli.done("handover", incident, "--json").json["handovers"]
    return [each["item"] for each in offer["left"]]


def test_a_shift_goes_over_from_one_login_to_another(cli: CommandLine, incident: str) -> None:
    offered = cli.done("handover", incident, *OFFER)
    assert "8 things offered to Bo Chen. Nothing has moved yet." in offered.err
    assert roles(cli, incident) == {"commander": "ana", "customer-liaison": "ana"}
    assert "Ana Lima hands over to you (H1): read it and say it back" in cli.done("--as", "bo", "show", incident).out
    assert "hands over" not in cli.done("show", incident).out
    cli.done("--as", "bo", "handover", incident, *READ_BACK)
    accepted = cli.done("--as", "bo", "handover", incident, "accept")
    assert "role:commander" in accepted.err
    assert roles(cli, incident) == {"commander": "ana", "customer-liaison": "bo"}
    taken = cli.done("--as", "bo", "handover", incident, "take", "--yes", "--from", "ana")
    assert "You have command" in taken.err
    assert roles(cli, incident) == {"commander": "bo", "customer-liaison": "bo"}
    assert cli.done("handover", incident, "--json").json["handovers"] == []
    carried = cli.done("--as", "bo", "handover", incident, "--json").json["carried"]
    assert "step:agents" in {each["item"] for each in carried}
    assert "COMMAND: Bo Chen has command now, no longer Ana Lima" in " ".join(
        cli.done("timeline", incident).out.split()
    )


def test_things_are_accepted_one_by_one_by_key_or_by_name(cli: CommandLine, incident: str) -> None:
    cli.done("handover", incident, *OFFER)
    cli.done("--as", "bo", "handover", incident, *READ_BACK)
    cli.done("--as", "bo", "handover", incident, "accept", "agents", "clock:update")
    assert not {"step:agents", "clock:update"} & set(left(cli, incident))
    assert "role:customer-liaison" in left(cli, incident)
    ran = cli("--as", "bo", "handover", incident, "accept", "agents")
    assert ran.code == 1
    assert "What is left" in ran.err


def test_nothing_is_accepted_unheard(cli: CommandLine, incident: str) -> None:
    cli.done("handover", incident, *OFFER)
    for words in (("accept",), ("take", "--yes", "--from", "ana")):
        ran = cli("--as", "bo", "handover", incident, *words)
        assert (ran.code, "was not read back yet" in ran.err) == (1, True)


def test_the_briefing_keeps_who_put_a_step_off_and_names_who_has_it_now(cli: CommandLine, incident: str) -> None:
    cli.done("handover", incident, *OFFER)
    cli.done("--as", "bo", "handover", incident, *READ_BACK)
    cli.done("--as", "bo", "handover", incident, "accept")
    said = " ".join(cli.done("handover", incident).out.split())
    assert 'Ana Lima: "asleep"; taken over by Bo Chen; until' in said
    chinese = "".join(cli.done("--lang", "zh", "handover", incident).out.split())
    assert "；由BoChen接手；" in chinese


def test_the_briefing_names_who_asked_beside_who_waits_for_the_answer_now(cli: CommandLine, incident: str) -> None:
    cli.done("step", incident, "agents", "ask", "--person", "bo", "--reason", "call them")
    cli.done("handover", incident, *OFFER)
    cli.done("--as", "bo", "handover", incident, *READ_BACK)
    cli.done("--as", "bo", "handover", incident, "accept")
    assert "Ana Lima (now Bo Chen) asks" in " ".join(cli.done("handover", incident).out.split())


def test_command_is_taken_by_the_phrase_and_by_nothing_else(
    cli: CommandLine, incident: str, typed: pytest.MonkeyPatch
) -> None:
    words = ("--as", "bo", "handover", incident, "take", "--because", "Ana does not answer")
    typed.setattr("sys.stdin", io.StringIO("yes\n"))
    ran = cli(*words, at_terminal=True)
    assert (ran.code, "Nothing happened" in ran.err) == (1, True)
    assert "Ana Lima has command." in ran.err
    typed.setattr("sys.stdin", io.StringIO("i have  command\n"))
    assert cli(*words, at_terminal=True).code == 0
    assert roles(cli, incident)["commander"] == "bo"


def test_the_phrase_is_said_in_the_language_in_use(cli: CommandLine, incident: str, typed: pytest.MonkeyPatch) -> None:
    typed.setattr("sys.stdin", io.StringIO("由我指挥\n"))
    words = ("--lang", "zh", "--as", "bo", "handover", incident, "take", "--because", "无人应答")
    assert cli(*words, at_terminal=True).code == 0
    assert roles(cli, incident)["commander"] == "bo"


def test_a_script_names_whose_command_it_takes(cli: CommandLine, incident: str) -> None:
    take = ("--as", "bo", "handover", incident, "take", "--because", "no answer")
    assert cli(*take).code == 2
    assert cli(*take, "--yes").code == 2
    wrong = cli(*take, "--yes", "--from", "chen")
    assert (wrong.code, "--from" in wrong.err) == (2, True)
    cli.done(*take, "--yes", "--from", "ana")


def test_command_without_an_offer_needs_a_reason(cli: CommandLine, incident: str) -> None:
    ran = cli("--as", "bo", "handover", incident, "take", "--yes", "--from", "ana")
    assert ran.code == 1
    assert "has not offered it to you" in ran.err
    given = cli("role", incident, "commander", "bo")
    assert (given.code, "Command is not given away" in given.err) == (1, True)


def test_it_is_called_off_by_either_and_offered_again(cli: CommandLine, incident: str) -> None:
    cli.done("handover", incident, *OFFER)
    again = cli("handover", incident, *OFFER)
    assert (again.code, "Call it off first" in again.err) == (1, True)
    cli.done("--as", "bo", "handover", incident, "withdraw", "--because", "I am ill")
    none = cli("--as", "bo", "handover", incident, "accept")
    assert (none.code, "No hand-over waits for you" in none.err) == (1, True)
    cli.done("handover", incident, "offer", "chen", "--worry", "all")
    assert left(cli, incident)[0] == "role:commander"


def test_what_is_missing_is_asked_at_a_terminal_and_wanted_of_a_script(
    cli: CommandLine, incident: str, typed: pytest.MonkeyPatch
) -> None:
    ran = cli("handover", incident, "offer", "bo")
    assert (ran.code, "--worry WORDS" in ran.err) == (2, True)
    assert cli("handover", incident, "offer").code == 2
    typed.setattr("sys.stdin", io.StringIO("the peak\n"))
    ran = cli("handover", incident, "offer", "bo", at_terminal=True)
    assert ran.code == 0
    assert "What worries you most?" in ran.err
    assert "8 things" in ran.err
    typed.setattr("sys.stdin", io.StringIO("call\npeak\n06:16\n"))
    assert cli("--as", "bo", "handover", incident, "read-back", at_terminal=True).code == 0
    assert "read back: next: call; can hurt: peak; due: 06:16" in cli.done("handover", incident).out


def test_the_briefing_says_everything_that_is_open(cli: CommandLine, incident: str) -> None:
    cli.done("handover", incident, *OFFER)
    said = cli.done("handover", incident).out
    places = [said.index(section) for section in SECTIONS]
    assert places == sorted(places)
    for words in (
        "Share of customers affected: 12%",
        "[ ] Protect the customers: 1 of 3 steps done",
        "We roll back at four",
        '[~] 2 AGENTS: send the notice: 02:40 Ana Lima: "asleep"; until 04:40',
        "next update to customers: due 03:10",
        "Is the chat down too?",
        "Technical lead: nobody, wanted now",
        "not told yet: Customers",
        "Ana Lima: the vendor is silent",
        "half decided: tier 1 at four",
        "I HAVE COMMAND",
    ):
        assert words in said
    assert all(len(line) <= 80 for line in said.splitlines())


@pytest.mark.parametrize(("language", "words"), [("en", "## 1. SITUATION"), ("zh", "## 1. 情况")])
def test_the_same_stands_on_paper(cli: CommandLine, incident: str, tmp_path: Path, language: str, words: str) -> None:
    printed = cli.done("--lang", language, "handover", incident, "--format", "md").out
    assert words in printed
    file = tmp_path / "handover.md"
    cli.done("--lang", language, "handover", incident, "--format", "md", "-o", str(file))
    assert file.read_text(encoding="utf-8") == printed


def test_a_list_on_paper_is_one_list(cli: CommandLine, incident: str) -> None:
    printed = cli.done("handover", incident, "--format", "md").out
    assert "\n- role Commander\n" in printed
    assert not re.search(r"^- \\?-", printed, re.MULTILINE)


def test_before_anything_is_offered_it_says_what_one_carries(cli: CommandLine, incident: str) -> None:
    said = cli.done("handover", incident).out
    assert "Ana Lima carries:\n  - role Commander\n" in said
    assert "carries" not in cli.done("--as", "chen", "handover", incident).out


def test_whoever_offered_is_told_that_nobody_answers_and_nothing_moves(cli: CommandLine, incident: str) -> None:
    cli.done("handover", incident, *OFFER)
    assert "has not answered" not in cli.done("show", incident).out
    cli.world.clock.set(cli.world.clock.now() + timedelta(minutes=12))
    said = " ".join(cli.done("show", incident).out.split())
    assert "Bo Chen has not answered hand-over H1 for 12 min" in said
    assert roles(cli, incident)["commander"] == "ana"
    cli.done("--as", "bo", "handover", incident, *READ_BACK)
    assert "has not answered" not in cli.done("show", incident).out


def test_the_limit_of_a_step_whose_turn_has_not_come_is_no_news(cli: CommandLine, incident: str) -> None:
    said = cli.done("handover", incident).out
    assert "step 'CUSTOMERS: send the first message': due 03:10" in said
    assert "step 'PLAN: approve the fix'" not in said


@pytest.mark.parametrize("answered", [("question", "{seq}", "answer"), ("correct", "{seq}")])
def test_an_answered_question_is_open_no_more(cli: CommandLine, incident: str, answered: tuple[str, ...]) -> None:
    seq = next(e["seq"] for e in cli.done("timeline", incident, "--json").json["entries"] if "chat" in e["words"])
    assert "Is the chat down too?" in cli.done("handover", incident).out
    name, *rest = (word.format(seq=seq) for word in answered)
    cli.done(name, incident, *rest, "no, only voice")
    assert "Is the chat down too?" not in cli.done("handover", incident).out


@pytest.mark.parametrize(
    ("language", "title"), [("en", "Page the backup, then phone."), ("zh-CN", "呼叫备岗，再打电话。")]
)
def test_a_title_that_is_a_whole_sentence_loses_its_full_stop_before_the_colon(
    cli: CommandLine, language: str, title: str
) -> None:
    bundle = cli.world.library.bundle(RUNBOOK_ID)
    words = {tag: {**said, "step.notice-if-not.title": title} for tag, said in bundle.words.items()}
    cli.world.library.shelf[RUNBOOK_ID] = replace(bundle, words=words)
    incident = cli.declared()
    cli.done("step", incident, "notice", "not-expected")
    done = cli.done("step", incident, "notice-if-not", "done", "--lang", language)
    told = cli.done("handover", incident, "--lang", language)
    for said in (done.err, told.out):
        assert title[:-1] in said.replace("\n", "")
        assert not re.search(r"[.。][:：]", said)


def test_who_goes_reads_what_stands_half_typed_in_the_terminal_program(
    cli: CommandLine, incident: str, tmp_path: Path
) -> None:
    cli.world.workspace = replace(cli.world.workspace, root=str(tmp_path))
    with closing(Drafts(tmp_path / ".drafts", "ana")) as drafts:
        drafts.keep(Draft(flow="note", incident=incident, answers={"kind": "F"}, typed="half a thought"))
        drafts.keep(Draft(flow="defer.agents", incident=incident, answers={"minutes": "5"}, is_parked=True))
    said = 'Half typed here, and with nobody: m: "half a thought"\n'
    assert said in cli.done("handover", incident, "--format", "md").err
    assert said not in cli.done("--as", "chen", "handover", incident).err
    offered = cli.done("handover", incident, *OFFER).err
    assert said in offered
    assert "To send it along: --half-typed" in offered


def test_what_stands_half_typed_goes_along_where_its_giver_says_so(
    cli: CommandLine, incident: str, tmp_path: Path
) -> None:
    cli.world.workspace = replace(cli.world.workspace, root=str(tmp_path))
    refused = cli("handover", incident, *OFFER, "--half-typed")
    assert (refused.code, "Nothing of yours is half typed here" in refused.err) == (2, True)
    with closing(Drafts(tmp_path / ".drafts", "ana")) as drafts:
        drafts.keep(Draft(flow="note", incident=incident, typed="half a thought"))
    cli.done("handover", incident, *OFFER, "--half-typed")
    assert "words:H1" in left(cli, incident)
    assert "half decided: tier 1 at four / half a thought" in cli.done("--as", "bo", "handover", incident).out
    assert "with nobody" not in cli.done("handover", incident).err
