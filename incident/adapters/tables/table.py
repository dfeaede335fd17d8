"""A table as rows of texts, whatever file it stands in.

Apart from what its columns mean: a row that cannot be read is one row, and stops none of the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from incident.adapters.tables.handed import UnreadableTableError, handed_over
from incident.domain.frozen import Frozen

__all__ = ["MOST_ROWS", "Row", "Table", "UnreadableTableError", "read_table", "table_of_file"]

MOST_ROWS: Final = 100_000
"""A longer file is no list of customers but a mistake, and would fill the memory."""
MOST_BYTES: Final = 50_000_000
"""Of the file: with that, 100,000 rows have 500 each."""
_ZIPPED: Final = b"PK\x03\x04"
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"


class Row(Frozen):
    """One row under the head."""

    number: int
    """As a person counts who opens the file: the head is in row 1, if nothing stands above it."""
    cells: tuple[str, ...]
    broken: bool = False
    """Whether bytes of it are no text in the encoding of the file."""
    unclosed: bool = False
    """Whether a quotation mark in it is not closed, or closed amid a cell."""


class Table(Frozen):
    """A head and what stands below it."""

    head: tuple[str, ...]
    rows: Sequence[Row]
    encoding: str = ""
    """Of a text; '' for Excel."""


def read_table(data: bytes) -> Table:
    """The table of a file; rows without any text are left out.

    Raises:
        UnreadableTableError: there is no table in it.
    """
    if data.startswith(_OLD_EXCEL):
        raise UnreadableTableError("old-excel")
    if data.startswith(_ZIPPED):
        from incident.adapters.tables.excel import rows_of_excel  # here: most lists are texts

        return _under_head(rows_of_excel(data), "")
    from incident.adapters.tables.text import rows_of_text  # here, as above

    rows, encoding = rows_of_text(data)
    return _under_head(rows, encoding)


def table_of_file(path: Path) -> Table:
    """The table that stands in a file, or comes by a pipe: `-`.

    Raises:
        OSError: it cannot be read.
        UnreadableTableError: it is no file, or there is no table in it.
    """
    return read_table(handed_over(path, MOST_BYTES))


def _under_head(rows: Sequence[Row], encoding: str) -> Table:
    filled = [row for row in rows if any(cell.strip() for cell in row.cells)]
    if not filled:
        raise UnreadableTableError("empty")
    if len(filled) > MOST_ROWS:
        raise UnreadableTableError("too-long")
    return Table(head=tuple(cell.strip() for cell in filled[0].cells), rows=filled[1:], encoding=encoding)
