"""Texts inside Markdown that stay texts: no heading, link, table, picture or HTML comes out of a note.

`<`, `>` and `&` become entities, because not every reader of Markdown honours a
backslash before them; everything else that Markdown gives a meaning to gets one.
"""

from __future__ import annotations

import re
from typing import Final

from incident.wording.safe import clean_line

__all__ = ["md"]

_ENTITIES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_MEANINGFUL: Final = re.compile(r"([\\`*_\[\]{}|~#!$^])")
_LEADING: Final = re.compile(r"^([-+=:])")
_NUMBERED: Final = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
_LINKED: Final = re.compile(r"(?<=:)//|(?<=www)\.", re.IGNORECASE)


def md(text: str) -> str:
    """The text on one line, so that a reader of Markdown shows exactly it, in a cell, a list or a paragraph."""
    safe = _MEANINGFUL.sub(r"\\\1", clean_line(text).translate(_ENTITIES))
    safe = _NUMBERED.sub(r"\1\\\2", _LEADING.sub(r"\\\1", safe))
    return _LINKED.sub(lambda found: f"\\{found[0]}", safe)
