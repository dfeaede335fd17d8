"""One word per thing, and a house whose rooms keep their names and sizes (DESIGN: words, house)."""

from __future__ import annotations

import ast
import re
import tokenize
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

CHECKOUT = Path(__file__).resolve().parent.parent
PACKAGE = CHECKOUT / "incident"

BANNED = {
    "playbook": "runbook",
    r"\bsev[ _-]?\d": "tier",
    r"hand[ _-]?off": "hand-over",
    r"post[ _-]?mortem": "after-action report",
    "acknowledgment": "acknowledgement",
    r"incident[ _-]?manager": "incident commander",
    r"action[ _-]item": "corrective action",
}
"""What nobody says here, and what is said instead."""

BANNED_IN_CHINESE = {
    "(?<!提)升级(?!别)": "提升到…级",
    "登记册": "台账",
    "具名": "写明姓名的, or 明确的",
    "下一线": "上一级支持",
    "各岗位|所需岗位": "角色",
    "初步声明": "情况说明",
    "陪护": "陪同",
    "链首|摘要值": "末端摘要, or 摘要",
    "看护": "监测",
    "另行告知": "用其他方式告知",
    "[0-9一这两}] ?本(处置)?手册": "份",
}
"""What no Chinese reader says, and what is said instead.

升级 alone means an escalation, a graver tier and new software at once, and a graver tier has the smaller number.
"""

FOREIGN = (
    "incident/adapters/documents/cacao",
    "incident/adapters/documents/foreign",
    "tests/adapters/documents/foreign",
    "tests/cli/runbooks/test_import_runs",
)
"""Files that speak of a format in the words of that format."""

ITSELF = "tests/test_words.py"

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
    """The names, strings and comments of a file of code, every line of any other, each with its line."""
    if path.suffix != ".py":
        yield from enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        return
    with path.open("rb") as lines:
        for token in tokenize.tokenize(lines.readline):
            if token.type in {tokenize.NAME, tokenize.STRING, tokenize.COMMENT}:
                yield token.start[0], token.string


def _said(banned: dict[str, str], paths: Iterable[Path]) -> list[str]:
    return [
        f"{path.relative_to(CHECKOUT)}:{line}: {pattern!r} is called {word!r} here"
        for path in paths
        for line, text in _words(path)
        for pattern, word in banned.items()
        if re.search(pattern, text, re.IGNORECASE)
    ]


def _ours(*patterns: str) -> list[Path]:
    """What matches and speaks in words of our own."""
    found = sorted(path for pattern in patterns for path in CHECKOUT.glob(pattern))
    names = {path: path.relative_to(CHECKOUT).as_posix() for path in found}
    return [path for path in found if not names[path].startswith(FOREIGN) and names[path] != ITSELF]


@pytest.mark.parametrize(
    "pattern",
    [
        "incident/**/*.py",
        "incident/**/*.tcss",
        "incident/**/*.sql",
        "tests/**/*.py",
        "runbooks/**/*.yaml",
        "*.md",
        ".github/**/*.md",
    ],
)
def test_one_word_per_thing(pattern: str) -> None:
    paths = _ours(pattern)
    assert paths
    assert _said(BANNED, paths) == []


def _translations() -> list[tuple[str, str]]:
    """Every sentence with what a translator made of it, but those about a foreign format."""
    foreign = {
        message if isinstance(message, str) else message[0]
        for place in FOREIGN
        if (CHECKOUT / place).is_dir()
        for _path, _line, message, _comments, _context in extract_from_dir(CHECKOUT / place, [("**.py", "python")])
    }
    catalogues = [read_po(BytesIO(path.read_bytes())) for path in sorted(PACKAGE.glob("locale/*/LC_MESSAGES/*.po"))]
    forms = [
        ((message.id,) if isinstance(message.id, str) else tuple(message.id), message.string or "")
        for catalogue in catalogues
        for message in catalogue
    ]
    return [
        (" ".join(ids), said if isinstance(said, str) else " ".join(said))
        for ids, said in forms
        if ids[0] not in foreign
    ]


def test_one_word_per_thing_in_translations_too() -> None:
    translations = _translations()
    assert translations
    banned = [*BANNED, *BANNED_IN_CHINESE]
    assert [both for both in translations for word in banned if re.search(word, " ".join(both), re.IGNORECASE)] == []


def test_one_word_per_thing_in_chinese_documents_too() -> None:
    paths = [path for path in _ours("runbooks/**/*.yaml") if "zh-CN" in path.parts or "obligations" in path.parts]
    paths += _ours("incident/adapters/**/zh-CN/*.yaml")
    assert paths
    assert _said(BANNED_IN_CHINESE, paths) == []


@pytest.mark.parametrize(("text", "is_banned"), [("是否升级？", True), ("提升级别", False), ("升级到一级", True)])
def test_the_chinese_word_is_found_where_it_stands_alone(text: str, *, is_banned: bool) -> None:
    assert any(re.search(pattern, text) for pattern in BANNED_IN_CHINESE) is is_banned


def test_the_rules_speak_of_tiers_and_exercises() -> None:
    assert _said(BANNED_IN_THE_RULES, _sources("domain")) == []


@pytest.mark.parametrize("text", ["is_playbook = 1", "x = 'Sev-1'", "# the hand-off", "def postmortem(): ..."])
def test_a_banned_word_is_found_in_names_texts_and_comments(tmp_path: Path, text: str) -> None:
    source = tmp_path / "said.py"
    source.write_text(text)
    assert any(re.search(pattern, word, re.IGNORECASE) for _, word in _words(source) for pattern in BANNED)


def test_no_file_is_named_after_nothing() -> None:
    """Whatever its ending, and in whichever folder."""
    patterns = ("incident/**/*", "tests/**/*", "runbooks/**/*", ".ci/*", ".github/**/*")
    named = [path for pattern in patterns for path in CHECKOUT.glob(pattern)]
    assert [str(path) for path in named if path.name.partition(".")[0].lower() in BANNED_FILES] == []


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
