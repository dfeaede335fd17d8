"""Bad input gets a sentence and the right exit code."""

from __future__ import annotations

import sys
from io import StringIO

import pytest

from incident.application.errors import (
    StorageBusy,
    StorageError,
    StorageMissing,
    StorageReadOnly,
    StorageTooNew,
    StorageTooOld,
)
from tests.bundles import RUNBOOK_ID
from tests.cli.conftest import CommandLine


def test_a_fact_that_nobody_knows_is_answered_with_the_nearest_and_its_question(cli: CommandLine) -> None:
    ran = cli("fact", cli.declared(), "afected_share=3")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.splitlines() == [
        "There is no fact 'afected_share'. Did you mean 'affected_share'?",
        "  affected_share  Share of customers affected",
    ]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("show", "INC-0002"), "There is no incident 'INC-0002'. Did you mean 'INC-0001'?"),
        (("note", "INC-001", "text"), "Did you mean 'INC-0001'?"),
        (("step", "INC-0001", "second-line", "done"), "belongs to tier 1"),
        (("step", "INC-0001", "calls", "done", "--value", "eleven"), "is not between 0 and 10"),
        (("step", "INC-0001", "cause", "answer", "--option", "weather"), "no answer 'weather'"),
        (("fact", "INC-0001", "affected_share=many"), "cannot be read"),
        (("fact", "INC-0001", "affected_share=300"), "is not between 0 and 100"),
        (("role", "INC-0001", "technical", "ana"), "never goes together"),
        (
            ("tier", "INC-0001", "raise", "3", "--because", "x"),
            "'incident tier INC-0001 lower 3 --because …'",
        ),
        (("tier", "INC-0001", "raise", "2", "--because", "x"), "is at tier 2 (serious) already"),
        (
            ("tier", "INC-0001", "lower", "1", "--because", "x"),
            "'incident tier INC-0001 raise 1 --because …'",
        ),
        (("correct", "INC-0001", "99", "text"), "no entry 99"),
        (("mark", "INC-0001", "aware", "--at", "2026-12-01 00:00"), "has not come yet"),
        (("note", "INC-0001", "   "), "The note is empty"),
        (("message", "ack", "INC-0001", "M9"), "no released message 'M9'"),
        (("message", "retry", "INC-0001", "id-77"), "no delivery 'id-77'"),
        (("close", "INC-0001", "--yes"), "steps are open"),
        (("runbook", "show", "outage.line2"), "no runbook 'outage.line2'"),
    ],
)
def test_what_the_rules_refuse_exits_with_one(cli: CommandLine, words: tuple[str, ...], sentence: str) -> None:
    cli.declared()
    ran = cli(*words)
    assert ran.code == 1, ran.err
    assert ran.out == ""
    assert sentence in ran.err
    assert len(ran.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("declare", RUNBOOK_ID, "--tier", "4", "--title", "x"), "A tier is 1 (major), 2 (serious) or 3 (general)"),
        (("declare", RUNBOOK_ID, "--title", "x"), "Missing option '--tier'"),
        (("fact", "INC-0001", "affected_share"), "NAME=VALUE"),
        (("step", "INC-0001", "notice", "defer", "--reason", "x"), "This needs --until WHEN."),
        (("step", "INC-0001", "notice", "defer", "--until", "20m"), "This needs --reason WORDS."),
        (("step", "INC-0001", "notice", "defer", "--until", "soon", "--reason", "x"), "Write 03:30, 20m, step:ID"),
        (("step", "INC-0001", "cause", "answer"), "This needs --option OPTION."),
        (("step", "INC-0001", "fix", "ask", "--person", "bo", "--within", "x"), "Write a length of time"),
        (("step", "INC-0001", "fix", "done", "--alone", "FLUX"), "not the words before the colon"),
        (("mark", "INC-0001", "aware", "--at", "yesterday"), "Write a time such as 02:40"),
        (("mark", "INC-0001", "awake", "--at", "02:40"), "'awake' is not one of"),
        (("shw", "INC-0001"), "No such command 'shw'. Did you mean 'show'?"),
        (("message", "lst"), "Did you mean 'list'?"),
        (("note", "INC-0001", "text", "--command-id", "two words"), "An id is 1 to 100"),
        (("review", "INC-0001", "-o", "/nowhere/at/all.md"), "cannot be written"),
        (("init", "/nowhere/at/all"), "cannot be written"),
    ],
)
def test_a_wrong_line_exits_with_two_and_says_what_to_write(
    cli: CommandLine, words: tuple[str, ...], sentence: str
) -> None:
    cli.declared()
    ran = cli(*words)
    assert ran.code == 2, ran.err
    assert ran.out == ""
    assert sentence in ran.err


