"""`incident search`: which incidents have the words, where they stand, and that nothing has them."""

from __future__ import annotations

import pytest

from tests.cli.conftest import CommandLine


@pytest.fixture
def incident(cli: CommandLine) -> str:
    """A declared incident; its id."""
    return cli.declared()


def test_words_are_found_with_their_incident_and_entry(cli: CommandLine, incident: str) -> None:
    cli.done("note", incident, "the vendor called back")
    ran = cli.done("search", "vendor BACK")
    assert incident in ran.out
    assert "the vendor called back" in ran.out
    found = cli.done("search", "vendor back", "--json").json["incidents"]
    assert [each["id"] for each in found] == [incident]
    assert [hit["place"] for hit in found[0]["found"]] == ["note"]


def test_nothing_found_is_said_beside_and_is_no_failure(cli: CommandLine, incident: str) -> None:
    del incident
    ran = cli.done("search", "zebra")
    assert ran.out == ""
    assert "'zebra'" in ran.err


def test_in_chinese_its_brackets_are_full_width(cli: CommandLine, incident: str) -> None:
    cli.done("note", incident, "vendor")
    head = cli.done("search", "vendor", "--lang", "zh-CN").out.splitlines()[0]
    assert head.startswith(incident)
    assert head.endswith("（二级（较大）、实战）")
