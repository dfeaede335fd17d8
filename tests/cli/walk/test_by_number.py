"""The id of an incident, typed alone, opens it (reference/UX.md D-1, 30)."""

from __future__ import annotations

import pytest

from tests.cli.conftest import CommandLine
from tests.cli.world import World


@pytest.mark.parametrize("typed", ["INC-0001", "inc-0001"])
def test_the_number_that_somebody_was_told_opens_that_walk(
    cli: CommandLine, world: World, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    cli.declared()
    ran = cli(typed, at_terminal=True)
    assert (ran.code, world.started_at) == (0, "INC-0001")


def test_a_number_that_is_nobodys_is_refused_with_the_nearest(cli: CommandLine, world: World) -> None:
    cli.declared()
    ran = cli("INC-0002", at_terminal=True)
    assert ran.code == 1
    assert "INC-0001" in ran.err
    assert world.started_at is None