NO_TEXT = "\udcff"
"""What Python makes of a byte of the command line that is no UTF-8."""


@pytest.mark.parametrize(
    "words",
    [
        ("show", NO_TEXT),
        ("list", "--as", NO_TEXT),
        ("list", "--db", NO_TEXT),
        ("list", "--workspace", NO_TEXT),
        ("list", "--lang", NO_TEXT),
        ("init", NO_TEXT),
        ("runbook", "check", NO_TEXT),
        ("runbook", "show", NO_TEXT),
        ("triage", NO_TEXT),
        ("triage", RUNBOOK_ID, "--fact", f"affected_share={NO_TEXT}"),
        ("declare", RUNBOOK_ID, "--tier", "2", "--title", f"Voice {NO_TEXT} down"),
        ("declare", RUNBOOK_ID, "--tier", "2", "--title", "x", "--because", NO_TEXT),
        ("declare", RUNBOOK_ID, "--tier", NO_TEXT, "--title", "x"),
        ("note", "INC-0001", NO_TEXT),
        ("note", "INC-0001", "x", "--step", NO_TEXT),
        ("note", "INC-0001", "x", "--kind", NO_TEXT),
        ("note", "INC-0001", "x", "--command-id", NO_TEXT),
        ("correct", "INC-0001", "1", NO_TEXT),
        ("correct", "INC-0001", NO_TEXT, "x"),
        ("fact", "INC-0001", f"{NO_TEXT}=3"),
        ("mark", "INC-0001", "aware", "--at", NO_TEXT),
        ("mark", "INC-0001", NO_TEXT, "--at", "now"),
        ("step", "INC-0001", NO_TEXT, "done"),
        ("step", "INC-0001", "notice", NO_TEXT),
        ("step", "INC-0001", "notice", "hold", "--reason", NO_TEXT),
        ("step", "INC-0001", "notice", "defer", "--until", NO_TEXT, "--reason", "x"),
        ("step", "INC-0001", "notice", "ask", "--person", NO_TEXT),
        ("step", "INC-0001", "notice", "ask", "--person", "bo", "--within", NO_TEXT),
        ("role", "INC-0001", "scribe", NO_TEXT),
        ("role", "INC-0001", NO_TEXT, "dee"),
        ("tier", "INC-0001", "raise", "1", "--because", NO_TEXT),
        ("message", "ack", "INC-0001", NO_TEXT),
        ("message", "retry", "INC-0001", NO_TEXT),
        ("message", "send", "INC-0001", NO_TEXT, "first"),
        ("close", "INC-0001", "--yes", "--because", NO_TEXT),
        ("review", "INC-0001", "-o", NO_TEXT),
        ("verify", NO_TEXT),
        (NO_TEXT,),
        ("message", NO_TEXT),
        (f"--{NO_TEXT}",),
    ],
    ids=" ".join,
)
def test_bytes_that_are_no_text_are_refused_wherever_they_stand(cli: CommandLine, words: tuple[str, ...]) -> None:
    cli.declared()
    before = cli.done("timeline", "INC-0001").out
    ran = cli(*words)
    assert ran.code == 2, ran.err
    assert ran.out == ""
    assert ran.err.strip()
    assert cli.done("timeline", "INC-0001").out == before


@pytest.mark.parametrize("error", [StorageMissing, StorageBusy, StorageReadOnly, StorageTooNew, StorageTooOld])
def test_a_log_that_cannot_be_used_exits_with_four(cli: CommandLine, error: type[StorageError]) -> None:
    cli.world.broken = error(path="/var/incident.db")
    ran = cli("list")
    assert ran.code == 4
    assert "/var/incident.db" in ran.err


