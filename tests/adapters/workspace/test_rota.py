"""A rota as a team writes it: compiled, kept, and every mistake told where it stands."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from incident.adapters.calendars.holidays_package import HolidaysPackage
from incident.adapters.workspace.checking import check_workspace
from incident.adapters.workspace.opening import open_workspace
from incident.domain.duties.rota import EVERY_DAY, Layer, Override, Rota

SETTINGS = "format: workspace/1\nname: Desk\nlanguage: en\nzone: Europe/Berlin\n"
PEOPLE = """\
format: people/1
people:
  ana: {name: Ana, roles: [technical]}
  bo: {name: Bo, roles: [technical, scribe]}
  cy: {name: Cy}
rota:
  technical:
    layers:
      - {name: day, people: [ana, bo], start: 2026-11-02, turn: 2w, hours: 08:00 - 20:00, days: workdays}
      - {name: night, people: [bo], start: 2026-11-03, turn: day, hand_over: 9:30, days: [fri, sat], zone: UTC}
    overrides:
      - {start: 2026-12-24 18:00, until: 2026-12-26T09:00+08:00, person: cy, layer: night, why: swap}
  vendor:
    name: Vendor desk
    roles: []
    holidays: CN
    layers: [{name: first, people: [cy], start: 2026-11-02, turn: 3d, hand_over: 00:00, days: days-off}]
"""
OVERRIDES = """\
format: overrides/1
overrides:
  - {rota: technical, start: 2026-12-24 20:00, until: 2026-12-24 22:00, person: bo, calendar: leave}
days_off:
  - {day: 2026-12-24, name: Christmas Eve}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("incident", SETTINGS), ("people", PEOPLE), ("overrides", OVERRIDES)):
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    return tmp_path


def _at(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=UTC)


def test_a_rota_says_what_the_files_say(folder: Path) -> None:
    technical, vendor = open_workspace(folder, None).config.rotas
    assert technical == Rota(
        id="technical",
        name="",
        roles=("technical",),
        layers=(
            Layer(
                name="day",
                people=("ana", "bo"),
                start=date(2026, 11, 2),
                zone="Europe/Berlin",
                begins=time(8),
                ends=time(20),
                turn_days=14,
                worked=True,
            ),
            Layer(
                name="night",
                people=("bo",),
                start=date(2026, 11, 3),
                zone="UTC",
                begins=time(9, 30),
                ends=time(9, 30),
                turn_days=1,
                weekdays=frozenset({5, 6}),
            ),
        ),
        overrides=(
            Override(
                start=_at("2026-12-24 17:00"), end=_at("2026-12-26 01:00"), person="cy", layer="night", why="swap"
            ),
            Override(start=_at("2026-12-24 19:00"), end=_at("2026-12-24 21:00"), person="bo"),
        ),
        days_off=frozenset({date(2026, 12, 24)}),
    )
    (layer,) = vendor.layers
    assert (vendor.name, vendor.roles, layer.turn_days, layer.worked, layer.weekdays) == (
        "Vendor desk",
        (),
        3,
        False,
        EVERY_DAY,
    )
    assert {date(2026, 10, 1), date(2026, 12, 24)} < vendor.days_off
    assert date(2026, 10, 10) in vendor.made_up


