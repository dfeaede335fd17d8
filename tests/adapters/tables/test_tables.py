"""Lists of other systems, in the encodings that they write: one broken row stops none of the others."""

from __future__ import annotations

import io
import os
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from incident.adapters.tables.case_rows import CasesRead, read_cases
from incident.adapters.tables.moments import moment_of
from incident.adapters.tables.table import MOST_BYTES, MOST_ROWS, UnreadableTableError, read_table, table_of_file
from incident.domain.events.cases import CaseChannel, CaseGroup

FIXTURES = Path(__file__).parent / "fixtures"
SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 21, 2, 40, tzinfo=UTC)
LIST = """姓名,联系方式,服务,问题,服务诉求,时间,渠道
林薇,13800138000,支付,扣款两次,退款,2026-11-21 09:30,电话
伊藤,i@x.jp,转账,"没到账
等了三天",尽快到账,2026/11/20 8:05,在线客服
"""
HEAD = "name,contact,service,problem,request,received,channel,group,owner\n"


def _read(data: bytes) -> CasesRead:
    return read_cases(read_table(data), NOW, SHANGHAI, {"bo": "bo", "Bo Chen": "bo"}.get)


def _faults(text: str) -> list[tuple[int, str, str]]:
    return [(each.row, each.kind.value, each.field) for each in _read((HEAD + text).encode()).faults]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_list_is_read_in_every_encoding_that_systems_write(encoding: str) -> None:
    read = _read(LIST.encode(encoding))
    assert read.faults == []
    lin, ito = read.cases
    assert (lin.words.name, lin.words.contact, lin.channel, lin.row) == ("林薇", "13800138000", CaseChannel.PHONE, 2)
    assert lin.received_at == datetime(2026, 11, 21, 1, 30, tzinfo=UTC)
    assert ito.words.problem == "没到账\n等了三天"
    assert ito.channel is CaseChannel.CHAT


@pytest.mark.parametrize("separator", [";", "\t", "，"])
def test_columns_may_be_set_apart_otherwise(separator: str) -> None:
    read = _read(LIST.replace(",", separator).encode())
    assert [case.words.name for case in read.cases] == ["林薇", "伊藤"]


def test_a_workbook_is_read_with_its_dates_and_numbers() -> None:
    """Made by openpyxl: a number for a telephone, a date with and without a time, an empty row, a second sheet."""
    read = _read((FIXTURES / "cases.xlsx").read_bytes())
    lin, ito = read.cases
    assert (lin.words.contact, lin.group) == ("13800138000", CaseGroup.ELDERLY)
    assert lin.received_at == datetime(2026, 11, 20, 17, 30, tzinfo=UTC)
    assert ito.received_at == datetime(2026, 11, 19, 16, 0, tzinfo=UTC)
    assert [(fault.row, fault.kind.value) for fault in read.faults] == [(5, "channel-unknown"), (5, "element-missing")]


def test_a_line_that_is_no_text_is_one_row_left_out() -> None:
    whole = [f"客户{n},139{n:08d},支付,问题,退款" for n in range(20)]
    for encoding, broken in (("utf-8", "坏".encode("gb18030")), ("gb18030", b"\xff\xff")):
        lines = [each.encode(encoding) for each in ("姓名,电话,服务,问题,诉求", *whole)]
        lines[7] = broken + lines[7]
        read = _read(b"\n".join(lines))
        assert [(fault.row, fault.kind.value) for fault in read.faults] == [(8, "encoding")]
        assert len(read.cases) == 19


def test_every_fault_of_a_row_is_named_and_the_row_left_out_whole() -> None:
    assert _faults("Lin,1,pay,twice,refund,2026-11-21 09:30,phone,none,bo\n") == []
    assert _faults(" ,1,pay,,refund,,,,\n") == [(2, "element-missing", "name"), (2, "element-missing", "problem")]
    assert _faults("Lin,1,pay,x,y,2026-02-30,phone,,\n") == [(2, "date-unreadable", "received")]
    assert _faults("Lin,1,pay,x,y,2026-11-21 25:30,,,\n") == [(2, "date-unreadable", "received")]
    assert _faults("Lin,1,pay,x,y,2027-11-21,,,\n") == [(2, "in-future", "received")]
    assert _faults("Lin,1,pay,x,y,1026-11-21,,,\n") == [(2, "long-ago", "received")]
    assert _faults("Lin,1,pay,x,y,,pigeon,,\n") == [(2, "channel-unknown", "channel")]
    assert _faults("Lin,1,pay,x,y,,,best,zed\n") == [(2, "group-unknown", "group"), (2, "owner-unknown", "owner")]
    assert _faults("Lin,1,pay,x,y,,,,Bo Chen,more\n") == [(2, "cells", "")]
    assert _faults("Lin,1,pay,x\nIto,2,pay,x,y\n") == [(2, "element-missing", "request")]


