"""Every JSON shape is versioned, documented in the help, and exactly what is printed."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from incident.application.errors import Problem
from incident.application.ports import AttemptClass, AttemptOutcome
from incident.cli.output import as_json
from incident.cli.root import root
from incident.cli.wiring import Fault
from incident.domain.law.holding import HeldTo, Profile
from incident.domain.resources.resource import Inventory, Resource
from incident.domain.runbooks.conditions import Condition, Op
from tests.bundles import RUNBOOK_ID, a_beginning
from tests.cli.conftest import CommandLine, commands
from tests.contracts.samples import REGISTER
from tests.fakes import ShelfLibrary
from tests.rotas import DESK, TECHNICAL

READING = [
    ("list",),
    ("show", "INC-0001"),
    ("now", "INC-0001"),
    ("question", "INC-0001"),
    ("timeline", "INC-0001"),
    ("search", "chat"),
    ("clocks", "INC-0001"),
    ("handover", "INC-0001"),
    ("message", "list", "INC-0001"),
    ("message", "call-sheet", "INC-0001", "M1"),
    ("resource", "list", "INC-0001"),
    ("resource", "gap", "INC-0001", "--tier", "1"),
    ("resource", "stock"),
    ("resource", "use"),
    ("evidence", "list", "INC-0001"),
    ("evidence", "show", "INC-0001", "E1"),
    ("evidence", "export", "INC-0001", "-o", "out"),
    ("evidence", "get", "INC-0001", "E1", "-o", "out"),
    ("triage", RUNBOOK_ID),
    ("runbook", "list"),
    ("runbook", "show", RUNBOOK_ID),
    ("runbook", "rules"),
    ("runbook", "print", RUNBOOK_ID),
    ("runbook", "export", RUNBOOK_ID, "--format", "cacao"),
    ("runbook", "diff", RUNBOOK_ID, "--tier", "3", "--tier", "1"),
    ("drill", "scenario", "list"),
    ("drill", "scenario", "show", "exercise.provider-down"),
    ("doctor", "--send-test-page", "--wait", "0s", "--yes"),
    ("oncall", "now"),
    ("oncall", "rota"),
    ("oncall", "gaps"),
    ("oncall", "export"),
    ("verify",),
    ("access", "INC-0001"),
    ("declare", RUNBOOK_ID, "--tier", "3", "--title", "x"),
]


ACTING = {
    *(
        "demo",
        "walk",
        "completion",
    ),
    *("config keys", "serve password", "db upgrade", "db rebuild"),
    *("runbook add", "runbook schema", "drill scenario schema", "drill plan schema", "resource schema"),
}
"""Commands for a person at a terminal, or of a file alone. A schema is JSON as it is, keys are a file to keep."""

ACTS = [
    ("step", "INC-0001", "notice", "take"),
    ("step", "INC-0001", "notice", "not-expected", "--value", "no tone"),
    ("undo", "INC-0001", "--yes"),
    ("fact", "INC-0001", "data_exposed=no", "affected_share=3%"),
    ("mark", "INC-0001", "aware", "--at", "now"),
    ("class", "INC-0001", "cn.cac", "larger"),
    ("note", "INC-0001", "the vendor calls back"),
    ("correct", "INC-0001", "1", "it was the chat"),
    ("ask", "INC-0001", "bo", "Is the chat down too?"),
    ("role", "INC-0001", "scribe", "bo"),
    ("tier", "INC-0001", "raise", "1", "--because", "it spreads"),
    ("message", "ack", "INC-0001", "M1"),
    ("message", "leave-out", "INC-0001", "customers", "--because", "nothing is sure"),
    ("message", "send", "INC-0001", "agents", "agents-notice", "--yes"),
    ("message", "correct", "INC-0001", "M1", "--body", "it is the chat", "--yes"),
    ("resource", "request", "INC-0001", "van", "--kind", "equipment"),
    ("resource", "approve", "INC-0001", "R2"),
    ("resource", "assign", "INC-0001", "phones"),
    ("resource", "order", "INC-0001", "R1"),
    ("resource", "enroute", "INC-0001", "R1"),
    ("resource", "arrive", "INC-0001", "R1"),
    ("resource", "out", "INC-0001", "R1", "repair"),
    ("resource", "release", "INC-0001", "R1"),
    ("resource", "cancel", "INC-0001", "R2", "--because", "no need"),
    ("resource", "decline", "INC-0001", "R2", "--because", "no need"),
    ("resource", "team", "INC-0001", "Alpha", "bo"),
    ("resource", "period", "INC-0001", "8h"),
    ("evidence", "decline", "INC-0001", "E1"),
    ("evidence", "hold", "INC-0001", "--because", "another suit", "--approved-by", "bo"),
    ("evidence", "lift", "INC-0001", "L1", "--because", "settled", "--approved-by", "bo"),
    ("worker", "--once"),
]
"""Commands that change something, and that a script sends."""


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
    cli.world.directory.all_rotas = (DESK, TECHNICAL)
    cli.world.library = ShelfLibrary({RUNBOOK_ID: a_beginning()})
    cac = REGISTER.regimes[0]
    asking = cac.obligations[0].changed(applies_if=Condition(op=Op.FACT, name="affected_share"))
    rules = REGISTER.changed(regimes=(cac.changed(obligations=(asking,)),))
    cli.world.held_to = HeldTo(register=rules, profile=Profile(jurisdictions=("cn",), sectors=("telecom",)))
    incident = cli.declared("--fact", "data_exposed=yes", "--title", "A line is down")
    cli.world.inventory = Inventory(
        resources={
            name: Resource(id=name, kind="equipment", type=name, quantity=9) for name in ("overflow-queue", "phones")
        }
    )
    cli.done("resource", "assign", incident, "overflow-queue", "--cost", "1.00 CNY")
    cli.world.clock.forward(minutes=1)
    cli.done("resource", "request", incident, "phones")
    cli.done("resource", "team", incident, "Night", "bo")
    cli.done("step", incident, "agents", "done", "--yes")
    cli.done("message", "ack", incident, "M1", "--count", "12/14")
    cli.done("message", "told", incident, "M1", "by phone")
    cli.done("message", "leave-out", incident, "agents", "eva", "--because", "she has it", "--yes")
    cli.done("correct", incident, "1", "it was the chat")
    cli.done("ask", incident, "eva", "Is the chat down too?")
    asked = cli.done("question", incident, "--json").json["questions"][0]["question"]
    cli.done("question", incident, str(asked), "answer", "no")
    cli.done("handover", incident, "offer", "bo", "--worry", "the vendor is silent")
    cli.done("--as", "bo", "handover", incident, "read-back", "--next", "call", "--hurts", "peak", "--due", "06:16")
    cli.done("evidence", "add", incident, __file__, "--where", "the desk")
    cli.done("evidence", "transfer", incident, "E1", "bo", "--because", "the lawyers")
    cli.done("erase", incident, "1", "--propose", "--because", "rule 4")
    cli.done("evidence", "hold", incident, "--because", "a suit", "--approved-by", "dee")
    cli.world.faults = [Fault(incident_id=incident, seq=2, words="altered")]
    return cli


@pytest.mark.parametrize("words", READING, ids=lambda words: " ".join(words[:2]))
def test_what_is_printed_is_what_the_help_says(
    busy: CommandLine, words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    called = max((name for name, _ in commands(root) if f"{' '.join(words)} ".startswith(f"{name} ")), key=len)
    said = re.search(r"With --json:\n(.*)\Z", busy.done(*called.split(), "--help").out, re.DOTALL)
    assert said
    printed = busy(*words, "--json").json
    assert printed["version"] == 1
    assert _shape(printed) == _parsed(" ".join(said[1].split()))


@pytest.mark.parametrize("words", ACTS, ids=lambda words: " ".join(words[:2]))
def test_an_act_answers_as_its_help_says(busy: CommandLine, words: tuple[str, ...]) -> None:
    name = words[:2] if words[0] in ("message", "evidence", "resource") else words[:1]
    said = re.search(r"With --json:\n(.*)\Z", busy.done(*name, "--help").out, re.DOTALL)
    assert said
    ran = busy(*words, "--json")
    assert ran.code == 0, ran.err
    assert ran.json["version"] == 1
    assert _shape(ran.json) == _parsed(" ".join(said[1].split()))


def test_a_mark_set_again_answers_as_its_help_says(busy: CommandLine) -> None:
    busy.done("undo", "INC-0001", "--yes")
    test_an_act_answers_as_its_help_says(busy, ("redo", "INC-0001"))


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


def test_an_act_answers_with_its_entry_and_the_head_of_the_record(cli: CommandLine) -> None:
    incident = cli.declared()
    answer = cli.done("note", incident, "the vendor calls back", "--json").json
    summary = cli.world.log.summary(incident)
    assert summary
    assert answer == {
        "version": 1,
        "id": incident,
        "seq": summary.seq,
        "head": summary.head,
        "said": [f"Noted as entry {summary.seq} of {incident}."],
    }


def test_an_act_that_is_refused_answers_no_json(cli: CommandLine) -> None:
    ran = cli("note", cli.declared(), "", "--json")
    assert ran.code == 1
    assert not ran.out
    assert ran.err


def test_an_act_whose_message_fails_still_answers_and_fails(cli: CommandLine) -> None:
    cli.world.sender.answers["agents-chat"] = AttemptOutcome(result=AttemptClass.PERMANENT, detail="status: 404")
    incident = cli.declared()
    ran = cli("message", "send", incident, "agents", "agents-notice", "--yes", "--json")
    assert ran.code == 5
    assert ran.json["message"] == "M1"
    assert any("Not sent to agents" in sentence for sentence in ran.json["said"])
    delivery = cli("message", "list", incident, "--json").json["messages"][0]["deliveries"][0]["id"]
    again = cli("message", "retry", incident, delivery, "--json")
    assert again.code == 5
    assert again.json["id"] == incident


def test_a_repeated_act_answers_with_the_entry_of_that_time(cli: CommandLine) -> None:
    words = ("note", cli.declared(), "the vendor calls back", "--command-id", "a-1", "--json")
    assert cli.done(*words).json["seq"] == cli.done(*words).json["seq"]


def test_nothing_a_terminal_obeys_leaves_as_json_and_nothing_is_lost() -> None:
    text = "\x1b[1m\x9b\u202e\u200b\x07 中文 é \U000e0041 🙂\n\t"
    written = as_json({"text": text})
    assert not [char for char in written if not char.isprintable() and char != "\n"]
    assert "中文 é" in written
    assert json.loads(written) == {"text": text}


def _shape(value: Any) -> Any:  # noqa: ANN401  (whatever JSON holds)
    """A dictionary as a dictionary of shapes, a list as the shape of its entries, anything else as None."""
    if isinstance(value, dict):
        return {key: _shape(each) for key, each in value.items()}
    if isinstance(value, list) and value and isinstance(value[0], dict):
        shapes = [_shape(each) for each in value]
        return [{key: next((s[key] for s in shapes if s.get(key)), None) for shape in shapes for key in shape}]
    return None


def _paths(shape: Any, above: tuple[str, ...] = ()) -> set[tuple[str, ...]]:  # noqa: ANN401
    """Every key with the keys above it; those of milestones and of titles are data."""
    inner = shape[0] if isinstance(shape, list) else shape
    if not isinstance(inner, dict) or above[-1:] in (("milestones",), ("titles",)):
        return set()
    return {(*above, key) for key in inner} | {path for key in inner for path in _paths(inner[key], (*above, key))}


def _parsed(written: str) -> Any:  # noqa: ANN401
    """`{a, b: [{c}]}` in the same form."""
    quoted = re.sub(r"(\w+)(?=[,}])", r'"\1": null', written)
    return json.loads(re.sub(r"(\w+): (?=[\[{])", r'"\1": ', quoted))
