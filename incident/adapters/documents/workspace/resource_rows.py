"""An inventory from a table: each row of a CSV or Excel file becomes a line of `resources.yaml`, or says why not.

Apart from the reading of the file itself, which tells lines and columns of YAML; people who keep a table count rows.
The table is read as lists of customers are: in every encoding that systems write, and from Excel's own files.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from incident.adapters.documents.reading.sources import source_of
from incident.adapters.documents.workspace.resource_heads import by_its_head
from incident.adapters.documents.workspace.resource_standing import Fields, Replaced, changes, merged
from incident.adapters.documents.workspace.resources import compile_inventory
from incident.adapters.tables.table import Row, Table, UnreadableTableError, table_of_file
from incident.domain.frozen import Frozen
from incident.domain.resources.resource import INFORMATION, KINDS, OWN, TEAM, VENDOR
from incident.i18n import _, current
from incident.wording.money import parse_money
from incident.wording.resources import resource_kind
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
    "resting": "resting", "休息人数": "resting", "休息": "resting",
    "rests_until": "rests_until", "休息到": "rests_until",
}  # fmt: skip
_FIELD: Final = {"name_zh": "name", "resting": "rests", "rests_until": "rests"}
"""The field of `resources.yaml` that a column goes into, where they differ."""
_KINDS: Final = {**dict(zip(("人员", "设备", "物资", "资料", "资金"), KINDS, strict=True)), "信息": INFORMATION}
_SOURCES: Final = {"本团队": OWN, "自有": OWN, "其他团队": TEAM, "供应商": VENDOR}
_AS_WRITTEN: Final = ("unit", "site", "responsible", "person", "rules")
_YES: Final = frozenset({"yes", "y", "true", "1", "x", "是"})
_NO: Final = frozenset({"no", "n", "false", "0", "否"})
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
    replaced: tuple[Replaced, ...] = ()
    """What stood in the file under the same ids, where it is another now."""
    same: int = 0
    """How many rows say what the file says already."""
    types: tuple[str, ...] = ()


def read_rows(path: Path, people: Collection[str], standing: Mapping[str, Fields] | None = None) -> Rows:
    """Every row that can be entered, and of every other one why it cannot.

    Args:
        path: the table.
        people: the ids of those whom a row may name.
        standing: what the file says already, by id: it stays wherever the table has no column for it.

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
    heads = {name: cell for name, cell in zip(names, table.head, strict=True) if name}
    reading = _Reading(heads=heads, width=len(names), people=people, standing=standing or {})
    for each in table.rows:
        row = {name: cell.strip() for name, cell in zip(names, each.cells, strict=False) if name and cell.strip()}
        if row:
            reading.take(each, row)
    return Rows(
        text="".join(reading.lines),
        count=len(reading.lines),
        wrong=tuple(reading.wrong),
        left_out=tuple(map(clean_line, unknown)),
        replaced=tuple(reading.replaced),
        same=reading.same,
        types=tuple(dict.fromkeys(reading.types)),
    )


@dataclass(slots=True, kw_only=True)
class _Reading:
    """The rows so far."""

    heads: Mapping[str, str]
    """The table's own words for the columns."""
    width: int
    people: Collection[str]
    standing: Mapping[str, Fields]
    lines: list[str] = field(default_factory=list)
    wrong: list[tuple[int, str]] = field(default_factory=list)
    replaced: list[Replaced] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    same: int = 0
    types: list[str] = field(default_factory=list)

    def take(self, each: Row, row: Mapping[str, str]) -> None:
        """Make a line of it, or say why not."""
        fault = _fault_of_form(each, self.width) or next(_faults(row, self.seen, self.heads, self.people), "")
        old = self.standing.get(row.get("id", ""))
        line = {} if fault else _fields(row)
        if old is not None and line:
            line = merged(old, line, {_FIELD.get(name, name) for name in self.heads})
        line = _named(line)
        fault = fault or _fault_of_line(_line(row["id"], line), self.people, self.heads)
        if fault:
            self.wrong.append((each.number, fault))
            return
        self.seen |= {row["id"], f"{_PERSON}{row.get('person', '')}"}
        self.types.append(row["type"])
        self.lines.append(_line(row["id"], line))
        if old is not None:
            self._compare(each.number, row["id"], old, line)

    def _compare(self, number: int, name: str, old: Fields, line: Fields) -> None:
        heads = {_FIELD.get(column, column): head for column, head in reversed([*self.heads.items()])}
        if changed := changes(old, line, heads):
            self.replaced.append(Replaced(number=number, id=name, changes=changed))
        else:
            self.same += 1


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


def _fault_of_line(line: str, people: Collection[str], heads: Mapping[str, str]) -> str:
    """What the reader of the file would find in this line: one that it refuses stops none of the others."""
    lines = _HEAD + "resources:\n" + line
    source = source_of(Path("row"), lines.encode("utf-8", "replace"))
    problems = compile_inventory(source, people, "UTC")[1]
    return by_its_head(problems[0], lines, heads) if problems else ""


