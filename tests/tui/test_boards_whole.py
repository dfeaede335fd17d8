"""The boards in every window and both languages: no state, hour, amount, counter or title of theirs is cut."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from rich.cells import cell_len

from incident import i18n
from incident.domain import commands as c
from incident.domain.cases.words import CaseWords
from incident.domain.events import AllocationState, OutReason
from incident.domain.grading.tiers import Tier
from incident.domain.resources.resource import Inventory, Resource
from incident.i18n import _
from incident.tui.screens.resources import ResourceBoard
from incident.tui.views.resource_table import resource_table
from incident.tui.views.resources import resource_rows
from incident.walk.reading import moment_of
from incident.wording.allocations import state_word
from incident.wording.resource_board import counts_words, name_words, period_words, team_words, whereabouts
from incident.wording.speech import Speech
from incident.wording.tiers import tier_word
from tests.tui.pages import opened
from tests.tui.worlds import World

SIZES = ((60, 20), (80, 24), (120, 40), (200, 60))
TITLE = "手机银行 and web bank: login fails in two regions of the north, 华东华南客户受影响"
NAME = "Mara Lindqvist-Oberholzer"
RESOURCES = (
    Resource(id="database-engineer-on-call", kind="staff", type="technical-on-call", quantity=1, person="ana"),
    Resource(id="emergency-budget-of-the-office", kind="money", type="emergency-budget", quantity=10**9, unit="CNY"),
)
WANTED = ("overflow-queue", "spare-laptop", "printed-contact-list", "vendor-on-call", "meals-and-transport")

pytestmark = pytest.mark.parametrize("language", i18n.LANGUAGES)


@pytest.fixture
def incident(world: World) -> str:
    """A long title, long names; somebody rests, money is on its way, and eleven requests of which most are late."""
    ana, *others = world.directory.everybody
    world.directory.everybody = (replace(ana, name=NAME), *others)
    world.inventory = Inventory(resources={each.id: each for each in RESOURCES})
    incident, now = world.declared(Tier.MAJOR, title=TITLE), world.clock.now()
    for number in range(10):
        type_, due = WANTED[number % len(WANTED)], now + timedelta(minutes=10 * number)
        asked = c.RequestResource(by="ana", type=type_, kind="equipment", quantity=12_345, needed_by=due)
        world.does(incident, replace_whom(asked, number))
    world.does(
        incident,
        c.RequestResource(by="ana", type="technical-on-call"),
        c.RequestResource(by="ana", type="emergency-budget", quantity=123_456_789, unit="CNY"),
    )
    for name, resource in (("R11", RESOURCES[0].id), ("R12", RESOURCES[1].id)):
        world.does(incident, c.ApproveAllocation(by="ana", allocation=name, resource=resource))
    until = now + timedelta(hours=30)
    world.does(
        incident,
        c.PutOut(by="ana", allocation="R11", reason=OutReason.REST, until=until),
        c.MoveAllocation(by="ana", allocation="R12", to=AllocationState.ORDERED, due_at=until),
        c.FormTeam(by="ana", team="Alpha of the north", lead="ana"),
        c.BeginPeriod(by="ana", ends_at=until),
        c.ReceiveCases(by="ana", cases=tuple(c.NewCase(words=case(number)) for number in range(1100))),
    )
    world.clock.forward(minutes=61)
    return incident


def replace_whom(asked: c.RequestResource, number: int) -> c.RequestResource:
    return asked.changed(whom="commander" if number % 2 else "", substitutes=("dba", "taxi") if number % 3 else ())


def case(number: int) -> CaseWords:
    return CaseWords(
        name=f"Lin {number}", contact="13800138000", service="网上银行", problem="paid twice", request="退款"
    )


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_no_letter_of_a_row_of_resources_is_cut(world: World, incident: str, width: int, language: str) -> None:
    i18n.use(language)
    walk = moment_of(world, world.service.load(incident))
    walk = replace(walk, speech=Speech.to(world.directory.people()))
    rows = resource_rows(walk)
    _heads, lines = resource_table(rows, walk, width)
    assert max(line.cell_length for _number, line in lines) <= width
    for number, row in enumerate(rows):
        drawn = " ".join(line.plain for own, line in lines if own == number)
        own = row.allocation
        if row.team is not None:
            team = team_words(row.team, walk.incident.resources)
            said = [state_word("assigned").upper(), team, walk.speech.person("ana")]
        else:
            assert own is not None
            state = state_word(own.state_at(walk.now)).upper()
            said = [own.id, state, name_words(own, walk.speech), whereabouts(own, walk.speech, walk.now)]
        missing = Counter("".join("".join(said).split())) - Counter("".join(drawn.split()))
        assert not missing, drawn


def test_the_filter_finds_a_row_by_what_its_cells_show(world: World, incident: str, language: str) -> None:
    i18n.use(language)
    walk = moment_of(world, world.service.load(incident))
    walk = replace(walk, speech=Speech.to(world.directory.people()))
    for own in walk.incident.resources.allocations.values():
        shown = [name_words(own, walk.speech), whereabouts(own, walk.speech, walk.now)]
        for cell in filter(None, shown):
            assert own in [row.allocation for row in resource_rows(walk, cell)], cell
    lead = _("lead {person}").format(person=walk.speech.person("ana"))
    assert [row.team.id for row in resource_rows(walk, lead) if row.team] == ["Alpha of the north"]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_title_clock_counters_and_keys_of_each_board_stand_whole(
    world: World, incident: str, size: tuple[int, int], language: str
) -> None:
    i18n.use(language)
    walk = moment_of(world, world.service.load(incident))
    counts = [each for each in counts_words(walk.incident.resources, walk.now) if not each.endswith(" 0")]
    views = [_("1 all {count}").format(count=1100), _("3 not told {count}").format(count=1100)]
    said = {"R": [*counts, period_words(walk.incident.resources, walk.speech, walk.now)], "K": views, "E": []}
    clocks = set()
    async with opened(world, incident=incident, size=size) as page:
        for key, words in said.items():
            await page.press(key)
            await page.until(lambda: len(page.app.screen_stack) == 3, f"what {key} opens")
            await page.sees(
                *{"R": ("R1 ",), "K": ("C-0001",), "E": ("EVIDENCE",)}.get(key, ()) if language == "en" else ()
            )
            rows = await page.settled()
            assert {cell_len(row) for row in rows} == {size[0]}
            assert rows[0].endswith(f"{tier_word(Tier.MAJOR)}   {_('REAL')} ")
            clocks.add(cell_len(rows[0].partition("03:41:")[0]))
            text = "".join("".join(rows).split())
            for each in (TITLE, *words):
                assert "".join(each.split()) in text, "\n".join(rows)
            assert "…" not in "".join(rows[-2:]), "\n".join(rows)
            await page.press("escape")
            await page.until(lambda: len(page.app.screen_stack) == 2, "the walk")
    assert len(clocks) == 1, "the time stands in the same cells of row 1"


@pytest.mark.parametrize("size", SIZES[:2], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_every_resource_is_in_sight_or_counted_and_none_without_its_name(
    world: World, incident: str, size: tuple[int, int], language: str
) -> None:
    i18n.use(language)
    async with opened(world, incident=incident, size=size) as page:
        await page.press("R")
        await page.until(lambda: len(page.app.screen_stack) == 3, "the board")
        seen: set[str] = set()
        for _each in range(14):
            text = await page.settled()
            seen |= {word for row in text for word in row.split() if word[0] == "R" and word[1:].isdecimal()}
            board = page.screen(ResourceBoard)
            last = board.listing.scroll_offset.y + board.listing.size.height
            assert board.below_sight() == len({number for number, _line in board._table[last:]})
            assert not any("…" in row for row in text), "\n".join(text)
            await page.press("j")
        assert seen == {f"R{number}" for number in range(1, 13)}