def test_what_an_export_marks_as_no_formula_comes_back_without_the_mark() -> None:
    (case,) = _read((HEAD + "Lin,'+8613800138000,pay,'=1+1,refund\n").encode()).cases
    assert (case.words.contact, case.words.problem) == ("+8613800138000", "=1+1")


def test_a_list_without_an_element_says_which() -> None:
    read = _read(b"name,phone\nLin,1\n")
    assert (list(read.missing), list(read.cases)) == (["service", "problem", "request"], [])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-11-21 09:30:15", "01:30:15"),
        ("2026-11-21T09:30:00+08:00", "01:30:00"),
        ("2026年11月21日 9:30", "01:30:00"),
        ("2026年11月21日 9时30分", "01:30:00"),
        ("20261121093000", "01:30:00"),
        ("2026.11.21 9:30", "01:30:00"),
        ("yesterday", None),
        ("21/11/2026", None),
    ],
)
def test_a_time_is_read_as_it_stands_on_the_wall_and_none_is_guessed(typed: str, meant: str | None) -> None:
    found = moment_of(typed, SHANGHAI)
    assert (found and found.strftime("%Y-%m-%d %H:%M:%S")) == (meant and f"2026-11-21 {meant}")


def _zipped(**parts: str) -> bytes:
    page = io.BytesIO()
    with zipfile.ZipFile(page, "w") as book:
        for name, text in parts.items():
            book.writestr(name, text)
    return page.getvalue()


_BOOK = {
    "xl/workbook.xml": (
        '<workbook xmlns:r="r"><workbookPr date1904="1"/><sheets><sheet name="s" r:id="r1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": '<R><Relationship Id="r1" Target="/xl/a.xml"/></R>',
    "xl/styles.xml": (
        '<s><numFmts><numFmt numFmtId="200" formatCode="yyyy&quot;y&quot;"/>'
        '<numFmt numFmtId="201" formatCode="0&quot;d&quot;"/>'
        '</numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="200"/><xf numFmtId="201"/></cellXfs></s>'
    ),
    "xl/sharedStrings.xml": "<sst><si><r><t>na</t></r><r><t>me</t></r><rPh><t>x</t></rPh></si></sst>",
}


def test_what_excel_itself_writes_is_understood() -> None:
    """Runs of one text, readings aloud, texts inside cells, cells without a place, days counted from 1904."""
    rows = (
        '<w><row r="1"><c t="s" r="A1"><v>0</v></c><c r="C1" t="inlineStr"><is><t>day</t></is></c></row>'
        '<row><c t="str"><v>Lin</v></c><c><v>1.38E10</v></c><c s="1"><v>1.5</v></c><c s="2"><v>7</v></c><c><v>x</v></c>'
        '<c s="1"><v>9999999</v></c></row></w>'
    )
    table = read_table(_zipped(**_BOOK, **{"xl/a.xml": rows}))
    assert table.head == ("name", "", "day")
    assert table.rows[0].number == 2
    assert table.rows[0].cells == ("Lin", "13800000000", "1904-01-02T12:00:00", "7", "x", "9999999.0")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\n , \n", "empty"),
        (b"\xd0\xcf\x11\xe0old", "old-excel"),
        (b"PK\x03\x04broken", "excel"),
        (_zipped(a="b"), "excel"),
        (_zipped(**_BOOK, **{"xl/a.xml": "<!DOCTYPE a><a/>"}), "excel"),
        (_zipped(**_BOOK), "empty"),
        (b"a\n" * (MOST_ROWS + 1), "too-long"),
    ],
    ids=["nothing", "blank", "old", "broken", "no-book", "doctype", "no-sheet", "long"],
)
def test_what_is_no_table_says_why(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableTableError) as why:
        read_table(data)
    assert why.value.code == code


