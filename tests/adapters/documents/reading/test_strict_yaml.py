from __future__ import annotations

import pytest
import yaml

from incident.adapters.documents.reading import strict_yaml
from incident.adapters.documents.reading.nodes import Place, Plain, plain
from incident.adapters.documents.reading.strict_yaml import LARGEST, parse
from incident.application.errors import DocumentError, Problem

BOMB = b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"


@pytest.fixture(params=["libyaml", "pure"])
def _either_loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "pure":
        monkeypatch.setattr(strict_yaml, "_LOADER", yaml.SafeLoader)


pytestmark = pytest.mark.usefixtures("_either_loader")


def _read(text: str) -> Plain:
    return plain(parse(text.encode(), "a.yaml"))


def _problem(data: bytes) -> Problem:
    with pytest.raises(DocumentError) as refusal:
        parse(data, "a.yaml")
    (problem,) = refusal.value.problems
    assert "\n" not in problem.message
    assert problem.message.endswith(".")
    return problem


@pytest.mark.parametrize("word", ["yes", "no", "on", "off", "True", "NULL", "012", "1:30", "0x1f", "1e3", "2026-11-01"])
def test_what_people_write_as_a_word_stays_a_word(word: str) -> None:
    assert _read(f"a: {word}\n{word}: b") == {"a": word, word: "b"}


def test_only_plain_numbers_and_the_three_words_are_more_than_text() -> None:
    assert _read("[1, -2, 0.5, true, false, null, ~, '1', \"true\"]") == [
        1,
        -2,
        0.5,
        True,
        False,
        None,
        None,
        "1",
        "true",
    ]


def test_a_number_too_long_to_be_one_stays_text() -> None:
    assert _read(f"a: {'9' * 5000}") == {"a": "9" * 5000}


@pytest.mark.parametrize(
    ("data", "line", "column", "words"),
    [
        (BOMB, 1, 4, "anchor"),
        (b"a: b\nc: *x\n", 2, 4, "alias"),
        (b"a: 1\n" + b"#" * 5_000_000, 1, 1, "larger than 256 KB"),
        (b"a: " + b"[" * 1000 + b"]" * 1000, 1, 23, "More than 20 levels"),
        (b"a: 1\nb: 2\na: 3\n", 3, 1, "'a' stands twice; first in line 1"),
        (b"a:\n\t- b\n", 2, 1, "tab"),
        (b"\xef\xbb\xbfa: b\n", 1, 1, "byte order mark"),
        ("a: b\nname: 渠道".encode("gbk"), 2, 7, "not UTF-8"),
        (b"a: \xff\xfe", 1, 4, "not UTF-8"),
        (b'a: b\nc: "x\\e[2J"\n', 2, 4, "U+001B"),
        ("a: x\u202ey".encode(), 1, 5, "U+202E"),
        ("a: x\u200by".encode(), 1, 5, "U+200B"),
        (b"a: b\x07\n", 1, 5, "U+0007"),
        (b"a: !!python/object:os.system x\n", 1, 4, "tag"),
        (b"a: b\n---\nc: d\n", 2, 1, "second document"),
        (b"title: VOICE MENU: put up\n", 1, 18, "':' stands where no key can be"),
        (b"a: 'b\n", 2, 1, "never closed"),
        (b"a: [1, 2\nb: 3\n", 2, 2, "list in brackets"),
        (b"a: @home\n", 1, 4, "cannot begin with '@'"),
        (b"? [a]\n: b\n", 1, 3, "cannot be a key"),
        (b": b\n", 1, 1, "indentation"),
        (b'{"": b}', 1, 2, "key is missing"),
        (b"# nothing\n", 1, 1, "empty"),
        (b"", 1, 1, "empty"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_is_refused_is_refused_in_one_sentence_with_its_place(
    data: bytes, line: int, column: int, words: str
) -> None:
    problem = _problem(data)
    assert words in problem.message
    assert problem.path == "a.yaml"
    assert problem.line == line
    assert abs(problem.column - column) <= 1  # the two parsers differ by where they notice the end of a token


def test_a_file_of_the_largest_size_is_read() -> None:
    assert _read("a: b\n".ljust(LARGEST, "#").replace("\n#", "\n #")[:LARGEST]) == {"a": "b"}


def test_windows_line_ends_are_line_ends() -> None:
    assert _read("a: b\r\nc: d\r\n") == {"a": "b", "c": "d"}


def test_every_value_knows_its_place() -> None:
    document = Place("a.yaml", parse(b'a:\n  - b: "x y"\n    c: plain\n', "a.yaml"))
    assert (document / "a" / 0 / "b").at == (2, 8)
    assert (document / "a" / 0 / "c").key == (3, 5)
    assert (document / "a" / 0 / "b").character(2) == (2, 11)
    assert (document / "a" / 0 / "missing").at == (2, 5)


def test_a_text_written_with_escapes_points_at_its_beginning() -> None:
    document = Place("a.yaml", parse(b'a: "x\\n y"\n', "a.yaml"))
    assert (document / "a").character(3) == (1, 4)
