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

_MOST_BYTES: Final = 100_000_000
"""Of one part, unpacked."""
_MOST_ROWS: Final = 200_000
"""Of a sheet, the empty ones among them: more than twice a list is a mistake, and takes seconds."""
_MOST_NAMED: Final = 2**21
"""Rows or texts of one part."""
_MOST_WITHIN: Final = 500_000
"""Elements in one row or text, or behind the last."""
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
        UnreadableTableError: it is no workbook, or swells to more than a list can be.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as book:
            return list(_rows(_Book(book)))
    except UnreadableTableError:
        raise
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
        """Each one of that name, and only until the next is asked for: no part stands in memory as a tree."""
        from xml.etree.ElementTree import iterparse  # here: only workbooks are XML

        found = within = 0
        around: list[Element] = []
        for event, each in iterparse(BytesIO(self._data(part)), ("start", "end")):  # noqa: S314  (no document type)
            if event == "start":
                around.append(each)
                continue
            around.pop()
            within += 1
            if within > _MOST_WITHIN or found > _MOST_NAMED:
                raise UnreadableTableError("too-large")
            if _is(each, name):
                yield each
                found, within = found + 1, 0
                if around:
                    del around[-1][:]

    def _root(self, part: str) -> Element | None:
        from xml.etree.ElementTree import fromstring  # here, as above

        return fromstring(self._data(part)) if part in self._names else None  # noqa: S314  (no document type)

    def _data(self, part: str) -> bytes:
        """What it holds, without a document type: so nothing in it swells."""
        if part not in self._names:
            return b"<none/>"
        if self._book.getinfo(part).file_size > _MOST_BYTES:
            raise UnreadableTableError("too-large")
        data = self._book.read(part)
        if b"<!DOCTYPE" in data:
            raise ValueError(part)
        return data


def _rows(book: _Book) -> Iterator[Row]:
    """Those with a cell; a sheet that goes on without end is no list."""
    number = 0
    for counted, row in enumerate(book.rows()):
        if counted >= _MOST_ROWS:
            raise UnreadableTableError("too-long")
        number = int(row.get("r", number + 1))
        found = _cells(row, book)
        if any(value != "" for value in found.values()):
            cells = tuple(found.get(n) or "" for n in range(max(found) + 1))
            yield Row(number=number, cells=cells, broken=None in found.values())


def _cells(row: Element, book: _Book) -> Mapping[int, str | None]:
    """By column; None where one points at a text that the workbook has not. What stands far out stands at the end."""
    cells: dict[int, str | None] = {}
    for cell in (each for each in row if _is(each, "c")):
        at, value = _column(cell.get("r", ""), len(cells)), _value(cell, book)
        if at < _WIDEST or value != "":
            cells[min(at, _WIDEST)] = value
    return cells


def _value(cell: Element, book: _Book) -> str | None:
    kind, value = cell.get("t", "n"), next((each.text or "" for each in cell if _is(each, "v")), "")
    if kind == "inlineStr":
        return "".join(_text(each) for each in cell if _is(each, "is"))
    if kind == "s":
        return book.texts[int(value)] if value.isdecimal() and int(value) < len(book.texts) else None
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
