"""Moments, classes and reports are stated from the clocks screen and from the palette, as the commands state them."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256

import pytest
from rich.cells import cell_len

from incident import i18n
from incident.domain import commands as c
from incident.domain.events import ClassStated, Milestone, MilestoneMarked, ObligationRuledOut, ReportFiled
from incident.domain.incident import PROGRAM, Incident
from incident.domain.law.holding import HeldTo, Profile
from incident.tui.views.law import law_lines
from incident.walk.flows.asking import Question, Ready
from incident.walk.flows.law import ExtendFlow, FiledFlow, MomentFlow, SwitchFlow
from incident.walk.flows.moments import read_ahead, read_moment
from incident.walk.moment import Walk
from incident.walk.reading import moment_of
from incident.wording.speech import Speech
from incident.wording.statutory_sheet import at_once_names
from tests.desks import LEAK, shipped_register
from tests.tui.pages import opened
from tests.tui.worlds import World


@pytest.fixture
def leak(world: World) -> str:
    """A million people in the mainland, known of for three hours."""
    rules = HeldTo(register=shipped_register(), profile=Profile(jurisdictions=("cn",), sectors=()))
    incident = world.declared(held_to=rules, facts={**LEAK, "people_affected": 1_000_000.0})
    world.does(
        incident, c.MarkMilestone(by="ana", milestone=Milestone.AWARE, at=world.clock.now() - timedelta(hours=3))
    )
    return incident


def _last(world: World, incident: str) -> object:
    """The last that a person entered: the program may alert a stand-in at any moment."""
    return [entry.event for entry in world.log.read(incident) if entry.actor != PROGRAM][-1]


def _walk(world: World, incident: Incident) -> Walk:
    speech = Speech.to(world.directory.people(), bundle=incident.bundle, law=incident.law.pinned)
    return Walk(incident=incident, person="ana", speech=speech, now=world.clock.now())


async def test_the_clocks_stand_above_what_the_law_asks_for(world: World, leak: str) -> None:
    async with opened(world, incident=leak) as page:
        await page.press("L")
        await page.sees("CLOCKS AND LAW", "REAL", "CLOCKS", "next update to customers", "LEGAL REPORTS")


@pytest.mark.parametrize(
    ("language", "heads"), [("en", ["DUE", "LEFT, min:s", "WHAT"]), ("zh-CN", ["截止", "剩余（分：秒）", "事项"])]
)
def test_each_column_of_the_clocks_says_what_its_times_are(world: World, language: str, heads: list[str]) -> None:
    i18n.use(language)
    head, first = law_lines(_walk(world, world.service.load(world.declared())), 80)[1:3]
    assert head.plain.split("  ")[-1].strip() == heads[-1]
    assert [word for word in heads if word in head.plain] == heads
    at = cell_len(head.plain[: head.plain.index(heads[1])])
    assert first.plain[at : at + 5] == "20:00"


async def test_a_moment_is_stated_with_its_time_and_for_which_law(world: World, leak: str) -> None:
    async with opened(world, incident=leak) as page:
        await page.press("L", "M")
        await page.sees("STATE A MOMENT", "What happened?")
        words = next(row for row in page.rows if "contained" in row)
        await page.press(words.strip("┃ ")[0])
        await page.sees("For which law?")
        await page.press("1")
        await page.sees("When was it?")
        await page.press(*["backspace"] * 3)
        await page.type("02:10")
        await page.press("enter")
        await page.sees("contained: 02:10.")
        event = _last(world, leak)
        assert isinstance(event, MilestoneMarked)
        assert (event.milestone, event.regime) == (Milestone.CONTAINED, "")
        assert event.at == world.clock.now() - timedelta(minutes=30)


async def test_a_report_is_entered_with_its_proof_and_its_clock_ends(world: World, leak: str) -> None:
    async with opened(world, incident=leak) as page:
        await page.press("L", "F")
        await page.sees("Which report was made?")
        await page.press("1")
        await page.sees("What proves it")
        world.clock.set(world.clock.now() + timedelta(minutes=3))  # on the telephone, the dialogue open
        await page.type("no. 7")
        await page.press("enter")
        await page.sees("When was it made?")
        await page.press("enter")
        await page.sees("Is there a file that proves it?")
        await page.type(str(world.folder / "receipt.pdf"))
        await page.press("enter")
        await page.sees("cannot be taken as a proof")
        (world.folder / "receipt.pdf").write_bytes(b"received 02:40")
        await page.press("enter")
        await page.sees("Entered:")
        event = _last(world, leak)
        assert isinstance(event, ReportFiled)
        assert (str(event.reference), str(event.file), event.file_size) == ("no. 7", "receipt.pdf", 14)
        assert event.at == world.clock.now()
        assert event.file_digest == f"sha256:{sha256(b'received 02:40').hexdigest()}"


def test_a_moment_that_is_recorded_is_an_instant_without_a_memory(world: World, leak: str) -> None:
    """What is on the screen remembers what was asked of it; no log takes that."""
    shown = moment_of(world, world.service.look(leak), latest=1)
    for walk in (shown, shown.at(shown.now)):
        read = [
            read_moment("now", walk),
            read_moment("02:40", walk),
            read_ahead("20m", walk),
            read_ahead("23:59", walk),
        ]
        assert [type(each) for each in read] == [datetime] * 4


async def test_a_class_is_stated_from_the_palette_of_the_walk(world: World, leak: str) -> None:
    async with opened(world, incident=leak) as page:
        await page.press("colon")
        await page.type("state a class")
        await page.until(lambda: "L K" in page.rows[3], "the class")
        await page.press("enter")
        await page.sees("The class of which law?")
        await page.press("1")
        await page.sees("Which class is it?")
        await page.press("1")
        await page.sees("Why?")
        await page.press("enter")
        await page.until(lambda: isinstance(_last(world, leak), ClassStated), "the class")


async def test_a_rule_is_ruled_out_with_a_reason_and_counts_again(world: World, leak: str) -> None:
    async with opened(world, incident=leak) as page:
        await page.press("L", "minus")
        await page.sees("Which rule?")
        await page.press("1")
        await page.sees("Why?")
        await page.type("another team")
        await page.press("enter")
        await page.sees("ruled out")
        event = _last(world, leak)
        assert isinstance(event, ObligationRuledOut)
        await page.press("plus")
        await page.sees("Which rule?")
        await page.press("1")
        await page.type("it does apply")
        await page.press("enter")
        await page.sees("It counts now.")
        assert world.service.load(leak).law.ruled_out == {}


async def test_without_law_the_screen_shows_clocks_and_takes_moments(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.press("L")
        await page.sees("CLOCKS", "The incident is held to no rules of law.")
        await page.press("F")
        await page.sees("The law asks for no report.")
        await page.press("M")
        await page.sees("What happened?")


def test_a_time_that_cannot_be_read_is_complained_of_where_it_was_typed(world: World, leak: str) -> None:
    flow = MomentFlow(walk=_walk(world, world.service.load(leak)))
    part = flow.part({"moment": "contained", "regime": "-"})
    assert isinstance(part, Question)
    assert part.complaint("soon") == "Type a time such as 02:40, 2026-11-21 02:40 or now."
    assert part.complaint("02:10") == ""


def test_what_clocks_wait_for_stands_first(world: World, leak: str) -> None:
    part = FiledFlow(walk=_walk(world, world.service.load(leak))).part({})
    assert isinstance(part, Question)
    assert part.choices[0].words.startswith("CAC: Report to the provincial cyberspace administration: due 03:40") or (
        "due" in part.choices[0].words
    )


def test_nothing_to_extend_or_to_switch_says_so(world: World) -> None:
    walk = _walk(world, world.service.load(world.declared()))
    assert ExtendFlow(walk=walk).part({}) == Ready(said="No open report may be extended.")
    assert SwitchFlow(walk=walk, is_on=True).part({}) == Ready(said="There is no such rule.")


def test_what_has_to_be_reported_at_once_stands_before_every_clock(world: World, leak: str) -> None:
    walk = _walk(world, world.service.load(leak))
    rows = [row.plain.strip() for row in law_lines(walk, 80)]
    assert at_once_names(walk.incident, walk.now, walk.speech)
    assert rows[0] == "REPORT AT ONCE"
    assert rows.index("REPORT AT ONCE") < rows.index("CLOCKS")


async def test_the_key_for_detail_says_what_it_changed(world: World, leak: str) -> None:
    async with opened(world, incident=leak) as page:
        await page.press("L")
        await page.sees("CLOCKS AND LAW")
        await page.press("d")
        await page.sees("rows: every report with what it holds and why. d shows fewer.")
        await page.press("d")
        await page.sees("rows: what the first report and those with a clock hold. d shows all.")
