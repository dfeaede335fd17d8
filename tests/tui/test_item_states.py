"""Every state of a step has its glyph, its look and its counter on the screen (reference/UX.md A-6)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from rich.style import Style

from incident import i18n
from incident.application.actor import Actor
from incident.domain import commands as c
from incident.domain.incident import PROGRAM
from incident.domain.runbooks.runbook import Verb
from incident.tui.look import Look
from incident.tui.views.head import head_lines
from incident.tui.views.rows import step_row
from incident.walk.moment import Walk
from incident.walk.settings import THEMES, Settings
from incident.wording.speech import Speech
from tests.tui.pages import Page, opened
from tests.tui.worlds import World

LOOKS = [Look(settings=Settings(theme=theme)) for theme in THEMES]
LOOKS.append(Look(settings=Settings(ascii=True)))


def _every_state(world: World) -> str:
    """An incident in which one step or more is in each state."""
    incident = world.declared()
    world.does(
        incident,
        c.CompleteStep(by="ana", step="agents", as_read=None),
        c.ReportNotAsExpected(by="ana", step="notice", observed="silence"),
        c.DeferStep(by="ana", step="customers", because="no answer", until_time=world.clock.now() + timedelta(hours=1)),
        c.RuleOutStep(by="ana", step="size", because="known"),
        c.AskPerson(by="ana", step="plan", person="bo", within=timedelta(minutes=5), request="look"),
        c.HoldStep(by="ana", step="calls", because="phone call"),
    )
    return incident


def _walk(world: World, incident: str) -> Walk:
    state = world.service.load(incident)
    return Walk(incident=state, person="ana", speech=Speech(bundle=state.bundle), now=world.clock.now())


def test_a_row_begins_with_the_glyph_of_its_state(world: World) -> None:
    walk = _walk(world, _every_state(world))
    rows = {item.step.id: step_row(walk, item, 80).plain for item in walk.checklist.items}
    assert {step: row[1:4] for step, row in rows.items() if step in _EXPECTED} == _EXPECTED


_EXPECTED = {
    "notice": "[!]",
    "notice-if-not": "[>]",
    "agents": "[x]",
    "customers": "[~]",
    "size": "[-]",
    "plan": "[?]",
    "calls": "[h]",
    "stable": "( )",
    "fix": "[ ]",
}


def test_what_is_sensed_or_overridden_is_round_and_a_person_is_square(world: World) -> None:
    sensed, overridden = world.declared(), world.declared()
    for _minutes in range(0, 40, 8):  # a value is good for 10 minutes, and has to hold for 30
        world.does(sensed, c.RecordFact(by="ana", fact="error_share", value=0.5))
        world.clock.forward(minutes=8)
    world.of(Actor(person=PROGRAM)).does(sensed, c.SenseStep(by=PROGRAM, step="stable"))
    world.does(overridden, c.OverrideStep(by="ana", step="stable", because="the gauge is broken"))
    for incident, glyph in ((sensed, "(x)"), (overridden, "(o)")):
        walk = _walk(world, incident)
        (item,) = [each for each in walk.checklist.items if each.step.verb is Verb.WATCH]
        assert step_row(walk, item, 80).plain[1:4] == glyph
    assert "1 overridden" in head_lines(_walk(world, overridden), 120)[1].plain


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_row_2_counts_what_stands_otherwise_and_says_where_somebody_holds(world: World, language: str) -> None:
    i18n.use(language)
    second = head_lines(_walk(world, _every_state(world)), 160)[1].plain
    for words in (
        "HOLDING AT {number}",
        "{count} deferred",
        "{count} waiting",
        "{count} not as expected",
        "{count} n/a",
    ):
        shown = i18n._(words).format(count=1, number=_number(world))
        assert shown in second, second


def _number(world: World) -> str:
    walk = _walk(world, "INC-0001")
    return next(item.number for item in walk.checklist.items if item.step.id == "calls")


def test_what_does_not_apply_is_the_first_count_to_go_and_the_revision_stays(world: World) -> None:
    walk = _walk(world, _every_state(world))
    for width in range(80, 180):
        second = head_lines(walk, width)[1].plain
        assert len(second) <= width
        assert ("n/a" in second) <= ("r3" in second)


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look.settings.theme}{'-ascii' * look.settings.ascii}")
async def test_every_theme_draws_the_glyphs_and_the_hold_as_a_reversed_banner(world: World, look: Look) -> None:
    incident = _every_state(world)
    world.does(incident, c.HoldStep(by="ana", step="notice-if-not", because="phone call"))
    async with opened(world, incident=incident, look=look, size=(120, 40)) as page:
        await page.sees("HOLDING HERE", "HOLDING AT 1a")
        assert _style_of(page, "HOLDING HERE").reverse
        assert _style_of(page, "HOLDING AT").reverse
        await page.sees("[x]", "[~]", "[?]", "[-]", "[ ]", "( )", "[h]", "[!]")


async def test_the_row_under_the_cursor_is_reversed_without_colour_too(world: World) -> None:
    async with opened(world, incident=world.declared(), look=Look(settings=Settings(theme="mono"))) as page:
        await page.press("g")
        await page.sees("Enter look at it")
        await page.settled()
        (row,) = filter(str.strip, _reversed(page))
        assert row.startswith(" [>]   1")
        await page.press("j")
        await page.until(lambda: not any("[>]" in each for each in _reversed(page)), "the next row")


async def test_an_exercise_is_reversed_in_row_1(world: World) -> None:
    async with opened(world, incident=world.exercise()) as page:
        await page.sees("EXERCISE")
        assert _style_of(page, "EXERCISE").reverse


def _segments(page: Page) -> list[list[tuple[str, Style | None]]]:
    update = page.app.screen._compositor.render_update(full=True, screen_stack=page.app._background_screens)
    return [[(text, style) for strip in row for text, style, _control in strip] for row in update.strips]  # type: ignore[union-attr]


def _style_of(page: Page, words: str) -> Style:
    found = [style for row in _segments(page) for text, style in row if words in text and style is not None]
    assert found, page.text
    return found[0]


def _reversed(page: Page) -> list[str]:
    return ["".join(text for text, style in row if style is not None and style.reverse) for row in _segments(page)]
