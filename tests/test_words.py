"""One word per thing, and a house whose rooms keep their names and sizes (DESIGN: words, house)."""

from __future__ import annotations

import ast
import re
import tokenize
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent
PACKAGE = CHECKOUT / "incident"

BANNED = {
    "playbook": "runbook",
    r"sev[_-]?\d": "tier",
    r"hand[_-]?off": "hand-over",
    r"post[_-]?mortem": "after-action report",
    "acknowledgment": "acknowledgement",
    r"incident[_-]?manager": "incident commander",
    r"action[_-]item": "corrective action",
}
"""What nobody says here, and what is said instead."""

FOREIGN = ("adapters/documents/cacao", "adapters/documents/foreign")
"""Files that speak of a format in the words of that format."""

BANNED_IN_THE_RULES = {"severity": "tier", r"drill(?!ed)": "exercise"}
"""A document's fault has a severity, `incident drill` is what people type and `drilled` a key of theirs: not here."""

BANNED_FILES = ("utils", "util", "helpers", "helper", "manager", "common", "misc")

TOP_LEVEL = {
    "incident",
    "runbooks",
    "tests",
    "pyproject.toml",
    "README.md",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "LICENSE",
}

LONGEST_FILE = 300
LONGEST_FUNCTION = 30


def _sources(*folders: str) -> list[Path]:
    return sorted(path for folder in folders or ("",) for path in (PACKAGE / folder).rglob("*.py"))


def _words(path: Path) -> Iterator[tuple[int, str]]:
    """The names, strings and comments of a file, with their lines."""
    with path.open("rb") as lines:
        for token in tokenize.tokenize(lines.readline):
            if token.type in {tokenize.NAME, tokenize.STRING, tokenize.COMMENT}:
                yield token.start[0], token.string


def _said(banned: dict[str, str], paths: list[Path]) -> list[str]:
    return [
        f"{path.relative_to(CHECKOUT)}:{line}: {pattern!r} is called {word!r} here"
        for path in paths
        for line, text in _words(path)
        for pattern, word in banned.items()
        if re.search(pattern, text, re.IGNORECASE)
    ]


def test_one_word_per_thing() -> None:
    ours = [path for path in _sources() if not str(path.relative_to(PACKAGE)).startswith(FOREIGN)]
    assert _said(BANNED, ours) == []


def test_the_rules_speak_of_tiers_and_exercises() -> None:
    assert _said(BANNED_IN_THE_RULES, _sources("domain")) == []


@pytest.mark.parametrize("text", ["is_playbook = 1", "x = 'Sev-1'", "# the hand-off", "def postmortem(): ..."])
def test_a_banned_word_is_found_in_names_texts_and_comments(tmp_path: Path, text: str) -> None:
    source = tmp_path / "said.py"
    source.write_text(text)
    assert any(re.search(pattern, word, re.IGNORECASE) for _, word in _words(source) for pattern in BANNED)


def test_no_file_is_named_after_nothing() -> None:
    assert [str(path) for path in _sources() if path.stem in BANNED_FILES] == []


def test_a_file_holds_one_idea() -> None:
    """Blank lines, comments and docstrings are not counted: a register of events is long by what it explains."""
    lengths = {str(path.relative_to(CHECKOUT)): _lines_of_code(path) for path in _sources()}
    assert {path: length for path, length in lengths.items() if length > LONGEST_FILE} == {}


def _lines_of_code(path: Path) -> int:
    tree = ast.parse(path.read_text())
    said = {
        line
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    with path.open("rb") as lines:
        quiet = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENCODING}
        tokens = [token for token in tokenize.tokenize(lines.readline) if token.type not in quiet]
    return len({line for token in tokens for line in range(token.start[0], token.end[0] + 1)} - said)


def test_a_function_fits_a_glance() -> None:
    """Its docstring is not counted, nor its decorators; one match over all commands is a table, and read as one."""
    too_long = [
        f"{path.relative_to(CHECKOUT)}:{node.lineno}: {node.name} ({length})"
        for path in _sources()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if not _is_a_table(node) and (length := _length(node)) > LONGEST_FUNCTION
    ]
    assert too_long == []


def _is_a_table(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """A match and nothing else, each of whose cases is one statement."""
    work = [part for part in node.body if not isinstance(part, ast.Expr)]
    return [type(part) for part in work] == [ast.Match] and all(
        len(case.body) == 1 for part in work if isinstance(part, ast.Match) for case in part.cases
    )


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    docstring = ast.get_docstring(node, clean=False)
    described = len(docstring.splitlines()) if docstring else 0
    return (node.end_lineno or node.lineno) - node.lineno + 1 - described


def test_the_top_level_is_kept_short() -> None:
    ignored = [
        line.rstrip("/") for line in (CHECKOUT / ".gitignore").read_text().split() if "/" not in line.rstrip("/")
    ]
    names = {path.name for path in CHECKOUT.iterdir() if not path.name.startswith(".")}
    strangers = {name for name in names - TOP_LEVEL if not any(fnmatch(name, pattern) for pattern in ignored)}
    assert strangers == set()
