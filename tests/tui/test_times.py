"""Times on the screen: which day, how long, and one rule of what is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from rich.cells import cell_len

from incident import i18n
from incident.adapters.documents.library import YamlLibrary
from incident.domain import commands as c
from incident.domain.events import NoteKind
from incident.domain.grading.tiers import Tier
from incident.domain.timing.clock_kinds import ClockKind
from incident.domain.timing.clocks import due_first
from incident.shipped import library_root
from incident.tui.views.box import box_lines
from incident.tui.views.head import head_lines
from incident.tui.views.rows import waiting_rows
from incident.tui.views.timeline import timeline_row, timeline_rows
from incident.walk.flows.asking import Ready
from incident.walk.flows.facts import RecordFlow
from incident.walk.moment import Walk
from incident.walk.needs import needs
from incident.walk.returning import return_rows
from incident.walk.standing import interrupted_words
from incident.wording.clocks import due_words
from incident.wording.speech import Speech
from tests.tui.pages import opened
from tests.tui.worlds import World


def _walk(world: World, *commands: c.Command, tier: Tier = Tier.SERIOUS) -> Walk:
    incident = world.does(world.declared(tier), *commands)
    speech = Speech.to(world.directory.people(), bundle=incident.bundle)
    return Walk(incident=incident, person="ana", speech=speech, now=world.clock.now())


def _defer(world: World, step: str, hours: float) -> c.DeferStep:
    return c.DeferStep(by="ana", step=step, because="busy", until_time=world.clock.now() + timedelta(hours=hours))


@pytest.mark.parametrize(
    ("hours", "language", "words"),
    [
        (1, "en", "until 03:40"),
        (24, "en", "until tomorrow 02:40"),
        (24, "zh-CN", "明天 02:40"),
        (72, "en", "until 2026-"),
    ],
)
def test_a_time_on_another_day_shows_the_day(world: World, hours: int, language: str, words: str) -> None:
    i18n.use(language)
    walk = _walk(world, _defer(world, "notice", hours))
    item = walk.checklist.item("notice")
    assert item is not None
    assert words in waiting_rows(walk, item, 100)[0].plain


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_a_step_that_waits_past_its_time_is_called_late_in_its_row_and_first_among_needs(
    world: World, language: str
) -> None:
    i18n.use(language)
    asked = c.AskPerson(by="ana", step="notice", person="bo", within=timedelta(minutes=30), request="see to it")
    walk = _walk(world, asked)
    later, back = (replace(walk, now=walk.now + timedelta(minutes=minutes)) for minutes in (29, 31))
    item = later.checklist.item("notice")
    assert item is not None
    assert i18n._("LATE") in "".join(row.plain for row in waiting_rows(later, item, 60))
    late = i18n._("{number} LATE").format(number=item.number)
    assert late in " ".join(needs(back)[:2])
    assert late not in " ".join(needs(later))


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_whoever_comes_back_reads_what_is_late(world: World, language: str) -> None:
    i18n.use(language)
    walk = _walk(world)
    later = replace(walk, now=walk.now + timedelta(minutes=21))
    told = dict(return_rows(later, (), later.now))
    assert "1" in told[i18n._("LATE")]
    assert i18n._("LATE") not in dict(return_rows(walk, (), walk.now))


def test_who_asked_is_shortened_before_the_words_that_were_asked(world: World) -> None:
    names = {"ana": "Mara Lindqvist-Oberholzer", "bo": "Bartholomew Featherstonehaugh"}
    asked = c.AskPerson(by="ana", step="notice", person="bo", within=timedelta(minutes=9), request="phone them")
    walk = _walk(world, asked)
    item = walk.checklist.item("notice")
    assert item is not None
    assert item.progress is not None
    moved = replace(item, progress=replace(item.progress, kept_by="bo"))
    words = interrupted_words(replace(walk, speech=replace(walk.speech, names=names)), moved)
    assert "phone them" in words
    assert cell_len(words) < 76


@pytest.mark.parametrize(("language", "words"), [("en", "DEFERRED 2 min ago by Ana Lima"), ("zh-CN", "2 分钟前推迟")])
def test_how_long_ago_a_step_was_deferred_is_said_in_words(world: World, language: str, words: str) -> None:
    i18n.use(language)
    walk = _walk(world, _defer(world, "notice", 1))
    later = replace(walk.at(walk.now + timedelta(seconds=129)), look="notice")
    assert words in "\n".join(row.plain for row in box_lines(later, 80))


def test_the_timeline_names_each_day_that_is_not_today(world: World) -> None:
    walk = _walk(world)
    world.clock.forward(days=1)
    world.does(walk.incident.id, c.AddNote(by="ana", kind=NoteKind.FACT, text="back again"))
    rows = timeline_rows(world.log.read(walk.incident.id), walk.speech, 80, world.clock.now())
    words = [timeline_row(row, 80).plain.strip() for row in rows]
    assert "back again" in words[0]
    assert words[1] == "2026-11-21"
    assert sum(row.is_day for row in rows) == 1


def test_the_header_shows_the_update_in_its_own_column_and_what_is_due_first_behind_it(world: World) -> None:
    row = head_lines(_walk(world), 80)[1].plain
    assert row.startswith(" T+00:00:00  UPDATE IN 30:00  STEP IN 20:00  ")


def test_of_steps_that_are_due_at_once_the_header_shows_the_current_one(tmp_path: Path) -> None:
    world = World(folder=tmp_path, bundles=(YamlLibrary((library_root(),)).bundle("outage.change-failed"),))
    walk = _walk(world, tier=Tier.MAJOR)
    first, second, *_others = [clock for clock in walk.clocks if clock.kind is ClockKind.STEP]
    assert first.due_at == second.due_at
    assert walk.current is not None
    assert due_first([second, first], walk.current.step.id) == first
    head = head_lines(walk, 80)[1].plain
    assert "STEP IN 05:00" in head
    assert "STEP 2" not in head


async def test_home_names_the_step_of_the_walk_where_two_are_due_at_once(tmp_path: Path) -> None:
    world = World(folder=tmp_path, bundles=(YamlLibrary((library_root(),)).bundle("outage.change-failed"),))
    world.declared(Tier.MAJOR)
    async with opened(world) as page:
        await page.sees("STEP IN 05:00", "NEEDS YOU")
        assert "STEP 2" not in page.text


def test_home_and_the_walk_name_the_same_next_due_and_count_by_one_rule(world: World) -> None:
    walk = _walk(world, c.CompleteStep(by="ana", step="notice"))
    summary = world.log.summaries()[0]
    second = head_lines(walk, 120)[1].plain
    assert summary.next_due_at is not None
    assert due_words(summary.next_due, summary.next_due_at - walk.now) in second
    assert f"{summary.steps_done}/{summary.steps_total}" in second


def _only_deferred(world: World) -> Walk:
    walk = _walk(world, tier=Tier.GENERAL)
    steps = [item.step.id for item in walk.checklist.open_items]
    world.does(
        walk.incident.id,
        *(c.RuleOutStep(by="ana", step=step, because="not here") for step in steps[2:]),
        *(_defer(world, step, 2) for step in steps[:2]),
    )
    return replace(walk, incident=world.service.load(walk.incident.id))


def test_with_only_deferred_steps_left_the_header_says_so(world: World) -> None:
    walk = _only_deferred(world)
    assert walk.current is None
    assert "complete except 2 deferred" in head_lines(walk, 100)[1].plain
    rows = "\n".join(row.plain for row in box_lines(walk, 80))
    assert "COMPLETE EXCEPT 2 WAITING" in rows
    assert "VOICE MENU" in rows


async def test_deferred_steps_at_the_end_are_chosen_with_j_and_worked_with_their_keys(world: World) -> None:
    walk = _only_deferred(world)
    async with opened(world, incident=walk.incident.id) as page:
        await page.sees("COMPLETE EXCEPT 2 WAITING", "[~]   1  VOICE MENU")
        await page.press("j")
        await page.sees("DEFERRED", "EXPECT")
        await page.press("space")
        await page.sees("COMPLETE EXCEPT 1 WAITING")
        await page.press("g")
        await page.sees("Enter look at it")
        await page.press("enter")
        await page.sees("CUSTOMERS", "LOOKING")


@pytest.mark.parametrize(("language", "words"), [("en", " 2026-11-21 03:10"), ("zh-CN", "？2026-11-21 03:10")])
def test_a_recorded_time_is_said_with_its_day(tmp_path: Path, language: str, words: str) -> None:
    i18n.use(language)
    world = World(folder=tmp_path, bundles=(YamlLibrary((library_root(),)).bundle("outage.change-failed"),))
    walk = _walk(world)
    item = walk.checklist.item("way-back")
    assert item is not None
    typed = {"change_name": "the router", "change_began": "01:10", "rollback_possible": "yes"}
    typed |= {"rollback_minutes": "20", "rollback_deadline": "2026-11-21 03:10"}
    part = RecordFlow(walk=walk, item=item).part(typed)
    assert isinstance(part, Ready)
    assert words in part.said
    assert "2026-11-21 01:10" in part.said
