"""Chinese sentences with values in them: a blank beside Latin words and figures, none behind full-width signs.

Apart, because a sentence does not know whether `{person}` will be 王敏 or root. Only where a value meets its
sentence is anything changed: neither the words of the catalogue nor those of a value are.
"""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter
from typing import Final

__all__ = ["Sentence"]

_SIGNS: Final = frozenset("，。、；：？！（）《》「」『』【】…")
_FORMATTER: Final = Formatter()


class Sentence(str):
    """A sentence with places, which are filled by `format` as those of any other text."""

    __slots__ = ()

    def format(self, *args: object, **values: object) -> str:
        """The sentence with its values."""
        return self._filled(args, values)

    def format_map(self, values: Mapping[str, object], /) -> str:  # type: ignore[override]  # typeshed asks for a protocol of its own
        """The same from a mapping."""
        return self._filled((), values)

    def _filled(self, args: tuple[object, ...], values: Mapping[str, object]) -> str:
        made = ""
        for words, name, spec, conversion in _FORMATTER.parse(self):
            made = _met(made, words)
            if name is None:
                continue
            found, _first = _FORMATTER.get_field(name, args, values)
            made = _met(made, format(_FORMATTER.convert_field(found, conversion), spec or ""))
        return made


def _met(before: str, after: str) -> str:
    """Both, with a blank between them if one is wanted there, and without one if none is."""
    left, right = before.rstrip(" "), after.lstrip(" ")
    if not left or not right:
        return before + after
    blanks = len(before) - len(left) + len(after) - len(right)
    if blanks > 1:  # columns
        return before + after
    if blanks and (left[-1] in _SIGNS or right[0] in _SIGNS or (_is_han(left[-1]) and _is_han(right[0]))):
        return left + right
    if not blanks and ((_is_han(left[-1]) and _is_word(right[0])) or (_is_word(left[-1]) and _is_han(right[0]))):
        return f"{left} {right}"
    return before + after


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def _is_word(char: str) -> bool:
    """Whether it is of a Latin word, a figure or a share."""
    return char == "%" or (char.isalnum() and ord(char) < 0x250)  # noqa: PLR2004 - up to there letters are Latin
