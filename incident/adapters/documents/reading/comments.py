"""Remarks in a YAML file that mean something to the check, and the words that they stand behind.

Apart from the reader, which drops every comment; only a file that holds such a remark is looked through a second time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import yaml

from incident.adapters.documents.reading.nodes import Mark

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

__all__ = ["Comment", "comments"]

_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Comment(NamedTuple):
    """A remark that is one, and not words within a value."""

    at: Mark
    found: re.Match[str]
    meant: int
    """The line that it speaks of: its own, or where it stands alone the next one that says something."""
    words: str
    """What that line says: its longest text, one in quotes before any other; '' where it says nothing."""
    words_at: Mark
    """Where they begin; where there are none, the remark itself."""


def comments(data: bytes, pattern: re.Pattern[str]) -> Iterator[Comment]:
    """Every comment in which the pattern is found at its sign, from top to bottom; none of an unreadable file."""
    text = data.decode(errors="replace").replace("\r\n", "\n")
    try:
        values = [token for token in yaml.scan(text, Loader=_LOADER) if isinstance(token, yaml.ScalarToken)]
    except yaml.YAMLError:
        return  # that the file is unreadable is told elsewhere
    lines = text.split("\n")
    for index, line in enumerate(lines):
        found = pattern.search(line)
        if found is None or (found.start() and line[found.start() - 1] != " "):
            continue
        if not any(_begin(each) <= (index, found.start()) < _end(each) for each in values):
            meant = _meant(lines, index, found.start())
            at = Mark(index + 1, found.start() + 1)
            words, words_at = _words(values, meant, at)
            yield Comment(at, found, meant + 1, words, words_at)


def _begin(token: yaml.ScalarToken) -> tuple[int, int]:
    return token.start_mark.line, token.start_mark.column


def _end(token: yaml.ScalarToken) -> tuple[int, int]:
    return token.end_mark.line, token.end_mark.column


def _meant(lines: Sequence[str], index: int, column: int) -> int:
    if lines[index][:column].strip():
        return index
    after = (line for line in range(index + 1, len(lines)) if lines[line].strip() and lines[line].strip()[0] != "#")
    return next(after, index)


def _words(values: Sequence[yaml.ScalarToken], line: int, at: Mark) -> tuple[str, Mark]:
    said = [each for each in values if each.start_mark.line <= line <= each.end_mark.line]
    if not said:
        return "", at
    token = max(said, key=lambda each: (not each.plain, len(each.value)))
    return str(token.value), Mark(token.start_mark.line + 1, token.start_mark.column + 1)
