from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

import incident.domain.evolve
from incident.domain import commands
from incident.domain.evolve import change_of


def test_every_name_of_the_commands_is_found_in_one_of_their_files() -> None:
    assert {name for name in commands.__all__ if getattr(commands, name, None) is None} == set()
    assert getattr(commands, "noting").AddNote is commands.AddNote  # noqa: B009 - a file is found as well


def test_a_command_that_does_not_exist_is_found_in_none() -> None:
    with pytest.raises(AttributeError, match="NoSuchCommand"):
        getattr(commands, "NoSuchCommand")  # noqa: B009 - mypy knows that it is not there


def test_no_change_that_a_concern_states_is_overlooked() -> None:
    """A table is found by the file of its events: one that stood in another file would never be asked."""
    concerns = [path.stem for path in Path(incident.domain.evolve.__path__[0]).glob("[a-z]*.py")]
    tables = [import_module(f"incident.domain.evolve.{name}").CHANGES for name in concerns if name != "changes"]
    stated = {kind: change for table in tables for kind, change in table.items()}
    assert len(stated) > 60
    assert {kind for kind, change in stated.items() if change_of(kind) is not change} == set()
