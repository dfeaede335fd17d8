"""Each rule finds what it names, at its place, and a shipped scenario breaks none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from incident.adapters.documents.checker import check
from incident.adapters.documents.reading.nodes import plain
from incident.adapters.documents.reading.sources import SCENARIO, scan
from incident.adapters.documents.reading.strict_yaml import parse
from incident.adapters.documents.scenarios import rules
from incident.adapters.documents.scenarios.library import ScenarioLibrary
from incident.adapters.documents.scenarios.schema import scenario_schema
from incident.application.errors import DocumentError, NotFound, Problem
from incident.shipped import library_root

SHIPPED = library_root() / "scenarios"
GOOD = SHIPPED / "en" / "exercise.provider-down.yaml"

_BY = "        by: technical\n        within: 15m\n        evidence: {fact"

SPOILT = [
    ("SC001", "title: The payment provider fails", "titles: The payment provider fails"),
    ("SC001", "format: scenario/1\n", "format: scenario/1\na: [\n"),
    ("SC002", "    manual: The team is ahead of the plan and calm.\n", ""),
    ("SC002", "    at: 5m\n", "    at: 5m\n    manual: Whenever\n"),
    ("SC002", "    on: {missing: {told: executives}, by: 40m}", "    on: {missing: {told: executives}}"),
    ("SC002", "    on: {missing: {told: executives}, by: 40m}", "    on: {by: 40m}"),
    ("SC002", "      by: 25m\n", ""),
    ("SC003", "runbook: outage.payment-login", "runbook: outage.payment-logi"),
    ("SC003", "    evidence: {step: page}\n    steps: [page]", "    evidence: {step: pag}\n    steps: [page]"),
    ("SC003", "    steps: [page]", "    steps: [pag]"),
    ("SC003", "answer: provider}\n    steps", "answer: provide}\n    steps"),
    ("SC004", "    evidence: {told: agents}\n    steps", "    evidence: {told: agent}\n    steps"),
    ("SC004", _BY, _BY.replace("technical", "tech")),
    ("SC004", "    to: [all]", "    to: [everyone]"),
    ("SC004", "    evidence: {step: page}\n    steps", "    evidence: {marked: containd}\n    steps"),
    ("SC004", "    evidence: {step: page}\n    steps", "    evidence: {role: comander}\n    steps"),
    ("SC005", "when: error_share < 5%", "when: error_shar < 5%"),
    ("SC005", "when: error_share < 5%", "when: error_share < yes"),
    ("SC005", "{fact: unclear_payments}", "{fact: unclear_payment}"),
    ("SC006", "    evidence: {step: page}\n    steps", "    steps"),
    ("SC006", "        evidence: {step: page}\n        tasks: [team]", "        tasks: [team]"),
    ("SC006", "    evidence: {step: page}\n    steps", "    evidence: {step: page, role: commander}\n    steps"),
    ("SC007", "    evidence: {step: page}\n    steps", '    evidence: {observed: "All sit down"}\n    steps'),
    ("SC007", "    evidence: {step: page}\n    steps", "    evidence: {tier: 3}\n    steps"),
    ("SC007", "    evidence: {step: page}\n    steps", "    evidence: {when: tier == 1}\n    steps"),
    ("SC007", "    evidence: {step: page}\n    steps", "    evidence: {step: ticket-evidence}\n    steps"),
    ("SC008", "    at: 90m", "    at: 130m"),
    ("SC008", "    after: failover\n    evidence", "    after: failove\n    evidence"),
    ("SC008", "    at: 5m\n", "    at: 5m\n    after: calls-double\n"),
    ("SC008", "    to: [all]", "    to: [spokesperson]"),
    ("SC008", "    to: [all]", "    to: [all, commander]"),
    ("SC009", "    text: Tell the agents within 30 min", "    text: Tell the agents promptly"),
    ("SC009", "    within: 30m\n    evidence: {told: agents}", "    evidence: {told: agents}"),
    ("SC010", "    tasks: [confirmed, team]", "    tasks: [confirmed, teem]"),
    ("SC010", "    tasks: [confirmed, team]", "    tasks: [confirmed]"),
    ("SC010", "        tasks: [team]", "        tasks: [teem]"),
    ("SC011", "Payment success 0% since 09:00.", "EXERCISE EXERCISE EXERCISE Payment success 0%."),
    ("SC011", "Payment success 0% since 09:00.", "This is a real-world emergency."),
    ("SC012", "Payment success 0% since 09:00.", "Call +49 30 1234567890 now."),
    ("SC012", "Payment success 0% since 09:00.", "TODO"),
    ("SC014", "  - id: calls-double", "  - id: errors"),
    ("SC014", "  detect:\n", "  team:\n"),
]  # fmt: skip


def _problems(folder: Path, old: str, new: str) -> list[Problem]:
    text = GOOD.read_text("utf-8")
    assert old in text, old
    path = folder / "scenario.yaml"
    path.write_text(text.replace(old, new, 1), "utf-8")
    return check([path], library=[library_root()])


def test_no_shipped_scenario_breaks_a_rule() -> None:
    assert check([SHIPPED], library=[library_root()]) == []


@pytest.mark.parametrize(("rule", "old", "new"), SPOILT)
def test_each_fault_is_told_under_its_rule_and_in_its_line(rule: str, old: str, new: str, tmp_path: Path) -> None:
    problems = _problems(tmp_path, old, new)
    assert rule in {each.rule for each in problems}
    assert {each.rule for each in problems} <= {rule, "SC010", "SC008"}
    assert all(each.line and each.path.endswith("scenario.yaml") for each in problems)


def test_every_rule_that_the_code_tells_is_in_the_table_and_has_a_case() -> None:
    source = Path(rules.__file__).parent
    told = {rule for path in source.glob("*.py") for rule in re.findall(r'"(SC\d{3})"', path.read_text("utf-8"))}
    assert told == set(re.findall(r"(SC\d{3})  ", rules.__doc__ or ""))
    assert told - {rule for rule, _old, _new in SPOILT} == {"SC013"}  # of two files


def test_languages_that_play_another_exercise_are_told_with_the_place(tmp_path: Path) -> None:
    for language in ("en", "zh-CN"):
        text = (SHIPPED / language / GOOD.name).read_text("utf-8")
        changed = text.replace("    at: 90m", "    at: 80m") if language == "zh-CN" else text
        (tmp_path / f"{language}.yaml").write_text(
            changed.replace("tier: 2", "tier: 1") if language == "en" else changed
        )
    problems = check([tmp_path], library=[library_root()])
    assert {(each.rule, Path(each.path).name) for each in problems} >= {("SC013", "zh-CN.yaml")}
    assert {"'recovered' differs", "'tier' differs"} <= {each.message.partition(" from")[0] for each in problems}


def test_a_text_that_one_language_lacks_is_told(tmp_path: Path) -> None:
    for language in ("en", "zh-CN"):
        text = (SHIPPED / language / GOOD.name).read_text("utf-8")
        lines = [line for line in text.splitlines() if language == "en" or not line.startswith("    capability:")]
        (tmp_path / f"{language}.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    assert {each.rule for each in check([tmp_path], library=[library_root()])} == {"SC013"}


def test_two_files_of_one_language_are_told(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text(GOOD.read_text("utf-8"), "utf-8")
    assert {each.rule for each in check([tmp_path], library=[library_root()])} == {"SC014"}


def test_a_scenario_on_a_runbook_that_does_not_compile_says_so(tmp_path: Path) -> None:
    book = (library_root() / "en" / "outage.payment-login.yaml").read_text("utf-8")
    (tmp_path / "runbooks").mkdir()
    (tmp_path / "runbooks" / "book.yaml").write_text(book.replace("title: Payment", "titles: Payment"), "utf-8")
    (tmp_path / "scenario.yaml").write_text(GOOD.read_text("utf-8"), "utf-8")
    found = [each for each in check([tmp_path], library=[library_root()]) if each.rule.startswith("SC")]
    assert [(each.rule, "does not compile" in each.message) for each in found] == [("SC003", True)]


def test_the_library_answers_with_the_team_s_own_scenario_first(tmp_path: Path) -> None:
    text = GOOD.read_text("utf-8").replace("revision: 1", "revision: 7")
    (tmp_path / "own.yaml").write_text(text, "utf-8")
    library = ScenarioLibrary([tmp_path, tmp_path / "gone", SHIPPED], [library_root()])
    assert library.bundle("exercise.provider-down").scenario.revision == 7
    assert [each.scenario.id for each in library.every()] == [
        "exercise.key-stolen",
        "exercise.provider-down",
        "exercise.video-spreads",
    ]


def test_a_broken_scenario_is_left_out_of_the_list_and_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(GOOD.read_text("utf-8").replace("tier: 2", "tier: 9"), "utf-8")
    library = ScenarioLibrary([tmp_path], [library_root()])
    assert list(library.every()) == []
    with pytest.raises(DocumentError):
        library.bundle("exercise.provider-down")
    with pytest.raises(NotFound) as unknown:
        library.bundle("exercise.provider-dow")
    assert unknown.value.fields["near"] == "exercise.provider-down"


def test_the_schema_for_editors_takes_every_shipped_scenario_and_refuses_an_unknown_key() -> None:
    schema = dict(scenario_schema())
    Draft202012Validator.check_schema(schema)
    shipped = [each for each in scan([SHIPPED]) if each.format == SCENARIO]
    assert len(shipped) == 6
    for each in shipped:
        assert list(Draft202012Validator(schema).iter_errors(plain(parse(each.data, each.name)))) == []
    wrong = GOOD.read_text("utf-8").replace("runbook:", "runbok:", 1)
    assert list(Draft202012Validator(schema).iter_errors(plain(parse(wrong.encode(), "x.yaml"))))
