"""Numbers that people write by hand, as Markdown's own: 一、 （一） 1、 ① and `Step 1 -` are no lists to a parser.

Apart from reading Markdown, because this is about lines before there are any blocks. Every line stays where it is, so
that warnings name the right one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["with_lists"]

_CHINESE: Final = "一二三四五六七八九十百"
_MARKS: Final = (
    re.compile(rf"第[{_CHINESE}\d]+[章节部分阶段]+[、：:\s]\s*(?P<words>\S.*)"),
    re.compile(rf"[{_CHINESE}]{{1,4}}[、．]\s*(?P<words>\S.*)"),
    re.compile(rf"[（(][{_CHINESE}]{{1,4}}[)）][、.]?\s*(?P<words>\S.*)"),
    re.compile(
        rf"(?:第[{_CHINESE}\d]+步|步骤[{_CHINESE}\d]+|step \d+)\s*[-–—、：:.,，]\s*(?P<words>\S.*)", re.IGNORECASE
    ),
    re.compile(r"\d{1,3}(?:[、．）]\s*|[.)]\s+|\ufe0f?\u20e3\s*)(?P<words>\S.*)"),
    re.compile(r"[（(]\d{1,3}[)）][、.]?\s*(?P<words>\S.*)"),
    re.compile(r"[①-⑳][、.]?\s*(?P<words>\S.*)"),
)
"""From the outermost kind of number to the innermost."""
_HEAD: Final = -1
"""The kind of Markdown's own heading: whatever was numbered above it is over."""
_ITEM: Final = 3
"""Kinds from here on are no headings."""
_INNER: Final = 5
"""Kinds from here on, （1） and ①, stand under an item if there is one."""
_OWN: Final = re.compile(r"\d{1,9}[.)]\s")
"""What Markdown reads as a list by itself."""
_FENCE: Final = re.compile(r"\s{0,3}(```+|~~~+)")
_HEADING: Final = 40
"""Characters of a heading; whatever is longer is work or prose."""
_SENTENCE: Final = re.compile(r"[。；;，,：:]\s*$|[。；]")


def with_lists(lines: Sequence[str]) -> list[str]:
    """The lines, those with a number of their own kind made headings or items."""
    made, found = list(lines), list(_numbered(lines))
    if all(depth == _HEAD or _OWN.match(lines[index].lstrip()) for index, depth, _words in found):
        return made
    open_counts: list[tuple[int, int]] = []
    for (index, depth, words), (_index, following, _words) in zip(found, [*found[1:], (0, -1, "")], strict=True):
        while open_counts and open_counts[-1][0] > depth:
            open_counts.pop()
        if depth == _HEAD:
            continue
        count = open_counts.pop()[1] + 1 if open_counts and open_counts[-1][0] == depth else 1
        is_inside = bool(open_counts) and depth >= _INNER and open_counts[-1][0] >= _ITEM
        open_counts.append((depth, count))
        if depth < _ITEM and _is_heading(words, is_above=following > depth):
            made[index] = f"{'#' * (depth + 2)} {words}"
        elif not _OWN.match(lines[index].lstrip()):
            made[index] = f"   - {words}" if is_inside else f"{count}. {words}"
    return made


def _numbered(lines: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Each line with a number: where it stands, how deep it is, and its words."""
    fence = ""
    for index, line in enumerate(lines):
        mark = _FENCE.match(line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        elif not fence and re.match(r" {0,3}#{1,6}\s", line):
            yield index, _HEAD, ""
        elif not fence and not line.startswith(("\t", "    ")):
            bare = line.strip().strip("*").strip()
            depth = next((depth for depth, kind in enumerate(_MARKS) if kind.fullmatch(bare)), None)
            if depth is not None:
                words = _MARKS[depth].fullmatch(bare)
                yield index, depth, words["words"] if words else bare


def _is_heading(words: str, *, is_above: bool) -> bool:
    """Whether something is numbered below it, or it is too short and bare to be work."""
    return len(words) <= _HEADING and (is_above or not _SENTENCE.search(words))