@pytest.mark.parametrize(
    "open_row",
    ['Q1,"N1,+1', '"Q1,N1', 'Q1,"N1"x,+1', 'Q1,"' + "x" * 1_000_001],
    ids=["amid", "first", "closed-too-soon", "too-long"],
)
@pytest.mark.parametrize("after", ["Q2,N2,+2", 'Q2,"N,2",+2', 'Q2,"N\n2",+2'], ids=["plain", "quoted", "two-lines"])
def test_a_quotation_mark_that_is_not_closed_costs_its_row_alone(open_row: str, after: str) -> None:
    table = read_table(f"name,who,contact\nQ0,N0,+0\n{open_row}\n{after}\nQ3,N3,+3\n".encode())
    assert [row.cells[0] for row in table.rows if not row.unclosed] == ["Q0", "Q2", "Q3"]
    assert [row.number for row in table.rows if row.unclosed] == [3]


def test_a_zero_in_one_row_costs_that_row_alone() -> None:
    read = _read((HEAD + "Lin,1,pay,x\0y,refund\nIto,2,pay,x,y\n").encode())
    assert [(fault.row, fault.kind.value) for fault in read.faults] == [(2, "encoding")]
    assert [case.words.name for case in read.cases] == ["Ito"]


def test_a_column_that_stands_twice_is_named_and_nothing_is_taken_in() -> None:
    read = _read(b"name,contact,service,problem,request,Name\nLin,1,pay,x,y,Ito\n")
    assert (list(read.doubled), list(read.cases)) == (["Name"], [])


def _sheet(*rows: str) -> CasesRead:
    head = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in HEAD.strip().split(","))
    return _read(_zipped(**_BOOK, **{"xl/a.xml": f"<w><d><row>{head}</row>{''.join(rows)}</d></w>"}))


def _row(more: str) -> str:
    return "<row>" + '<c t="str"><v>x</v></c>' * 5 + more + "</row>"


@pytest.mark.parametrize(
    ("more", "kind"),
    [
        ('<c r="J2"><v>1</v></c>', "cells"),
        ('<c r="ZZ2"><v>1</v></c>', "cells"),
        ('<c t="s"><v>99</v></c>', "encoding"),
        ('<c t="s"><v>-1</v></c>', "encoding"),
    ],
)
def test_a_cell_of_a_workbook_that_cannot_be_taken_costs_its_row_alone(more: str, kind: str) -> None:
    read = _sheet(_row(more), _row(""))
    assert [(fault.row, fault.kind.value) for fault in read.faults] == [(2, kind)]
    assert len(read.cases) == 1


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("<row/>" * 200_001, "too-long"),
        ("<row>" + "<c/>" * 500_000 + "</row>", "too-large"),
        ("<row/>" + " " * 100_000_000, "too-large"),
    ],
    ids=["rows", "cells", "bytes"],
)
def test_a_workbook_that_swells_is_refused(rows: str, code: str) -> None:
    page = io.BytesIO()
    with zipfile.ZipFile(page, "w", zipfile.ZIP_DEFLATED) as book:
        for name, text in {**_BOOK, "xl/a.xml": f"<w><d>{rows}</d></w>"}.items():
            book.writestr(name, text)
    with pytest.raises(UnreadableTableError) as why:
        read_table(page.getvalue())
    assert why.value.code == code


def test_a_pipe_a_device_and_a_file_too_large_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with (tmp_path / "large").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    for path, code in (
        (tmp_path / "pipe", "no-file"),
        (Path(os.devnull), "no-file"),
        (tmp_path / "large", "too-large"),
    ):
        with pytest.raises(UnreadableTableError) as why:
            table_of_file(path)
        assert why.value.code == code


def test_what_is_piped_in_is_read_as_a_file_is_within_the_same_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    for piped, code in ((b"id,kind\nvan,equipment\n", ""), (b"," * (MOST_BYTES + 1), "too-large")):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(piped)))
        if not code:
            assert table_of_file(Path("-")).head == ("id", "kind")
            continue
        with pytest.raises(UnreadableTableError) as why:
            table_of_file(Path("-"))
        assert why.value.code == code
