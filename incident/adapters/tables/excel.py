"""The first sheet of an Excel workbook (.xlsx), read from its XML.

Apart from CSV. Written here: a list of customers needs cells, shared texts and dates, which is a page of code, where
the library that writes workbooks takes 0.3 s to load. What is compressed is read up to a bound, and a document type,
which could swell without one, is refused (ECMA-376 part 1, 18.3, 18.4, 18.8).
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Final
from zlib import error as ZlibError  # noqa: N812  (it is an exception)

from incident.adapters.tables.table import Row, UnreadableTableError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

__all__ = ["rows_of_excel"]

_MOST_BYTES: Final = 200_000_000
"""Of one part, unpacked."""
_WIDEST: Final = 200
"""Columns."""
_DAY_ZERO: Final = datetime(1899, 12, 30)  # noqa: DTZ001  (a cell is a time on the wall)
_DAY_ZERO_1904: Final = datetime(1904, 1, 1)  # noqa: DTZ001
_LAST_DAY: Final = 2_958_465
"""The last day that a workbook can name."""
_DATES: Final = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
"""The built-in formats that are dates, those of Chinese among them."""
_DATE_SIGNS: Final = re.compile(r"[ymdhs年月日时分秒]", re.IGNORECASE)
_NO_SIGNS: Final = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
"""Literal words, colours and currencies in a format."""
_COLUMN: Final = re.compile(r"[A-Z]{1,3}")


def rows_of_excel(data: bytes) -> Sequence[Row]:
    """The rows of the first sheet, the head among them; a date becomes `2026-11-21T09:30:00`.

    Raises:
        UnreadableTableError: it is no workbook.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as book:
            return list(_rows(_Book(book)))
    except (
        zipfile.BadZipFile,
        ZlibError,
        KeyError,
        IndexError,
        ValueError,
        SyntaxError,
        RuntimeError,
        EOFError,
    ) as error:
        raise UnreadableTableError("excel") from error


class _Book:
    """What the cells of a workbook point at."""

    def __init__(self, book: zipfile.ZipFile) -> None:
        self._book = book
        self._names = set(book.namelist())
        self.texts = [_text(each) for each in self._children("xl/sharedStrings.xml", "si")]
        self.dates = self._date_styles()
        properties = next(self._children("xl/workbook.xml", "workbookPr"), None)
        is_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        self.day_zero = _DAY_ZERO_1904 if is_1904 else _DAY_ZERO

    def rows(self) -> Iterator[Element]:
        return self._children(self._first_sheet(), "row")

    def _first_sheet(self) -> str:
        """The sheet that stands first in the workbook, which need not be the first in the file."""
        sheet = next(self._children("xl/workbook.xml", "sheet"))
        wanted = next(value for name, value in sheet.attrib.items() if name.endswith("}id"))
        places = {
            each.get("Id"): each.get("Target", "")
            for each in self._children("xl/_rels/workbook.xml.rels", "Relationship")
        }
        place = places[wanted]
        return place.lstrip("/") if place.startswith("/") else f"xl/{place}"

    def _date_styles(self) -> Sequence[bool]:
        """Of each style of cells, whether it shows a date."""
        root = self._root("xl/styles.xml")
        if root is None:
            return []
        own = {each.get("numFmtId"): each.get("formatCode", "") for each in _named(root, "numFmt")}
        styles = next((each for each in root if _is(each, "cellXfs")), None)
        return [_is_date(each.get("numFmtId", "0"), own) for each in (styles if styles is not None else ())]

    def _children(self, part: str, name: str) -> Iterator[Element]:
        root = self._root(part)
        return iter(()) if root is None else _named(root, name)

    def _root(self, part: str) -> Element | None:
        from xml.etree.ElementTree import fromstring  # here: only workbooks are XML

        if part not in self._names:
            return None
        with self._book.open(part) as stream:
            data = stream.read(_MOST_BYTES + 1)
        if len(data) > _MOST_BYTES or b"<!DOCTYPE" in data:
            raise ValueError(part)
        return fromstring(data)  # noqa: S314  (without a document type nothing swells)


def _rows(book: _Book) -> Iterator[Row]:
    number = 0
    for row in book.rows():
        number = int(row.get("r", number + 1))
        cells: dict[int, str] = {}
        for cell in (each for each in row if _is(each, "c")):
            at = _column(cell.get("r", ""), len(cells))
            if at < _WIDEST:
                cells[at] = _value(cell, book)
        yield Row(number=number, cells=tuple(cells.get(n, "") for n in range(max(cells, default=-1) + 1)))


def _value(cell: Element, book: _Book) -> str:
    kind, value = cell.get("t", "n"), next((each.text or "" for each in cell if _is(each, "v")), "")
    if kind == "inlineStr":
        return "".join(_text(each) for each in cell if _is(each, "is"))
    if kind == "s":
        return book.texts[int(value)]
    style = int(cell.get("s", 0))
    if kind == "n" and value and style < len(book.dates) and book.dates[style]:
        return _date(float(value), book.day_zero)
    return _number(value) if kind == "n" else value


def _date(days: float, day_zero: datetime) -> str:
    """The time on the wall; a number that is no date stays one, so that the row says what is wrong with it."""
    if not 0 <= days <= _LAST_DAY:
        return str(days)
    return (day_zero + timedelta(seconds=round(days * 86400))).isoformat()


def _number(value: str) -> str:
    """Digits as a person typed them: telephone numbers come as 1.3800138E10."""
    try:
        number = float(value)
    except ValueError:
        return value
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else value  # noqa: PLR2004  (exact until there)


def _is_date(style: str, own: Mapping[str | None, str]) -> bool:
    if style in own:
        return _DATE_SIGNS.search(_NO_SIGNS.sub("", own[style])) is not None
    return int(style) in _DATES


def _column(place: str, following: int) -> int:
    """Which column `AB12` is in, from 0; a cell without a place follows the one before."""
    letters = _COLUMN.match(place)
    if letters is None:
        return following
    number = 0
    for letter in letters[0]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _text(element: Element) -> str:
    """The text of all its runs; not how it is to be read aloud."""
    return "".join(_text(each) if not _is(each, "t") else each.text or "" for each in element if not _is(each, "rPh"))


def _named(root: Element, name: str) -> Iterator[Element]:
    return (each for each in root.iter() if _is(each, name))


def _is(element: Element, name: str) -> bool:
    return element.tag.rpartition("}")[2] == name
