from __future__ import annotations

from pathlib import Path

import pytest

from incident.adapters.workspace.checking import check_workspace
from incident.adapters.workspace.files import FILES
from incident.adapters.workspace.opening import open_workspace
from incident.application.errors import DocumentError
from incident.application.holding import held_or_why
from incident.bootstrap.assembly import Program
from tests.adapters.workspace.written import SETTINGS, place, rewrite


@pytest.mark.parametrize(
    ("file", "change", "at", "told"),
    [
        ("incident.yaml", ("Europe/Berlin", "Europe/Berln"), "Europe", "WS006 There is no time zone 'Europe/Berln'."),
        ("incident.yaml", ("language: en", "langauge: en"), "langauge", "WS002 Unknown key 'langauge'."),
        ("incident.yaml", ("name: Night desk", "name: b: c"), ": c", "WS001 A ':' stands where no key can be."),
        (
            "people.yaml",
            ("[bo, abo]", "[bo, mara]"),
            "mara], roles",
            "WS003 The login 'mara' belongs to 'mara' already.",
        ),
        ("people.yaml", ("name: Ana", "name: Ana, phone: ask"), "ask", "WS002 'phone' must be a telephone number"),
        ("people.yaml", ("{target: chat}", "{target: chta}"), "chta", "WS004 There is no target 'chta'."),
        (
            "people.yaml",
            ("mail, address: mara@example.org", "mail"),
            "{target: mail",
            "WS006 The target 'mail' sends mail",
        ),
        ("targets.yaml", ("person: bo", "person: bbo"), "bbo", "WS004 There is no person 'bbo'."),
        (
            "targets.yaml",
            ("role: commander", "role: comander"),
            "comander",
            "WS004 Nobody may fill the role 'comander'.",
        ),
        (
            "targets.yaml",
            ("{person: ana}", "{person: ana, role: x}"),
            "{person: ana",
            "WS002 An entry of an audience has",
        ),
        (
            "targets.yaml",
            ("{person: ana}", "{person: ana, name: A}"),
            "name: A}",
            "WS002 'name' comes from people.yaml",
        ),
        ("targets.yaml", ("external: true", "external: yes"), "yes", "WS002 'external' must be true or false"),
        (
            "targets.yaml",
            ("secret: file:secrets/chat, ", ""),
            "{kind: apprise",
            "WS002 The target 'chat' lacks 'secret'.",
        ),
        ("targets.yaml", ("host: localhost, ", ""), "{kind: smtp, exercise", "WS002 The target 'drill' lacks 'host'."),
        (
            "targets.yaml",
            ("on_unknown: repeat", "options: {port: 5}"),
            "port: 5}",
            "WS002 'port' is no option of targets",
        ),
        ("targets.yaml", ("on_unknown: repeat", "on_unknown: retry"), "retry", "WS002 'on_unknown' cannot be 'retry'."),
    ],
)
def test_a_mistake_is_told_where_it_stands(
    folder: Path, file: str, change: tuple[str, str], at: str, told: str
) -> None:
    rewrite(folder / file, *change)
    problem = next(each for each in check_workspace(folder) if f"{each.rule} {each.message}".startswith(told))
    assert Path(problem.path).name == file
    assert (problem.line, problem.column) == place(folder / file, at)


@pytest.mark.parametrize(
    ("file", "change", "hint"),
    [
        ("incident.yaml", ("Europe/Berlin", "Europe/Berln"), "Did you mean 'Europe/Berlin'?"),
        ("people.yaml", ("{target: chat}", "{target: chta}"), "Did you mean 'chat'?"),
        ("targets.yaml", ("role: commander", "role: comander"), "Did you mean 'commander'?"),
        ("targets.yaml", ("on_unknown: repeat", "on_unknown: retry"), "One of: hold, repeat."),
    ],
)
def test_the_nearest_right_word_is_named(folder: Path, file: str, change: tuple[str, str], hint: str) -> None:
    rewrite(folder / file, *change)
    assert [problem.hint for problem in check_workspace(folder)] == [hint]


def test_all_mistakes_of_all_files_are_told_at_once(folder: Path) -> None:
    rewrite(folder / "incident.yaml", "Europe/Berlin", "Nowhere")
    rewrite(folder / "people.yaml", "{target: chat}", "{target: chta}")
    rewrite(folder / "targets.yaml", "person: bo", "person: bbo")
    with pytest.raises(DocumentError) as refusal:
        open_workspace(folder, None)
    assert [Path(problem.path).name for problem in refusal.value.problems] == list(FILES)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("targets.yaml", "env:MAIL_PASSWORD", "hunter2-hunter2"),
        ("targets.yaml", "file:secrets/chat", "slack://hunter2-hunter2/x/y"),
        ("targets.yaml", "port: 587", "password: hunter2-hunter2"),
        ("targets.yaml", "address: list@example.org", "address: https://hooks.example.org/hunter2-hunter2"),
        ("incident.yaml", "sandbox: false", "database: postgresql://i:hunter2-hunter2@db/i"),
    ],
)
def test_a_secret_in_a_file_is_refused_and_not_repeated(folder: Path, file: str, old: str, new: str) -> None:
    if file == "incident.yaml":
        (folder / file).write_text(SETTINGS + old + "\n", "utf-8")
    rewrite(folder / file, old, new)
    problems = check_workspace(folder)
    assert "WS005" in {problem.rule for problem in problems}
    assert "hunter2" not in str(problems)


def test_rules_of_law_that_do_not_compile_are_told_beside_the_rest(folder: Path) -> None:
    (folder / "incident.yaml").write_text(SETTINGS + "obligations: {jurisdictions: [cn]}\n", "utf-8")
    (folder / "runbooks").mkdir()
    (folder / "runbooks" / "house.yaml").write_text("format: obligations/1\nid: house\nstar: 1\n", "utf-8")
    program = Program(folder, cache=folder.parent / "cache")
    try:
        found = check_workspace(folder, program.register)
        assert {Path(problem.path).name for problem in found} == {"house.yaml"}
        assert program.workspace.names_law
        held_to, reason = held_or_why(program)
        assert (held_to, isinstance(reason, DocumentError)) == (None, True)
    finally:
        program.close()


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("words", ["hello", "1", "1.5", "true", "null", "~", "", "[]", "[a, b]", "- a", "secret"])
def test_a_document_that_is_no_mapping_has_one_mistake_at_its_place(folder: Path, file: str, words: str) -> None:
    (folder / file).write_text(words, "utf-8")
    (found,) = (each for each in check_workspace(folder) if each.path.endswith(file))
    assert (found.line, found.column) == (1, 1)


@pytest.mark.parametrize("file", FILES)
def test_a_document_that_is_a_secret_is_refused_and_not_repeated(folder: Path, file: str) -> None:
    (folder / file).write_text("'smtp://mara:hunter2@mail.example.org'", "utf-8")
    (found,) = (each for each in check_workspace(folder) if each.path.endswith(file))
    assert (found.rule, found.line, found.column) == ("WS005", 1, 1)
    assert "hunter2" not in found.message + found.hint
