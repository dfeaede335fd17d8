"""What was ticked on paper comes back as ranges, with the times that stand on it (reference/UX.md 30)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from incident import i18n
from incident.domain import commands as c
from incident.domain.events import NoteAdded, StepAnswered, StepCompleted
from incident.domain.incident import StepState
from incident.tui.screens.dialogue import Dialogue
from incident.walk.moment import Walk
from incident.walk.paper import from_paper
from incident.wording.speech import Speech
from tests.fakes import START
from tests.tui.pages import opened
from tests.tui.worlds import World


def _walk(world: World) -> Walk:
    incident = world.service.load(world.declared())
    world.clock.forward(minutes=50)
    speech = Speech.to(world.directory.people(), bundle=incident.bundle)
    return Walk(incident=incident, person="ana", speech=speech, now=world.clock.now())


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_ticks_on_paper_stand_in_the_record_at_the_time_of_the_paper(world: World, language: str) -> None:
    i18n.use(language)
    incident = world.declared()
    world.clock.forward(minutes=50)
    async with opened(world, incident=incident) as page:
        await page.press("X")
        await page.sees("3-5 7 02:10")
        await page.type("1 4=2 02:45 8=7 9- 03:05")
        await page.press("enter")
        await page.until(lambda: not isinstance(page.app.screen, Dialogue), "the walk")
        await page.until(lambda: len(world.log.read(incident)) > 7, "the marks")
    entries = world.log.read(incident)
    done = {
        entry.event.step: f"{entry.occurred_at:%H:%M}"
        for entry in entries
        if isinstance(entry.event, StepCompleted | StepAnswered)
    }
    assert done == {"notice": "02:45", "cause": "02:45", "calls": "03:05"}
    marks = [entry for entry in entries if isinstance(entry.event, StepCompleted | StepAnswered)]
    assert {f"{entry.recorded_at:%H:%M}" for entry in marks} == {"03:30"}
    steps = world.service.load(incident).steps
    assert (steps["cause"].option, str(steps["calls"].words)) == ("vendor", "7")
    assert steps["stable"].state is StepState.NOT_APPLICABLE
    (note,) = (entry.event for entry in entries if isinstance(entry.event, NoteAdded))
    assert "1 4=2 02:45 8=7 9- 03:05" in str(note.text)


async def test_each_mark_from_paper_is_taken_back_by_itself(world: World) -> None:
    incident = world.declared()
    world.clock.forward(minutes=50)
    async with opened(world, incident=incident) as page:
        await page.press("X")
        await page.type("1 8=7 02:45")
        await page.press("enter")
        await page.sees("From paper: 1 8=7 02:45.")
        await page.press("u")
        await page.sees("Taken back: 8")
        await page.press("u")
        await page.sees("Taken back: 1")


def test_a_range_takes_what_is_open_in_it_and_skips_what_is_done(world: World) -> None:
    walk = _walk(world)
    stands = world.does(walk.incident.id, c.CompleteStep(by="ana", step="notice"))
    walk = replace(walk, incident=stands)
    read = from_paper(walk, "1-1 8=3 ０２：４５")
    assert (read.complaint, [type(each) for each in read.commands]) == ("", [c.AddNote, c.CompleteStep])


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("", "Write the time from the paper"),
        ("1", "Write the time from the paper"),
        ("02:45", "Before 02:45 stands no step"),
        ("1 29:99", "'29:99' is no time"),
        ("1 02:30", "was before the incident was declared"),
        ("99 02:45", "There is no step 99"),
        ("8-1 02:45", "the last step stands before the first"),
        ("!! 02:45", "neither steps nor a time"),
        ("4 02:45", "is a decision: write 4="),
        ("4=3 02:45", "up to 2"),
        ("8 02:45", "write 8= and the value"),
        ("8=99 02:45", "99"),
        ("2 02:45", "more than a tick"),
        ("7 02:45", "more than a tick"),
        ("1 1 02:45", "already marked"),
        ("9 02:45", "more than a tick"),
    ],
)
def test_what_a_tick_cannot_say_is_asked_for_by_its_number(world: World, line: str, why: str) -> None:
    read = from_paper(_walk(world), line)
    assert (read.commands, why in read.complaint) == ((), True), read.complaint


def test_no_mark_happened_before_the_incident_or_is_still_to_come(world: World) -> None:
    """Whoever gives the time: the record holds nothing that the clock forbids."""
    incident = world.declared()
    now = world.clock.forward(minutes=50)
    hour = timedelta(hours=1)
    early = c.CompleteStep(by="ana", step="notice", at=START - hour)
    late = c.AnswerStep(by="ana", step="cause", option="vendor", at=now + hour)
    for command, at in ((early, START), (late, now)):
        outcome = world.service.execute(incident, command, world.actor)
        assert {entry.occurred_at for entry in outcome.entries} == {at}
