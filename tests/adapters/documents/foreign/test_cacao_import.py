from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from pathlib import Path

import pytest

from incident.adapters.documents.checker import check
from incident.adapters.documents.foreign.cacao.ids import EXTENSION
from incident.adapters.documents.foreign.importer import Imported
from incident.application.errors import DocumentError
from incident.domain.runbooks.runbook import Branch, Step, Verb
from tests.adapters.documents.foreign.cacao import Steps, action, compiled, document, imported, playbook, start, told

END: dict[str, object] = {"type": "end"}


def _steps(folder: Path, made: Imported) -> dict[str, Step]:
    return {step.id: step for step in compiled(folder, made).runbook.steps()}


def _from(folder: Path, steps: Steps, **keys: object) -> Imported:
    return imported(folder, playbook({**steps, "end": END}, **keys))


def test_the_file_stays_as_it_was_and_the_runbook_says_which_it_is(tmp_path: Path) -> None:
    made = _from(tmp_path, {"start": start("a"), "a": action("Isolate the host", "end")})
    original = (tmp_path / "small.json").read_bytes()
    assert made.original == original
    assert document(made)["origin"] == {
        "format": "cacao-2.0",
        "sha256": hashlib.sha256(original).hexdigest(),
        "file": "imported.small.original.json",
        "id": "playbook--1",
    }
    assert made.runbook_id == "imported.small"


def test_an_action_is_a_step_that_a_person_works(tmp_path: Path) -> None:
    made = _from(tmp_path, {"start": start("a"), "a": action("Isolate the host", "end")})
    bundle = compiled(tmp_path, made)
    assert [(step.id, step.verb) for step in bundle.runbook.steps()] == [("isolate-the-host", Verb.DO)]
    assert bundle.text("step.isolate-the-host.title", "en") == "ACTION: Isolate the host"
    assert bundle.text("step.isolate-the-host.do", "en") == "Do Isolate the host"


def test_a_command_is_shown_with_its_constants_and_never_run(tmp_path: Path) -> None:
    command = {"type": "ssh", "command": "touch __path__:value __other__:value"}
    variables = {"__path__": {"type": "string", "value": "/tmp/x", "constant": True}, "__other__": {"type": "string"}}  # noqa: S108 - a word in a command that is shown
    made = _from(
        tmp_path,
        {"start": start("a"), "a": action("Mark it", "end", commands=[command], targets=["ssh--1"])},
        playbook_variables=variables,
        target_definitions={"ssh--1": {"type": "ssh", "name": "Web server"}},
    )
    bundle = compiled(tmp_path, made)
    assert bundle.text("step.mark-it.show", "en") == "touch /tmp/x __other__:value"
    assert bundle.text("step.mark-it.do", "en") == "Run what is shown below (ssh) on Web server."
    assert bundle.runbook.step("mark-it").by == "technical-lead"  # type: ignore[union-attr]  # it is there, or this fails


def test_base64_is_decoded_so_that_a_person_can_read_it(tmp_path: Path) -> None:
    command = {"type": "bash", "command_b64": "ZWNobyBoaQ=="}
    made = _from(tmp_path, {"start": start("a"), "a": action("Greet", "end", commands=[command])})
    assert compiled(tmp_path, made).text("step.greet.show", "en") == "echo hi"


def test_an_action_without_a_command_is_done_by_a_person(tmp_path: Path) -> None:
    made = _from(tmp_path, {"start": start("a"), "a": {"type": "action", "name": "Patch", "on_completion": "end"}})
    assert compiled(tmp_path, made).text("step.patch.do", "en") == "Patch"
    assert told(made, "IM105") == ["The action 'Patch' has no command; a person does what its name says."]


