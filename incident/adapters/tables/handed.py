"""What somebody hands over to be imported: a file, or what is piped in; bounded, and never waited for in vain.

Apart from what it holds, which is a table or a calendar.
"""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from typing import Final

__all__ = ["PIPE", "UnreadableTableError", "handed_over"]

PIPE: Final = "-"
"""In the place of a file: what is piped into the program."""


class UnreadableTableError(ValueError):
    """The file is no table that can be read; `code` is a word for why, which `wording/tables.py` says."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def handed_over(path: Path, most_bytes: int) -> bytes:
    """All that stands in the file, or comes by the pipe.

    Raises:
        OSError: it cannot be read.
        UnreadableTableError: it is no file, or too large.
    """
    data = sys.stdin.buffer.read(most_bytes + 1) if str(path) == PIPE else _of_file(path, most_bytes)
    if len(data) > most_bytes:
        raise UnreadableTableError("too-large")
    return data


def _of_file(path: Path, most_bytes: int) -> bytes:
    with open(path, "rb", opener=_open_at_once) as stream:  # Path.open takes no opener
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise UnreadableTableError("no-file")
        return stream.read(most_bytes + 1)


def _open_at_once(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))  # a named pipe would wait for a writer for ever
