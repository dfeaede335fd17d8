"""Who is on duty, on the command line: the same answer now, ahead, as a list of gaps and as a calendar."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from incident.wording.cells import cells
from tests.cli.conftest import CommandLine
from tests.rotas import DESK, ROTAS

NIGHT = datetime(2026, 11, 21, 2, 40, tzinfo=UTC)


@pytest.fixture
def team(cli: CommandLine) -> CommandLine:
    cli.world.clock.set(NIGHT)
    cli.world.directory.all_rotas = ROTAS
    return cli


def _reached(team: CommandLine, *mute: str) -> None:
    """Everybody has a way but those."""
    people = (each.changed(reach=(("mail", each.id),), phone="") for each in team.world.directory.everybody)
    team.world.directory.everybody = [each.changed(reach=()) if each.id in mute else each for each in people]


def _rows(out: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("  ") if cell.strip()] for line in out.splitlines()]


def test_now_says_who_is_woken_first_until_when_and_how(team: CommandLine) -> None:
    head, *rows = _rows(team.done("oncall", "now").out)
    assert head == ["DUTY", "WHO", "UNTIL", "WHY, AND HOW REACHED"]
    assert rows == [
        ["Technical lead", "Bo Chen", "05:00", "by turn (first); NO WAY TO REACH"],
        ["Dee Novak", "04:00", "by turn (backup); NO WAY TO REACH"],
        ["Vendor desk", "Eva Roth", "no end in sight", "by turn (desk); mail eva@example.org"],
    ]


def test_the_way_of_exercises_wakes_nobody(team: CommandLine) -> None:
    directory = team.world.directory
    bo = next(each for each in directory.everybody if each.id == "bo")
    both = bo.changed(reach=(("sandbox", "bo-in-drills"), ("mail", "bo@example.org")))
    directory.everybody = [both if each.id == "bo" else each for each in directory.everybody]
    assert "Bo Chen" in team.done("oncall", "now").out
    assert "bo-in-drills" not in team.done("oncall", "now").out
    (first, *_rest) = team.done("oncall", "now", "--json").json["rotas"][0]["on_duty"]
    assert first["reach"] == [{"target": "mail", "address": "bo@example.org"}]


def test_another_time_may_be_asked_for_and_one_role_alone(team: CommandLine) -> None:
    words = team.done("oncall", "now", "--role", "technical", "--at", "2026-11-22 12:30").out
    first = " ".join(words.splitlines()[1].split())
    assert first.startswith("Technical lead Eva Roth tomorrow 18:00 stands in: a wedding;")
    assert "Dee Novak" in words
    (_head, nobody) = _rows(team.done("oncall", "now", "--role", "technical", "--at", "06:00").out)
    assert nobody == ["Technical lead", "NOBODY", "09:00", "nobody would be woken"]


def test_a_rota_is_named_by_its_id_too_and_a_wrong_one_is_told_the_nearest(team: CommandLine) -> None:
    assert "Vendor desk" in team.done("oncall", "now", "--role", "desk").out
    ran = team("oncall", "now", "--role", "tecnical")
    assert ran.code == 1
    assert "There is no rota 'tecnical'. Did you mean 'technical'?" in ran.err
    assert "desk  Vendor desk" in ran.err


@pytest.mark.parametrize(("words", "code"), [("soon", 2), ("2031-01-01 10:00", 1)])
def test_a_time_that_is_none_is_refused(team: CommandLine, words: str, code: int) -> None:
    assert team("oncall", "now", "--at", words).code == code
    assert team("oncall", "rota", "--from", words).code == code


def test_where_no_rota_is_written_that_is_said_and_nothing_fails(cli: CommandLine) -> None:
    for name in ("now", "rota", "gaps"):
        ran = cli.done("oncall", name)
        assert (ran.out, "Nobody has written down who is on duty" in ran.err) == ("", True)
    assert "VEVENT" not in cli.done("oncall", "export").out


def test_the_rota_shows_who_takes_over_and_where_nobody_does(team: CommandLine) -> None:
    name, _head, *rows = _rows(team.done("oncall", "rota", "--role", "technical", "--days", "2").out)
    assert name == ["Technical lead"]
    assert rows[:4] == [
        ["Fri 2026-11-20 09:00", "Sat 2026-11-21 04:00", "Bo Chen, then Dee Novak"],
        ["Sat 2026-11-21 04:00", "Sat 2026-11-21 05:00", "Bo Chen"],
        ["Sat 2026-11-21 05:00", "Sat 2026-11-21 09:00", "NOBODY"],
        ["Sat 2026-11-21 09:00", "Sun 2026-11-22 04:00", "Bo Chen, then Dee Novak"],
    ]
    assert ["Sun 2026-11-22 12:00", "Sun 2026-11-22 18:00", "Eva Roth (stands in), then Dee Novak"] in rows


def test_who_never_hands_over_has_no_end_in_the_table(team: CommandLine) -> None:
    assert _rows(team.done("oncall", "rota", "--role", "desk").out)[2] == [
        "Mon 2026-11-02 00:00",
        "no end in sight",
        "Eva Roth",
    ]
    team.world.clock.forward(days=100)
    assert _rows(team.done("oncall", "rota", "--role", "desk").out)[2] == ["-", "no end in sight", "Eva Roth"]


@pytest.mark.parametrize("language", ["en", "zh-CN"])
@pytest.mark.parametrize("words", [("now",), ("rota",), ("gaps", "--days", "30")])
def test_every_table_fits_eighty_columns(team: CommandLine, language: str, words: tuple[str, ...]) -> None:
    lines = team("--lang", language, "oncall", *words).out.splitlines()
    assert len(lines) > 2
    assert max(map(cells, lines)) <= 80


def test_gaps_are_shown_a_week_ahead_and_make_the_exit_code_one(team: CommandLine) -> None:
    _reached(team)
    ran = team("oncall", "gaps")
    rows = _rows(ran.out)[1:]
    assert ran.code == 1
    assert len(rows) == 7
    assert rows[0] == ["Sat 2026-11-21 05:00", "Sat 2026-11-21 09:00", "Technical lead"]
    assert team("oncall", "gaps", "--role", "desk").code == 0
    assert "Somebody is always on duty for 7 days." in team.done("oncall", "gaps", "--role", "desk").err


@pytest.mark.parametrize("days", ["0", "401", "x"])
def test_days_have_bounds(team: CommandLine, days: str) -> None:
    assert team("oncall", "gaps", "--days", days).code == 2


def test_a_calendar_holds_every_stretch_and_the_same_one_tomorrow(team: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "duty.ics"
    assert str(path) in team.done("oncall", "export", "--days", "3", "--role", "technical", "-o", str(path)).err
    first = _entries(path.read_bytes())
    team.world.clock.forward(days=1)
    second = _entries(team.done("oncall", "export", "--days", "3", "--role", "technical").out.encode())
    both = set(first) & set(second)
    assert both
    assert {name: first[name] for name in both} == {name: second[name] for name in both}
    start = datetime(2026, 11, 22, 12, tzinfo=UTC)
    assert first["technical-20261122T120000Z@incident"] == (
        start,
        start.replace(hour=18),
        "Technical lead: Eva Roth (stands in), then Dee Novak",
    )


def _entries(data: bytes) -> dict[str, tuple[datetime, datetime, str]]:
    events = Calendar.from_ical(data).walk("VEVENT")
    return {str(each["UID"]): (each.decoded("DTSTART"), each.decoded("DTEND"), str(each["SUMMARY"])) for each in events}


def test_json_may_be_asked_for_by_either_name(team: CommandLine) -> None:
    ran = team.done("oncall", "export", "--json")
    assert ran == team.done("oncall", "export", "--format", "json")
    assert [each["rota"] for each in ran.json["rotas"]] == ["technical", "desk"]


def test_the_doctor_says_when_nobody_would_be_woken_tonight(team: CommandLine) -> None:
    gap = next(each for each in team("doctor", "--json").json["findings"] if each["check"] == "gap")
    assert gap["grave"] is True
    assert gap["words"].startswith(
        "Nobody is on duty as 'Technical lead' from Sat 2026-11-21 05:00 to Sat 2026-11-21 09:00."
    )
    later = DESK.changed(layers=(DESK.layers[0].changed(weekdays=frozenset({1, 2, 3, 6, 7})),))
    team.world.directory.all_rotas = (later,)
    gap = next(each for each in team("doctor", "--json").json["findings"] if each["check"] == "gap")
    assert gap["grave"] is False
    team.world.directory.all_rotas = (DESK,)
    assert not [each for each in team("doctor", "--json").json["findings"] if each["check"] == "gap"]


def test_hours_of_people_whom_no_way_reaches_are_gaps_and_no_others(team: CommandLine) -> None:
    """From 04:00 Bo is alone; before, Dee stands behind and would hear."""
    _reached(team, "bo")
    ran = team("oncall", "gaps", "--days", "1")
    assert _rows(ran.out)[1:] == [
        ["Sat 2026-11-21 04:00", "Sat 2026-11-21 05:00", "Technical lead: nobody who can be"],
        ["reached (Bo Chen)"],
        ["Sat 2026-11-21 05:00", "Sat 2026-11-21 09:00", "Technical lead"],
    ]
    found = team("oncall", "gaps", "--days", "1", "--json").json["gaps"]
    assert [each["unreached"] for each in found] == [["bo"], []]
    assert max(map(cells, team("--lang", "zh-CN", "oncall", "gaps").out.splitlines())) <= 80
    _reached(team, "eva")
    (gap,) = team("oncall", "gaps", "--role", "desk", "--json").json["gaps"]
    assert (gap["until"], gap["unreached"]) == (None, ["eva"])


def test_the_doctor_says_first_who_is_on_duty_tonight_and_cannot_be_reached(team: CommandLine) -> None:
    _reached(team, "bo", "ana")
    findings = team("doctor", "--json").json["findings"]
    (found,) = (each for each in findings if each["check"] == "duty")
    said = "Bo Chen is on duty as 'Technical lead' from Sat 2026-11-21 02:40 and cannot be reached: people.yaml "
    assert (found["grave"], found["words"]) == (True, f"{said}gives no way.")
    lacking = [each["words"] for each in findings if each["check"] == "reach"]
    assert (len(lacking), "Bo Chen" in lacking[0]) == (1, False)
    out = "".join(team("--lang", "zh-CN", "doctor").out.split())
    assert "自周六2026-11-2102:40起值班，却无法联系：people.yaml未给出联系方式" in out
    _reached(team)
    assert not [each for each in team("doctor", "--json").json["findings"] if each["check"] == "duty"]


def test_a_way_of_exercises_is_none_on_duty(team: CommandLine) -> None:
    _reached(team, "bo")
    directory = team.world.directory
    directory.everybody = [
        each.changed(reach=(("sandbox", "bo"),)) if each.id == "bo" else each for each in directory.everybody
    ]
    assert [each["check"] for each in team("doctor", "--json").json["findings"]].count("duty") == 1


def test_who_rests_is_proposed_for_a_role_after_whoever_does_not_and_with_until_when(
    team: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    incident, until = team.declared(), team.world.clock.now() + timedelta(hours=8)
    resting = {"bo": until}
    monkeypatch.setattr("incident.application.rests.resting_people", lambda *_: resting)
    assert "technical dee    # on duty" in team.done("show", incident).out
    resting["dee"] = until
    assert "technical bo    # rests until 10:40" in team.done("show", incident).out


def test_the_role_to_fill_first_is_the_one_that_somebody_is_on_duty_for(team: CommandLine) -> None:
    incident = team.declared()
    out = team.done("show", incident).out
    assert f"incident role {incident} technical bo    # on duty until 05:00" in out
    team.world.directory.all_rotas = (DESK,)
    assert f"incident role {incident} technical …" in team.done("show", incident).out


def test_a_raise_says_who_is_on_duty_for_what_it_asks(team: CommandLine) -> None:
    ran = team.done("tier", team.declared(tier=3), "raise", "2", "--because", "worse")
    assert "On duty as Technical lead: Bo Chen (on duty until 05:00), then Dee Novak" in " ".join(ran.err.split())


def test_a_gap_is_shown_to_its_own_end_and_not_to_that_of_the_days_looked_at(team: CommandLine) -> None:
    team.world.clock.set(datetime(2026, 11, 21, 6, tzinfo=UTC))
    rows = _rows(team("oncall", "gaps", "--days", "1").out)[1:]
    assert [row[:2] for row in rows][-1] == ["Sun 2026-11-22 05:00", "Sun 2026-11-22 09:00"]


def test_a_gap_without_an_end_says_so(team: CommandLine) -> None:
    team.world.directory.all_rotas = (DESK.changed(layers=()),)
    assert _rows(team("oncall", "gaps").out)[1:] == [["Sat 2026-11-21 02:40", "no end in sight", "Vendor desk"]]
    assert team("oncall", "gaps", "--json").json["gaps"][0]["until"] is None
    assert "Nobody is on duty as 'Vendor desk' from Sat 2026-11-21 02:40 on." in " ".join(team("doctor").out.split())
