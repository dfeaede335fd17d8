"""An inventory from a table: each row of a CSV or Excel file becomes a line of `resources.yaml`, or says why not.

Apart from the reading of the file itself, which tells lines and columns of YAML; people who keep a table count rows.
The table is read as lists of customers are: in every encoding that systems write, and from Excel's own files.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from incident.adapters.documents.reading.sources import source_of
from incident.adapters.documents.workspace.resources import compile_inventory
from incident.adapters.tables.table import Row, Table, UnreadableTableError, table_of_file
from incident.domain.frozen import Frozen
from incident.domain.resources.resource import KINDS
from incident.i18n import _
from incident.wording.money import parse_money
from incident.wording.safe import clean_line
from incident.wording.tables import doubled_words, unreadable_words

__all__ = ["Rows", "joined", "read_rows"]

_COLUMNS: Final = {
    "id": "id", "编号": "id", "name": "name", "名称": "name", "name_zh": "name_zh", "中文名称": "name_zh",
    "kind": "kind", "类别": "kind", "type": "type", "类型": "type", "quantity": "quantity", "数量": "quantity",
    "unit": "unit", "单位": "unit", "site": "site", "地点": "site", "responsible": "responsible",
    "责任人": "responsible", "负责人": "responsible", "person": "person", "对应人员": "person",
    "rules": "rules", "使用规定": "rules", "使用规则": "rules", "reserve": "reserve", "储备": "reserve",
    "shared_with": "shared_with", "共享部门": "shared_with", "source": "source", "来源": "source",
    "on_duty": "on_duty", "在岗": "on_duty",
    "resting": "resting", "休息人数": "resting", "rests_until": "rests_until", "休息到": "rests_until",
}  # fmt: skip
_KINDS: Final = dict(zip(("人员", "设备", "物资", "信息", "资金"), KINDS, strict=True))
_AS_WRITTEN: Final = ("unit", "site", "responsible", "person", "rules", "source")
_YES: Final = frozenset({"yes", "true", "1", "x", "是"})
_ID: Final = r"[a-z0-9]+(-[a-z0-9]+)*"
_MOMENT: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}"
_PERSON: Final = "person:"  # what no id of a resource looks like
_HEAD: Final = "format: resources/1\n"


class Rows(Frozen):
    """What a table holds."""

    text: str
    """The lines of `resources.yaml`, under `resources:`."""
    count: int
    wrong: tuple[tuple[int, str], ...]
    """The number of a row, as the table counts it, and what is wrong with it."""
    left_out: tuple[str, ...] = ()
    """The heads of columns that nobody knows."""


def read_rows(path: Path, people: Collection[str]) -> Rows:
    """Every row that can be entered, and of every other one why it cannot; `people` are the ids that there are.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is no table; says why.
    """
    table = _table(path)
    names = [_COLUMNS.get(each.casefold().replace(" ", "_"), "") for each in table.head]
    if not {"id", "kind", "type"} <= set(names):
        raise ValueError(_("The first row has to name the columns id, kind and type; --help names the others."))
    doubled = [cell for at, cell in enumerate(table.head) if names[at] and names[at] in names[:at]]
    if doubled:
        raise ValueError(doubled_words(doubled, str(path)))
    unknown = (cell for name, cell in zip(names, table.head, strict=True) if cell.strip() and not name)
    lines, wrong, seen = list[str](), list[tuple[int, str]](), set[str]()
    for each in table.rows:
        row = {name: cell.strip() for name, cell in zip(names, each.cells, strict=False) if name and cell.strip()}
        if not row:
            continue
        fault = _fault_of_form(each, len(names)) or next(_faults(row, seen), "") or _fault_of_line(row, people)
        if fault:
            wrong.append((each.number, fault))
            continue
        seen |= {row["id"], f"{_PERSON}{row.get('person', '')}"}
        lines.append(_line(row))
    return Rows(text="".join(lines), count=len(lines), wrong=tuple(wrong), left_out=tuple(map(clean_line, unknown)))


def joined(old: str, text: str) -> str:
    """The file with these lines at the end of its resources, without those of the same ids that stood there."""
    lines = re.sub(r"(?m)^resources: *\{\} *$", "resources:", old or _HEAD).splitlines(keepends=True)
    start = next((at for at, line in enumerate(lines) if line.startswith("resources:")), len(lines))
    end = next((at for at, line in enumerate(lines) if at > start and re.match(r"[^\s#]", line)), len(lines))
    ids = frozenset(re.findall(r"(?m)^  ([a-z0-9-]+): \{", text))
    head = "".join(lines[: start + 1]).rstrip("\n") + ("\n" if start < len(lines) else "\nresources:\n")
    kept = "".join(_others(lines[start + 1 : end], ids)).rstrip("\n")
    return head + (f"{kept}\n" if kept else "") + text + "".join(lines[end:])


def _others(lines: Iterable[str], ids: Collection[str]) -> Iterator[str]:
    """The lines of resources that are not of those ids."""
    dropped = False
    for line in lines:
        if not line.startswith("    "):
            found = re.match(r"  ([a-z0-9-]+):", line)
            dropped = found is not None and found[1] in ids
        if not dropped:
            yield line


def _table(path: Path) -> Table:
    try:
        return table_of_file(path)
    except UnreadableTableError as error:
        raise ValueError(unreadable_words(error.code, str(path))) from error


def _fault_of_form(row: Row, width: int) -> str:
    if row.broken:
        return _("it holds bytes that are no text")
    if row.unclosed:
        return _("a quotation mark in it is not closed")
    return _("it has more cells than the head") if any(cell.strip() for cell in row.cells[width:]) else ""


def _fault_of_line(row: Mapping[str, str], people: Collection[str]) -> str:
    """What the reader of the file would find in this line: one that it refuses stops none of the others."""
    source = source_of(Path(row["id"]), (_HEAD + "resources:\n" + _line(row)).encode("utf-8", "replace"))
    problems = compile_inventory(source, people, "UTC")[1]
    return problems[0].message.rstrip(".。") if problems else ""


def _faults(row: Mapping[str, str], seen: Iterable[str]) -> Iterator[str]:
    name, kind = row.get("id", ""), _KINDS.get(row.get("kind", ""), row.get("kind", ""))
    if not re.fullmatch(_ID, name):
        yield _("the id '{value}' is not made of small letters, digits and '-'").format(value=clean_line(name))
    if name in seen:
        yield _("the id '{value}' stands twice").format(value=name)
    if "person" in row and f"{_PERSON}{row['person']}" in seen:
        yield _("the person '{value}' stands twice").format(value=clean_line(row["person"]))
    if kind not in KINDS:
        yield _("'{value}' is no kind; one of {kinds}").format(value=clean_line(kind), kinds=_(", ").join(KINDS))
    if not re.fullmatch(_ID, row.get("type", "")):
        yield _("the type '{value}' is not made of small letters, digits and '-'").format(
            value=clean_line(row.get("type", ""))
        )
    for column in ("quantity", "reserve"):
        value = row.get(column, "" if (kind, column) == ("money", "quantity") else None)
        if value is not None and not (parse_money(value) if kind == "money" else re.fullmatch("[0-9]{1,9}", value)):
            yield _("'{value}' in the column '{column}' is no quantity").format(value=clean_line(value), column=column)
    if not re.fullmatch("[0-9]{0,9}", row.get("resting", "")):
        yield _("'{value}' in the column '{column}' is no quantity").format(
            value=clean_line(row["resting"]), column="resting"
        )
    if ("resting" in row) != ("rests_until" in row):
        yield _("who rests, and until when, belong together")
    if not re.fullmatch(_MOMENT, _moment(row.get("rests_until", "2026-01-01 00:00"))):
        yield _("'{value}' is no time such as 2026-11-22 10:00").format(value=clean_line(row["rests_until"]))


def _moment(cell: str) -> str:
    """A time of a workbook as one of a text, without its seconds."""
    return cell[:16].replace("T", " ")


def _line(row: Mapping[str, str]) -> str:
    said: dict[str, object] = {"kind": _KINDS.get(row["kind"], row["kind"]), "type": row["type"]}
    names = {"en": row.get("name", ""), "zh-CN": row.get("name_zh", row.get("name", ""))}
    if any(names.values()):
        said["name"] = {language: words for language, words in names.items() if words}
    is_money = said["kind"] == "money"
    for column in ("quantity", "reserve"):
        if column in row:
            said[column] = row[column] if is_money else int(row[column])
    said |= {column: row[column] for column in _AS_WRITTEN if column in row}
    if "shared_with" in row:
        said["shared_with"] = [each.strip() for each in re.split("[,，;；]", row["shared_with"]) if each.strip()]
    if row.get("on_duty", "").casefold() in _YES:
        said["on_duty"] = True
    if "resting" in row:
        said["rests"] = [{"quantity": int(row["resting"]), "until": _moment(row["rests_until"])}]
    return f"  {row['id']}: {json.dumps(said, ensure_ascii=False)}\n"