def test_a_fault_of_the_program_says_where_its_details_are(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("faults")
    monkeypatch.setattr("tempfile.tempdir", str(folder))

    def broken() -> int:
        raise ZeroDivisionError("the customer's name")

    cli.world.on_start = broken
    ran = cli(at_terminal=True)
    (report,) = folder.iterdir()
    assert ran.code == 70
    assert str(report) in ran.err
    assert "ZeroDivisionError" in report.read_text()
    assert "customer" not in report.read_text() + ran.err
    assert report.stat().st_mode & 0o077 == 0


def test_what_the_system_refuses_is_no_fault_of_the_program(cli: CommandLine) -> None:
    def refused() -> int:
        raise OSError(28, "No space left on device")

    cli.world.on_start = refused
    ran = cli(at_terminal=True)
    assert (ran.code, ran.err) == (70, "The system does not let it: No space left on device\n")


def test_the_terminal_program_is_not_started_where_nobody_sits(cli: CommandLine) -> None:
    ran = cli()
    assert ran.code == 2
    assert "needs a terminal" in ran.err


def test_ctrl_c_exits_with_130(cli: CommandLine) -> None:
    def interrupted() -> int:
        raise KeyboardInterrupt

    cli.world.on_start = interrupted
    ran = cli(at_terminal=True)
    assert ran.code == 130
    assert ran.err.strip().endswith("Interrupted.")


def test_what_was_opened_is_closed_even_after_a_refusal(cli: CommandLine) -> None:
    cli("show", "INC-0009")
    assert [services.closed for services in cli.world.opened] == [True]


def test_texts_cannot_command_the_terminal(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = "\x1b[2J\x9b31m\u202eevil\x07\r\nforged"
    incident = cli.done("declare", RUNBOOK_ID, "--tier", "2", "--title", bad).out.strip()
    monkeypatch.setattr(sys, "stdin", StringIO(bad))
    cli.done("note", incident, "-")
    cli.done("step", incident, "notice", "hold", "--reason", bad)
    said = [
        cli(*words)
        for words in (
            ("list",),
            ("show", incident),
            ("timeline", incident),
            ("list", "--json"),
            ("show", incident, "--json"),
            ("timeline", incident, "--json"),
            ("show", bad),
            ("step", incident, bad, "done"),
            ("review", incident),
            ("review", incident, "--format", "json"),
        )
    ]
    for ran in said:
        text = ran.out + ran.err
        assert not [char for char in text if not char.isprintable() and char != "\n"]
    assert said[3].json["incidents"][0]["title"] == bad.replace("\r\n", "\r\n").strip()


@pytest.mark.parametrize(
    ("words", "undone"),
    [
        (("close",), "Nothing was closed."),
        (("erase", "1", "--because", "x"), "Nothing was erased."),
    ],
)
def test_without_a_person_to_ask_one_sentence_says_what_to_add(
    cli: CommandLine, words: tuple[str, ...], undone: str
) -> None:
    incident = cli.declared()
    for item in cli.done("show", incident, "--json").json["steps"]:
        cli.done("step", incident, item["id"], "not-applicable", "--reason", "a test")
    ran = cli(words[0], incident, *words[1:])
    assert (ran.code, ran.err.splitlines()[-1]) == (2, f"{undone} Nobody is there to ask. Say --yes.")


def test_nobody_is_asked_whether_to_close_what_cannot_be_closed(cli: CommandLine) -> None:
    ran = cli("close", cli.declared())
    assert (ran.code, "steps are open" in ran.err, "--yes" in ran.err) == (1, True, False)


def test_a_long_title_is_refused_and_a_list_shows_all_of_one_that_fits(cli: CommandLine) -> None:
    refused = cli("declare", RUNBOOK_ID, "--tier", "2", "--title", "x" * 201)
    assert refused.code == 1
    assert "longer than 200 characters" in refused.err
    cli.done("declare", RUNBOOK_ID, "--tier", "2", "--title", "语音 " * 60)
    assert len(cli.done("list").out.splitlines()) < 20
    assert " ".join(["语音"] * 60) in " ".join(cli.done("show", "INC-0001").out.split())


def test_of_a_name_that_was_pasted_its_two_ends_are_said(cli: CommandLine) -> None:
    ran = cli("show", "a" * 5_000 + "z")
    assert ran.code == 1
    assert len(ran.err) < 160
    assert "AAA…AAA" in ran.err
    assert "AZ'" in ran.err
