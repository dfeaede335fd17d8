"""`resources.yaml`: what it says, what is wrong with it, and what a table makes of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from incident import i18n
from incident.adapters.documents.reading.nodes import plain
from incident.adapters.documents.reading.sources import INVENTORY_BYTES
from incident.adapters.documents.reading.strict_yaml import LARGEST, parse
from incident.adapters.documents.workspace.resource_rows import joined, read_rows
from incident.adapters.documents.workspace.resource_standing import standing
from incident.adapters.documents.workspace.resources_schema import resources_schema
from incident.adapters.workspace.checking import check_workspace
from incident.adapters.workspace.inventory import check_inventory, import_inventory, read_inventory
from incident.adapters.workspace.opening import FolderWorkspace, open_workspace
from incident.adapters.workspace.starter import Starter, init_workspace
from incident.application.errors import DocumentError
from incident.domain.grading.tiers import Tier
from incident.domain.resources.resource import Rest
from tests.adapters.tables.books import a_book

FILE = """\
format: resources/1
approvals:
  2: {within: 60m, source: team, approvers: [{role: commander, limit: 5000.00 CNY}, {person: ana}]}
resources:
  agents-off:
    name: {en: Off duty, zh-CN: 下班座席}
    kind: staff
    type: agent
    quantity: 210
    site: 成都
    responsible: ana
    rests: [{quantity: 70, until: 2026-11-22 10:00}]
  budget: {kind: money, type: emergency-budget, quantity: "5,000.00 CNY", reserve: 100 CNY}
