"""Writes cells for the terminal in few bytes: a style is named where it changes, and blanks are wiped.

Apart from what is shown: here is only how a strip becomes bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from rich.style import Style

if TYPE_CHECKING:
    from rich.color import Color, ColorSystem
    from textual.strip import Strip

__all__ = ["Pen"]

BLANKS: Final = re.compile(" {12,}")
"""So many blanks are more bytes than wiping them and going on behind."""
NOTHING: Final = Style()
SEEN: Final = ("underline", "underline2", "reverse", "strike", "frame", "encircle", "overline")
"""What is seen of a blank."""
LETTERS: Final = ("bold", "dim", "italic", "blink", "blink2", "conceal")


class Pen:
    """Begins and ends with nothing special; in between it knows what holds."""

    def __init__(self, colors: ColorSystem | None) -> None:
        self._colors = colors
        self._codes = ""

    def written(self, strip: Strip) -> str:
        """The strip, in its styles."""
        return "".join(part for text, style, _control in strip for part in self._part(text, style or NOTHING))

    def rest(self) -> str:
        """Back to nothing special."""
        return self._turned("")

    def _part(self, text: str, style: Style) -> Iterator[str]:
        if style.link:
            yield self.rest() + style.render(text, color_system=self._colors)
            return
        codes = _codes(style, self._colors)
        if not _is_plain(style):
            yield self._turned(codes) + text
            return
        place = 0
        for blanks in BLANKS.finditer(text):
            if before := text[place : blanks.start()]:
                yield self._turned(codes) + before
            length = blanks.end() - blanks.start()
            yield f"{self.rest()}\x1b[{length}X\x1b[{length}C"
            place = blanks.end()
        if after := text[place:]:
            yield self._turned(codes) + after

    def _turned(self, codes: str) -> str:
        before, self._codes = self._codes, codes
        if codes == before:
            return ""
        return f"\x1b[{'0;' if before and codes else ''}{codes}m"


@lru_cache(maxsize=1024)
def _codes(style: Style, colors: ColorSystem | None) -> str:
    """The numbers of a style, after nothing special: the terminal's own colours need none."""
    if colors is None:
        return ""
    looks = {name: getattr(style, name) for name in (*SEEN, *LETTERS)}
    named = Style(color=_named(style.color), bgcolor=_named(style.bgcolor), **looks)
    return named._make_ansi_codes(colors)  # noqa: SLF001  (what `render` puts around the words)


def _named(color: Color | None) -> Color | None:
    return None if color is None or color.is_default else color


@lru_cache(maxsize=1024)
def _is_plain(style: Style) -> bool:
    """Whether a blank of it is the terminal's own."""
    return _named(style.bgcolor) is None and not any(getattr(style, name) for name in SEEN)