def test_a_kept_rota_is_the_same_until_the_days_off_are_another_package_s(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = folder / "cache"
    first = open_workspace(folder, kept)
    assert first.config.days_version == HolidaysPackage().version
    assert open_workspace(folder, kept).config == first.config
    monkeypatch.setattr(HolidaysPackage, "version", "0.0.1")
    assert open_workspace(folder, kept).config.days_version == "0.0.1"


def test_overrides_may_change_alone(folder: Path) -> None:
    kept = folder / "cache"
    assert len(open_workspace(folder, kept).config.rotas[0].overrides) == 2
    (folder / "overrides.yaml").unlink()
    assert len(open_workspace(folder, kept).config.rotas[0].overrides) == 1


@pytest.mark.parametrize(
    ("file", "change", "at", "said"),
    [
        (
            "people",
            ("people: [bo]", "people: [boo]"),
            "boo]",
            ("WS004 There is no person 'boo'.", "Did you mean 'bo'?"),
        ),
        ("people", ("person: cy,", "person: c,"), "c, layer", ("WS004 There is no person 'c'.", "Did you mean 'cy'?")),
        (
            "people",
            ("layer: night", "layer: nights"),
            "nights",
            ("WS004 There is no layer 'nights'.", "Did you mean 'night'?"),
        ),
        ("people", ("name: night", "name: day"), "day, people: [bo]", ("WS003 The layer 'day' stands twice.", "")),
        (
            "people",
            ("people: [ana, bo]", "people: [ana, cy]"),
            "cy], start",
            ("WS004 Cy is on the rota and may not fill the role 'technical'.", "Add it to their roles."),
        ),
        (
            "people",
            ("  technical:\n", "  technicl:\n"),
            "technicl",
            ("WS004 Nobody may fill the role 'technicl'.", "Did you mean 'technical'?"),
        ),
        (
            "people",
            ("    roles: []\n", ""),
            "vendor",
            ("WS004 Nobody may fill the role 'vendor'.", "For no role at all write roles: []."),
        ),
        (
            "people",
            ("roles: []", "roles: [scrib]"),
            "scrib]",
            ("WS004 Nobody may fill the role 'scrib'.", "Did you mean 'scribe'?"),
        ),
        ("people", ("zone: UTC", "zone: UCT1"), "UCT1", ("WS006 There is no time zone 'UCT1'.", "Did you mean 'UCT'?")),
        (
            "people",
            ("holidays: CN", "holidays: CNN"),
            "CNN",
            ("WS006 Nobody knows the days off of 'CNN'.", "Did you mean 'CN'?"),
        ),
        (
            "people",
            ("hand_over: 9:30, ", ""),
            "{name: night",
            (
                "WS002 The layer 'night' needs one of: hand_over, hours.",
                "hand_over: 09:00 for whole days, hours: 09:00-17:00 for a part of each.",
            ),
        ),
        ("people", ("9:30", "25:30"), "25:30", ("WS002 'hand_over' must be a time such as 09:00, not '25:30'.", "")),
        (
            "people",
            ("08:00 - 20:00", "08:00"),
            "08:00",
            ("WS002 'hours' must be hours such as 09:00-17:00, not '08:00'.", ""),
        ),
        (
            "people",
            ("turn: 2w", "turn: 2h"),
            "2h",
            ("WS002 'turn' must be day, week, or a number of them such as 3d or 2w, not '2h'.", ""),
        ),
        (
            "people",
            ("start: 2026-12-24 18:00", "start: 2026-12-24 24:61"),
            "2026-12-24 24:61",
            ("WS002 'start' must be a date and time such as 2026-12-24 18:00, not '2026-12-24 24:61'.", ""),
        ),
        (
            "people",
            ("2026-12-26T09:00+08:00", "2026-12-24 18:00"),
            "2026-12-24 18:00, person",
            ("WS006 The override ends", ""),
        ),
        (
            "people",
            ("[fri, sat]", "[fri, workdays]"),
            "[fri, workdays]",
            ("WS006 'workdays' stands alone, without", ""),
        ),
        (
            "people",
            ("days: workdays", "days: workday"),
            "workday}",
            ("WS002 'days' cannot be 'workday'.", "Did you mean 'workdays'?"),
        ),
        ("people", ("turn: day", "turns: day"), "turns", ("WS002 Unknown key 'turns'.", "Did you mean 'turn'?")),
        (
            "overrides",
            ("rota: technical", "rota: tecnical"),
            "tecnical",
            ("WS004 There is no rota 'tecnical'.", "Did you mean 'technical'?"),
        ),
        ("overrides", ("person: bo", "person: bob"), "bob", ("WS004 There is no person 'bob'.", "Did you mean 'bo'?")),
    ],
)
def test_a_mistake_is_told_where_it_stands(
    folder: Path, file: str, change: tuple[str, str], at: str, said: tuple[str, str]
) -> None:
    path = folder / f"{file}.yaml"
    text = path.read_text("utf-8")
    assert text.count(change[0]) == 1
    path.write_text(text.replace(*change), "utf-8")
    found = next(each for each in check_workspace(folder) if f"{each.rule} {each.message}".startswith(said[0]))
    before = path.read_text("utf-8").partition(at)[0]
    assert (Path(found.path).stem, found.line, found.column, found.hint) == (
        file,
        before.count("\n") + 1,
        len(before) - before.rfind("\n"),
        said[1],
    )


@pytest.mark.parametrize(
    ("start", "said"),
    [
        ("2027-03-28 02:30", "never came: the clocks were put forward from 02:00 to 03:00."),
        ("2026-10-25 02:30", "Write 2026-10-25T02:30+02:00 or 2026-10-25T02:30+01:00."),
    ],
)
@pytest.mark.parametrize("key", ["start", "until"])
def test_a_time_that_the_clocks_skip_or_show_twice_is_never_guessed(
    folder: Path, key: str, start: str, said: str
) -> None:
    times = {"start": "2026-01-01 10:00", "until": "2028-01-01 10:00", key: start}
    head, line = "format: overrides/1\noverrides:\n", ", ".join(f"{name}: {time}" for name, time in times.items())
    (folder / "overrides.yaml").write_text(f"{head}  - {{rota: technical, {line}, person: bo}}\n", "utf-8")
    (found,) = check_workspace(folder)
    assert (found.rule, found.line, f"'{start}'" in found.message) == ("WS006", 3, True)
    assert said in found.message
    exact = line.replace(start, f"{start}+02:00")
    (folder / "overrides.yaml").write_text(f"{head}  - {{rota: technical, {exact}, person: bo}}\n", "utf-8")
    assert check_workspace(folder) == []


STANDS_IN = """\
format: overrides/1
overrides:
  - {rota: technical, start: 2026-12-24 20:00, until: 2026-12-24 22:00, person: di, calendar: leave}
  - {rota: technical, start: 2026-12-25 20:00, until: 2026-12-25 22:00, person: di, calendar: leave}
  - {rota: technical, start: 2026-12-25 22:00, until: 2026-12-25 23:00, person: ana}
"""


def _warned(folder: Path, now: str) -> list[tuple[str, int, str, str]]:
    found = check_workspace(folder, None, lambda: _at(now))
    return [(Path(each.path).stem, each.line, each.severity, each.message) for each in found]


def test_who_stands_in_and_could_not_is_a_warning_until_it_is_over(folder: Path) -> None:
    """An error would make a workspace invalid that works, and one that is over harms nobody."""
    text = PEOPLE.replace("cy: {name: Cy}", "cy: {name: Cy, phone: '+1 555 0100'}\n  di: {name: Di}")
    (folder / "people.yaml").write_text(text.replace("{name: Ana,", "{name: Ana, phone: '+1 555 0101',"), "utf-8")
    (folder / "overrides.yaml").write_text(STANDS_IN, "utf-8")
    role = "{} stands in as 'Technical lead' and may not fill the role 'technical'."
    di = ("overrides", 3, "warning", role.format("Di"))
    mute = "Di stands in as 'Technical lead' and cannot be reached: people.yaml gives no way."
    mute_line = ("overrides", 3, "warning", mute)
    assert _warned(folder, "2026-12-24 10:00") == [mute_line, di, ("people", 13, "warning", role.format("Cy"))]
    assert [line for _file, line, *_more in _warned(folder, "2026-12-25 10:00")] == [4, 4, 13]
    assert _warned(folder, "2026-12-26 10:00") == []
    assert open_workspace(folder, None).stale_because == ()


def test_all_mistakes_are_told_at_once(folder: Path) -> None:
    text = PEOPLE.replace("[bo], start", "[boo], start").replace("layer: night", "layer: nights")
    (folder / "people.yaml").write_text(text, "utf-8")
    (folder / "overrides.yaml").write_text(OVERRIDES.replace("person: bo", "person: bob"), "utf-8")
    assert [(Path(each.path).name, each.rule) for each in check_workspace(folder)] == [
        ("overrides.yaml", "WS004"),
        ("people.yaml", "WS004"),
        ("people.yaml", "WS004"),
    ]


TARGETS = """\
format: targets/1
targets:
  chat: {kind: apprise, secret: env:CHAT}
audiences:
  technicians: {who: [{role: technical}]}
  night: {who: [{on_duty: technical}]}
"""
AT_HOME = "reach: [{target: chat}], "
MONDAY, SATURDAY, SUNDAY = _at("2026-11-02 12:00"), _at("2026-11-07 12:00"), _at("2026-11-08 12:00")


@pytest.fixture
def reached(folder: Path) -> Path:
    text = PEOPLE.replace("name: Ana, ", f"name: Ana, {AT_HOME}").replace("name: Bo, ", f"name: Bo, {AT_HOME}")
    (folder / "people.yaml").write_text(text, "utf-8")
    (folder / "targets.yaml").write_text(TARGETS, "utf-8")
    return folder


def _told(folder: Path, audience: str, at: datetime, **roles: str) -> list[str]:
    directory = open_workspace(folder, None).directory
    return [each.name for each in directory.audience(audience, roles, exercise=False, at=at)]


def test_an_audience_may_be_whoever_is_on_duty_then(reached: Path) -> None:
    assert [_told(reached, "night", at) for at in (MONDAY, SATURDAY, SUNDAY)] == [["Ana"], ["Bo"], []]


def test_for_a_role_that_nobody_holds_whoever_is_on_duty_is_told(reached: Path) -> None:
    assert _told(reached, "technicians", MONDAY, technical="bo") == ["Bo"]
    assert _told(reached, "technicians", MONDAY) == ["Ana"]
    assert _told(reached, "technicians", SUNDAY) == []


def test_who_cannot_be_reached_is_passed_over_for_the_next_on_duty(reached: Path) -> None:
    text = (reached / "people.yaml").read_text("utf-8")
    text = text.replace(f"name: Ana, {AT_HOME}", "name: Ana, ").replace("days: [fri, sat]", "days: [mon]")
    (reached / "people.yaml").write_text(text, "utf-8")
    assert _told(reached, "night", MONDAY.replace(hour=13)) == []
    monday = _at("2026-11-09 12:00")
    assert _told(reached, "night", monday) == ["Bo"]


def test_an_audience_on_duty_names_a_rota_that_is_there(reached: Path) -> None:
    (reached / "targets.yaml").write_text(TARGETS.replace("on_duty: technical", "on_duty: tecnical"), "utf-8")
    (found,) = check_workspace(reached)
    assert (found.message, found.hint) == ("There is no rota 'tecnical'.", "Did you mean 'technical'?")