def test_a_condition_is_a_question_whatever_language_it_is_in(tmp_path: Path) -> None:
    for condition in ("__share__:value > 10", "[ipv4-addr:value = '10.0.0.1']", "Operator input to proceed"):
        steps: Steps = {
            "start": start("q"),
            "q": {
                "type": "if-condition",
                "condition": condition,
                "on_true": "a",
                "on_false": "b",
                "on_completion": "c",
            },
            "a": action("Yes way", "end-a"),
            "b": action("No way", "end-b"),
            "c": action("After", "end"),
            "end-a": END,
            "end-b": END,
        }
        found = _steps(tmp_path, _from(tmp_path, steps, playbook_variables={"__share__": {"type": "integer"}}))
        asked = next(step for step in found.values() if step.verb is Verb.ASK)
        assert asked.options == ("yes", "no")
        assert found["yes-way"].branch == Branch(step=asked.id, option="yes")
        assert found["no-way"].branch == Branch(step=asked.id, option="no")
        assert found["after"].branch is None


def test_variables_that_a_condition_reads_are_typed_facts_that_are_asked_first(tmp_path: Path) -> None:
    steps: Steps = {
        "start": start("q"),
        "q": {"type": "switch-condition", "switch": "__kind__", "cases": {"dos": "a", "default": "end"}},
        "a": action("Scrub", "end"),
    }
    made = _from(tmp_path, steps, playbook_variables={"__kind__": {"type": "string", "description": "Kind of attack"}})
    runbook = compiled(tmp_path, made).runbook
    assert [step.verb for step in runbook.steps()] == [Verb.RECORD, Verb.ASK, Verb.DO]
    assert runbook.fact("kind") is not None
    assert next(step for step in runbook.steps() if step.verb is Verb.ASK).options == ("dos", "other")


@pytest.mark.parametrize(
    ("kind", "type_"), [("bool", "yes_no"), ("integer", "number"), ("float", "number"), ("uuid", "text")]
)
def test_what_an_action_finds_out_is_recorded(tmp_path: Path, kind: str, type_: str) -> None:
    made = _from(
        tmp_path,
        {"start": start("a"), "a": action("Count them", "end", out_args=["__seen__"])},
        playbook_variables={"__seen__": {"type": kind}},
    )
    runbook = compiled(tmp_path, made).runbook
    assert [step.verb for step in runbook.steps()] == [Verb.DO, Verb.RECORD]
    seen = runbook.fact("seen")
    assert seen is not None
    assert seen.type == type_


def test_the_way_of_a_failure_comes_back_to_the_others(tmp_path: Path) -> None:
    steps: Steps = {
        "start": start("a"),
        "a": {"type": "action", "name": "Main", "on_success": "b", "on_failure": "f"},
        "f": action("Fall back", "b"),
        "b": action("Go on", "end"),
    }
    found = _steps(tmp_path, _from(tmp_path, steps))
    assert found["fall-back"].branch == Branch(step="main")
    assert list(found) == ["main", "fall-back", "go-on"]


def test_a_failure_that_ends_the_file_says_so(tmp_path: Path) -> None:
    steps: Steps = {
        "start": start("a"),
        "a": {"type": "action", "name": "Main", "on_success": "b", "on_failure": "f"},
        "f": action("Tell somebody", "end-f"),
        "b": action("Go on", "end"),
        "end-f": END,
    }
    found = _steps(tmp_path, _from(tmp_path, steps))
    assert [name for name, step in found.items() if step.branch == Branch(step="main")] == ["tell-somebody", "stop"]


def test_time_limits_run_from_taking_the_step_and_delays_are_waited(tmp_path: Path) -> None:
    made = _from(tmp_path, {"start": start("a"), "a": action("Main", "end", timeout=90_000, delay=600_000)})
    found = _steps(tmp_path, made)
    assert [(name, (step.wait or step.timer or timedelta()).total_seconds()) for name, step in found.items()] == [
        ("wait-main", 600),
        ("main", 90),
    ]


def test_a_step_that_two_branches_share_is_copied_with_an_id_of_its_own(tmp_path: Path) -> None:
    steps: Steps = {
        "start": start("p"),
        "p": {"type": "parallel", "next_steps": ["a", "b"], "on_completion": "end"},
        "a": action("One", "r"),
        "b": action("Two", "r"),
        "r": action("Report", "end-r"),
        "end-r": END,
    }
    made = _from(tmp_path, steps)
    assert {"report", "report-2"} <= _steps(tmp_path, made).keys()
    assert "Several branches come to 'Report'; each has a copy of its own." in told(made, "IM105")


