"""CSV in the encodings that customer-service systems write: UTF-8 with and without its mark, UTF-16 and GB18030.

Apart from Excel's own files. The encoding is that in which most lines can be read, so that one broken line among
thousands is one broken row.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from typing import Final

from incident.adapters.tables.table import Row

__all__ = ["rows_of_text"]

_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SEPARATORS: Final = ",;\t，"
_LONGEST_CELL: Final = 1_000_000
_SAMPLE: Final = 10_000
"""Bytes that tell one encoding from another."""
_BROKEN: Final = "\ufffd"
"""Stands where bytes were no text."""


def rows_of_text(data: bytes) -> tuple[Sequence[Row], str]:
    """The rows, the head among them, and the name of the encoding."""
    encoding, text = _decoded(data)
    lines = io.StringIO(text, newline="").readlines()
    head = next((line for line in lines if line.strip()), "")
    separator = max(_SEPARATORS, key=head.count)
    csv.field_size_limit(_LONGEST_CELL)
    return list(_rows(lines, separator)), encoding


def _rows(lines: Sequence[str], separator: str) -> Iterator[Row]:
    """A row whose quotation mark is not closed ends with its line: those behind it are rows of their own."""
    place = number = 0
    while place < len(lines):
        number += 1
        reader = csv.reader(map(lines.__getitem__, range(place, len(lines))), delimiter=separator, strict=True)
        try:
            cells, is_open = next(reader), False
        except csv.Error:
            cells, is_open = lines[place].rstrip("\r\n").split(separator), True
        place += 1 if is_open else reader.line_num
        is_broken = any(_BROKEN in cell or "\0" in cell for cell in cells)
        yield Row(number=number, cells=tuple(cells), broken=is_broken, unclosed=is_open)


def _decoded(data: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, data[len(mark) :].decode(encoding, "replace")
    encoding = _unmarked(data)
    return encoding, data.decode(encoding, "replace")


def _unmarked(data: bytes) -> str:
    """By the zeros that nearly every line of UTF-16 has, else by the lines that cannot be read."""
    lines = [line for line in data[:_SAMPLE].split(b"\n") if line]
    if 2 * sum(b"\0" in line for line in lines) > len(lines):
        return (
            "utf-16-le" if data[1:2] == b"\0" or data[:200:2].count(b"\0") < data[1:200:2].count(b"\0") else "utf-16-be"
        )
    strange = [line for line in data.splitlines() if not line.isascii()]
    return min(("utf-8", "gb18030"), key=lambda encoding: sum(not _reads(line, encoding) for line in strange))


def _reads(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
