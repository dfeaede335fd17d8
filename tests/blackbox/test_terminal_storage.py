"""The database is locked or gone in the middle of a walk: one line says so, one can read on, and no word is lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tests.blackbox.conftest import Team
from tests.blackbox.terminal import Terminal


@contextmanager
def _locked(log: Path) -> Iterator[None]:
    with closing(sqlite3.connect(log, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def _walking(terminal: Terminal) -> None:
    terminal.sees("INC-0001")
    terminal.press("Enter")
    terminal.sees("[>] 1", "Space as expected")


def test_a_lock_held_by_another_is_said_and_the_typed_note_is_still_there(team: Team) -> None:
    incident = team.declared("outage.core-channel", "--tier", "2", "--title", "Voice")
    with Terminal([team.program], team.environment) as terminal:
        _walking(terminal)
        with _locked(team.folder / "incident.db"):
            terminal.press("m")
            terminal.sees("TYPING")
            terminal.type("callers hear nothing")
            terminal.press("Enter")
            terminal.press("t")
            terminal.sees("TIMELINE", "now holds the role")
            assert "Another process held the log" not in terminal.text
            terminal.press("Esc")
            terminal.sees("Another process held the log")
            terminal.press("j")
            terminal.sees("LOOKING")
            terminal.press(".")
            terminal.press("m")
            terminal.sees("callers hear nothing")
        terminal.press("Enter")
        terminal.sees("Noted.")
    assert "callers hear nothing" in team.done("timeline", incident).out


def test_a_database_that_was_deleted_is_said_and_the_walk_is_still_read(team: Team) -> None:
    team.declared("outage.core-channel", "--tier", "2", "--title", "Voice")
    with Terminal([team.program], team.environment) as terminal:
        _walking(terminal)
        (team.folder / "incident.db").unlink()
        terminal.sees("deleted")
        terminal.press("Space")
        terminal.sees("deleted")
        terminal.press("j")
        terminal.sees("LOOKING")
        terminal.press("m")
        terminal.sees("TYPING")
        terminal.press("half a note")
        terminal.sees("half a note")
        terminal.press("Enter")
        terminal.sees("deleted")
        terminal.press("m")
        terminal.sees("half a note")


def test_a_database_that_was_moved_away_and_back_takes_what_was_typed_meanwhile(team: Team) -> None:
    incident = team.declared("outage.core-channel", "--tier", "2", "--title", "Voice")
    log = team.folder / "incident.db"
    with Terminal([team.program], team.environment) as terminal:
        _walking(terminal)
        log.rename(team.folder / "away.db")
        terminal.sees("deleted")
        terminal.press("m")
        terminal.sees("TYPING")
        terminal.type("callers hear nothing")
        terminal.press("Enter")
        terminal.sees("deleted")
        (team.folder / "away.db").rename(log)
        terminal.press("m")
        terminal.sees("callers hear nothing")
        terminal.press("Enter")
        terminal.sees("Noted.")
    assert "callers hear nothing" in team.done("timeline", incident).out