"""


@pytest.fixture(params=["en", "zh-CN"])
def workspace(tmp_path: Path, request: pytest.FixtureRequest) -> FolderWorkspace:
    starter = Starter(name="N", language=request.param, zone="Asia/Shanghai", person="Ana", login="ana")
    init_workspace(tmp_path, starter)
    return open_workspace(tmp_path, None)


def wrong(workspace: FolderWorkspace, text: str) -> list[str]:
    (workspace.folder / "resources.yaml").write_text(text, encoding="utf-8")
    return [each.message for each in check_inventory(workspace.folder, workspace.config)]


def test_the_first_workspace_has_an_inventory_that_is_right_and_empty(workspace: FolderWorkspace) -> None:
    assert check_workspace(workspace.folder) == []
    read = read_inventory(workspace.folder, workspace.config, None)
    assert (len(read.resources), set(read.approvals), read.rest_after) == (0, set(Tier), timedelta(hours=12))


def test_the_examples_of_the_first_workspace_are_right_too(workspace: FolderWorkspace) -> None:
    text = (workspace.folder / "resources.yaml").read_text("utf-8")
    head, lines = text.split("resources: {}\n")
    body = "".join(f"{line.removeprefix('#')}\n" for line in lines.splitlines())
    assert wrong(workspace, f"{head}resources:\n{body}") == []


def test_what_is_written_is_what_is_read(workspace: FolderWorkspace, tmp_path: Path) -> None:
    (workspace.folder / "resources.yaml").write_text(FILE, encoding="utf-8")
    for _ in range(2):  # the second time from the cache
        read = read_inventory(workspace.folder, workspace.config, tmp_path / "cache")
        off, budget = read.resources["agents-off"], read.resources["budget"]
        assert off.rests == (Rest(quantity=70, until=datetime(2026, 11, 22, 2, tzinfo=UTC)),)
        assert (off.names["zh-CN"], off.site, off.responsible) == ("下班座席", "成都", "ana")
        assert (budget.quantity, budget.unit, budget.reserve) == (500_000, "CNY", 10_000)
        policy = read.approvals[Tier.SERIOUS]
        assert [(one.role, one.person, one.limit) for one in policy.approvers] == [
            ("commander", "", 500_000),
            ("", "ana", None),
        ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("  a: {kind: thing, type: x}", "thing"),
        ("  a: {kind: staff}", "'type' is missing"),
        ("  a: {kind: staff, type: x, quantity: 5 CNY}", "only money"),
        ("  a: {kind: money, type: x, quantity: 5}", "only money"),
        ("  a: {kind: staff, type: x, quantity: many}", "an amount"),
        ("  a: {kind: staff, type: x, reserve: 2}", "in reserve than there is"),
        ("  a: {kind: equipment, type: x, rests: [{until: 2026-01-01 10:00}]}", "Only staff rests"),
        ("  a: {kind: staff, type: x, rests: [{quantity: 9, until: 2026-01-01 10:00}]}", "More rest"),
        ("  a: {kind: staff, type: x, rests: [{until: tomorrow}]}", "a date and time"),
        ("  a: {kind: staff, type: x, person: bob}", "There is no person 'bob'"),
        ("  a: {kind: staff, type: x, person: ana, quantity: 2}", "A person is staff, and one of them"),
        ("  a: {kind: staff, type: x, person: ana}\n  b: {kind: staff, type: x, person: ana}", "already"),
        ("approvals:\n  1: {within: 2h, approvers: [{}]}", "exactly one of"),
        ("approvals:\n  1: {within: 2h, approvers: [{role: a, limit: five}]}", "an amount"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(workspace: FolderWorkspace, line: str, said: str) -> None:
    head = "format: resources/1\n" + ("" if line.startswith("approvals") else "resources:\n")
    found = wrong(workspace, f"{head}{line}\n")
    assert len(found) == 1
    assert said in found[0]
    with pytest.raises(DocumentError):
        read_inventory(workspace.folder, workspace.config, None)


def test_a_slip_in_the_inventory_stops_no_other_command_and_is_found_by_the_check(workspace: FolderWorkspace) -> None:
    assert wrong(workspace, "format: [")
    assert open_workspace(workspace.folder, None).stale_because == ()
    assert check_workspace(workspace.folder) != []


def test_rows_take_the_place_of_what_stood_there_and_nothing_is_half_imported(workspace: FolderWorkspace) -> None:
    path = workspace.folder / "resources.yaml"
    path.write_text(FILE, encoding="utf-8")
    table = workspace.folder / "rows.csv"
    table.write_bytes(
        "编号,类别,类型,数量,名称,责任人,休息,休息到,共享部门,在岗\n"
        "agents-off,人员,agent,9,座席,ana,2,2026-11-22 10:00,销售；客服,是\n"
        "fund,资金,compensation-fund,100.5 CNY,,,,,,\n\n".encode("gb18030")
    )
    rows = read_rows(table, ["ana"])
    assert (rows.count, rows.wrong) == (2, ())
    assert import_inventory(workspace.folder, workspace.config, rows.text) == 3
    read = read_inventory(workspace.folder, workspace.config, None)
    off = read.resources["agents-off"]
    assert (off.quantity, off.on_duty, off.shared_with, off.rests[0].quantity) == (9, True, ("销售", "客服"), 2)
    assert read.resources["fund"].quantity == 10_050
    before = path.read_bytes()
    with pytest.raises(DocumentError):
        import_inventory(workspace.folder, workspace.config, '  x: {"kind": "staff", "type": "x", "person": "bob"}\n')
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "row",
    [
        "A,staff,x,1,,,",
        "a,thing,x,1,,,",
        "a,staff,X Y,1,,,",
        "a,staff,x,-1,,,",
        "a,money,x,5,,,",
        "a,staff,x,1,,3,",
        "a,staff,x,1,,many,2026-01-01 10:00",
        "a,staff,x,1,,3,soon",
        "a,staff,x,1,2,,",
        "a,staff,x,1,,3,2026-01-01 10:00",
        "a,staff,x,1,,1,2026-02-31 10:00",
        "a,staff,x,1,,,,more",
        'a,staff,"x,1,,,',
    ],
)
def test_a_row_that_cannot_be_understood_is_told_by_its_number(tmp_path: Path, row: str) -> None:
    table = tmp_path / "rows.csv"
    table.write_text(f"id,kind,type,quantity,reserve,resting,rests_until\nok,staff,x,1,,,\n{row}\n", encoding="utf-8")
    rows = read_rows(table, ["ana"])
    assert (rows.count, [number for number, _ in rows.wrong]) == (1, [3])


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ("maybe,,", "'maybe' in the column '在岗' is neither yes nor no"),
        (",Ana Silva,", "'Ana Silva' in the column '负责人' is nobody of people.yaml"),
    ],
)
def test_a_cell_that_cannot_be_understood_is_told_with_the_head_of_its_column(
    tmp_path: Path, cells: str, said: str
) -> None:
    table = tmp_path / "rows.csv"
    table.write_text(f"id,kind,type,在岗,负责人,resting\nok,staff,x,否,ana,0\nbad,staff,x,{cells}\n", encoding="utf-8")
    rows = read_rows(table, ["ana"])
    assert (rows.count, rows.wrong) == (1, ((3, said),))


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ("2,,3,2026-01-01 10:00,", "in the column '休息人数': More rest than there are"),
        ("2,,1,2026-02-30 10:00,", "'休息到' must be a date and time such as 2026-12-24 18:00, not '2026-02-30 10:00'"),
        ("2,,1,soon,", "'soon' in the column '休息到' is no time such as 2026-11-22 10:00"),
        ("2,,1,,", "in the column '休息人数': who rests, and until when, belong together"),
        ("2,,,2026-01-01 10:00,", "in the column '休息到': who rests, and until when, belong together"),
        ("2,3,,,", "in the column '储备': More is kept in reserve than there is"),
        ("2,,,,外星", "'外星' in the column '来源' is none of: own, team, vendor"),
    ],
)
def test_what_does_not_go_together_is_told_with_the_head_of_a_column(tmp_path: Path, cells: str, said: str) -> None:
    table = tmp_path / "rows.csv"
    head = "id,kind,type,名称,数量,储备,休息人数,休息到,来源"
    table.write_text(f"{head}\nok,staff,x,坐席,1,,,,\nbad,staff,x,坐席,{cells}\n", encoding="utf-8")
    rows = read_rows(table, ["ana"])
    assert (rows.count, rows.wrong) == (1, ((3, said),))


def test_a_name_of_two_lines_is_told_with_its_column_in_the_readers_language(tmp_path: Path) -> None:
    table = tmp_path / "rows.csv"
    table.write_text('编号,类别,类型,中文名称\nbad,人员,x,"坐\n席"\n', encoding="utf-8")
    i18n.use("zh-CN")
    try:
        ((number, said),) = read_rows(table, []).wrong
    finally:
        i18n.use("en")
    assert (number, "「中文名称」" in said, "zh-CN" in said) == (2, True, False)


@pytest.mark.parametrize("name", ["G\u202e", "G\x1b[2J", "n" * 300_000], ids=["turned", "escape", "huge"])
def test_a_row_that_the_file_would_refuse_stops_none_of_the_others(workspace: FolderWorkspace, name: str) -> None:
    table = workspace.folder / "rows.csv"
    rows = f"good,Gen,staff,gen,\nbad,{name},staff,gen,\nnobody,Gen,staff,gen,bob\nfine,Gen,staff,gen,ana\n"
    table.write_text(f"id,name,kind,type,responsible\n{rows}", encoding="utf-8")
    read = read_rows(table, ["ana"])
    assert [number for number, _ in read.wrong] == [3, 4]
    assert import_inventory(workspace.folder, workspace.config, read.text) == 2


def test_what_a_table_has_no_column_for_stays_and_what_it_changes_is_told(workspace: FolderWorkspace) -> None:
    path = workspace.folder / "resources.yaml"
    path.write_text(FILE, encoding="utf-8")
    table = workspace.folder / "rows.csv"
    head = "编号,类别,类型,数量,地点,来源\n"
    table.write_text(f"{head}agents-off,人员,agent,90,,其他团队\nbudget,资金,emergency-budget,5000 CNY,,\n", "utf-8")
    rows = read_rows(table, ["ana"], standing(path))
    (first, second), same = rows.replaced, rows.same
    told = [(each.column, each.before, each.after) for each in first.changes]
    assert (first.number, first.id, same) == (2, "agents-off", 0)
    assert told == [("数量", "210", "90"), ("来源", "own", "team"), ("地点", "成都", "")]
    assert [each.column for each in second.changes] == ["数量"]
    import_inventory(workspace.folder, workspace.config, rows.text)
    off = read_inventory(workspace.folder, workspace.config, None).resources["agents-off"]
    assert (off.quantity, off.site, off.responsible, off.rests[0].quantity) == (90, "", "ana", 70)
    assert off.names == {"en": "Off duty", "zh-CN": "下班座席"}
    assert read_rows(table, ["ana"], standing(path)).same == 2
    table.write_text("id,kind,type,quantity\nagents-off,staff,agent,50\n", "utf-8")
    fewer = read_rows(table, ["ana"], standing(path))
    assert [number for number, _words in fewer.wrong] == [2]


def test_a_name_without_a_translation_leaves_the_one_that_stands(workspace: FolderWorkspace) -> None:
    path, table = workspace.folder / "resources.yaml", workspace.folder / "rows.csv"
    path.write_text(FILE, encoding="utf-8")
    head = "id,kind,type,name,quantity\n"
    table.write_text(f"{head}agents-off,staff,agent,Night crew,210\nvan,equipment,van,Van,1\n", "utf-8")
    for _again in range(2):
        rows = read_rows(table, ["ana"], standing(path))
        import_inventory(workspace.folder, workspace.config, rows.text)
    every = read_inventory(workspace.folder, workspace.config, None).resources
    assert every["agents-off"].names == {"en": "Night crew", "zh-CN": "下班座席"}
    assert every["van"].names == {"en": "Van", "zh-CN": "Van"}
    table.write_text(f"{head}van,equipment,van,Lorry,1\n", "utf-8")
    (told,) = read_rows(table, ["ana"], standing(path)).replaced
    assert [(each.before, each.after) for each in told.changes] == [("Van", "Lorry")], "in both languages"
    path.write_text(FILE.replace("{en: Off duty, zh-CN: 下班座席}", "{zh-CN: 下班座席}"), encoding="utf-8")
    import_inventory(workspace.folder, workspace.config, read_rows(table, ["ana"], standing(path)).text)
    table.write_text(f"{head}agents-off,staff,agent,Night crew,210\n", "utf-8")
    import_inventory(workspace.folder, workspace.config, read_rows(table, ["ana"], standing(path)).text)
    off = read_inventory(workspace.folder, workspace.config, None).resources["agents-off"]
    assert off.names == {"en": "Night crew", "zh-CN": "下班座席"}, "the only name there was is of its own language"


def test_a_table_without_its_columns_is_no_table(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"one,two\n1,2\n")
    with pytest.raises(ValueError, match="columns"):
        read_rows(tmp_path / "a.csv", ["ana"])


def test_a_column_that_nobody_knows_is_named_and_a_person_stands_for_one_resource(tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    head = "id,kind,type,quantity,rests,对应人员,负责人,\n"
    table.write_text(head + "ana-s,staff,agent,1,70 until 20:00,ana,ana,\nann,staff,agent,1,,ana,,\n")
    rows = read_rows(table, ["ana"])
    assert rows.left_out == ("rests",)
    assert '"responsible": "ana", "person": "ana"' in rows.text
    assert [number for number, _words in rows.wrong] == [3]


def test_a_column_that_stands_twice_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,kind,type,编号\na,staff,x,b\n", "utf-8")
    with pytest.raises(ValueError, match="names a column twice: 编号"):
        read_rows(tmp_path / "a.csv", ["ana"])


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"", "is empty"), (b"PK\x03\x04broken", "cannot be read as an Excel"), (b"\xd0\xcf\x11\xe0", "from before 2007")],
)
def test_a_file_that_is_no_table_says_what_to_do(tmp_path: Path, data: bytes, words: str) -> None:
    (tmp_path / "a.xlsx").write_bytes(data)
    with pytest.raises(ValueError, match=words):
        read_rows(tmp_path / "a.xlsx", ["ana"])


def test_a_workbook_is_read_as_a_text_is_with_its_times(tmp_path: Path) -> None:
    """By the reader that reads lists of customers; no library has to be installed for it."""
    (tmp_path / "rows.xlsx").write_bytes(
        a_book(
            ["编号", "类别", "类型", "数量", "休息人数", "休息到"],
            ["agents-off", "人员", "agent", 9, 2, datetime(2026, 11, 22, 10, 0)],  # noqa: DTZ001  (on the wall)
            ["A", "人员", "agent", 1, "", ""],
        )
    )
    rows = read_rows(tmp_path / "rows.xlsx", ["ana"])
    assert (rows.count, [number for number, _ in rows.wrong]) == (1, [3])
    assert '"quantity": 9, "rests": [{"quantity": 2, "until": "2026-11-22 10:00"}]' in rows.text


def test_bytes_that_are_no_text_are_one_row_left_out(tmp_path: Path) -> None:
    whole = [f"数{n},staff,x,1".replace("数", "a") + ",甲" for n in range(9)]
    lines = [each.encode() for each in ("id,kind,type,quantity,name", *whole)]
    (tmp_path / "rows.csv").write_bytes(b"\n".join([*lines[:4], b"b,staff,x,1,\xff\xff", *lines[4:]]))
    rows = read_rows(tmp_path / "rows.csv", ["ana"])
    assert (rows.count, rows.wrong) == (9, ((5, "it holds bytes that are no text"),))


def test_rows_make_a_file_where_none_was() -> None:
    assert joined("", "  a: {}\n") == "format: resources/1\nresources:\n  a: {}\n"


def test_rows_go_under_resources_wherever_they_stand_and_leave_the_tiers_alone() -> None:
    old = "format: resources/1\nresources:\n  # ours\n  2:\n    kind: staff\n  b: {}\napprovals:\n  2: {}\n"
    new = "format: resources/1\nresources:\n  # ours\n  b: {}\n  2: {}\napprovals:\n  2: {}\n"
    assert joined(old, "  2: {}\n") == joined(new, "  2: {}\n") == new


def _radios(count: int, words: str = "Sign it out") -> str:
    line = '  radio-{}: {{"kind": "equipment", "type": "radio", "rules": "{}"}}\n'
    return "".join(line.format(number, words) for number in range(count))


def test_thousands_of_rows_that_are_entered_are_read_again(workspace: FolderWorkspace, tmp_path: Path) -> None:
    rows = _radios(5_000)
    assert len(rows) > LARGEST
    for _again in range(2):
        assert import_inventory(workspace.folder, workspace.config, rows) == 5_000
    assert len(read_inventory(workspace.folder, workspace.config, tmp_path / "cache").resources) == 5_000
    assert check_workspace(workspace.folder) == []


def test_rows_that_would_make_the_file_too_large_are_told_how_many_fit(workspace: FolderWorkspace) -> None:
    before = (workspace.folder / "resources.yaml").read_bytes()
    rows = _radios(5, "x" * (INVENTORY_BYTES // 4 - 100))
    with pytest.raises(DocumentError) as raised:
        import_inventory(workspace.folder, workspace.config, rows)
    assert [each.message for each in raised.value.problems] == [
        "With all 5 rows the file would be larger than 4096 KB; the first 3 fit."
    ]
    assert (workspace.folder / "resources.yaml").read_bytes() == before


def test_the_schema_for_editors_takes_what_the_reader_takes_and_refuses_an_unknown_key() -> None:
    schema = Draft202012Validator(dict(resources_schema()))
    Draft202012Validator.check_schema(schema.schema)
    assert list(schema.iter_errors(plain(parse(FILE.encode(), "resources.yaml")))) == []
    slip = FILE.replace("quantity: 210", "quantiy: 210").encode()
    (found,) = schema.iter_errors(plain(parse(slip, "resources.yaml")))
    assert "'quantiy' was unexpected" in found.message
