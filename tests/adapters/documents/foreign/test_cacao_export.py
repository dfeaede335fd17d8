from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from incident.adapters.documents.foreign.cacao.exporting import export_cacao
from incident.adapters.documents.foreign.importer import import_document
from incident.adapters.documents.library import YamlLibrary
from incident.adapters.documents.reading.sources import scan
from incident.domain.grading.tiers import Tier
from incident.domain.runbooks.runbook import Bundle, Step
from incident.shipped import library_root
from tests.adapters.documents.foreign.cacao import Steps, action, compiled, imported, playbook, start, written
from tests.adapters.documents.foreign.schemas import SCHEMAS, schema_errors

ID = re.compile(r"^[a-z][a-z0-9-]+--[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")
EVERY = [(tier, language) for tier in Tier for language in ("en", "zh-CN")]


@pytest.fixture(scope="module")
def shipped() -> Bundle:
    return YamlLibrary([library_root()]).bundle("outage.core-channel")


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    folder = tmp_path_factory.mktemp("foreign")
    steps: Steps = {
        "start": start("a"),
        "a": {"type": "action", "name": "Main", "on_success": "q", "on_failure": "f"},
        "f": action("Fall back", "q"),
        "q": {"type": "switch-condition", "switch": "__v__", "cases": {"one": "b", "two": "c"}, "on_completion": "w"},
        "b": action("One", "end-b"),
        "c": action("Two", "end-c", out_args=["__v__"], timeout=5000),
        "w": {"type": "while-condition", "condition": "bad", "on_true": "d", "on_completion": "end"},
        "d": action("Look again", "end-d", commands=[{"type": "bash", "command": "tail $LOG\n| grep x"}]),
        **{name: {"type": "end"} for name in ("end", "end-b", "end-c", "end-d")},
    }
    return compiled(folder, imported(folder, playbook(steps, playbook_variables={"__v__": {"type": "string"}})))


def _walk(bundle: Bundle, tier: Tier) -> list[tuple[str, Step]]:
    """What is worked at a tier: the steps with everything that they ask, in their phases, in order."""
    return [(phase.id, step) for phase in bundle.runbook.phases for step in phase.steps if tier in step.tiers]


def _back(folder: Path, text: str) -> Bundle:
    templates = [source for source in scan([library_root()]) if source.format == "templates/1"]
    return compiled(folder, import_document(written(folder, text, "export.json")), templates)


@pytest.mark.parametrize(("tier", "language"), EVERY)
def test_what_was_exported_comes_back_as_the_same_walk(
    tmp_path: Path, shipped: Bundle, tier: Tier, language: str
) -> None:
    back = _back(tmp_path, export_cacao(shipped, tier, language))
    assert _walk(back, tier) == _walk(shipped, tier)
    for part in ("id", "revision", "family", "owner", "facts", "triage", "tiers", "roles", "staffing", "wants"):
        assert getattr(back.runbook, part) == getattr(shipped.runbook, part)
    assert back.runbook.raise_rules == shipped.runbook.raise_rules
    assert back.runbook.lower_rules == shipped.runbook.lower_rules
    steps = {step.id for _phase, step in _walk(shipped, tier)}
    words = {key: said for key, said in shipped.words[language].items() if key.split(".")[1:2] in [[s] for s in steps]}
    assert {key: back.words[language].get(key) for key in words} == words


def test_an_import_that_is_exported_comes_back_as_the_same_walk(tmp_path: Path, foreign: Bundle) -> None:
    for tier in Tier:
        back = _back(tmp_path, export_cacao(foreign, tier, "en"))
        assert _walk(back, tier) == _walk(foreign, tier)
        assert back.words["en"] == foreign.words["en"]


def test_the_same_runbook_makes_the_same_file(shipped: Bundle) -> None:
    assert export_cacao(shipped, Tier.MAJOR, "en") == export_cacao(shipped, Tier.MAJOR, "en")


def test_a_step_that_another_tool_added_is_kept(tmp_path: Path, shipped: Bundle) -> None:
    document = json.loads(export_cacao(shipped, Tier.GENERAL, "en"))
    first = document["workflow"][document["workflow_start"]]
    document["workflow"]["action--x"] = action("Added elsewhere", first["on_completion"])
    first["on_completion"] = "action--x"
    back = _back(tmp_path, json.dumps(document))
    assert _walk(back, Tier.GENERAL)[0][1].id == "added-elsewhere"
    assert _walk(back, Tier.GENERAL)[1:] == _walk(shipped, Tier.GENERAL)


@pytest.mark.parametrize(("tier", "language"), EVERY)
def test_an_export_keeps_the_rules_of_the_specification(shipped: Bundle, tier: Tier, language: str) -> None:
    document = json.loads(export_cacao(shipped, tier, language))
    workflow = document["workflow"]
    assert all(ID.match(name) and name.startswith(f"{step['type']}--") for name, step in workflow.items())
    assert [step["type"] for step in workflow.values()].count("start") == 1
    ends = [step["on_completion"] for step in workflow.values() if step["type"] == "start"]
    for step in workflow.values():
        pointers = [step[key] for key in ("on_completion", "on_success", "on_failure") if key in step]
        pointers += step.get("cases", {}).values()
        ends += pointers
        assert bool(pointers) == (step["type"] != "end")
        assert ("on_failure" in step) == ("on_success" in step)
        if step["type"] == "action":
            assert step["agent"] in document["agent_definitions"]
            assert set(step.get("targets", [])) <= document.get("target_definitions", {}).keys()
            assert set(step.get("out_args", [])) <= document["playbook_variables"].keys()
            assert all(command["type"] == "manual" and command["command"] for command in step["commands"])
    assert set(ends) <= workflow.keys()


@pytest.mark.skipif(not SCHEMAS.is_dir(), reason="the schemas of CACAO do not lie beside this checkout")
@pytest.mark.parametrize(("tier", "language"), EVERY)
def test_an_export_fits_the_schema(shipped: Bundle, foreign: Bundle, tier: Tier, language: str) -> None:
    assert schema_errors(json.loads(export_cacao(shipped, tier, language))) == []
    assert schema_errors(json.loads(export_cacao(foreign, tier, language))) == []


def test_a_tier_without_steps_is_a_file_all_the_same(foreign: Bundle) -> None:
    """The specification wants at least one action in every file."""
    phases = tuple(
        replace(phase, steps=tuple(replace(step, tiers=(Tier.MAJOR,)) for step in phase.steps))
        for phase in foreign.runbook.phases
    )
    bare = replace(foreign, runbook=replace(foreign.runbook, phases=phases))
    workflow = json.loads(export_cacao(bare, Tier.GENERAL, "en"))["workflow"]
    assert [step["type"] for step in workflow.values()] == ["start", "action", "end"]
