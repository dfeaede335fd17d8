"""One idea is written in the same way everywhere, and what is near to it is understood."""

from __future__ import annotations

import pytest

from tests.bundles import RUNBOOK_ID
from tests.cli.conftest import CommandLine


@pytest.mark.parametrize("name", ["--because", "--reason"])
def test_a_reason_is_taken_by_either_name(cli: CommandLine, name: str) -> None:
    incident = cli.declared()
    cli.done("tier", incident, "raise", "1", name, "it spreads")
    cli.done("step", incident, "notice", "defer", "--until", "20m", name, "waits for the vendor")


def test_triage_takes_facts_as_fact_does(cli: CommandLine) -> None:
    bare = cli.done("triage", RUNBOOK_ID, "affected_share=3%", "--json").json
    assert bare == cli.done("triage", RUNBOOK_ID, "--fact", "affected_share=3%", "--json").json


@pytest.mark.parametrize("words", [("1",), ("1", "--because", "it spreads")])
def test_a_tier_without_a_direction_is_told_what_to_type(cli: CommandLine, words: tuple[str, ...]) -> None:
    ran = cli("tier", cli.declared(), *words)
    assert ran.code == 2
    assert "raise" in ran.err
    assert "lower" in ran.err


@pytest.mark.parametrize("written", ["md", "markdown"])
def test_markdown_is_asked_for_by_either_word(cli: CommandLine, written: str) -> None:
    assert cli.done("review", cli.declared(), "--format", written).out.startswith("#")
    assert cli.done("runbook", "print", RUNBOOK_ID, "--format", written).out.startswith("#")


def test_what_is_missing_is_named_in_the_language_spoken(cli: CommandLine) -> None:
    ran = cli("--lang", "zh-CN", "step", cli.declared(), "notice", "hold")
    assert "--reason" in ran.err
    assert "WORDS" not in ran.err
