"""Sentences at a terminal break between words, at its width; a script gets whole lines.

Apart, because talk on stderr and the line mode must agree on it.
"""

from __future__ import annotations

import os
import re
from typing import Final, TextIO

from incident.wording.cells import cells, hanging

__all__ = ["fitted"]

_LEAD: Final = re.compile(r"\s*(?:\S.*\s{2,}(?=\S))?")
"""What a line is set in by, with the columns before its last one."""
_COMMAND: Final = re.compile(r"\s+incident ")
"""A command on a line of its own is copied: it stays one line."""


def fitted(text: str, stream: TextIO) -> str:
    """The text as it is written to the stream: its longer lines wrapped where that is a terminal."""
    width = _columns(stream)
    return "\n".join(_fitted(line, width) for line in text.split("\n")) if width else text


def _fitted(line: str, width: int) -> str:
    if cells(line) <= width or _COMMAND.match(line):
        return line
    found = _LEAD.match(line)
    lead = found[0] if found else ""
    if cells(lead) > width // 2:
        lead = ""
    room = width - cells(lead)
    if any(word.isascii() and len(word) > room for word in line.split()):
        return line  # a path or an address is copied whole
    return "\n".join(hanging(lead, line[len(lead) :], width))


def _columns(stream: TextIO) -> int:
    """The columns of the terminal; 0 where the stream is none, or nobody knows."""
    try:
        return os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError, AttributeError):  # a pipe, a closed stream, no stream at all
        return 0