def test_a_step_that_points_back_closes_a_loop_that_somebody_ends(tmp_path: Path) -> None:
    steps: Steps = {
        "start": start("a"),
        "a": action("Look", "q"),
        "q": {"type": "if-condition", "name": "Bad?", "condition": "bad", "on_true": "a", "on_false": "c"},
        "c": action("Close", "end"),
    }
    made = _from(tmp_path, steps)
    runbook = compiled(tmp_path, made).runbook
    assert runbook.fact("bad_over") is not None
    assert [step.id for step in runbook.steps()][-1] == "close"
    assert "The step 'Bad?' points back; the steps between are repeated." in told(made, "IM105")


def test_branches_deeper_than_a_document_go_on_in_phases_of_their_own(tmp_path: Path) -> None:
    steps: Steps = {"start": start("q0"), "a": action("Deep", "end")}
    for number in range(9):
        following = f"q{number + 1}" if number < 8 else "a"
        steps[f"q{number}"] = {"type": "if-condition", "name": f"Q{number}?", "on_true": following, "on_false": "end"}
    made = _from(tmp_path, steps)
    runbook = compiled(tmp_path, made).runbook
    assert len(runbook.phases) > 1
    assert runbook.step("deep") is not None


def test_secrets_and_addresses_of_people_are_left_out_and_it_is_said(tmp_path: Path) -> None:
    made = _from(
        tmp_path,
        {"start": start("a"), "a": action("Main", "end", agent="individual--1")},
        authentication_info_definitions={"user-auth--1": {"type": "user-auth", "password": "hunter2"}},
        agent_definitions={
            "individual--1": {
                "type": "individual",
                "name": "Duty officer",
                "contact": {"email": {"work": "a@b.example"}},
            }
        },
    )
    assert "hunter2" not in made.text
    assert "a@b.example" not in made.text
    assert len(told(made, "IM104")) == 2
    assert compiled(tmp_path, made).runbook.roles == ("commander", "duty-officer")


def test_every_key_that_is_not_kept_is_told_with_its_place(tmp_path: Path) -> None:
    made = _from(
        tmp_path,
        {"start": start("a"), "a": action("Main", "end", owner="identity--1", x_mine={"b": 1})},
        impact=5,
        signatures=[{"type": "jss"}],
    )
    lost = {problem.message: problem.line for problem in made.warnings if problem.rule == "IM103"}
    lines = (tmp_path / "small.json").read_text("utf-8").splitlines()
    for key, kind in (
        ("owner", "a step"),
        ("x_mine", "a step"),
        ("impact", "the playbook"),
        ("signatures", "the playbook"),
    ):
        line = lost[f"'{key}' of {kind} stays in the original only."]
        assert f'"{key}"' in lines[line - 1]
    assert "# - IM103" in made.text


def test_references_and_markings_stay_visible(tmp_path: Path) -> None:
    made = _from(
        tmp_path,
        {"start": start("a"), "a": action("Main", "end")},
        external_references=[{"name": "Guide", "url": "https://example.org/guide"}],
        markings=["marking-tlp--1"],
        data_marking_definitions={"marking-tlp--1": {"type": "marking-tlp", "tlpv2_level": "TLP:AMBER"}},
    )
    assert document(made)["references"] == [
        {"title": "Guide", "where": "https://example.org/guide"},
        {"title": "Marking: TLP:AMBER", "where": "marking-tlp--1"},
    ]


def test_the_handler_of_failures_is_the_last_phase(tmp_path: Path) -> None:
    steps: Steps = {"start": start("a"), "a": action("Main", "end"), "x": action("Call for help", "end")}
    runbook = compiled(tmp_path, _from(tmp_path, steps, workflow_exception="x")).runbook
    assert [step.id for step in runbook.phases[-1].steps] == ["something-failed", "call-for-help"]


