"""What is looked at before the night: documents, the record, and whether tonight would work."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from incident.adapters.storage.memory import MemoryLog
from incident.application.errors import Problem, StorageError, StorageTooNew
from incident.application.merging import Merged
from incident.application.ports import JournalEntry, Person
from incident.cli.wiring import Fault
from incident.domain.commands import AddNote
from incident.domain.events import NoteKind
from tests.cli.conftest import CommandLine
from tests.fakes import FakeDirectory


class ReadOnlyLog(MemoryLog):
    """A log that a newer program wrote."""

    def __init__(self, log: MemoryLog) -> None:
        super().__init__()
        vars(self).update(vars(log))

    @property
    def obstacle(self) -> StorageError | None:
        return StorageTooNew(path="incident.db")


PROBLEMS = (
    Problem(
        path="people.yaml", line=3, column=5, rule="WS001", message="unknown key 'onwer'.", hint="Did you mean 'owner'?"
    ),
    Problem(path="a,b.yaml", line=0, column=0, rule="WS002", message="100% wrong\nhere", severity="warning"),
)


def test_all_problems_are_printed_at_once_and_exit_with_three(cli: CommandLine) -> None:
    cli.world.problems = PROBLEMS
    ran = cli("config", "check")
    assert ran.code == 3
    assert ran.out.splitlines() == [
        "people.yaml:3:5: unknown key 'onwer'. Did you mean 'owner'? [WS001, error]",
        "a,b.yaml: 100% wrong here [WS002, warning]",
    ]
    assert ran.err.strip() == "1 error."


def test_warnings_alone_are_no_failure(cli: CommandLine) -> None:
    cli.world.problems = PROBLEMS[1:]
    assert cli("runbook", "check").code == 0


def test_github_shows_problems_beside_the_change(cli: CommandLine) -> None:
    cli.world.problems = PROBLEMS
    assert cli("runbook", "check", "runbooks/", "--format", "github").out.splitlines() == [
        "::error file=people.yaml,line=3,col=5,title=WS001::unknown key 'onwer'. Did you mean 'owner'?",
        "::warning file=a%2Cb.yaml,title=WS002::100%25 wrong here",
    ]
    assert cli.world.checked == [("runbooks/",)]


def test_what_a_file_asks_to_be_ignored_is_counted_in_every_format(cli: CommandLine) -> None:
    cli.world.problems = (PROBLEMS[1].changed(severity="ignored"),)
    ran = cli("runbook", "check")
    assert (ran.code, ran.out) == (0, "")
    assert "1 finding is ignored" in ran.err
    assert json.loads(cli("runbook", "check", "--format", "json").out) == {"version": 1, "ignored": 1, "problems": []}
    assert cli("runbook", "check", "--format", "github").out.startswith("::notice title=runbook check::1 finding")


def test_an_intact_record_says_so(cli: CommandLine) -> None:
    assert "intact" in cli.done("verify").err


def test_a_record_that_was_tampered_with_exits_with_six(cli: CommandLine) -> None:
    incident = cli.declared()
    cli.world.faults = [Fault(incident_id=incident, seq=2, words="the digest differs")]
    ran = cli("verify", incident)
    assert ran.code == 6
    assert ran.out.splitlines()[0] == "INC-0001:2: the digest differs"
    assert "NOT" in ran.err


def test_verifying_prints_every_head_and_finds_it_again(cli: CommandLine) -> None:
    incident = cli.declared()
    (head, workspace) = cli.world.log.heads()
    ran = cli.done("verify", incident)
    assert ran.out.splitlines() == [
        f"INC-0001:{head.seq}: head {head.digest}",
        f"workspace:{workspace.seq}: head {workspace.digest}",
    ]
    cli.done("note", incident, "later")
    for each in (head, workspace):
        assert "intact" in cli.done("verify", "--head", each.digest).err
    heads = json.loads(cli.done("verify", "--json").out)["heads"]
    assert [each["id"] for each in heads] == ["INC-0001", ""]


def test_a_head_that_the_record_does_not_know_exits_with_six(cli: CommandLine) -> None:
    cli.declared()
    ran = cli("verify", "--head", "ab" * 32)
    assert ran.code == 6
    assert ran.out.startswith(f"workspace: {'ab' * 32} is unknown\n")
    assert cli("verify", "--head", "none").code == 2


def test_what_can_only_be_read_is_said_so_beside_what_was_read(cli: CommandLine) -> None:
    incident = cli.declared()
    cli.world.log = ReadOnlyLog(cli.world.log)
    for words in (("list",), ("show", incident), ("timeline", incident), ("verify",), ("verify", incident)):
        ran = cli.done(*words)
        assert ran.err.count("was written by a newer program") == 1
        assert "newer" not in ran.out
    assert "newer" not in cli.done("runbook", "list").err


def test_the_doctor_says_that_a_file_believes_whoever_acts(cli: CommandLine) -> None:
    ran = cli("doctor")
    assert " ! Who acts is believed" in ran.out


def test_the_doctor_names_everything_that_would_fail_tonight(cli: CommandLine) -> None:
    world = cli.world
    world.secrets = {"agents-chat": "env:AGENTS_CHAT is empty"}
    world.database = "The log cannot be written."
    world.directory = FakeDirectory(
        everybody=(Person(id="ana", name="Ana", language="en", roles=("commander",)),),
        all_targets=world.directory.all_targets,
        audiences={"agents": world.directory.audiences["agents"]},
    )
    ran = cli("doctor", "--detail")
    assert ran.code == 1
    told = " ".join(ran.out.split())
    for words in (
        "!! The log cannot be written.",
        "!! Target 'agents-chat' cannot be used: env:AGENTS_CHAT is empty",
        "!! Nobody can be reached in the audience 'Customers' (targets.yaml: audiences: customers).",
        " ! Ana cannot be reached: people.yaml gives no way.",
        " ! Target 'status-page' was never used.",
        " ! Nobody in people.yaml may fill the role 'Technical lead'. Wanted by: 'outage.line'.",
        " ! Only Ana may fill the role 'Commander' at tier 1; nobody can stand in. Wanted by: 'outage.line'.",
        " ! No backup of the log is known.",
    ):
        assert words.strip() in told
    assert "Agents on shift" not in ran.out


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", " ! Messages tell nobody where to ask: write 'public_contact'"), ("zh-CN", " ! 消息中没有咨询方式")],
)
def test_the_doctor_misses_the_contact_that_messages_name(cli: CommandLine, language: str, said: str) -> None:
    assert said not in cli("--lang", language, "doctor").out
    cli.world.workspace = replace(cli.world.workspace, contact=" ")
    assert said in cli("--lang", language, "doctor").out


def test_what_the_server_never_got_is_said_by_every_command_and_named_by_the_doctor(cli: CommandLine) -> None:
    incident = cli.declared()
    note = AddNote(by="ana", kind=NoteKind.FACT, text="power is out")
    waits = JournalEntry(
        command_id="c",
        incident_id=incident,
        command=note,
        actor="ana",
        on_behalf_of=None,
        occurred_at=cli.world.clock.now(),
        based_on=1,
    )
    cli.world.merged = Merged(stranded=1, hidden=(waits,))
    assert "1 act never reached the server and still waits. 'incident doctor' says which" in cli("list").err
    told = " ".join(cli("doctor").out.split())
    assert f"The server does not show {incident}" in told
    assert "Tell its commander: power is out" in told


def test_a_target_that_took_a_message_is_tested(cli: CommandLine) -> None:
    incident = cli.declared()
    assert "'agents-chat' was never used" in cli("doctor", "--detail").out
    cli.done("step", incident, "agents", "done", "--yes")
    ran = cli.done("doctor", "--detail")
    assert "'agents-chat' was never used" not in ran.out
    assert "Tonight would work." in ran.err


def test_broken_documents_are_all_that_a_doctor_can_see(cli: CommandLine) -> None:
    cli.world.problems = PROBLEMS
    ran = cli("doctor")
    assert ran.code == 1
    assert [line[:2] for line in ran.out.splitlines()] == ["ST", "!!", "TO", " !"]
    assert "Looked at" not in ran.err
    assert cli.world.opened == []


def _crowd(cli: CommandLine, people: int) -> None:
    everybody = tuple(Person(id=f"p{n}", name=f"P{n}", language="en", roles=()) for n in range(people))
    cli.world.directory = FakeDirectory(everybody=everybody, all_targets=(), audiences={})


def test_the_doctor_says_once_what_is_true_of_many(cli: CommandLine) -> None:
    _crowd(cli, 5)
    short, long = (" ".join(cli("doctor", *more).out.split()) for more in ((), ("--detail",)))
    assert "5 people cannot be reached, as people.yaml gives no way: 'P0', 'P1', 'P2' and 2 more." in short
    assert all(f"P{n} cannot be reached: people.yaml gives no way." in long for n in range(5))
    assert "5 people" not in long


def test_few_of_a_kind_are_told_one_by_one(cli: CommandLine) -> None:
    _crowd(cli, 2)
    told = cli("doctor").out
    assert "P0 cannot be reached" in told
    assert "P1 cannot be reached" in told


def test_the_doctor_tells_what_stops_tonight_before_what_should_be_mended(cli: CommandLine) -> None:
    _crowd(cli, 3)
    ran = cli("doctor")
    marks = [line[:2] for line in ran.out.splitlines() if line[:2] in ("!!", " !")]
    assert marks == sorted(marks, reverse=True)
    assert ran.err.startswith("Tonight would not work: ")
    assert "Looked at: runbooks 1, people 3, targets 0, open incidents 0." in ran.err
    assert "incident doctor --detail" in ran.err


def test_summing_up_changes_nothing_in_json(cli: CommandLine) -> None:
    _crowd(cli, 5)
    short, long = (json.loads(cli("doctor", "--json", *more).out) for more in ((), ("--detail",)))
    assert short == long
    assert short["version"] == 1
    assert [each["check"] for each in short["findings"]].count("reach") == 5


def test_the_list_is_rebuilt_from_the_record(cli: CommandLine) -> None:
    cli.declared()
    assert "Every row was right." in cli.done("db", "rebuild").err


def test_an_upgrade_of_what_is_up_to_date_changes_nothing(cli: CommandLine) -> None:
    assert "up to date" in cli.done("db", "upgrade").err


def test_init_prints_what_it_wrote(cli: CommandLine, tmp_path: Path) -> None:
    assert cli.done("init", str(tmp_path)).out == f"{tmp_path}/incident.yaml\n"
    (tmp_path / "named").mkdir()
    assert cli.done("--workspace", str(tmp_path / "named"), "init").out == f"{tmp_path}/named/incident.yaml\n"


def test_the_demo_is_played_by_the_wiring(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    assert cli("demo", "--play").code == 0
    assert cli("demo", at_terminal=True).code == 1


def test_the_live_demo_needs_a_terminal(cli: CommandLine) -> None:
    assert cli("demo").code == 2


def test_without_a_command_the_terminal_program_starts_with_the_options(cli: CommandLine) -> None:
    cli.world.on_start = lambda: 7
    assert cli("--workspace", "/team", "--db", "x.db", "--as", "bo", "--lang", "zh", at_terminal=True).code == 7
    (options,) = cli.world.asked
    assert (options.workspace, options.database, options.acting_as, options.language) == (
        "/team",
        "x.db",
        "bo",
        "zh-CN",
    )


def test_the_programs_options_are_understood_behind_the_command_too(cli: CommandLine) -> None:
    cli.done("list", "--workspace", "/team", "--as", "bo")
    assert cli.world.asked[0].workspace == "/team"
    assert cli.world.asked[0].acting_as == "bo"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_its_script(cli: CommandLine, shell: str) -> None:
    assert "_INCIDENT_COMPLETE" in cli.done("completion", shell).out


def test_the_report_is_written_to_the_file_asked_for(cli: CommandLine, tmp_path: Path) -> None:
    incident = cli.declared()
    report = tmp_path / "report.md"
    ran = cli.done("review", incident, "-o", str(report))
    assert ran.out == ""
    assert report.read_text().startswith("# After-action report: Voice line down")
    assert cli.done("review", incident, "--format", "json").json["version"] == 1


def test_a_runbook_is_shown_for_one_tier(cli: CommandLine) -> None:
    whole, general = (cli.done("runbook", "show", "outage.line", *more).out for more in ((), ("--tier", "3")))
    assert "second-line: SECOND LINE: open the overflow queue" in whole
    assert "Each step reads: [its tiers] its id: its title" in general
    assert "SECOND LINE" not in general
