"""Only a sandbox may move its clock, and only as far as somebody can mean."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from incident.adapters.clock import ShiftedClock, SystemClock, parse_offset
from incident.adapters.workspace.starter import Starter, init_workspace
from incident.application.errors import ClockShifted, ClockUnreadable
from incident.bootstrap.assembly import OFFSET, Program
from incident.bootstrap.wired import Wired
from incident.cli.main import run
from tests.fakes import START

JUNK = ["nan", "+45", "junk", "+99999999999h", "+999999999d", "+367d", "1e3h", "--5m"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "desk"
    init_workspace(place, Starter(name="Desk", language="en", zone="UTC", person="lin", login="lin"))
    Program(place).make_log()
    monkeypatch.setenv("INCIDENT_HOME", str(place))
    monkeypatch.setenv("INCIDENT_LOGIN", "lin")
    return place


def _play(folder: Path) -> None:
    settings = folder / "incident.yaml"
    settings.write_text(settings.read_text("utf-8").replace("sandbox: false", "sandbox: true"), "utf-8")


class SetClock(SystemClock):
    """The system's clock, at a desk where somebody sets it."""

    def __init__(self) -> None:
        self.wall, self.passed = START, 0.0
        super().__init__(lambda: self.passed)

    def now(self) -> datetime:
        return self.wall

    def goes(self, seconds: float, by: timedelta = timedelta(0)) -> bool:
        """So much time passes, and it is set by that much; whether it is doubted."""
        self.passed += seconds
        self.wall += timedelta(seconds=seconds) + by
        return self.was_set()


@pytest.mark.parametrize("by", [timedelta(days=1), timedelta(hours=-1)])
def test_a_clock_that_is_set_is_doubted_until_it_is_right_again_or_for_ten_minutes(by: timedelta) -> None:
    clock = SetClock()
    assert [clock.goes(86_400), clock.goes(1, timedelta(minutes=9))] == [False, False], "a day, and a small correction"
    assert [clock.goes(1, by), clock.goes(22), clock.goes(1, -by)] == [True, True, False]
    assert [clock.goes(1, by), clock.goes(599), clock.goes(1), clock.goes(3600)] == [True, True, False, False]


def test_an_offset_is_read_with_its_unit() -> None:
    assert parse_offset("+45m") == timedelta(minutes=45)
    assert parse_offset("-2h") == timedelta(hours=-2)
    assert parse_offset("366d") == timedelta(days=366)
    assert [parse_offset(words) for words in JUNK] == [None] * len(JUNK)


@pytest.mark.parametrize("words", JUNK)
def test_what_is_no_offset_is_said_so_in_a_sandbox(
    folder: Path, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _play(folder)
    monkeypatch.setenv(OFFSET, words)
    with pytest.raises(ClockUnreadable):
        _ = Program(folder).clock
    assert run(["note", "INC-0001", "text"], Wired(), at_terminal=False) == 1
    assert f"{OFFSET} is '{words}', which is no offset." in capsys.readouterr().err


def test_a_sandbox_moves_its_clock(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _play(folder)
    monkeypatch.setenv(OFFSET, "+45m")
    assert isinstance(Program(folder).clock, ShiftedClock)


@pytest.mark.parametrize("words", ["+45m", "junk"])
def test_doctor_says_that_a_moved_clock_stops_a_real_night(
    folder: Path, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(OFFSET, words)
    with pytest.raises(ClockShifted):
        _ = Program(folder).clock
    assert run(["doctor"], Wired(), at_terminal=False) == 1
    said = " ".join(capsys.readouterr().out.split())
    assert f"!! {OFFSET} is '{words}', but the workspace" in said
    assert "is no sandbox" in said