def test_a_step_to_which_no_way_leads_is_told(tmp_path: Path) -> None:
    made = _from(tmp_path, {"start": start("a"), "a": action("Main", "end"), "b": action("Lost", "end")})
    assert "No way leads to the step 'Lost'; it stays in the original only." in told(made, "IM103")


def test_cacao_1_is_read_with_its_own_names(tmp_path: Path) -> None:
    content = {
        "type": "playbook",
        "spec_version": "1.0",
        "name": "Old",
        "workflow_start": "step--1",
        "workflow": {
            "step--1": {"type": "single", "name": "First", "on_completion": "step--2"},
            "step--2": {"type": "if-condition", "condition": "$$ip$$.value == '1'", "on_true": ["step--3", "step--4"]},
            "step--3": {"type": "single", "name": "Third"},
            "step--4": {"type": "single", "name": "Fourth"},
        },
    }
    made = imported(tmp_path, content)
    assert {"first", "third", "fourth"} <= _steps(tmp_path, made).keys()
    assert document(made)["origin"]["format"] == "cacao-1.0"  # type: ignore[index, call-overload]  # a mapping, or this fails


def test_a_playbook_in_yaml_is_one_as_well(tmp_path: Path) -> None:
    text = (
        "type: playbook\nspec_version: cacao-2.0\nname: Y\nworkflow_start: s\n"
        "workflow:\n  s: {type: start, on_completion: a}\n  a: {type: action, name: Main}\n"
    )
    assert "main" in _steps(tmp_path, imported(tmp_path, text, "small.yaml"))


def test_liberties_are_taken_and_told(tmp_path: Path) -> None:
    steps: Steps = {
        "start": start("q"),
        "q": {"type": "decision", "name": "Which?", "conditions": {"web": "a", "mail": "b"}},
        "a": {"type": "action", "name": "Web", "next_step": "end"},
        "b": {"type": "mystery", "name": "Mail", "next_step": "end"},
    }
    made = imported(tmp_path, playbook({**steps, "end": END}, spec_version="2.0"))
    assert {"web", "mail", "which"} <= _steps(tmp_path, made).keys()
    said = told(made, "IM106")
    assert "'decision' is no type of CACAO; the step is read as 'switch-condition'." in said
    assert "The type 'mystery' of a step is not known; it is read as 'action'." in said
    assert "'spec_version' should be 'cacao-2.0', not '2.0'." in said


def test_chinese_playbooks_become_chinese_runbooks(tmp_path: Path) -> None:
    made = _from(tmp_path, {"start": start("a"), "a": {"type": "action", "name": "隔离主机"}}, name="主机隔离预案")
    assert compiled(tmp_path, made).languages == ("zh-CN",)
    assert "title: 操作：隔离主机" in made.text


def test_only_what_no_importer_can_know_is_left_for_the_checker(tmp_path: Path) -> None:
    """Nobody is told of anything in a playbook, and its words are as long as they are: a person has to see to it."""
    steps: Steps = {f"a{n}": action(f"Please check the thing number {n} " * 3, f"a{n + 1}") for n in range(20)}
    made = _from(tmp_path, {"start": start("a0"), **steps, "a20": action("Last $HOME ${x}", "end")})
    path = tmp_path / "imported.yaml"
    path.write_text(made.text, "utf-8")
    (tmp_path / "imported.small.original.json").write_bytes(made.original)
    assert {problem.rule for problem in check([path])} == {"RB017", "RB018", "RB033"}


def test_signs_that_deceive_a_screen_do_not_come_in(tmp_path: Path) -> None:
    made = _from(tmp_path, {"start": start("a"), "a": {"type": "action", "name": "x\u001b[31m\u202ey\u0000z"}})
    assert made.text.isprintable() or all(character.isprintable() or character == "\n" for character in made.text)


