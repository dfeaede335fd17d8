"""What waits, repeats, branches and joins, on the screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from rich.cells import cell_len

from incident import i18n
from incident.domain import commands as c
from incident.tui.views.below import below_lines
from incident.tui.views.box import box_lines
from incident.tui.views.details import detail_rows
from incident.tui.views.head import head_lines
from incident.tui.views.hints import walk_hints
from incident.tui.views.lines import Line
from incident.tui.views.rows import step_row
from incident.walk.moment import Walk
from incident.wording.speech import Speech
from tests.paced import a_paced_bundle
from tests.tui.pages import opened
from tests.tui.worlds import World

BEGUN = c.CompleteStep(by="ana", step="settle")
SKIPPED = tuple(c.RuleOutStep(by="ana", step=each, because="x") for each in ("settle", "notice"))


@pytest.fixture
def paced(world: World) -> World:
    world.bundles = (a_paced_bundle(),)
    return world


def walk_of(world: World, *commands: c.Command, look: str | None = None) -> Walk:
    incident = world.does(world.declared(), *commands)
    speech = Speech.to(world.directory.people(), bundle=incident.bundle)
    return Walk(incident=incident, person="ana", speech=speech, now=world.clock.now(), look=look)


def a_round(number: int = 1) -> tuple[c.Command, ...]:
    end = f"~{number}" if number > 1 else ""
    return (
        c.RecordFact(by="ana", fact="affected_share", value=1),
        c.CompleteStep(by="ana", step=f"size{end}"),
        c.CompleteStep(by="ana", step=f"fix{end}"),
    )


def text(rows: list[Line]) -> str:
    return "\n".join(row.plain for row in rows)


def box(walk: Walk) -> str:
    return text(list(box_lines(walk, 80)))


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_row_of_any_of_them_is_wider_than_the_window(paced: World, width: int, language: str) -> None:
    i18n.use(language)
    walk = walk_of(paced, BEGUN, *a_round())
    for item in walk.checklist.items:
        seen = replace(walk, look=item.step.id)
        rows = [*head_lines(seen, width), *box_lines(seen, width), *below_lines(seen, width, 12)]
        rows += [step_row(seen, item, width), *detail_rows(seen, width)]
        assert all(cell_len(row.plain) <= width for row in rows)


def test_a_wait_says_when_it_ends_and_its_branch(paced: World) -> None:
    walk = walk_of(paced, BEGUN, look="settle")
    assert "ENDS     by itself at 02:50, in 10:00" in box(walk)
    assert "Telephones" in box(walk)
    assert ("walk.override", "end it now") in walk_hints(walk)
    assert "ENDS     now: it was over at 02:50" in box(walk.at(walk.now + timedelta(minutes=11)))
    assert "by itself, once it was begun" in box(walk_of(paced, look="settle"))


def test_what_is_made_of_others_says_how_far_they_are(paced: World) -> None:
    walk = walk_of(paced, c.CompleteStep(by="ana", step="notice"), look="both")
    assert "1 of 2 done; mark those" in box(walk)
    item = walk.checklist.item("both")
    assert item is not None
    assert "1 of 2" in step_row(walk, item, 80).plain
    assert next(name for name, _ in walk_hints(walk)) == "walk.rule_out"
    assert "RUNBOOK  Copies" in box(replace(walk, look="sub"))


def test_a_repeat_says_its_round_and_a_coming_one_when_it_begins(paced: World) -> None:
    assert "round 1 of 2, 0 of 2" in box(walk_of(paced, *SKIPPED))
    walk = walk_of(paced, *SKIPPED, *a_round())
    assert "[>] 2c  SIZE: record how many are affected (round 2)" in box(walk)
    assert "ITS ROUND begins at 03:00, in 20:00" in box(walk)
    assert "[ ] Share of customers affected 1%" in box(walk), "every round asks anew"
    assert "ROUND    2 of at most 2 begins at 03:00" in box(replace(walk, look="again"))
    assert "NEXT ROUND 20:00" in text(list(head_lines(walk, 120)))


def test_after_the_last_round_it_shows_its_ways_on(paced: World) -> None:
    walk = walk_of(paced, *SKIPPED, *a_round(), *a_round(2))
    assert "all 2 are over, and it is not so" in box(walk)
    assert "IF NOT   press n -> VENDOR: call the hotline" in box(walk)
    assert "walk.not_expected" in dict(walk_hints(walk))


def test_a_text_to_copy_stands_whole_in_the_details(paced: World) -> None:
    rows = text(list(detail_rows(walk_of(paced, look="notice"), 80)))
    assert "TO COPY" in rows
    assert "echo ____ (Which channel fails)" in rows, "nobody has stated it yet"
    assert "# second line [/nope]" in rows


async def test_space_begins_a_wait_and_the_walk_goes_on_beside_it(paced: World) -> None:
    async with opened(paced, incident=paced.declared()) as page:
        await page.sees("[>] 1a  QUEUE")
        await page.press("space")
        await page.sees("[>] 1b", "ends by itself")


async def test_plus_adds_the_runbook_that_a_rule_calls_for(paced: World) -> None:
    incident = paced.declared()
    paced.does(incident, c.RecordFact(by="ana", fact="data_exposed", value=True))
    async with opened(paced, incident=incident) as page:
        await page.sees("+ adds Data is exposed")
        assert "Law" not in page.text
        await page.press("plus")
        await page.sees("Steps added: 1.", "raise the tier instead")
        await page.press("a")
        await page.sees("Added the steps of 'Data is exposed'.", "Law 0/1")
        assert paced.service.load(incident).has_added("data.exposure")


async def test_who_would_rather_raise_the_tier_says_so_there(paced: World) -> None:
    incident = paced.declared()
    paced.does(incident, c.RecordFact(by="ana", fact="data_exposed", value=True))
    async with opened(paced, incident=incident) as page:
        await page.sees("+ adds Data is exposed")
        await page.press("plus")
        await page.sees("raise the tier instead")
        await page.press("r")
        await page.sees("The steps of 'Data is exposed' come with it.")


def test_a_step_that_is_held_offers_no_key_that_refuses(paced: World) -> None:
    held = walk_of(paced, c.HoldStep(by="ana", step="notice", because="a call"), look="notice")
    hints = dict(walk_hints(held))
    assert "walk.hold" in hints
    assert {"walk.as_expected", "walk.not_expected", "walk.defer", "walk.ask"}.isdisjoint(hints)
