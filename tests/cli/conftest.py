"""The command line, run in this process against a world in memory."""

from __future__ import annotations

import os
from collections.abc import Iterator

import click
import pytest

from incident import i18n
from incident.cli.main import run
from incident.cli.spoken import Command, Group
from tests.bundles import RUNBOOK_ID
from tests.cli.world import World
from tests.runs import Ran


class CommandLine:
    """Runs commands one after the other, each as a fresh start of the program."""

    def __init__(self, world: World, capture: pytest.CaptureFixture[str]) -> None:
        self.world = world
        self._capture = capture

    def __call__(self, *words: str, at_terminal: bool = False) -> Ran:
        self._capture.readouterr()
        code = run(words, self.world, at_terminal=at_terminal)
        out, err = self._capture.readouterr()
        assert "Traceback" not in out + err
        return Ran(code=code, out=out, err=err)

    def done(self, *words: str) -> Ran:
        """Run what must succeed."""
        ran = self(*words)
        assert ran.code == 0, ran.err
        return ran

    def declared(self, *words: str, tier: int = 2) -> str:
        """Declare an incident; its id."""
        ran = self.done("declare", RUNBOOK_ID, "--tier", str(tier), "--title", "Voice line down", *words)
        return ran.out.strip()


def commands(group: Group, above: str = "") -> Iterator[tuple[str, Command]]:
    """Every command of the program, by the words that call it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        assert isinstance(found, Command)
        if isinstance(found, Group):
            yield from commands(found, f"{above}{name} ")
        else:
            yield f"{above}{name}", found


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def cli(world: World, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[CommandLine]:
    monkeypatch.setenv("COLUMNS", "81")
    monkeypatch.setenv("TERM", os.environ.get("TERM") or "dumb")
    yield CommandLine(world, capsys)
    i18n.use("en")
