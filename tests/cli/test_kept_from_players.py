"""An exercise without notice is nowhere to be read by its players, whatever command or screen they use (issue 8).

The lists of commands and of ways to read the log are made from the program itself: a new one cannot forget it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import click
import pytest

from incident.adapters.storage.withholding import WithholdingLog
from incident.application.ports import EventLog
from incident.application.searching import search
from incident.bootstrap.assembly import Program
from incident.bootstrap.wired import Wired
from incident.cli.main import run
from incident.cli.root import root
from incident.cli.spoken import Command
from incident.cli.wiring import Options
from incident.demo.workspace import write_workspace
from incident.domain.events import ReadersNamed
from tests.cli.conftest import commands
from tests.fakes import FakeClock
from tests.runs import Ran

SECRET: Final = "falcon"
PLAN: Final = """\
format: drill-plan/1
year: 2027
owner: lin
approver: bo
trusted: [lin]
families: [data-security]
entries:
  keys:
    scenario: exercise.key-stolen
    form: tabletop
    first: 2027-09-01
    last: 2027-09-30
    basis: annual
    cites: Plan 6.3
    owner: lin
  falcon:
    scenario: exercise.provider-down
    kind: full
    form: functional
    first: 2027-06-01
    last: 2027-06-30
    begins: 2027-06-08 12:00
    basis: change
    cites: New key store
    purpose: What the falcon finds
    owner: lin
    notice: no-notice
    players: [mara]
"""
PLAYER, TRUSTED, APPROVER = "mara", "lin", "bo"
UNKNOWN: Final = "EX-0999"
"""What no incident is called."""
BY_THEMSELVES: Final = {"demo", "worker", "serve", "walk"}
"""What runs until it is stopped, or takes the whole terminal: it reads through the same log."""


class Team(Wired):
    """The real program on a file, on a day of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = FakeClock()
        self.clock.set(datetime(2027, 6, 2, 12, tzinfo=UTC))

    def open_services(self, options: Options) -> Program:
        program = Program(self.folder, acting_as=options.acting_as, clock=self.clock)
        program.for_everybody = options.for_everybody
        return program


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan with a secret is approved, and the trusted were told of it."""
    folder = tmp_path_factory.mktemp("team")
    write_workspace(folder, "en", TRUSTED, hook_url="http://127.0.0.1:9/", mail_port=9)
    (folder / "drills").mkdir()
    (folder / "drills" / "plan-2027.yaml").write_text(PLAN)
    Program(folder).make_log()
    team = Team(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        patch.setenv("INCIDENT_HOME", str(folder))
        patch.setenv("INCIDENT_LOGIN", TRUSTED)
        run(["--as", APPROVER, "drill", "plan", "approve"], team, at_terminal=False)
        run(["drill", "remind"], team, at_terminal=False)
    return folder


@pytest.fixture
def team(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Team:
    monkeypatch.setenv("INCIDENT_HOME", str(folder))
    monkeypatch.setenv("INCIDENT_LOGIN", TRUSTED)
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    monkeypatch.chdir(tmp_path)
    return Team(folder)


def _records(team: Team) -> list[tuple[str, str]]:
    """The ids and titles of what there is to hide."""
    with closing(team.open_services(Options(for_everybody=True))) as program:
        return [(row.incident_id, row.title) for row in program.log.summaries(open_only=False)]


def _ran(team: Team, capsys: pytest.CaptureFixture[str], person: str, *words: str) -> Ran:
    capsys.readouterr()
    code = run(["--as", person, *words], team, at_terminal=False)
    out, err = capsys.readouterr()
    return Ran(code=code, out=out, err=err)


def _typed(found: Command, record: str) -> Iterator[str]:
    """Something for each argument and each option that has to be there; the record wherever an incident is meant."""
    for each in found.params:
        word = record if each.name == "incident_id" else _a_word(each.type)
        if isinstance(each, click.Argument):
            yield word
        elif each.required:
            yield from (each.opts[0], word)


def _a_word(kind: object) -> str:
    return str(kind.choices[0]) if isinstance(kind, click.Choice) else "1"


CALLED: Final = [(name, found) for name, found in commands(root) if name.split()[0] not in BY_THEMSELVES]


def test_there_is_something_to_hide_and_the_trusted_read_it(team: Team, capsys: pytest.CaptureFixture[str]) -> None:
    kept = _records(team)
    assert len(kept) == 2
    listed = _ran(team, capsys, TRUSTED, "list", "--all").out
    assert all(record in listed and title[:20] in listed for record, title in kept)
    assert "Exercise within a week" in _ran(team, capsys, TRUSTED, "timeline", kept[1][0]).out


@pytest.mark.parametrize(("name", "found"), CALLED, ids=[name for name, _ in CALLED])
def test_no_command_says_a_word_of_it_to_its_players(
    team: Team, capsys: pytest.CaptureFixture[str], name: str, found: Command
) -> None:
    (_, title), (record, notice) = _records(team)
    asked = (PLAYER, *name.split(), *_typed(found, record))
    told = _ran(team, capsys, *asked)
    assert not [words for words in (SECRET, title, notice) if words in told.out + told.err]
    if record in asked:
        nobodys = (each.replace(record, UNKNOWN) for each in asked)
        assert told.err.replace(record, UNKNOWN) == _ran(team, capsys, *nobodys).err


@pytest.mark.parametrize("words", [["list", "--all"], ["list", "--all", "--json"], ["search", "provider"]])
def test_neither_list_nor_search_names_it(team: Team, capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    told = _ran(team, capsys, PLAYER, *words)
    assert not [record for record, _ in _records(team) if record in told.out + told.err]


NOT_ABOUT_ONE: Final = {
    "append",
    "change_mark",
    "check_writable",
    "claims",
    "close",
    "epoch",
    "known_logins",
    "leading",
    "next_incident_id",
    "obstacle",
    "presence",
    "rebuild_summaries",
    "rests",
    "session_login",
    "warning",
}
"""What of the log tells nobody what an incident says; the stream of those who lead is guarded by its own rule."""
ASKED: Final[Mapping[str, Callable[[EventLog, str], object]]] = {
    "read": lambda log, record: log.read(record),
    "case_words": lambda log, record: log.case_words(record, [1]),
    "command": lambda log, record: log.command(f"{record}:none"),
    "summaries": lambda log, record: [each for each in log.summaries(open_only=False) if each.incident_id == record],
    "summary": lambda log, record: log.summary(record),
    "holding": lambda log, record: [each for each in log.holding(ReadersNamed) if each == record],
    "part": lambda log, record: next(filter(None, (log.part(record, seq, "") for seq in range(1, 9))), None),
}
"""The ways by which every screen reads."""


def test_every_way_to_read_the_log_keeps_it_back(team: Team) -> None:
    assert {each for each in vars(EventLog) if not each.startswith("_")} == NOT_ABOUT_ONE | {*ASKED}
    with closing(team.open_services(Options(acting_as=PLAYER))) as program:
        assert isinstance(program.log, WithholdingLog)
        assert not [*search(program.log, "provider")]
        for record, _title in _records(team):
            assert not [name for name, asks in ASKED.items() if asks(program.log, record)]
            assert program.outbox.deliveries(record) == ()
