"""Workbooks as Excel writes them, for the tests of whoever reads tables."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime

__all__ = ["a_book"]

_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001  (a cell is a time on the wall)
_PARTS = {
    "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="s" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<R><Relationship Id="r1" Target="worksheets/sheet1.xml"/></R>',
    "xl/styles.xml": '<s><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs></s>',
}


def a_book(*rows: Sequence[object]) -> bytes:
    """A workbook with these rows: texts, numbers and instants."""
    lines = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in rows)
    page = io.BytesIO()
    with zipfile.ZipFile(page, "w") as book:
        for name, text in {**_PARTS, "xl/worksheets/sheet1.xml": f"<w>{lines}</w>"}.items():
            book.writestr(name, text)
    return page.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return f'<c s="1"><v>{(value - _DAY_ZERO).total_seconds() / 86400}</v></c>'
    if isinstance(value, int):
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t>{value}</t></is></c>'
