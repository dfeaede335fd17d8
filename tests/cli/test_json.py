"""Every JSON shape is versioned, documented in the help, and exactly what is printed."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from incident.application.errors import Problem
from incident.cli.output import as_json
from incident.cli.root import root
from incident.cli.wiring import Fault
from incident.domain.conditions import Condition, Op
from incident.domain.holding import HeldTo, Profile
from tests.bundles import RUNBOOK_ID
from tests.cli.conftest import CommandLine, commands
from tests.contracts.samples import REGISTER

READING = [
    ("list",),
    ("show", "INC-0001"),
    ("timeline", "INC-0001"),
    ("search", "chat"),
    ("clocks", "INC-0001"),
    ("handover", "INC-0001"),
    ("message", "list", "INC-0001"),
    ("triage", RUNBOOK_ID),
    ("runbook", "list"),
    ("runbook", "show", RUNBOOK_ID),
    ("runbook", "diff", RUNBOOK_ID, "--tier", "3", "--tier", "1"),
    ("doctor",),
    ("verify",),
    ("access", "INC-0001"),
    ("declare", RUNBOOK_ID, "--tier", "3", "--title", "x"),
]


ACTING = {
    *(
        "init",
        "demo",
        "walk",
        "step",
        "undo",
        "fact",
        "mark",
        "class",
        "law",
        "obligation",
        "note",
        "correct",
        "role",
        "tier",
        "close",
        "erase",
        "worker",
        "completion",
    ),
    *("config keys", "serve password"),
    *("message ack", "message told", "message retry", "message send", "db upgrade", "db rebuild"),
    *("runbook add", "runbook schema", "runbook print", "runbook export"),
}
"""Commands that are not there to be read: their exit code is what a script wants. A schema is JSON as it is."""


def test_every_command_that_reads_prints_json() -> None:
    silent = {
        name for name, found in commands(root) if not any("--json" in parameter.opts for parameter in found.params)
    }
    assert silent == ACTING


def test_every_json_is_documented_in_the_help() -> None:
    reading = {name: found for name, found in commands(root) if name not in ACTING}
    assert {name for name, found in reading.items() if not found.json_shape} == set()


@pytest.fixture
def busy(cli: CommandLine) -> CommandLine:
    """A world in which no list of any shape is empty."""
    cac = REGISTER.regimes[0]
    asking = cac.obligations[0].changed(applies_if=Condition(op=Op.FACT, name="affected_share"))
    rules = REGISTER.changed(regimes=(cac.changed(obligations=(asking,)),))
    cli.world.held_to = HeldTo(register=rules, profile=Profile(jurisdictions=("cn",), sectors=("telecom",)))
    incident = cli.declared("--fact", "data_exposed=yes")
    cli.done("step", incident, "agents", "done", "--yes")
    cli.done("correct", incident, "1", "it was the chat")
    cli.done("handover", incident, "offer", "bo", "--worry", "the vendor is silent")
    cli.done("--as", "bo", "handover", incident, "read-back", "--next", "call", "--hurts", "peak", "--due", "06:16")
    cli.world.faults = [Fault(incident_id=incident, seq=2, words="altered")]
    return cli


@pytest.mark.parametrize("words", READING, ids=lambda words: " ".join(words[:2]))
def test_what_is_printed_is_what_the_help_says(busy: CommandLine, words: tuple[str, ...]) -> None:
    said = re.search(r"With --json:\n(.*)\Z", busy.done(*words[:2], "--help").out, re.DOTALL)
    assert said
    printed = busy(*words, "--json").json
    assert printed["version"] == 1
    assert _shape(printed) == _parsed(" ".join(said[1].split()))


@pytest.mark.parametrize("words", [("config", "check"), ("runbook", "check")])
def test_problems_are_printed_as_the_help_says(busy: CommandLine, words: tuple[str, ...]) -> None:
    busy.world.problems = [Problem(path="a.yaml", line=1, column=2, rule="RB001", message="wrong", hint="right")]
    said = re.search(r"With --json:\n(.*)\Z", busy.done(*words, "--help").out, re.DOTALL)
    assert said
    ran = busy(*words, "--json")
    assert ran.code == 3
    assert ran == busy(*words, "--format", "json")
    assert _shape(ran.json) == _parsed(" ".join(said[1].split()))


def test_a_review_is_the_same_json_by_either_name(busy: CommandLine) -> None:
    ran = busy.done("review", "INC-0001", "--json")
    assert ran.json["version"] == 1
    assert ran == busy.done("review", "INC-0001", "--format", "json")


def test_every_key_of_a_review_stands_in_its_help(busy: CommandLine) -> None:
    said = re.search(r"With --json:\n(.*)\Z", busy.done("review", "--help").out, re.DOTALL)
    assert said
    documented = _paths(_parsed(" ".join(said[1].split())))
    printed = _paths(_shape(busy.done("review", "INC-0001", "--json").json))
    assert {path for path in printed if "event" not in path[:-1]} <= documented
    assert {path[0] for path in documented} == {path[0] for path in printed}


def test_a_script_gets_the_id_of_what_it_declared(cli: CommandLine) -> None:
    ran = cli.done("declare", RUNBOOK_ID, "--tier", "3", "--title", "x", "--json")
    assert ran.json == {"version": 1, "id": "INC-0001"}


def test_nothing_a_terminal_obeys_leaves_as_json_and_nothing_is_lost() -> None:
    text = "\x1b[1m\x9b\u202e\u200b\x07 中文 é \U000e0041 🙂\n\t"
    written = as_json({"text": text})
    assert not [char for char in written if not char.isprintable() and char != "\n"]
    assert "中文 é" in written
    assert json.loads(written) == {"text": text}


def _shape(value: Any) -> Any:  # noqa: ANN401  (whatever JSON holds)
    """A dictionary as a dictionary of shapes, a list as the shape of its first entry, anything else as None."""
    if isinstance(value, dict):
        return {key: _shape(each) for key, each in value.items()}
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [_shape(value[0])]
    return None


def _paths(shape: Any, above: tuple[str, ...] = ()) -> set[tuple[str, ...]]:  # noqa: ANN401
    """Every key with the keys above it; those of milestones are data."""
    inner = shape[0] if isinstance(shape, list) else shape
    if not isinstance(inner, dict) or above[-1:] == ("milestones",):
        return set()
    return {(*above, key) for key in inner} | {path for key in inner for path in _paths(inner[key], (*above, key))}


def _parsed(written: str) -> Any:  # noqa: ANN401
    """`{a, b: [{c}]}` in the same form."""
    quoted = re.sub(r"(\w+)(?=[,}])", r'"\1": null', written)
    return json.loads(re.sub(r"(\w+): (?=[\[{])", r'"\1": ', quoted))
