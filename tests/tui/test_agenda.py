"""What the plan of the year asks for stands on Home and on the screen of exercises."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from incident import i18n
from incident.application.exercises.agenda import read_agenda
from incident.tui.views.agenda import agenda_lines, agenda_rows
from incident.tui.views.lines import beside, width_of
from tests.tui.pages import opened
from tests.tui.worlds import World

_ENTRY = """\
  {name}:
    scenario: {scenario}
    form: tabletop
    first: {first}
    last: {last}
    basis: annual
    cites: Plan 6.3
    owner: ana
"""
_HEAD = (
    "format: drill-plan/1\nyear: 2026\nowner: ana\napprover: bo\ntrusted: [eva]\nfamilies: [service-outage]\nentries:\n"
)
_LATE = ("late", "exercise.provider-down", "2026-01-05", "2026-01-31")
_NEXT = ("next", "exercise.key-stolen", "2026-11-02", "2026-11-30")


def _plan(world: World, *entries: tuple[str, str, str, str], more: str = "") -> None:
    world.clock.set(datetime(2026, 7, 1, 9, tzinfo=UTC))
    (world.folder / "drills").mkdir(exist_ok=True)
    names = ("name", "scenario", "first", "last")
    words = "".join(_ENTRY.format(**dict(zip(names, each, strict=True))) for each in entries)
    (world.folder / "drills" / "plan-2026.yaml").write_text(_HEAD + words + more)


def _words(world: World, width: int = 90) -> list[str]:
    agenda = read_agenda(world)
    assert agenda is not None
    return [row.plain.rstrip() for row in agenda_lines(agenda, width)]


def test_what_is_overdue_comes_first_then_what_is_next(world: World) -> None:
    _plan(world, _LATE, _NEXT)
    assert [" ".join(row.split()) for row in _words(world)] == [
        "! The payment provider fails overdue since 2026-01-31",
        "next: Customer records were read with a stolen key 2026-11-02 to 2026-11-30",
    ]


def test_what_is_due_says_until_when(world: World) -> None:
    _plan(world, ("now", "exercise.provider-down", "2026-06-01", "2026-07-31"), _NEXT)
    row = _words(world)[0]
    assert row.endswith("  due now, until 2026-07-31")


def test_of_many_that_are_overdue_two_are_named_and_the_others_counted(world: World) -> None:
    _plan(world, *((f"late{place}", *_LATE[1:]) for place in range(5)))
    assert _words(world)[2:] == [" ! 3 more are overdue: incident drill plan show"]


def test_an_exercise_without_notice_stands_there_for_nobody_but_the_trusted(world: World) -> None:
    _plan(world, _NEXT, more="    notice: no-notice\n")
    assert "2026-11-02 to 2026-11-30" in _words(world)[0]
    agenda = read_agenda(world.of(type(world.actor)(person="dee")))
    assert agenda is not None
    assert not agenda_lines(agenda, 78)


def test_after_new_year_what_last_years_plan_lacked_is_still_overdue(world: World) -> None:
    _plan(world, _LATE, _NEXT)
    world.clock.set(datetime(2027, 1, 4, 9, tzinfo=UTC))
    late = ["The payment provider fails overdue since 2026-01-31", "key overdue since 2026-11-30"]
    assert [row.endswith(words) for row, words in zip(_plain(world), late, strict=True)] == [True, True]
    following = _HEAD.replace("2026", "2027") + _ENTRY.format(
        name="again", scenario=_LATE[1], first="2027-03-01", last="2027-03-31"
    )
    (world.folder / "drills" / "plan-2027.yaml").write_text(following)
    assert [row.endswith(words) for row, words in zip(_plain(world), [*late, "2027-03-31"], strict=True)] == [True] * 3


def _plain(world: World) -> list[str]:
    return [" ".join(row.split()) for row in _words(world)]


def test_a_plan_with_mistakes_is_said_and_hides_nothing_of_another_year(world: World) -> None:
    wrong = " ! The plan of exercises has mistakes: incident drill plan check"
    _plan(world, _LATE)
    (world.folder / "drills" / "plan-2027.yaml").write_text("half a plan\n")
    said, late = _words(world)
    assert (said, "overdue since 2026-01-31" in late) == (wrong, True)
    _plan(world, _LATE, more="wrong: 1\n")
    assert _words(world) == [wrong]


def test_without_a_plan_nothing_is_read(world: World) -> None:
    assert read_agenda(world) is None


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("width", [33, 58, 78, 198])
def test_the_day_stands_whole_at_every_width(world: World, width: int, language: str) -> None:
    _plan(world, _LATE, _NEXT)
    agenda = read_agenda(world)
    assert agenda is not None
    with i18n.speaking(language):
        rows = [beside(*row, width) for row in agenda_rows(agenda)]
        lines = agenda_lines(agenda, width)
    assert [day in row.plain for row, day in zip(rows, ("2026-01-31", "2026-11-02"), strict=True)] == [True, True]
    assert all(width_of(row) <= width for row in (*rows, *lines))


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (200, 60)])
async def test_home_and_the_list_of_exercises_say_what_the_plan_asks_for(world: World, size: tuple[int, int]) -> None:
    _plan(world, _LATE, _NEXT)
    async with opened(world, size=size) as page:
        await page.sees("1 exercise overdue", "2026-01-31")
        await page.press("t")
        await page.sees("The payment provider fails", "overdue since 2026-01-31", "2026-11-02 to 2026-11-30")