def _faults(
    row: Mapping[str, str], seen: Iterable[str], heads: Mapping[str, str], people: Collection[str]
) -> Iterator[str]:
    yield from _faults_of_names(row, seen)
    yield from _faults_of_numbers(row, heads)
    for column in ("responsible", "person"):
        if row.get(column, "") not in ("", *people):
            words = _("'{value}' in the column '{column}' is nobody of people.yaml")
            yield words.format(value=clean_line(row[column]), column=clean_line(heads[column]))
    if row.get("source", OWN) not in (*_SOURCES, *_SOURCES.values()):
        spelt = dict.fromkeys((*_SOURCES.values(), *_SOURCES))
        words = _(", ").join(word for word in spelt if word.isascii() == (current() == "en"))
        yield _("'{value}' in the column '{column}' is none of: {words}").format(
            value=clean_line(row["source"]), column=clean_line(heads["source"]), words=words
        )
    if row.get("on_duty", "no").casefold() not in _YES | _NO:
        words = _("'{value}' in the column '{column}' is neither yes nor no")
        yield words.format(value=clean_line(row["on_duty"]), column=clean_line(heads["on_duty"]))


def _faults_of_names(row: Mapping[str, str], seen: Iterable[str]) -> Iterator[str]:
    name, kind = row.get("id", ""), _KINDS.get(row.get("kind", ""), row.get("kind", ""))
    if not re.fullmatch(_ID, name):
        yield _("the id '{value}' is not made of small letters, digits and '-'").format(value=clean_line(name))
    if name in seen:
        yield _("the id '{value}' stands twice").format(value=name)
    if "person" in row and f"{_PERSON}{row['person']}" in seen:
        yield _("the person '{value}' stands twice").format(value=clean_line(row["person"]))
    if kind not in KINDS:
        kinds = _(", ").join(map(resource_kind, KINDS))
        yield _("'{value}' is no kind; one of {kinds}").format(value=clean_line(kind), kinds=kinds)
    if not re.fullmatch(_ID, row.get("type", "")):
        yield _("the type '{value}' is not made of small letters, digits and '-'").format(
            value=clean_line(row.get("type", ""))
        )


def _faults_of_numbers(row: Mapping[str, str], heads: Mapping[str, str]) -> Iterator[str]:
    kind = _KINDS.get(row.get("kind", ""), row.get("kind", ""))
    for column in ("quantity", "reserve"):
        value = row.get(column, "" if (kind, column) == ("money", "quantity") else None)
        if value is not None and not (parse_money(value) if kind == "money" else re.fullmatch("[0-9]{1,9}", value)):
            yield _("'{value}' in the column '{column}' is no quantity").format(
                value=clean_line(value), column=clean_line(heads.get(column, column))
            )
    if not re.fullmatch("[0-9]{0,9}", row.get("resting", "")):
        yield _("'{value}' in the column '{column}' is no quantity").format(
            value=clean_line(row["resting"]), column=clean_line(heads["resting"])
        )
    if (row.get("resting", "0").strip("0") != "") != ("rests_until" in row):
        there = next(column for column in ("resting", "rests_until") if column in row)
        yield _("in the column '{column}': {fault}").format(
            column=clean_line(heads[there]), fault=_("who rests, and until when, belong together")
        )
    if not re.fullmatch(_MOMENT, _moment(row.get("rests_until", "2026-01-01 00:00"))):
        yield _("'{value}' in the column '{column}' is no time such as 2026-11-22 10:00").format(
            value=clean_line(row["rests_until"]), column=clean_line(heads["rests_until"])
        )


def _moment(cell: str) -> str:
    """A time of a workbook as one of a text, without its seconds."""
    return cell[:16].replace("T", " ")


def _line(name: str, fields: Fields) -> str:
    return f"  {name}: {json.dumps(fields, ensure_ascii=False)}\n"


def _named(line: Fields) -> Fields:
    """The line, by the same name in both languages where it has no Chinese one."""
    names = line.get("name")
    if not isinstance(names, dict) or "en" not in names:
        return line
    return {**line, "name": {**names, "zh-CN": names.get("zh-CN", names["en"])}}


def _fields(row: Mapping[str, str]) -> Fields:
    said: dict[str, object] = {"kind": _KINDS.get(row["kind"], row["kind"]), "type": row["type"]}
    names = {"en": row.get("name", ""), "zh-CN": row.get("name_zh", "")}
    if any(names.values()):
        said["name"] = {language: words for language, words in names.items() if words}
    is_money = said["kind"] == "money"
    for column in ("quantity", "reserve"):
        if column in row:
            said[column] = row[column] if is_money else int(row[column])
    said |= {column: row[column] for column in _AS_WRITTEN if column in row}
    if "source" in row:
        said["source"] = _SOURCES.get(row["source"], row["source"])
    if "shared_with" in row:
        said["shared_with"] = [each.strip() for each in re.split("[,，;；]", row["shared_with"]) if each.strip()]
    if row.get("on_duty", "").casefold() in _YES:
        said["on_duty"] = True
    if "rests_until" in row:
        said["rests"] = [{"quantity": int(row["resting"]), "until": _moment(row["rests_until"])}]
    return said
