"""A contact that somebody typed of a case reads masked in every form, of a terminal and of a program."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine

OF_THE_CASE = "lin@x.cn"
OF_ANOTHER = "mia.k@other.org"
"""In no register, so that it was not masked as it was typed."""
SAID = f"by mail, {OF_THE_CASE} and {OF_ANOTHER}"
SHOWN = ("l***@x***", "m***@o***")
LIN = ("--name", "Lin", "--contact", OF_THE_CASE, "--service", SAID, "--problem", SAID, "--request", SAID)


@pytest.fixture
def told(cli: CommandLine) -> str:
    """An incident in which every field of words of every command about cases has both contacts."""
    incident = cli.declared()
    cli.done("role", incident, "technical", "bo")
    for reference in (SAID, "2", "3"):
        cli.done("case", "add", incident, *LIN, "--reference", reference)
    cli.done("case", "accept", incident, "1..3")
    cli.done("case", "answer", incident, "1", "--text", SAID)
    cli.done("case", "pause", incident, "1", "--asked", SAID)
    cli.done("case", "resume", incident, "1")
    more = ("--until", "60h", "--because", SAID, "--told", SAID, "--approved-by", "bo")
    cli.done("case", "extend", incident, "1", *more)
    cli.done("case", "hand-on", incident, "2", "--to", "bo", "--because", SAID)
    cli.done("case", "done", incident, "1", "--text", SAID)
    cli.done("case", "told", incident, "1", "--how", SAID)
    cli.done("case", "satisfaction", incident, "1", "--score", "4", "--text", SAID)
    cli.done("case", "erase", incident, "3", "--because", f"asked by {OF_THE_CASE}")
    return incident


def _outputs(cli: CommandLine, incident: str, folder: Path) -> Iterator[tuple[str, str]]:
    def reads(*words: str) -> str:
        return cli.done(*words).out

    of_all = ("show", "timeline", "case list", "case export", "clocks", "handover", "review")
    for command in of_all:
        yield command, reads(*command.split(), incident)
        if command != "review":
            yield f"{command} --json", reads(*command.split(), incident, "--json")
    yield "case show", reads("case", "show", incident, "1")
    yield "case show --json", reads("case", "show", incident, "1", "--json")
    for form in ("html", "json"):
        yield f"review {form}", reads("review", incident, "--format", form)
    for suffix in ("csv", "json"):
        file = folder / f"cases.{suffix}"
        cli.done("case", "export", incident, "-o", str(file), *(("--json",) if suffix == "json" else ()))
        yield f"export {suffix}", file.read_text("utf-8")
    yield "search", reads("search", "by mail")
    yield "search --json", reads("search", "by mail", "--json")


def test_no_form_shows_a_contact_that_was_typed_of_a_case(cli: CommandLine, told: str, tmp_path: Path) -> None:
    shown = dict(_outputs(cli, told, tmp_path))
    assert {name: word for name, text in shown.items() for word in (OF_THE_CASE, OF_ANOTHER) if word in text} == {}


def test_what_stands_around_the_contact_stays(cli: CommandLine, told: str) -> None:
    case = json.loads(cli.done("case", "show", told, "1", "--json").out)
    words = (case["extended"]["message"], case["extended"]["because"], case["satisfaction"]["text"])
    assert set(words) == {f"by mail, {SHOWN[0]} and {SHOWN[1]}"}
