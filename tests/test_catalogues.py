"""English and Chinese are equals: every sentence of the program stands in both, with the same placeholders."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

from incident import i18n
from incident.shipped import locale_root

LOCALES = locale_root()
PACKAGE = LOCALES.parent

Key = tuple[str, str | None]


def _key(message: Message) -> Key:
    one = message.id if isinstance(message.id, str) else message.id[0]
    return one, message.context


def _spoken() -> Catalog:
    """What the source says, in English."""
    catalogue = Catalog()
    found = extract_from_dir(PACKAGE, [("**.py", "python")], keywords=DEFAULT_KEYWORDS)
    for path, line, message, _comments, context in found:
        catalogue.add(message, locations=[(path, line)], context=context)
    return catalogue


def _catalogue(folder: str) -> Catalog:
    with (LOCALES / folder / "LC_MESSAGES/incident.po").open("rb") as lines:
        return read_po(lines, locale=folder)


def _sentences(catalogue: Catalog) -> dict[Key, Message]:
    return {_key(message): message for message in catalogue if message.id}


def _forms(message: Message) -> list[str]:
    said = message.string or ""
    return [said] if isinstance(said, str) else list(said)


def _placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


@pytest.fixture(scope="module")
def spoken() -> dict[Key, Message]:
    return _sentences(_spoken())


@pytest.fixture(scope="module", params=["zh_CN"])
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    return _catalogue(request.param)


def test_every_sentence_of_the_program_is_translated(spoken: dict[Key, Message], catalogue: Catalog) -> None:
    translated = {key for key, message in _sentences(catalogue).items() if all(_forms(message))}
    missing = [f"{spoken[key].locations[0]}: {key[0]!r}" for key in spoken.keys() - translated]
    assert not missing, "\n".join(sorted(missing))


def test_no_sentence_hides_from_whoever_gathers_them(spoken: dict[Key, Message]) -> None:
    """The extractor sees no call within an f-string or within another call of `_`: its words would stay English."""
    known = {name for name, _context in spoken}
    hidden = [
        f"{path.relative_to(PACKAGE)}:{call.lineno}: {words!r}"
        for path in PACKAGE.rglob("*.py")
        for call, words in _marked(ast.parse(path.read_text()))
        if words not in known
    ]
    assert not hidden, "\n".join(hidden)


def _marked(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """Every call that marks a sentence, and the sentence."""
    places = {"_": 0, "N_": 0, "ngettext": 0, "pgettext": 1}
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in places:
            words = call.args[places[call.func.id]]
            if isinstance(words, ast.Constant) and isinstance(words.value, str):
                yield call, words.value


def test_no_translation_is_a_guess(catalogue: Catalog) -> None:
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []


def test_no_translation_outlives_its_sentence(spoken: dict[Key, Message], catalogue: Catalog) -> None:
    assert sorted(_sentences(catalogue).keys() - spoken.keys(), key=str) == []
    assert sorted(map(str, catalogue.obsolete)) == []


def test_a_translation_fills_the_same_placeholders(catalogue: Catalog) -> None:
    wrong = []
    for message in catalogue:
        if not message.id:
            continue
        english = [message.id] if isinstance(message.id, str) else list(message.id)
        expected = list(map(_placeholders, english))  # of a plural, those of any of its forms
        wrong += [said for said in _forms(message) if _placeholders(said) not in expected]
    assert wrong == []


LENGTHS = {"length", "first", "restore", "within", "age", "left", "gap", "elapsed"}
"""Placeholders that a length of time fills, such as 15 分钟."""


def test_no_blank_stands_between_a_length_and_the_chinese_word_after_it(catalogue: Catalog) -> None:
    said = [form for message in catalogue if message.id for form in _forms(message)]
    wrong = [form for form in said if re.search(rf"\{{({'|'.join(LENGTHS)})\}} [\u4e00-\u9fff]", form)]
    assert wrong == []


def test_chinese_quotes_in_one_way_and_ends_nothing_in_a_half_width_mark(catalogue: Catalog) -> None:
    """Corner brackets, as the glossary has them; straight quotes only around what is typed with them."""
    said = [form for message in catalogue if message.id for form in _forms(message)]
    assert [form for form in said if re.search("[“”‘’]|'incident ", form)] == []
    assert [
        form for form in said if re.search(r"[\u4e00-\u9fff」）][,;!?:]( |$)|[,;:] ?[\u4e00-\u9fff「（]", form)
    ] == []


def test_chinese_addresses_whoever_reads_in_one_way(catalogue: Catalog) -> None:
    assert not [form for message in _sentences(catalogue).values() for form in _forms(message) if "你" in form]


def test_every_language_on_offer_has_its_catalogue_compiled() -> None:
    folders = {path.parent.parent.name.replace("_", "-") for path in LOCALES.glob("*/LC_MESSAGES/incident.mo")}
    assert folders | {"en"} == set(i18n.LANGUAGES)
