"""Where there is little room, what is grave stands whole: state words, times, roles and what needs somebody."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from incident import i18n
from incident.adapters.documents.library import YamlLibrary
from incident.domain import commands as c
from incident.domain.grading.tiers import Tier
from incident.domain.runbooks.runbook import Bundle
from incident.domain.timing.clock_kinds import ClockKind
from incident.i18n import _
from incident.shipped import library_root
from incident.tui.screens.walk import Walking
from incident.tui.views.asking import Asking, does_nothing
from incident.tui.views.below import below_lines, needs_rows
from incident.tui.views.box import box_lines
from incident.tui.views.handover import handover_keys
from incident.tui.views.head import head_lines
from incident.tui.views.rows import step_row
from incident.tui.views.side import side_lines
from incident.walk.flows.asking import Card, Key
from incident.walk.moment import Walk
from incident.walk.needs import needs
from incident.wording.clocks import due_words
from incident.wording.facts import number_words
from incident.wording.speech import Speech
from tests.tui.pages import opened
from tests.tui.worlds import World

LEAST_OPTIONS = 2
"""Of a step whose answers take more rows than a small box has."""


@pytest.fixture(scope="module")
def shipped() -> Bundle:
    """A runbook whose first step is critical, and whose titles are as long as titles are."""
    return YamlLibrary((library_root(),)).bundle("outage.change-failed")


@pytest.fixture
def late(tmp_path: Path, shipped: Bundle) -> tuple[World, str]:
    """The critical first step was asked of somebody, the second is being worked; both are late."""
    world = World(folder=tmp_path, bundles=(shipped,))
    ana, *others = world.directory.everybody
    world.directory.everybody = (replace(ana, name="Mara Lindqvist-Oberholzer"), *others)
    incident = world.declared(Tier.MAJOR)
    first, second = [item.step.id for item in _walk((world, incident)).checklist.items[:2]]
    asked = c.AskPerson(by="ana", step=first, person="bo", within=timedelta(minutes=3), request="tell them 电话")
    world.does(incident, asked, c.TakeStep(by="ana", step=second))
    world.clock.forward(minutes=14)
    return world, incident


def _walk(late: tuple[World, str]) -> Walk:
    world, incident = late
    state = world.service.load(incident)
    speech = Speech.to(world.directory.people(), bundle=state.bundle)
    return Walk(incident=state, person="ana", speech=speech, now=world.clock.now())


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("height", range(3, 13))
def test_a_late_critical_step_that_waits_is_seen_as_such_however_few_rows_there_are(
    late: tuple[World, str], height: int, language: str
) -> None:
    i18n.use(language)
    walk = _walk(late)
    title = walk.speech.step(walk.checklist.items[0].step.id)
    rows = [row.plain for row in below_lines(walk, 60, height)]
    (place,) = (place for place, row in enumerate(rows) if "[?]" in row)
    assert title in rows[place]
    assert all(words in "".join(rows[place : place + 2]) for words in (_("LATE"), _("critical")))
    assert len(rows) == height


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_what_needs_somebody_takes_the_rows_that_are_free_and_else_names_the_list(
    late: tuple[World, str], language: str
) -> None:
    i18n.use(language)
    walk = _walk(late)
    tall, low = ("".join(row.plain.strip() for row in below_lines(walk, 80, rows)) for rows in (30, 4))
    assert all(words[:30] in tall for words in needs(walk, 60))
    assert "+" not in tall
    assert _("+{count}: {key} lists them").format(count=2, key="g") in low


def test_the_list_that_is_named_does_not_name_itself(late: tuple[World, str]) -> None:
    rows = [row.plain for row in needs_rows(_walk(late), 60, 2, names_list=False)]
    assert rows[-1].endswith(" +3 ")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("width", [58, 60, 72, 80])
def test_no_part_of_when_a_step_is_due_and_whose_it_is_is_cut(
    late: tuple[World, str], width: int, language: str
) -> None:
    i18n.use(language)
    walk = _walk(late)
    assert walk.current is not None
    words = " ".join(row.plain for row in box_lines(walk, width))
    assert "…" not in words
    assert walk.speech.role(walk.current.step.by or "") in words
    assert "02:45" in words


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_late_and_critical_stand_in_the_row_of_every_step_that_is(late: tuple[World, str], language: str) -> None:
    i18n.use(language)
    walk = _walk(late)
    voice_menu = next(item for item in walk.checklist.items if item.number == "8")
    row = step_row(walk, voice_menu, 60).plain
    assert all(words in row for words in (_("LATE"), _("critical"), walk.speech.step(voice_menu.step.id)))


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_the_whole_list_has_every_need_and_what_each_phase_is_for_and_takes_back(
    late: tuple[World, str], size: tuple[int, int], language: str
) -> None:
    i18n.use(language)
    world, incident = late
    world.does(incident, c.CompleteStep(by="ana", step=_walk(late).checklist.items[1].step.id))
    walk = _walk(late)
    async with opened(world, incident=incident, size=size) as page:
        await page.press("g")
        await page.sees("u " + _("undo"))
        goal = walk.speech.text(f"phase.{walk.checklist.phases[0].phase.id}.exit")
        assert "".join(goal.split()) in "".join("".join(page.rows).split())
        assert walk.speech.role(walk.empty_roles[0]) in page.text
        await page.press("u")
        await page.sees(_("Taken back: {mark}").split("{")[0])
        await page.sees(_("NEEDS YOU"))


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_at_60_cells_the_title_stands_before_who_leads(late: tuple[World, str], language: str) -> None:
    i18n.use(language)
    walk = _walk(late)
    assert "Line 3 is down" in head_lines(walk, 60)[0].plain
    titled = replace(walk, incident=walk.incident.changed(title="A planned change failed"))
    assert "A planned change failed" in head_lines(titled, 60)[0].plain
    assert _("you lead") in head_lines(titled, 80)[0].plain


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_next_update_stands_among_the_clocks_however_many_are_late(late: tuple[World, str], language: str) -> None:
    i18n.use(language)
    walk = _walk(late)
    update = walk.clock(ClockKind.UPDATE)
    assert update is not None
    rows = [row.plain for row in side_lines(walk, 30, 18)]
    clocks = rows[: next(place for place, row in enumerate(rows) if row.startswith("└"))]
    assert any(due_words(update.id, update.remaining(walk.now)) in row for row in clocks)
    assert len(clocks) == 6


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_the_last_row_of_the_timeline_keeps_whole_clauses(late: tuple[World, str], language: str) -> None:
    i18n.use(language)
    world, incident = late
    async with opened(world, incident=incident, size=(60, 20)) as page:
        await page.press("t")
        await page.sees(_("TIMELINE"))
        assert "under th" not in (await page.settled())[-1] or "the original" in page.rows[-1]


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_a_field_says_how_to_come_to_the_palette(world: World, language: str) -> None:
    i18n.use(language)
    async with opened(world, incident=world.declared()) as page:
        await page.press("m")
        await page.sees(_("TYPING"))
        await page.type("half a note")
        await page.press("ctrl+p")
        await page.sees(_("The palette opens outside of questions: Esc goes back, what is typed is kept.")[:20], "half")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_key_of_the_language_elsewhere_is_told_that_of_questions(language: str) -> None:
    i18n.use(language)
    card = Card(id="now.0", words="?", keys=[Key(key="1", word="1", words="one", value="1")])
    assert "F2" in does_nothing(Asking(title="", part=card), "c")
    assert "F2" not in does_nothing(Asking(title="", part=card), "x")


async def test_home_names_a_declaration_that_was_begun(world: World) -> None:
    async with opened(world) as page:
        await page.sees("declares an incident")
        await page.press("d")
        await page.sees("Enter takes it")
        await page.press("enter")
        await page.sees("TIER 2")
        await page.press("escape", "escape", "escape")
        await page.sees("goes on with the incident you began to declare")
    async with opened(world) as page:
        await page.sees("goes on with the incident you began to declare")


async def test_who_has_command_is_not_offered_it(late: tuple[World, str]) -> None:
    walk = _walk(late)
    assert "T take command" not in handover_keys(walk)
    assert "T take command" in handover_keys(replace(walk, person="bo"))
    assert "o hand over" in handover_keys(walk)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_what_is_back_and_late_stands_under_a_whole_box_wherever_somebody_looks(
    late: tuple[World, str], size: tuple[int, int], language: str
) -> None:
    i18n.use(language)
    world, incident = late
    async with opened(world, incident=incident, size=size) as page:
        await page.sees("[?]")
        for key in ("j", "j", "k", "k", "k", "j"):
            await page.press(key)
            rows = await page.settled()
            (edge,) = (place for place, row in enumerate(rows) if row.startswith("┗"))
            assert any("[?]" in row or ("1  " in row and row.startswith("┏")) for row in rows)
            assert any(_("NEEDS YOU") in row for row in rows[edge:])
            current = _walk(late).current
            assert current is not None
            assert _walk(late).speech.step(current.step.id)[:16] in "".join(rows)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("width", [72, 80])
def test_a_short_name_of_who_leads_stands_whole_before_a_title_that_is_cut(
    late: tuple[World, str], width: int, language: str
) -> None:
    i18n.use(language)
    world, _incident = late
    ana, *others = world.directory.everybody
    world.directory.everybody = (replace(ana, name="Ana Silva"), *others)
    walk = _walk(late)
    long = walk.incident.changed(title="Mobile app and web bank: logins fail for most customers")
    first = head_lines(replace(walk, person="bo", incident=long), width)[0].plain
    assert _("lead {name}").format(name="Ana Silva") in first
    assert "INC-0001 Mobile app" in first
    whole = walk.incident.changed(title="Logins fail for a third")
    assert "Logins fail for a third" in head_lines(replace(walk, person="bo", incident=whole), 80)[0].plain


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_answer_and_every_range_stands_whole_in_a_small_box(late: tuple[World, str], language: str) -> None:
    i18n.use(language)
    walk = _walk(late)
    for item in walk.checklist.items:
        rows = box_lines(replace(walk, look=item.step.id), 60, 11 if item.step.options else 12)
        shown = "".join(row.plain.strip("┃ ") for row in rows).replace(" ", "")
        answers = [walk.speech.option(item.step.id, option) for option in item.step.options]
        assert all(answer.replace(" ", "") in shown for answer in answers)
        assert item.step.range is None or f"{number_words(item.step.range.high)})" in shown.replace("）", ")")


def test_of_a_decision_without_room_for_its_answers_it_is_said_where_they_stand(late: tuple[World, str]) -> None:
    walk = _walk(late)
    asked = next(item for item in walk.checklist.items if len(item.step.options) > LEAST_OPTIONS)
    rows = [row.plain for row in box_lines(replace(walk, look=asked.step.id), 60, 8)]
    assert "Enter shows the whole step" in rows[-3]


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_a_decision_keeps_its_answers_and_what_is_late_its_row_in_the_smallest_window(
    late: tuple[World, str], language: str
) -> None:
    i18n.use(language)
    world, incident = late
    walk = _walk(late)
    asked = next(item for item in walk.checklist.items if len(item.step.options) > LEAST_OPTIONS)
    async with opened(world, incident=incident, size=(60, 20)) as page:
        await page.sees("[?]")
        walking = page.app.screen
        assert isinstance(walking, Walking)
        walking.look_at(asked.step.id)
        rows = await page.settled()
        shown = "".join(row.strip("┃ ") for row in rows).replace(" ", "")
        answers = [walk.speech.option(asked.step.id, option) for option in asked.step.options]
        assert all(answer.replace(" ", "") in shown for answer in answers)
        assert any(row.startswith("┗") for row in rows)
        assert any("[?]" in row for row in rows)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_why_a_step_is_held_stands_whole_in_the_narrowest_box(late: tuple[World, str], language: str) -> None:
    i18n.use(language)
    world, incident = late
    current = _walk(late).current
    assert current is not None
    because = "the vendor rings back about the second data centre 第二机房"
    world.does(incident, c.HoldStep(by="ana", step=current.step.id, because=because))
    shown = "".join(row.plain.strip("┃ ") for row in box_lines(_walk(late), 60))
    assert because.replace(" ", "") in shown.replace(" ", "")
