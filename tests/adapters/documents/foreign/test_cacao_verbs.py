"""Waiting, repeating, working in parallel and running another playbook, in and out."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from incident.adapters.documents.checker import check
from incident.adapters.documents.foreign.cacao.exporting import export_cacao, playbook_id
from incident.adapters.documents.foreign.importer import Imported, import_document
from incident.adapters.documents.foreign.known import known_runbooks
from incident.adapters.documents.library import YamlLibrary
from incident.adapters.documents.reading.sources import scan
from incident.adapters.documents.runbooks.documents import read
from incident.adapters.documents.runbooks.others import Others
from incident.application.errors import DocumentError
from incident.domain.grading.tiers import Tier
from incident.domain.runbooks.runbook import Branch, Bundle, Step, Verb
from tests.adapters.documents.foreign.cacao import Steps, action, compiled, imported, playbook, start, told, written
from tests.adapters.documents.foreign.schemas import SCHEMAS, schema_errors
from tests.adapters.documents.library import FIXTURES

VERBS = FIXTURES / "verbs"
EVERY = [(tier, language) for tier in Tier for language in ("en", "zh-CN")]
END: dict[str, object] = {"type": "end"}


@pytest.fixture(scope="module")
def whole() -> Bundle:
    return YamlLibrary([VERBS]).bundle("outage.every-verb")


def _back(folder: Path, text: str) -> Bundle:
    """The exported text read back, beside the library from which it came."""
    made = import_document(written(folder, text, "export.json"), known_runbooks([VERBS]))
    sources = list(scan([VERBS]))
    templates = [source for source in sources if source.format == "templates/1"]
    others = Others(ids=(), find=lambda name: [read(source) for source in sources if source.id == name])
    return compiled(folder, made, templates, others)


def _walk(bundle: Bundle, tier: Tier) -> list[tuple[str, Step]]:
    return [(phase.id, step) for phase in bundle.runbook.phases for step in phase.steps if tier in step.tiers]


def _exported(bundle: Bundle, tier: Tier = Tier.MAJOR) -> list[dict[str, Any]]:
    return list(json.loads(export_cacao(bundle, tier, "en"))["workflow"].values())


@pytest.mark.parametrize(("tier", "language"), EVERY)
def test_every_verb_comes_back_as_the_same_walk(tmp_path: Path, whole: Bundle, tier: Tier, language: str) -> None:
    back = _back(tmp_path, export_cacao(whole, tier, language))
    assert _walk(back, tier) == _walk(whole, tier)
    assert back.runbook.raise_rules == whole.runbook.raise_rules
    assert back.runbook.added == whole.runbook.added
    assert back.runbook.roles == whole.runbook.roles
    for key, words in back.words[language].items():
        assert whole.words[language][key] == words
    assert export_cacao(back, tier, language) == export_cacao(whole, tier, language)


@pytest.mark.skipif(not SCHEMAS.is_dir(), reason="the schemas of CACAO do not lie beside this checkout")
@pytest.mark.parametrize(("tier", "language"), EVERY)
def test_every_verb_fits_the_schema(whole: Bundle, tier: Tier, language: str) -> None:
    assert schema_errors(json.loads(export_cacao(whole, tier, language))) == []


def test_what_the_specification_has_is_told_in_its_own_words(whole: Bundle) -> None:
    steps = {step.get("name"): step for step in _exported(whole)}
    assert steps["QUEUE: let it settle"]["delay"] in {300_000, 600_000}
    assert steps["ERRORS: look again"]["type"] == "while-condition"
    assert steps["ERRORS: look again"]["condition"] == "not (share < 1%)"
    assert len(steps["CHANNELS: work both"]["next_steps"]) == 2
    assert steps["DATA: look for a leak"]["playbook_id"] == playbook_id("data.seen", Tier.MAJOR, "en")
    assert not any("/" in str(step) and "leak/" in str(step) for step in _exported(whole))


def test_a_file_that_an_export_runs_is_the_export_of_that_runbook(whole: Bundle) -> None:
    other = json.loads(export_cacao(YamlLibrary([VERBS]).bundle("data.seen"), Tier.MAJOR, "en"))
    (run,) = [step for step in _exported(whole) if step["type"] == "playbook-action"]
    assert run["playbook_id"] == other["id"]


def test_branches_that_a_tier_has_no_steps_for_do_not_fork(tmp_path: Path) -> None:
    text = (VERBS / "en" / "outage.every-verb.yaml").read_text("utf-8")
    desks = 'title: "DESKS: hand out the forms"'
    rest = '{id: agents-rest, title: "QUEUE: let it settle",'
    text = text.replace(desks, f"{desks}, tiers: [1]").replace(rest, f"{rest} tiers: [1],")
    look = 'title: "SHARE: read it"'
    retries = 'title: "RETRIES: switch them off"'
    text = text.replace(look, f"{look}, tiers: [1]").replace(retries, f"{retries}, tiers: [1]")
    for name in ("data.seen", "press.story", "messages"):
        (tmp_path / f"{name}.yaml").write_text((VERBS / "en" / f"{name}.yaml").read_text("utf-8"), "utf-8")
    (tmp_path / "main.yaml").write_text(text, "utf-8")
    bundle = YamlLibrary([tmp_path]).bundle("outage.every-verb")
    kinds = [step["type"] for step in _exported(bundle, Tier.SERIOUS)]
    assert not {"parallel", "while-condition"}.intersection(kinds)
    assert "CALLS" not in kinds
    assert {"queue"} < {
        step.id for _phase, step in _walk(_back(tmp_path, export_cacao(bundle, Tier.SERIOUS, "en")), Tier.SERIOUS)
    }


def _from(folder: Path, steps: Steps, known: dict[str, str] | None = None) -> Imported:
    return import_document(written(folder, playbook({**steps, "end": END})), known)


def test_a_while_is_a_repeat_that_a_person_ends(tmp_path: Path) -> None:
    for condition in ("[ipv4-addr:value = '10.0.0.1']", "Operator input to proceed", ""):
        steps: Steps = {
            "start": start("w"),
            "w": {
                "type": "while-condition",
                "name": "Look",
                "condition": condition,
                "on_true": "a",
                "on_completion": "b",
            },
            "a": action("Scan", "end-a"),
            "b": action("Report", "end"),
            "end-a": END,
        }
        made = _from(tmp_path, steps)
        runbook = compiled(tmp_path, made).runbook
        assert [step.verb for step in runbook.steps()] == [Verb.REPEAT, Verb.DO, Verb.RECORD, Verb.DO]
        loop, scan_, note, report = runbook.steps()
        assert loop.condition is not None
        assert loop.condition.name == note.facts[0]
        assert scan_.branch == note.branch == Branch(step=loop.id, is_body=True)
        assert report.branch is None
        assert any("made up" in message for message in told(made, "IM102"))


def test_parallel_branches_are_worked_together(tmp_path: Path) -> None:
    steps: Steps = {
        "start": start("p"),
        "p": {"type": "parallel", "name": "Both", "next_steps": ["a", "b"], "on_completion": "c"},
        "a": action("Phones", "end-a"),
        "b": action("Desks", "end-b"),
        "c": action("Report", "end"),
        "end-a": END,
        "end-b": END,
    }
    runbook = compiled(tmp_path, _from(tmp_path, steps)).runbook
    both, phones, desks, report = runbook.steps()
    assert both.verb is Verb.TOGETHER
    assert phones.branch == Branch(step=both.id, option="phones", is_body=True)
    assert desks.branch == Branch(step=both.id, option="desks", is_body=True)
    assert report.branch is None


def test_a_delay_is_waited_before_its_step(tmp_path: Path) -> None:
    steps = compiled(
        tmp_path, _from(tmp_path, {"start": start("a"), "a": action("Main", "end", delay=600_000)})
    ).runbook
    wait, main = steps.steps()
    assert (wait.verb, wait.wait and wait.wait.total_seconds(), main.verb) == (Verb.WAIT, 600, Verb.DO)


def test_a_playbook_that_the_library_has_is_run(tmp_path: Path) -> None:
    """By the id of its export, or by that of the file that it was imported from."""
    library = tmp_path / "library"
    library.mkdir()
    (library / "seen.yaml").write_text((VERBS / "en" / "data.seen.yaml").read_text("utf-8"), "utf-8")
    own = "playbook--11111111-1111-4111-8111-111111111111"
    other = imported(
        tmp_path, playbook({"start": start("a"), "a": action("Look", "end"), "end": END}, id=own, name="Other")
    )
    (library / "other.yaml").write_text(other.text, "utf-8")
    known = known_runbooks([library])
    for name, runbook in ((own, "imported.other"), (playbook_id("data.seen", Tier.SERIOUS, "en"), "data.seen")):
        steps: Steps = {
            "start": start("p"),
            "p": {"type": "playbook-action", "name": "Leak", "playbook_id": name, "on_completion": "end"},
        }
        made = _from(tmp_path, steps, known)
        assert f"run: {runbook}\n" in made.text
        lost = _from(tmp_path, steps, {})
        assert "run:" not in lost.text
        assert any(name in message and "the library lacks" in message for message in told(lost, "IM105"))


def test_loops_within_loops_stay_within_the_bound_of_a_runbook(tmp_path: Path) -> None:
    steps: Steps = {"start": start("w0"), "a": action("Deep", "end-3")}
    for number in range(4):
        inner = f"w{number + 1}" if number < 3 else "a"
        after = f"end-{number - 1}" if number else "end"
        steps[f"w{number}"] = {"type": "while-condition", "condition": "x", "on_true": inner, "on_completion": after}
        steps[f"end-{number}"] = END
    made = _from(tmp_path, steps)
    assert {step.rounds for step in compiled(tmp_path, made).runbook.steps() if step.verb is Verb.REPEAT} == {5}
    assert any("each loop has 5 rounds" in message for message in told(made, "IM105"))


JUNK = [
    "null",
    "true",
    "-1",
    '""',
    '"x"',
    f'"{"中" * 300}"',
    '"${x}"',
    "[]",
    "{}",
    '["a"]',
    '{"max": 999999999}',
    "600000",
]


def _places(node: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [path, *(place for key, value in inner for place in _places(value, (*path, key)))]


def _changed(document: Any, chance: random.Random) -> None:  # noqa: ANN401 - JSON, as it was read
    """One value taken away, or replaced by one that does not belong there."""
    *above, last = chance.choice(_places(document)[1:])
    for key in above:
        document = document[key]
    if chance.random() < 0.4:
        del document[last]
    else:
        document[last] = json.loads(chance.choice(JUNK))


@pytest.mark.parametrize("seed", range(24))
def test_an_export_that_another_tool_changed_is_imported_or_refused(tmp_path: Path, whole: Bundle, seed: int) -> None:
    """Whatever stands in it: no text of ours is believed further than our own reader and compiler go.

    Whether it goes together with what it runs (RB003, RB012) is for a person to see, as with any draft.
    """
    chance = random.Random(seed)  # noqa: S311 - chance, and no secret
    document = json.loads(export_cacao(whole, chance.choice(list(Tier)), "en"))
    for _number in range(chance.randint(1, 3)):
        _changed(document, chance)
    found, rules = _import_rules(written(tmp_path, json.dumps(document), "changed.json"), tmp_path / "changed.yaml")
    assert found <= {"IM001", "IM002", "IM003", "IM004", "IM005"}
    assert not rules & {"RB001", "RB002", "RB005", "RB008"}


def _import_rules(path: Path, made: Path) -> tuple[set[str], set[str]]:
    """The rules for which it is refused, and those that the runbook made of it breaks."""
    try:
        text = import_document(path, known_runbooks([VERBS])).text
    except DocumentError as refusal:
        return {problem.rule for problem in refusal.problems}, set()
    made.write_text(text, "utf-8")
    return set(), {problem.rule for problem in check([made], library=[VERBS])}
