"""Asking and answering on the command line: two marks, a list, and what every reading says of it."""

from __future__ import annotations

import pytest

from tests.cli.conftest import CommandLine


def asked(cli: CommandLine) -> str:
    """Ana asks Bo; the incident."""
    incident = cli.declared()
    cli.done("ask", incident, "bo", "Is the feed behind?", "--within", "5m")
    return incident


def number(cli: CommandLine, incident: str) -> str:
    """The number of the one question."""
    (question,) = cli.done("question", incident, "--json").json["questions"]
    return str(question["question"])


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Bo Chen is asked. Their answer: incident question"),
        ("zh-CN", "已问 Bo Chen。登记答复：incident question"),
    ],
)
def test_asking_says_how_it_is_answered(cli: CommandLine, language: str, said: str) -> None:
    incident = cli.declared()
    ran = cli.done("--lang", language, "ask", incident, "bo", "Is the feed behind?")
    assert said in ran.err


def test_a_question_is_understood_then_answered_and_both_are_listed(cli: CommandLine) -> None:
    incident = asked(cli)
    which = number(cli, incident)
    assert cli.done("question", incident).out.strip() == (
        f"{which} Ana Lima asks Bo Chen: Is the feed behind?; answer due 02:45"
    )
    assert "understood 02:40, answer due 02:45" in cli.done("question", incident, which, "understood").out
    said = " ".join(cli.done("question", incident, which, "answer", "4 min behind", "--from", "bo").out.split())
    assert "understood 02:40, answered 02:40 by Bo Chen: 4 min behind" in said
    assert "answer by Bo Chen at 02:40: 4 min behind" in cli.done("timeline", incident).out
    (line,) = [each for each in cli.done("timeline", incident, "--json").json["entries"] if each["answers"]]
    assert (line["kind"], line["answers"][0]["words"]) == ("Q", "4 min behind")


def test_a_program_reads_the_question_and_the_entry_that_it_wrote(cli: CommandLine) -> None:
    incident = asked(cli)
    which = number(cli, incident)
    answered = cli.done("question", incident, which, "answer", "yes", "--json").json
    assert answered["seq"] == cli.done("show", incident, "--json").json["seq"]
    assert cli.done("show", incident, "--json").json["questions"] == answered["questions"]
    assert answered["questions"][0] == {
        "question": int(which),
        "text": "Is the feed behind?",
        "step": None,
        "asked_by": "ana",
        "put_at": "2026-11-21T02:40:00Z",
        "person": "bo",
        "due_at": "2026-11-21T02:45:00Z",
        "understood_at": None,
        "answer": {"by": "ana", "at": "2026-11-21T02:40:00Z", "words": "yes"},
    }


def test_what_a_step_was_asked_is_answered_by_its_number_too(cli: CommandLine) -> None:
    incident = cli.declared()
    cli.done("step", incident, "notice", "ask", "--person", "bo", "--reason", "a test call, and what you hear")
    which = number(cli, incident)
    cli.done("question", incident, which, "answer", "it is silent", "--from", "bo")
    said = cli.done("handover", incident).out
    assert "answered, and the step is open" in said
    assert "it is silent" in said
    assert cli("question", incident, which, "answer", "no").code == 1


def test_a_question_to_nobody_is_given_to_a_person(cli: CommandLine) -> None:
    incident = cli.declared()
    cli.done("note", incident, "Is the chat down too?", "--kind", "Q")
    which = number(cli, incident)
    assert "Ana Lima asks: Is the chat down too?; open since 02:40" in cli.done("question", incident).out
    assert "asks Bo Chen" in cli.done("question", incident, which, "give", "--person", "bo").out


def test_what_is_asked_of_the_reader_stands_under_needs_you(cli: CommandLine) -> None:
    incident = cli.declared()
    cli.done("ask", incident, "ana", "Is the feed behind?")
    shown = cli.done("show", incident).out
    assert "Ana Lima asks you, answer due 02:43: Is the feed behind?" in " ".join(shown.split())
    assert f"incident question {incident}" in shown


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("99", "understood"), "No question 99 waits here."),
        (("1",), "Say what becomes of the question"),
        (("1", "answer"), "This needs WORDS."),
        (("1", "give"), "This needs --person PERSON."),
    ],
)
def test_a_line_that_does_not_say_all_is_told_what_is_missing(
    cli: CommandLine, typed: tuple[str, ...], said: str
) -> None:
    incident = asked(cli)
    assert said in cli("question", incident, *typed).err


def test_where_nobody_asked_anything_that_is_said(cli: CommandLine) -> None:
    assert "Nobody has asked anything" in cli.done("question", cli.declared()).err
