"""Chinese sentences with values in them: a blank beside Latin words and figures, none behind full-width signs.

Apart, because a sentence does not know whether `{person}` will be 王敏 or root. Only where a value meets its
sentence is anything changed: neither the words of the catalogue nor those of a value are.
"""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter
from typing import Final

__all__ = ["SIGNS", "Sentence"]

SIGNS: Final = frozenset("，。、；：？！（）《》「」『』【】…")
"""The full-width signs, which bring their own blank."""
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
        made, blanks = "", 0
        for words, name, spec, conversion in _FORMATTER.parse(self):
            core = words.strip(" ")
            if core:
                made = _met(made, blanks + len(words) - len(words.lstrip(" ")), core)
                blanks = len(words) - len(words.rstrip(" "))
            else:
                blanks += len(words)
            if name is None:
                continue
            found, _first = _FORMATTER.get_field(name, args, values)
            value = format(_FORMATTER.convert_field(found, conversion), spec or "")
            if value:
                made = _met(made, blanks, value, parts_values=not core)
                blanks = 0
        return made + " " * blanks


def _met(before: str, blanks: int, after: str, *, parts_values: bool = False) -> str:
    """Both, with a blank between them if one is wanted there, and without one if none is.

    `blanks` are the sentence's own; one that parts two values goes at a sign alone. Those of a value stay as they are.
    """
    if before and after and blanks <= 1:  # more are columns
        left, right = before[-1], after[0]
        are_han = _is_han(left) and _is_han(right)
        if left in SIGNS or right in SIGNS or (are_han and not parts_values):
            blanks = 0
        elif (_is_han(left) and _is_word(right)) or (_is_word(left) and _is_han(right)):
            blanks = 1
    return before + " " * blanks + after


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def _is_word(char: str) -> bool:
    """Whether it is of a Latin word, a figure or a share."""
    return char == "%" or (char.isalnum() and ord(char) < 0x250)  # noqa: PLR2004 - up to there letters are Latin
