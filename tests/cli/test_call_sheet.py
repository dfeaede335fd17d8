"""When messages do not arrive, one command prints whom to phone and what to say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len

from incident.application.ports import AttemptClass, AttemptOutcome, Person, Recipient
from tests.cli.conftest import CommandLine

REFUSED = AttemptOutcome(result=AttemptClass.PERMANENT, detail="status: 404")


@pytest.fixture
def incident(cli: CommandLine) -> str:
    """An incident whose message to the agents was refused."""
    numbers = {"ana": "+44 20 7946 0018", "bo": "8-1120"}
    directory = cli.world.directory
    people = tuple(replace(each, phone=numbers.get(each.id, "")) for each in directory.everybody)
    cli.world.directory = replace(directory, everybody=people)
    cli.world.sender.answers["agents-chat"] = REFUSED
    name = cli.declared()
    assert cli("step", name, "agents", "done", "--yes").code == 5
    return name


def test_the_sheet_has_the_words_whom_to_tell_and_how_to_note_it(cli: CommandLine, incident: str) -> None:
    sheet = cli.done("message", "call-sheet", incident).out
    title = cli.done("message", "list", incident, "--json").json["messages"][0]["title"]
    assert f"  | {title}" in sheet
    assert "[ ] agents: whoever reads agents-chat" in sheet
    assert "failed   time ________   initials ________" in sheet
    assert f'incident message told {incident} M1 "by phone"' in sheet


def test_a_sheet_without_errands_does_not_say_that_what_was_sent_arrived(cli: CommandLine) -> None:
    name = cli.declared()
    cli.done("step", name, "agents", "done", "--yes")
    sheet = " ".join(cli.done("message", "call-sheet", name).out.split())
    assert f"Sent is not read: 'incident message list {name}' says who has not acknowledged." in sheet


def test_roles_that_nobody_holds_come_with_the_numbers_of_those_who_may(cli: CommandLine, incident: str) -> None:
    sheet = cli.done("message", "call-sheet", incident).out
    empty = sheet.split("Roles that nobody holds")[1]
    assert "[ ] Bo Chen: phone 8-1120" in empty
    assert "Ana Lima: phone +44 20 7946 0018" in empty.split("At work on it")[1]


def test_what_was_told_otherwise_leaves_the_sheet_and_can_still_be_printed(cli: CommandLine, incident: str) -> None:
    cli.done("message", "told", incident, "M1", "by phone")
    assert "M1" not in cli.done("message", "call-sheet", incident).out
    assert "M1 to " in cli.done("message", "call-sheet", incident, "m1").out


def test_the_sheet_of_an_exercise_says_so_first_last_and_around_the_words(cli: CommandLine) -> None:
    cli.world.sender.answers["sandbox"] = REFUSED
    drill = cli.declared("--exercise")
    assert cli("step", drill, "agents", "done", "--yes").code == 5
    lines = cli.done("message", "call-sheet", drill).out.strip().split("\n")
    assert "EXERCISE" in lines[1]
    assert lines[-1] == "EXERCISE"
    assert sum("EXERCISE / 演练" in line for line in lines) == 2


def _with_both_ways(cli: CommandLine) -> None:
    directory = cli.world.directory
    both = (("mail", "ana@example.org"), ("sandbox", "ana-in-drills"))
    people = tuple(replace(each, reach=both) if each.id == "ana" else each for each in directory.everybody)
    cli.world.directory = replace(directory, everybody=people)


@pytest.mark.parametrize(
    ("options", "given", "kept_back"),
    [((), "mail ana@example.org", "ana-in-drills"), (("--exercise",), "sandbox ana-in-drills", "ana@example.org")],
)
def test_a_sheet_gives_the_ways_of_its_own_mode_alone(
    cli: CommandLine, options: tuple[str, ...], given: str, kept_back: str
) -> None:
    _with_both_ways(cli)
    sheet = cli.done("message", "call-sheet", cli.declared(*options)).out
    assert f"Ana Lima: {given}" in sheet
    assert kept_back not in sheet


def _namesakes(cli: CommandLine, *addresses: str) -> str:
    """The sheet of a message to the first of persons of one name, who have those addresses."""
    people = [
        Person(id=f"ana-{n}", name="Ana Silva", language="en", phone=f"8-20{n}", reach=(("agents-chat", address),))
        for n, address in enumerate(addresses, 1)
    ]
    told = Recipient(name="Ana Silva", target_id="agents-chat", address=addresses[0], language="en", person="ana-1")
    directory = cli.world.directory
    everybody = (*directory.everybody, *people)
    cli.world.directory = replace(directory, everybody=everybody, audiences={"agents": (told,)})
    cli.world.sender.answers["agents-chat"] = REFUSED
    name = cli.declared()
    assert cli("step", name, "agents", "done", "--yes").code == 5
    return cli.done("message", "call-sheet", name).out


def test_of_two_people_of_one_name_the_one_the_message_went_to_is_phoned(cli: CommandLine) -> None:
    sheet = _namesakes(cli, "first", "second")
    assert "[ ] Ana Silva: phone 8-201, agents-chat first" in sheet
    assert "8-202" not in sheet


def test_no_number_is_given_where_a_name_is_that_of_two_people(cli: CommandLine) -> None:
    sheet = _namesakes(cli, "desk", "desk")
    assert "[ ] Ana Silva: 2 people are called so (ana-1, ana-2)" in sheet
    assert "8-20" not in sheet


def test_an_unknown_message_is_refused(cli: CommandLine, incident: str) -> None:
    ran = cli("message", "call-sheet", incident, "M2")
    assert ran.code == 1
    assert "There is no released message 'M2'." in ran.err


def test_the_sheet_goes_to_a_file(cli: CommandLine, incident: str, tmp_path: Path) -> None:
    file = tmp_path / "calls.txt"
    cli.done("message", "call-sheet", incident, "-o", str(file))
    assert file.read_text(encoding="utf-8").strip() == cli.done("message", "call-sheet", incident).out.strip()


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_no_row_is_wider_than_paper(cli: CommandLine, incident: str, language: str) -> None:
    sheet = cli.done("--lang", language, "message", "call-sheet", incident).out
    assert max(map(cell_len, sheet.split("\n"))) <= 78
    assert ("电话告知清单" in sheet) == (language == "zh-CN")


def test_who_has_read_it_all_the_same_is_phoned_no_more_and_needs_nobody(cli: CommandLine, incident: str) -> None:
    assert "Messages: 1 failed." in cli.done("show", incident).out
    cli.done("message", "ack", incident, "M1", "--for", "agents", "--how", "the shift lead rang")
    assert "Messages:" not in cli.done("show", incident).out
    assert "M1 to " not in cli.done("message", "call-sheet", incident).out
    assert "    acknowledged   time ________" in cli.done("message", "call-sheet", incident, "M1").out
    assert "Message M1 to agents" not in cli("close", incident, "--yes").err
