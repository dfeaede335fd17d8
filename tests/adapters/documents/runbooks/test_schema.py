"""The schema for editors says what the reader says: every shipped runbook fits, what the reader refuses does not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from jsonschema import Draft202012Validator

from incident import i18n
from incident.adapters.documents.checker import check
from incident.adapters.documents.reading.nodes import plain
from incident.adapters.documents.reading.sources import scan
from incident.adapters.documents.reading.strict_yaml import parse
from incident.adapters.documents.runbooks.schema import runbook_schema
from incident.adapters.documents.runbooks.verbs import VERBS
from incident.shipped import library_root
from tests.adapters.documents.library import FIXTURES, TEMPLATES, spoilt

Schema: TypeAlias = dict[str, Any]

NOTICE = "        do: Publish the notice on the main line\n"


@pytest.fixture(scope="module")
def schema() -> Schema:
    made = dict(runbook_schema())
    Draft202012Validator.check_schema(made)
    return made


def _errors(schema: Schema, text: str) -> list[str]:
    return [error.message for error in Draft202012Validator(schema).iter_errors(plain(parse(text.encode(), "x.yaml")))]


def test_every_runbook_that_the_reader_takes_fits_the_schema(schema: Schema) -> None:
    runbooks = [each for each in scan([library_root(), FIXTURES]) if each.format == "runbook/1"]
    wrong = {Path(problem.path).name for problem in check([FIXTURES / "rules"]) if problem.rule in {"RB001", "RB002"}}
    taken = [each for each in runbooks if each.path.name not in wrong]
    assert len(taken) > 30
    for each in taken:
        assert _errors(schema, each.data.decode()) == [], each.name


def test_the_fixture_of_wrong_shapes_does_not_fit(schema: Schema) -> None:
    assert _errors(schema, (FIXTURES / "rules" / "RB002.yaml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("change", "fits"),
    [
        (("        within: {1: 10m, 2: 20m, 3: 1h}\n", "        within: 10m\n"), True),
        (("        within: {1: 10m, 2: 20m, 3: 1h}\n", "        within: {4: 10m}\n"), False),
        (("        within: {1: 10m, 2: 20m, 3: 1h}\n", "        within: 10 min\n"), False),
        (("        within: {1: 10m, 2: 20m, 3: 1h}\n", "        within: 10%\n"), False),
        (("if_not: Ask the vendor to publish it", 'if_not: [{id: ask, title: "A: ask", do: Ask, expect: Yes}]'), True),
        (("if_not: Ask the vendor to publish it", "if_not: {do: Ask}"), False),
        (("date: 2026-11-01", "date: 20261101"), False),
        (("raise_when:\n  - {to: 1,", "raise_when:\n  - {to: 4,"), False),
        (("owner: duty-manager", "owner: Duty Manager"), False),
        ((NOTICE, NOTICE + "        crtical: true\n"), False),
        ((NOTICE, NOTICE + "        critical: yes\n"), False),
        (("  audiences: {customers: Customers}", "  audiences: {Customers: Customers}"), False),
        (("language: en\n", "language: de\n"), False),
        ((NOTICE, ""), False),
        ((NOTICE, NOTICE + "        wait: 10m\n"), False),
        ((NOTICE, NOTICE + "        approve: commander\n"), False),
        (("template: first-message, approve: commander", "template: first-message"), True),
        (("template: first-message, approve: commander", "approve: commander"), False),
        (("template: first-message, approve: commander", "template: first-message, watch: share < 1%"), False),
        (('what: "Close it?", ', ""), False),
        ((", fresh: 10m", ""), False),
    ],
)
def test_the_schema_and_the_reader_agree(
    tmp_path: Path, schema: Schema, change: tuple[str, str], *, fits: bool
) -> None:
    (tmp_path / "runbook.yaml").write_text(spoilt(change), "utf-8")
    problems = check([tmp_path], library=[TEMPLATES])
    assert (_errors(schema, spoilt(change)) == []) == fits
    assert any(problem.rule == "RB002" for problem in problems) != fits


@pytest.fixture
def languages() -> Iterator[tuple[str, ...]]:
    before = i18n.current()
    yield i18n.LANGUAGES
    i18n.use(before)


def test_every_key_is_explained_in_both_languages(languages: tuple[str, ...]) -> None:
    said = {}
    for language in languages:
        i18n.use(language)
        said[language] = dict(_described(dict(runbook_schema())))
    assert said["en"].keys() == said["zh-CN"].keys()
    assert len(said["en"]) > 100
    assert not [key for key, words in said["en"].items() if words == said["zh-CN"][key]]


def _described(schema: Schema) -> Iterator[tuple[str, str]]:
    for name, model in {"": schema, **schema["$defs"]}.items():
        for key, field in model["properties"].items():
            yield f"{name}.{key}", field["description"]


def test_the_line_that_switches_it_on_is_a_comment_like_any_other(tmp_path: Path) -> None:
    text = "# yaml-language-server: $schema=runbook.schema.json\n" + spoilt()
    (tmp_path / "runbook.yaml").write_text(text, "utf-8")
    assert check([tmp_path], library=[TEMPLATES]) == []


def test_an_editor_can_say_what_each_verb_is_for(schema: Schema) -> None:
    kinds = schema["$defs"]["StepFile"]["oneOf"]
    assert [kind["title"] for kind in kinds] == list(VERBS)
    assert all(kind["description"] and kind["required"][0] == kind["title"] for kind in kinds)
