"""The runbooks can be read without an incident: how old they are, what stands in them, in either language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from textual import events

from incident.application.errors import Problem
from incident.application.ports import Offer
from incident.domain.runbooks.runbook import Bundle
from tests.bundles import a_bundle
from tests.fakes import ShelfLibrary
from tests.tui.pages import Page, opened
from tests.tui.worlds import World


@dataclass
class WithBroken(ShelfLibrary):
    """A shelf on which one runbook cannot be read."""

    def every(self) -> Iterator[Offer]:
        problem = Problem(path="runbooks/house.yaml", line=41, column=1, rule="RB001", message="unknown key 'onwer'.")
        yield from super().every()
        yield Offer("house.fire", None, a_bundle, (problem,))


def _renamed(bundle: Bundle, runbook_id: str) -> Bundle:
    return replace(bundle, runbook=replace(bundle.runbook, id=runbook_id))


def _old(bundle: Bundle) -> Bundle:
    return replace(bundle, runbook=replace(bundle.runbook, review_every=timedelta(days=1), reviewed_on="2026-01-02"))


async def _library(page: Page) -> None:
    await page.press("o")
    await page.sees("RUNBOOKS")
    await page.loses("reading the runbooks")


async def test_the_list_marks_what_is_stale_a_draft_or_broken(world: World) -> None:
    fresh, old = a_bundle(), _old(_renamed(a_bundle(), "line.old"))
    world.library = WithBroken({"line.old": old, fresh.runbook.id: fresh}, drafts={fresh.runbook.id})
    async with opened(world) as page:
        await _library(page)
        rows = [row for row in page.rows if "A line is down" in row]
        assert len(rows) == 2
        assert any("STALE" in row and "checked 2026-01-02" in row for row in rows)
        assert any("draft" in row and "STALE" not in row for row in rows)
        assert any("house.fire" in row and "1 ERROR" in row for row in page.rows)


async def test_a_broken_runbook_says_why_instead_of_opening(world: World) -> None:
    world.library = WithBroken({})
    async with opened(world) as page:
        await _library(page)
        await page.press("enter")
        await page.sees("house.yaml:41", "unknown key 'onwer'")


async def test_words_of_either_language_narrow_the_list(world: World) -> None:
    book = a_bundle()
    other = _renamed(book, "fire")
    words = {tag: {**texts, "title": "Fire" if tag == "en" else "失火"} for tag, texts in book.words.items()}
    world.library = ShelfLibrary({book.runbook.id: book, "fire": replace(other, words=words)})
    async with opened(world) as page:
        await _library(page)
        await page.press("slash")
        await page.sees("TYPING")
        for char in "失火":
            page.app.post_message(events.Key(char, char))
        await page.sees("1 runbook ")
        assert "Fire" in page.text
        await page.press("enter", "enter")
        await page.sees("DO NOW" if "now.0" in words["en"] else "CLOCKS")


async def test_a_runbook_is_read_at_each_tier_and_in_both_languages(world: World) -> None:
    async with opened(world, size=(80, 60)) as page:
        await _library(page)
        await page.press("enter")
        await page.sees("TIER 1 MAJOR", "CLOCKS", "ROLES", "VOICE", "EXPECT")
        await page.press("3")
        await page.sees("TIER 3 GENERAL")
        await page.press("c")
        await page.sees("三级（一般）")
        await page.press("escape", "escape")
        await page.sees("宣布事件")


async def test_declaring_from_the_reader_asks_for_no_runbook_any_more(world: World) -> None:
    book = a_bundle()
    world.library = ShelfLibrary({book.runbook.id: book, "line.other": _renamed(book, "line.other")})
    async with opened(world) as page:
        await _library(page)
        await page.press("enter")
        await page.sees("line.other r")
        await page.press("d")
        await page.sees("What do you call it?")
        await page.press("enter")
        await page.sees("How bad is it")
        await page.press("2", "o")
        await page.until(lambda: bool(world.log.summaries()), "the incident")
        assert world.log.summaries()[0].runbook == "line.other"


async def test_the_palette_opens_a_runbook_from_a_walk_and_comes_back(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("colon")
        await page.type("runbook")
        await page.press("escape", "colon")
        await page.type("a line is down")
        await page.until(lambda: "runbook" in page.rows[3], "the runbook")
        await page.press("enter")
        await page.sees("CLOCKS", "d declare with it")
        await page.press("escape")
        await page.sees("[>] 1", "T+00:00:00")