def test_an_extension_of_ours_that_fits_no_more_is_not_believed(tmp_path: Path) -> None:
    lie = {EXTENSION: {"id": "a", "step": {"record": ["nothing"]}}}
    made = imported(
        tmp_path,
        json.dumps(playbook({"start": start("a"), "a": action("Main", "end", step_extensions=lie), "end": END})),
    )
    assert "main" in _steps(tmp_path, made)
    assert any("earlier export of ours" in message for message in told(made, "IM106"))


def test_a_playbook_in_a_bundle_is_read_and_what_stands_beside_it_is_told(tmp_path: Path) -> None:
    one = playbook({"start": start("a"), "a": action("Look", "end"), "end": END})
    beside = {"type": "identity", "name": "Us"}
    made = imported(tmp_path, {"type": "bundle", "objects": [beside, one]})
    assert [step.id for step in compiled(tmp_path, made).runbook.steps()] == ["look"]
    assert told(made, "IM103") == ["What stands beside the playbook stays in the original only."]
    assert imported(tmp_path, {"playbook": one}).runbook_id == imported(tmp_path, json.dumps([one])).runbook_id
    with pytest.raises(DocumentError) as refused:
        imported(tmp_path, {"type": "bundle", "objects": [one, beside, {**one, "name": "Other"}]})
    (problem,) = refused.value.problems
    assert problem.message == "The file holds 2 playbooks: 'Small', 'Other'. Put each into a file of its own."
    assert problem.line > 20


def test_work_begins_at_the_only_step_to_which_no_other_leads(tmp_path: Path) -> None:
    steps: Steps = {"b": action("Second", "end"), "a": action("First", "b"), "end": END}
    made = imported(tmp_path, {"type": "playbook", "spec_version": "cacao-2.0", "workflow": steps})
    assert [step.id for step in compiled(tmp_path, made).runbook.steps()] == ["first", "second"]
    assert "'workflow_start' names no step; the work begins at 'a'." in told(made, "IM106")


def test_a_type_by_habit_is_what_its_keys_say(tmp_path: Path) -> None:
    steps: Steps = {
        "start": start("a"),
        "a": {"type": "decision", "name": "Is it real?", "condition": "real", "on_true": "b", "on_false": "end"},
        "b": action("Act", "end"),
    }
    made = _from(tmp_path, steps)
    question, act = compiled(tmp_path, made).runbook.steps()
    assert question.options == ("yes", "no")
    assert act.branch == Branch(step=question.id, option="yes")


@pytest.mark.parametrize(
    "condition", ["x " * 300, "影响" * 200, "the error rate of each region is still above one per cent " * 3]
)
def test_a_long_condition_is_asked_in_short_and_shown_whole(tmp_path: Path, condition: str) -> None:
    steps: Steps = {
        "start": start("a"),
        "a": {"type": "if-condition", "condition": condition, "on_true": "b", "on_false": "end"},
        "b": action("Act", "end"),
    }
    made = _from(tmp_path, steps)
    bundle = compiled(tmp_path, made)
    (language,) = bundle.languages
    question = next(step for step in bundle.runbook.steps() if step.options)
    assert condition.strip() in bundle.text(f"step.{question.id}.show", language)
    assert not [found for found in check([tmp_path / "imported.yaml"]) if found.rule == "RB028"]


def test_somebody_who_is_defined_nowhere_becomes_no_role_and_is_told(tmp_path: Path) -> None:
    gone = "group--0fbee41c-78c8-5065-aada-06504b3668c3"
    made = _from(tmp_path, {"start": start("a"), "a": action("Isolate the host", "end", agent=gone)})
    bundle = compiled(tmp_path, made)
    assert [step.by for step in bundle.runbook.steps()] == [None]
    assert any(gone in warning and "'Isolate the host'" in warning for warning in told(made, "IM106"))


def test_what_an_action_is_given_is_told_as_left_behind(tmp_path: Path) -> None:
    made = _from(tmp_path, {"start": start("a"), "a": action("Block it", "end", in_args=["__address__"])})
    assert "'in_args' of a step stays in the original only." in told(made, "IM103")
